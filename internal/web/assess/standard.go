package assess

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// standardView is the page of one standard.
type standardView struct {
	at       paths.Year
	standard framework.Standard
	progress progress
	contents []contentsLine
	parts    []part
	closed   appui.Closed
	around   ui.Pagination
}

// progress is the bar that stays in sight.
type progress struct {
	answered, questions int
	handedOut           int
	next                page.Link // the next unanswered question, or where to go when all are answered
	done                bool
}

// contentsLine is an assertion in the list beside the page.
type contentsLine struct {
	at    paths.Year
	id    string
	title string
	state string // "4 of 6", or "confirmed"
}

// part is an assertion with its questions.
type part struct {
	at        paths.Year
	assertion framework.Assertion
	result    score.Assertion
	rows      []row
	owner     string // "With Tom Okafor, due 12 March 2027"
	handOut   bool   // the visitor may hand it out
	confirm   confirming
}

func (p part) stateID() string { return "state-" + p.assertion.ID }

func (p Place) showStandard(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	number := chi.URLParam(r, "standard")
	sh, err := p.Assessments.Standard(r.Context(), v.Scope(), key(v), v.Year.Pack, number)
	if err != nil {
		return err
	}
	return p.renderStandard(w, r, v, sh, number, nil)
}

// renderStandard shows the page; refused is a row that could not be saved and stands in for the saved one.
func (p Place) renderStandard(w http.ResponseWriter, r *http.Request, v page.Visit, sh assessmentdb.Sheet, number string, refused *row) error {
	std, _ := v.Year.Pack.Standard(number)
	view := newStandardView(v, sh, std)
	var errs *fault.Error
	if refused != nil {
		errs = renamed(refused.errors, refused.field)
		view.replace(*refused)
	}
	return page.Show(w, r, page.Page{
		Title: std.Title, Caption: standardCaption(v.Year.Pack, std), Wide: true, Errors: errs,
		Back: page.Link{Text: sh.Trust + ", " + v.At.Cycle, Href: v.At.Home()},
		Body: standardPage(view), Saved: p.Sessions.Said(r.Context()),
	})
}

// standardCaption says which of the ten it is: "Standard 7 of 10 · Process".
func standardCaption(pack framework.Pack, std framework.Standard) string {
	if std.Own {
		return "Beside the ten standards, outside every count"
	}
	place, all := 0, 0
	for _, s := range pack.Standards {
		if s.Own {
			continue
		}
		all++
		if s.Number == std.Number {
			place = all
		}
	}
	return "Standard " + strconv.Itoa(place) + " of " + strconv.Itoa(all) + " · " + std.Obligation
}

func newStandardView(v page.Visit, sh assessmentdb.Sheet, std framework.Standard) standardView {
	result := sh.Result(v.Year.Pack, v.Today)
	items := map[string]score.Item{}
	for _, it := range result.Items {
		items[it.ID] = it
	}
	view := standardView{at: v.At, standard: std, closed: appui.ClosedAt(v, sh.Stage), around: neighbours(v, std)}
	for _, s := range result.Standards {
		if s.Number != std.Number {
			continue
		}
		for i, a := range s.Assertions {
			view.add(v, sh, std.Assertions[i], a, items)
		}
		view.progress = newProgress(v, view, s)
	}
	return view
}

func (view *standardView) add(v page.Visit, sh assessmentdb.Sheet, a framework.Assertion, result score.Assertion, items map[string]score.Item) {
	p := part{at: v.At, assertion: a, result: result, owner: ownerWords(sh.Owners[a.ID], v.Today),
		handOut: v.May(access.HandOut), confirm: newConfirming(v, sh, a)}
	for _, item := range a.Items {
		p.rows = append(p.rows, newRow(v, sh, items[item.ID]))
	}
	view.parts = append(view.parts, p)
	state := english.Figures(result.Answered) + " of " + english.Figures(result.Questions)
	if result.Confirmed {
		state = "confirmed"
	}
	view.contents = append(view.contents, contentsLine{at: v.At, id: a.ID, title: a.Title, state: state})
}

// replace puts a row in the place of the saved one of the same question.
func (view *standardView) replace(with row) {
	for _, p := range view.parts {
		for i := range p.rows {
			if p.rows[i].question.ID == with.question.ID {
				p.rows[i] = with
			}
		}
	}
}

func newProgress(v page.Visit, view standardView, s score.Standard) progress {
	pr := progress{answered: s.Answered, questions: s.Questions}
	for _, p := range view.parts {
		if p.owner != "" {
			pr.handedOut++
		}
		for _, r := range p.rows {
			if pr.next.Href == "" && !r.result.Answered {
				pr.next = page.Link{Text: "Next unanswered: " + r.question.ID, Href: v.At.ItemOn(s.Number, r.question.ID)}
			}
		}
	}
	if pr.next.Href == "" {
		pr.done = true
		pr.next = page.Link{Text: "Everything that is left", Href: v.At.Left()}
	}
	return pr
}

// neighbours leads to the standards before and after.
func neighbours(v page.Visit, std framework.Standard) ui.Pagination {
	var p ui.Pagination
	list := v.Year.Pack.Standards
	for i, s := range list {
		if s.Number != std.Number {
			continue
		}
		if i > 0 {
			p.Previous = ui.PageLink{Text: "Previous", Label: list[i-1].Title, Href: v.At.Standard(list[i-1].Number)}
		}
		if i+1 < len(list) {
			p.Next = ui.PageLink{Text: "Next", Label: list[i+1].Title, Href: v.At.Standard(list[i+1].Number)}
		}
	}
	p.AriaLabel = "Standards"
	return p
}
