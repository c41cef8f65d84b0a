package tasks

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// yearsView lists the years: those that the trust has begun, and those that it can begin.
type yearsView struct {
	list     ui.TaskList
	begin    []yearToBegin
	officers string
	people   string // empty: not for the visitor to see
}

type yearToBegin struct {
	at     paths.Year
	words  string
	before string // the year that it can begin from; empty: none
}

func (p Place) showYears(w http.ResponseWriter, r *http.Request) error {
	v := page.Visit{Visitor: page.VisitorOf(r.Context()), At: paths.Year{ODS: chi.URLParam(r, "ods")}, Today: page.Today(p.Now())}
	trust, begun, err := p.Assessments.Years(r.Context(), v.Scope(), v.At.ODS)
	if err != nil {
		return err
	}
	open, err := p.Content.Years(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	view := yearsView{officers: paths.ToOfficers(v.At.ODS)}
	if v.May(access.SeeAccess) {
		view.people = paths.ToPeople(v.At.ODS)
	}
	for _, y := range open {
		view.add(v, y, begun)
	}
	return page.Show(w, r, page.Page{Title: "Years", Caption: trust, Body: years(view), List: yearsFile(v, begun), Saved: p.Sessions.Said(r.Context())})
}

func (view *yearsView) add(v page.Visit, y contentdb.Year, begun []assessmentdb.Begun) {
	at := paths.Year{ODS: v.At.ODS, Cycle: y.Label}
	for _, b := range begun {
		if b.Cycle == y.Label {
			view.list.Items = append(view.list.Items, yearTask(v, at, b))
			return
		}
	}
	switch {
	case y.Opens.After(v.Today):
		view.list.Items = append(view.list.Items, ui.Task{Heading: y.Label, Hint: "Opens on " + y.Opens.Words(), Tag: &ui.Tag{Text: "Not open yet", Colour: "grey"}})
	case v.May(access.Begin):
		view.begin = append(view.begin, yearToBegin{at, "Not begun yet. The deadline is " + y.Deadline.Words() + ".", newestBefore(y.Label, begun)})
	default:
		view.list.Items = append(view.list.Items, ui.Task{Heading: y.Label, Hint: "Your assessment lead can begin it", Tag: &ui.Tag{Text: "Not begun", Colour: "grey"}})
	}
}

// newestBefore gives the newest year before one that the trust has begun; they come newest first.
func newestBefore(label string, begun []assessmentdb.Begun) string {
	for _, b := range begun {
		if b.Cycle < label {
			return b.Cycle
		}
	}
	return ""
}

func yearTask(v page.Visit, at paths.Year, b assessmentdb.Begun) ui.Task {
	href := at.Home()
	switch {
	case v.May(access.Assess):
		href = at.Independent()
	case !v.May(access.SeeAnswers):
		href = at.Board()
	}
	return ui.Task{Heading: b.Cycle, Href: href, Tag: stageTag(b.Stage),
		Hint: english.Capital(english.Count(b.Answered, "question", "questions")) + " answered, last change " + b.ChangedOn.Words()}
}

func stageTag(s assessment.Stage) *ui.Tag {
	switch s {
	case assessment.WithBoard:
		return &ui.Tag{Text: "With the board", Colour: "purple"}
	case assessment.Published:
		return &ui.Tag{Text: "Published here", Colour: "green"}
	}
	return &ui.Tag{Text: "Draft", Colour: "blue"}
}

// begin begins a year's assessment, from last year's answers or with none.
func (p Place) begin(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Begin)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	if r.PostFormValue("from") == fromLast {
		if err := p.Assessments.BeginFromLast(r.Context(), v.Scope(), key(v), v.Now, v.Today); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "The assessment of "+v.At.Cycle+" is begun. Last year’s answers wait to be reconfirmed; none of them counts until then.")
		return page.Go(w, r, v.At.Carried())
	}
	if err := p.Assessments.Begin(r.Context(), v.Scope(), key(v), v.Now, v.Today); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The assessment of "+v.At.Cycle+" is begun.")
	return page.Go(w, r, v.At.Home())
}

// fromLast is what a form says that begins a year from the one before.
const fromLast = "last"

// reopen begins the next version of a published assessment.
func (p Place) reopen(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Begin)
	if err != nil {
		return err
	}
	if err := p.Assessments.Reopen(r.Context(), v.Scope(), key(v), v.Now); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The next version is begun. What was published stays as it is until you publish again.")
	return page.Go(w, r, v.At.Home())
}
