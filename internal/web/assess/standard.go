package assess

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// standardView is the page of one standard.
type standardView struct {
	standard  framework.Standard
	progress  progress
	handedOut int // parts
	parts     []part
	closed    appui.Closed
	around    ui.Pagination
	live      string // the stream of what others change; empty: none
}

// progress is the bar that stays in sight.
type progress struct {
	answered, questions int
	next                page.Link // the next unanswered question, or where to go when all are answered
	done                bool
}

// part is an assertion with its questions.
type part struct {
	at        paths.Year
	assertion framework.Assertion
	result    score.Assertion
	rows      []row
	owner     string // "With Tom Okafor, due 12 March 2027"
	partAt    string // the page of the part; empty for who may not, and when it was not handed out
	handOut   bool   // the visitor may hand it out
	confirm   confirming
}

func (p part) stateID() string { return "state-" + p.assertion.ID }
func (p part) lineID() string  { return "line-" + p.assertion.ID }

// far says in the list of contents how far a part is: "4 of 6", or "confirmed".
func (p part) far() string {
	if p.result.Confirmed {
		return "confirmed"
	}
	return english.Figures(p.result.Answered) + " of " + english.Figures(p.result.Questions)
}

func (p Place) showStandard(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	number := chi.URLParam(r, "standard")
	sh, err := p.Assessments.ReviewedStandard(r.Context(), v.Scope(), key(v), v.Year.Pack, number, v.Today)
	if err != nil {
		return err
	}
	return p.renderStandard(w, r, v, sh, number, nil)
}

// renderStandard shows the page; refused is a row that could not be saved and stands in for the saved one.
func (p Place) renderStandard(w http.ResponseWriter, r *http.Request, v page.Visit, sh assessmentdb.Review, number string, refused *row) error {
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

func newStandardView(v page.Visit, sh assessmentdb.Review, std framework.Standard) standardView {
	result := sh.Result(v.Year.Pack, v.Today)
	view := standardView{standard: std, closed: appui.ClosedAt(v, sh.Stage), around: neighbours(v, std), handedOut: len(sh.Owners),
		progress: newProgress(v, result, std.Number), live: liveAt(v, sh.Stage == assessment.Draft)}
	if view.closed.Words != "" {
		view.progress.next = page.Link{}
	}
	for _, a := range std.Assertions {
		p := newPart(v, sh.Sheet, result, a)
		for _, it := range result.Items {
			if it.Assertion == a.ID {
				p.rows = append(p.rows, newRow(v, sh, it))
			}
		}
		view.parts = append(view.parts, p)
	}
	return view
}

// newPart is an assertion without its rows.
func newPart(v page.Visit, sh workingcopy.Sheet, result score.Result, a framework.Assertion) part {
	p := part{at: v.At, assertion: a, owner: ownerWords(sh.Owners[a.ID], v.Today), handOut: v.May(access.HandOut) && mayChange(v, sh.Stage),
		confirm: newConfirming(v, sh, a)}
	if o := sh.Owners[a.ID]; o.Person != "" && v.May(access.SeeSharing) && (v.Actor.Role != access.Contributor || o.Person == v.Actor.Person) {
		p.partAt = v.At.Part(a.ID)
	}
	for _, s := range result.Standards {
		for _, r := range s.Assertions {
			if r.ID == a.ID {
				p.result = r
			}
		}
	}
	return p
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

func newProgress(v page.Visit, result score.Result, number string) progress {
	var pr progress
	for _, it := range result.Items {
		if it.Standard != number {
			continue
		}
		pr.questions++
		if it.Answered {
			pr.answered++
		} else if pr.next.Href == "" {
			pr.next = page.Link{Text: "Next unanswered: " + it.ID, Href: v.At.ItemOn(number, it.ID)}
		}
	}
	if pr.done = pr.next.Href == ""; pr.done {
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
