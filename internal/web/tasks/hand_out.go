package tasks

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// handOutView is the form that names who answers an assertion.
type handOutView struct {
	visit     page.Visit
	assertion framework.Assertion
	people    []ui.RadioItem
	person    string
	due       appui.DayText
	errors    *fault.Error
}

// nobody is the choice that takes an assertion back.
const nobody = "nobody"

func (p Place) showHandOut(w http.ResponseWriter, r *http.Request) error {
	v, a, err := p.enterAssertion(r, access.HandOut)
	if err != nil {
		return err
	}
	sh, err := p.Assessments.Standard(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Year.Pack.StandardOf(a.ID))
	if err != nil {
		return err
	}
	o := sh.Owners[a.ID]
	return p.renderHandOut(w, r, handOutView{visit: v, assertion: a, person: o.Person, due: appui.DayTextOf(o.Due)})
}

func (p Place) renderHandOut(w http.ResponseWriter, r *http.Request, view handOutView) error {
	v := view.visit
	holders, err := p.Accounts.InTrust(r.Context(), v.Scope(), v.At.ODS)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, h := range holders {
		role := access.Role(h.Role)
		if known[h.ID] || role != access.Lead && role != access.Contributor {
			continue
		}
		known[h.ID] = true
		hint := h.Post
		if hint == "" {
			hint = role.Words()
		}
		view.people = append(view.people, ui.RadioItem{Value: h.ID, Text: h.Name, Hint: ui.Hint{Text: hint}})
	}
	view.people = append(view.people, ui.RadioItem{Divider: "or"}, ui.RadioItem{Value: nobody, Text: "Nobody in particular"})
	return page.Show(w, r, page.Page{
		Title: "Who answers " + view.assertion.ID + "?", Caption: view.assertion.Title, Errors: view.errors, Body: handOutPage(view),
		Back: page.Link{Text: "Standard " + v.Year.Pack.StandardOf(view.assertion.ID), Href: assertionLine(v, view.assertion.ID, "").link.Href},
	})
}

func (p Place) enterAssertion(r *http.Request, verb access.Verb) (page.Visit, framework.Assertion, error) {
	v, err := page.Enter(r, p.Content, p.Now(), verb)
	if err != nil {
		return v, framework.Assertion{}, err
	}
	a, ok := v.Year.Pack.Assertion(chi.URLParam(r, "assertion"))
	if !ok {
		return v, a, fault.New(fault.NotFound, "There is no such part.")
	}
	return v, a, nil
}

// handOut names who answers an assertion, and by when.
func (p Place) handOut(w http.ResponseWriter, r *http.Request) error {
	v, a, err := p.enterAssertion(r, access.HandOut)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := handOutView{visit: v, assertion: a, person: r.PostFormValue("person"), due: appui.ReadDayText(r, "due")}
	if err := p.giveTo(r, view); err != nil {
		if view.errors = page.Refused(err); view.errors != nil {
			return p.renderHandOut(w, r, view)
		}
		return err
	}
	done := a.ID + " is handed out."
	if view.person == nobody {
		done = a.ID + " is with nobody in particular."
	}
	p.Sessions.Say(r.Context(), done)
	return page.Go(w, r, assertionLine(v, a.ID, "").link.Href)
}

func (p Place) giveTo(r *http.Request, view handOutView) error {
	due, err := assessment.ParseDate("due", view.due.Day, view.due.Month, view.due.Year)
	if err != nil {
		return err
	}
	person := view.person
	switch person {
	case "":
		return fault.InvalidField("person", "Choose who answers this part.")
	case nobody:
		person = ""
	}
	v := view.visit
	return p.Assessments.HandOut(r.Context(), v.Scope(), key(v), v.Year.Pack, view.assertion.ID, person, due, v.Now, v.Today)
}
