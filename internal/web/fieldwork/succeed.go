package fieldwork

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// leaveView is the page on which an appointment is ended in the middle of fieldwork.
type leaveView struct {
	visit
	because string
	errors  *fault.Error
}

// mayLeave tells whether the visitor may end the appointment: whoever appoints, and the assessor themselves.
func (v visit) mayLeave() bool {
	return (v.stage() == fieldwork.Fieldwork || v.stage() == fieldwork.Drafted) && (v.May(access.Appoint) || v.mine())
}

// leaveWords are the words of the way there.
func (v visit) leaveWords() string {
	if v.mine() {
		return "You cannot go on: step down"
	}
	return "The assessor cannot go on: end the appointment"
}

func (p Place) showLeave(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	return p.renderLeave(w, r, leaveView{visit: v})
}

func (p Place) renderLeave(w http.ResponseWriter, r *http.Request, view leaveView) error {
	if !view.May(access.Appoint) && !view.mine() {
		return access.Refuse(access.Appoint)
	}
	if err := view.engaged(); err != nil {
		return err
	}
	if !view.mayLeave() {
		_, err := view.Work.Leave("")
		return err
	}
	title := "End the appointment of " + view.Work.Assessor.Name
	if view.mine() {
		title = "Step down from the independent assessment"
	}
	pg := p.page(r, view.visit, title)
	pg.Errors, pg.Body = view.errors, leavePage(view)
	return page.Show(w, r, pg)
}

func (p Place) leave(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	view := leaveView{visit: v, because: r.PostFormValue("because")}
	err = p.Fieldwork.Leave(r.Context(), v.Scope(), v.key(), view.because, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderLeave(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The appointment has ended. Another assessor goes on when they are appointed, approved and have declared.", v.At.Independent())
}

// leaver names whose appointment ends, to whoever reads the page.
func (v leaveView) leaver() string {
	if v.mine() {
		return "you"
	}
	return v.Work.Assessor.Name
}

// continuedWords says which fieldwork an assessor goes on with.
func (v visit) continuedWords() string {
	words := "Fieldwork began on " + dayOf(v.begun()) + ", on a copy of that day. The copy and the scope stand."
	if n := len(v.Work.Requests); n > 0 {
		words += " " + english.Capital(english.Count(n, "request for evidence was", "requests for evidence were")) + " made so far."
	}
	if v.issued() {
		words += " The draft has been issued, and stands."
	}
	return words
}

// leavers are the assessors who left this fieldwork, oldest first.
func (v visit) leavers() []fieldwork.Engagement {
	if v.stage() == fieldwork.Interrupted {
		return append(slices.Clone(v.Work.Before), v.Work.Engagement)
	}
	return v.Work.Before
}

// leftWords says how and when an appointment ended.
func leftWords(e fieldwork.Engagement) string {
	return "ended by " + e.EndedBy + " on " + dayOf(e.EndedAt) + ": " + e.EndedBecause
}

func (p Place) goOn(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	if err := p.Fieldwork.GoOn(r.Context(), v.Scope(), v.key(), v.Now); err != nil {
		return err
	}
	return p.done(w, r, "You go on with the fieldwork. What another assessor decided waits for you to take over, or to test yourself.", v.At.Independent())
}

func (p Place) takeFindingOver(w http.ResponseWriter, r *http.Request) error {
	return p.takeOver(w, r, false)
}

func (p Place) takeEarlierOver(w http.ResponseWriter, r *http.Request) error {
	return p.takeOver(w, r, true)
}

func (p Place) takeOver(w http.ResponseWriter, r *http.Request, reopened bool) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	item := chi.URLParam(r, "item")
	if err := p.Fieldwork.TakeOver(r.Context(), v.Scope(), v.key(), item, reopened, v.Now); err != nil {
		return err
	}
	return p.done(w, r, "You have taken over the finding about "+item+" as your own.", v.At.Independent())
}

// papersView is what somebody wrote during appointments that ended.
type papersView struct {
	visit
	papers []fieldworkdb.Papers
}

func (p Place) showPapers(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Assess)
	if err != nil {
		return err
	}
	view := papersView{visit: v}
	if view.papers, err = p.Fieldwork.Papers(r.Context(), v.Scope(), v.key()); err != nil {
		return err
	}
	if len(view.papers) == 0 {
		return fault.New(fault.NotFound, "You have left no fieldwork of this year in the middle.")
	}
	pg := p.page(r, v, "What you wrote before your appointment ended")
	pg.Body = papersPage(view)
	return page.Show(w, r, pg)
}

// hasPapers tells whether the visitor left this year's fieldwork in the middle.
func (v visit) hasPapers() bool {
	if !v.May(access.Assess) {
		return false
	}
	if v.stage() == fieldwork.Interrupted && v.Work.By(v.Actor.Person) {
		return true
	}
	for _, e := range v.Past {
		if e.Stage() == fieldwork.Interrupted && e.By(v.Actor.Person) {
			return true
		}
	}
	return false
}

// paperTitle heads one finding of the papers.
func (v papersView) paperTitle(f fieldwork.Finding) string {
	q, _ := v.pack().Question(f.Item)
	if f.Reopened {
		return f.Item + " " + q.Title + ": an earlier finding"
	}
	return f.Item + " " + q.Title
}

// fate says what became of a finding when its writer left.
func fate(f fieldwork.Finding) ui.Tag {
	switch {
	case f.Issued:
		return ui.Tag{Text: "In the draft", Colour: "blue"}
	case f.Verdict != fieldwork.Undecided:
		return ui.Tag{Text: "Handed over", Colour: "blue"}
	}
	return ui.Tag{Text: "Yours alone", Colour: "grey"}
}
