package fieldwork

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// planView is what of a final can become actions of the plan.
type planView struct {
	visit
	ready  []fieldwork.Response // with one confirmation
	late   []fieldwork.Response // whose day has passed: planned by hand
	errors *fault.Error
}

func (p Place) showPlan(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.KeepPlan)
	if err != nil {
		return err
	}
	return p.renderPlan(w, r, v, nil)
}

func (p Place) renderPlan(w http.ResponseWriter, r *http.Request, v visit, errs *fault.Error) error {
	if v.stage() != fieldwork.Final {
		return fault.New(fault.NotFound, "The independent assessment is not final, so nothing of it becomes an action yet.")
	}
	view := planView{visit: v, errors: errs}
	for _, a := range v.Work.Actions() {
		if a.Due.Before(v.Today) {
			view.late = append(view.late, a)
		} else {
			view.ready = append(view.ready, a)
		}
	}
	pg := p.page(r, v, "Make actions of what was found")
	pg.Errors, pg.Body = errs, planPage(view)
	return page.Show(w, r, pg)
}

func (p Place) plan(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.KeepPlan)
	if err != nil {
		return err
	}
	items := r.PostForm["items"]
	if len(items) == 0 && v.stage() == fieldwork.Final {
		return p.renderPlan(w, r, v, fault.InvalidField("items", "Choose at least one recommendation."))
	}
	n, err := p.Fieldwork.Plan(r.Context(), v.Scope(), v.key(), v.Year.Pack, items, v.Now, v.Today)
	if errs := page.Refused(err); errs != nil {
		return p.renderPlan(w, r, v, errs)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, english.Capital(english.Count(n, "recommendation is an action", "recommendations are actions"))+" of the improvement plan now.", v.At.IndependentPlan())
}

func (v planView) field() ui.Checkboxes {
	f := ui.Checkboxes{Name: "items", ErrorMessage: wrong(v.errors, "items"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which become actions?"}}}
	for _, r := range v.ready {
		f.Values = append(f.Values, r.Item) // all of them, unless somebody unticks one
		f.Items = append(f.Items, ui.CheckboxItem{Value: r.Item, Text: v.Work.Finding(r.Item, false).Recommendation,
			Hint: ui.Hint{Text: r.Item + ". " + r.Owner.Name + ", by " + r.Due.Words()}})
	}
	return f
}
