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

// handOutView is the form that names who answers a part: an assertion or a single item.
type handOutView struct {
	visit    page.Visit
	part     framework.Assertion
	whole    bool // it is an assertion
	standard string
	people   []ui.RadioItem
	person   string
	due      appui.DayText
	errors   *fault.Error
}

// nobody is the choice that takes a part back.
const nobody = "nobody"

func (p Place) showHandOut(w http.ResponseWriter, r *http.Request) error {
	view, err := p.enterPart(r, access.HandOut)
	if err != nil {
		return err
	}
	v := view.visit
	sh, err := p.Assessments.Standard(r.Context(), v.Scope(), key(v), v.Year.Pack, view.standard)
	if err != nil {
		return err
	}
	o := sh.Owners[view.part.ID]
	view.person, view.due = o.Person, appui.DayTextOf(o.Due)
	return p.renderHandOut(w, r, view)
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
		Title: "Who answers " + view.part.ID + "?", Caption: view.part.Title, Errors: view.errors, Body: handOutPage(view),
		Back: page.Link{Text: "Standard " + view.standard, Href: view.onStandard()},
	})
}

// enterPart enters a page of one part, which the address names as an assertion or as an item.
func (p Place) enterPart(r *http.Request, verb access.Verb) (handOutView, error) {
	v, err := page.Enter(r, p.Content, p.Now(), verb)
	if err != nil {
		return handOutView{}, err
	}
	view := handOutView{visit: v}
	id := chi.URLParam(r, "item")
	if q, ok := v.Year.Pack.Question(id); ok {
		view.part, _ = v.Year.Pack.Part(id)
		view.standard = q.Standard
		return view, nil
	}
	if view.part, view.whole = v.Year.Pack.Assertion(chi.URLParam(r, "assertion")); !view.whole {
		return view, fault.New(fault.NotFound, "There is no such part.")
	}
	view.standard = v.Year.Pack.StandardOf(view.part.ID)
	return view, nil
}

// onStandard is the part's place on the page of its standard; action is where the form is sent.
func (view handOutView) onStandard() string {
	if view.whole {
		return view.visit.At.Assertion(view.standard, view.part.ID)
	}
	return view.visit.At.ItemOn(view.standard, view.part.ID)
}

func (view handOutView) action() string {
	if view.whole {
		return view.visit.At.HandOut(view.part.ID)
	}
	return view.visit.At.ItemOwner(view.part.ID)
}

// handOut names who answers a part, and by when.
func (p Place) handOut(w http.ResponseWriter, r *http.Request) error {
	view, err := p.enterPart(r, access.HandOut)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view.person, view.due = r.PostFormValue("person"), appui.ReadDayText(r, "due")
	if err := p.giveTo(r, view); err != nil {
		if view.errors = page.Refused(err); view.errors != nil {
			return p.renderHandOut(w, r, view)
		}
		return err
	}
	done := view.part.ID + " is handed out."
	if view.person == nobody {
		done = view.part.ID + " is with nobody in particular."
	}
	p.Sessions.Say(r.Context(), done)
	return page.Go(w, r, view.onStandard())
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
	return p.Sharing.HandOut(r.Context(), v.Scope(), key(v), v.Year.Pack, view.part.ID, person, due, v.Now, v.Today)
}
