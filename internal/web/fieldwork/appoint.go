package fieldwork

import (
	"net/http"
	"slices"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// appointView is the form that appoints somebody, or that changes the trust's choice alone.
type appointView struct {
	visit
	candidates []fieldworkdb.Candidate
	assessor   string
	because    string
	choice     choiceForm
	action     string
	errors     *fault.Error
}

// choiceForm is what the trust adds to the scope, as it was typed.
type choiceForm struct {
	assertions []string // that are ticked
	items      string   // ids as they were typed
	why        string
}

func readChoice(r *http.Request) choiceForm {
	return choiceForm{assertions: r.PostForm["choice"], items: r.PostFormValue("items"), why: r.PostFormValue("why")}
}

func (c choiceForm) parts() []string {
	list := slices.Clone(c.assertions)
	for _, id := range fieldwork.ParseParts(c.items) {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// choiceOf fills the form with a choice that is kept.
func choiceOf(v visit, choice []string, why string) choiceForm {
	c := choiceForm{why: why}
	var items []string
	for _, id := range choice {
		if _, ok := v.Year.Pack.Assertion(id); ok {
			c.assertions = append(c.assertions, id)
		} else {
			items = append(items, id)
		}
	}
	c.items = strings.Join(items, ", ")
	return c
}

func (p Place) showAppoint(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Appoint)
	if err != nil {
		return err
	}
	return p.renderAppoint(w, r, appointView{visit: v})
}

func (p Place) renderAppoint(w http.ResponseWriter, r *http.Request, view appointView) error {
	if view.Work != nil && view.stage() != fieldwork.Interrupted {
		return fault.New(fault.Conflict, "%s is appointed for this year already.", view.Work.Assessor.Name)
	}
	var err error
	if view.candidates, err = p.Fieldwork.Candidates(r.Context(), view.Scope(), view.At.ODS); err != nil {
		return err
	}
	view.action = view.At.IndependentAppoint()
	pg := p.page(r, view.visit, "Appoint an independent assessor")
	pg.Errors, pg.Body = view.errors, appointPage(view)
	return page.Show(w, r, pg)
}

func (p Place) appoint(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Appoint)
	if err != nil {
		return err
	}
	view := appointView{visit: v, assessor: r.PostFormValue("assessor"), because: r.PostFormValue("because"), choice: readChoice(r)}
	err = p.Fieldwork.Appoint(r.Context(), v.Scope(), v.key(), v.Year.Pack, fieldworkdb.Appointing{Assessor: view.assessor, Because: view.because,
		Choice: view.choice.parts(), Why: view.choice.why}, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderAppoint(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The assessor is appointed. A member of the board approves, and the assessor declares that they are independent; both are told.", v.At.Independent())
}

func (p Place) showScope(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Appoint)
	if err != nil {
		return err
	}
	if err := v.engaged(); err != nil {
		return err
	}
	return p.renderScope(w, r, appointView{visit: v, choice: choiceOf(v, v.Work.Choice, v.Work.ChoiceWhy)})
}

func (p Place) renderScope(w http.ResponseWriter, r *http.Request, view appointView) error {
	if err := view.Work.MayChoose(); err != nil {
		return err
	}
	view.action = view.At.IndependentScope()
	pg := p.page(r, view.visit, "Change what the trust adds to the scope")
	pg.Errors, pg.Body = view.errors, scopePage(view)
	return page.Show(w, r, pg)
}

func (p Place) choose(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Appoint)
	if err != nil {
		return err
	}
	view := appointView{visit: v, choice: readChoice(r)}
	err = p.Fieldwork.Choose(r.Context(), v.Scope(), v.key(), v.Year.Pack, view.choice.parts(), view.choice.why, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderScope(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The choice is changed. An approval that was given before was of the old one: the board is asked again.", v.At.Independent())
}

func (p Place) takeBack(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Appoint)
	if err != nil {
		return err
	}
	because := r.PostFormValue("because")
	err = p.Fieldwork.TakeBack(r.Context(), v.Scope(), v.key(), because, v.Now)
	if errs := page.Refused(err); errs != nil {
		return p.renderHome(w, r, v, homeTyped{because: because, errors: errs})
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The appointment is taken back.", v.At.Independent())
}

func (v appointView) assessorField() ui.Select {
	items := []ui.SelectItem{ui.Option("", "Choose somebody")}
	for _, c := range v.candidates {
		name := c.Name
		if c.Post != "" {
			name += ", " + c.Post
		}
		items = append(items, ui.Option(c.ID, name))
	}
	return ui.Select{Name: "assessor", Value: v.assessor, Items: items, Label: ui.Label{Text: "Who assesses?"}, ErrorMessage: wrong(v.errors, "assessor")}
}

// assertionsField offers every assertion that is not mandated already.
func (v appointView) assertionsField() ui.Checkboxes {
	f := ui.Checkboxes{Name: "choice", Values: v.choice.assertions, Small: true, ErrorMessage: wrong(v.errors, "choice"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which parts does the trust add?"}}}
	for _, s := range v.Year.Pack.Standards {
		for _, a := range s.Assertions {
			if !s.Own && !slices.Contains(v.Mandated.Parts, a.ID) {
				f.Items = append(f.Items, ui.CheckboxItem{Value: a.ID, Text: a.ID + " " + a.Title})
			}
		}
	}
	return f
}
