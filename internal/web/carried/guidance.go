package carried

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// guidanceView is the answers that a change of the guidance touches.
type guidanceView struct {
	at     paths.Year
	lines  []touchedLine
	closed appui.Closed
}

// touchedLine is one such answer.
type touchedLine struct {
	item, title string
	href        string
	changes     []changeLine
	said        []appui.Fact
	by          string
	owner       string
	revision    int
	may         bool
}

// changeLine is what changed, and why.
type changeLine struct{ what, why string }

func (p Place) showGuidance(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	g, err := p.Assessments.Guidance(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Year.History)
	if err != nil {
		return err
	}
	view := guidanceView{at: v.At, closed: appui.ClosedAt(v, g.Stage)}
	for _, t := range g.Touched {
		view.lines = append(view.lines, newTouchedLine(v, g, t))
	}
	return page.Show(w, r, page.Page{
		Title: "Answers whose guidance changed", Caption: g.Trust + ", " + v.At.Cycle, Body: guidancePage(view),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Saved: p.Sessions.Said(r.Context()),
	})
}

func newTouchedLine(v page.Visit, g assessmentdb.Guidance, t carry.Touched) touchedLine {
	q := t.Question
	l := touchedLine{item: q.ID, title: q.Title, href: v.At.Item(q.ID), said: appui.Said(q.Item, t.Answer.Words), revision: t.Last().Revision,
		by: t.Answer.SavedBy.Name + ", " + page.Today(t.Answer.SavedAt).Words(), may: mayAnswer(v, g.Stage)}
	if o := (workingcopy.Sheet{Owners: g.Owners}).OwnerOf(q); o.Name != "" {
		l.owner = o.Name + " has " + o.Part + "."
	}
	for _, c := range t.Changes {
		l.changes = append(l.changes, changeLine{what: page.Today(c.At).Words() + ": " + c.Words(), why: english.Sentence(c.By + " says why: " + c.Why)})
	}
	return l
}

// hold keeps that an answer holds under the changed guidance.
func (p Place) hold(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Answer)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	item := r.PostFormValue("item")
	revision, err := strconv.Atoi(r.PostFormValue("revision"))
	if err != nil {
		return fault.New(fault.Invalid, "The form does not say which change you looked at. Open the page again.")
	}
	if err := p.Assessments.Hold(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Year.History, item, revision, v.Now); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "It is kept that the answer to "+item+" still holds.")
	return page.Go(w, r, v.At.Guidance())
}

func useWords(l line) string {
	if len(l.why) > 0 {
		return "Answer it again"
	}
	return "Change it"
}

func goneWords(n int) string {
	return english.Capital(english.Count(n, "answer", "answers")) + " to what is not asked any more"
}
