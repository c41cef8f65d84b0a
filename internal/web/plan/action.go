package plan

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

func (p Place) showNew(w http.ResponseWriter, r *http.Request) error {
	v, working, err := p.read(r, access.KeepPlan)
	if err != nil {
		return err
	}
	var f form
	f.items = r.URL.Query()["item"]
	return p.renderNew(w, r, v, working, f, nil)
}

func (p Place) renderNew(w http.ResponseWriter, r *http.Request, v page.Visit, working plandb.Working, f form, errs *fault.Error) error {
	view := newFormView(v, working, f, errs)
	view.action, view.button = v.At.PlanNew(), "Plan this action"
	return page.Show(w, r, page.Page{Title: "Plan an action", Caption: caption(v, working), Errors: errs, Body: newAction(view),
		Back: page.Link{Text: "Improvement plan", Href: v.At.Plan()}})
}

func (p Place) saveNew(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepPlan)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := readForm(r)
	a, err := f.action("")
	if err == nil {
		_, err = p.Plans.Save(r.Context(), v.Scope(), key(v), v.Year.Pack, a, "", v.Now, v.Today)
	}
	if errs := page.Refused(err); errs != nil {
		v, working, err := p.read(r, access.KeepPlan)
		if err != nil {
			return err
		}
		return p.renderNew(w, r, v, working, f, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The action is planned.")
	return page.Go(w, r, v.At.Plan())
}

// actionView is one action.
type actionView struct {
	plan.Action
	facts    []ui.SummaryRow
	moves    [][]ui.TableCell
	notes    []noteLine
	edit     *formView // nil for who may not change it
	mayWork  bool
	note     string
	end      string
	endWords string
	noteTo   string
	endTo    string
	told     bool // it is in the published plan, so that national staff are told when it is done
	errors   *fault.Error
}

type noteLine struct{ who, words string }

func (p Place) showAction(w http.ResponseWriter, r *http.Request) error {
	return p.renderAction(w, r, access.SeePlan, func(*actionView) {}, nil, nil)
}

// renderAction shows an action with what was typed into one of its forms.
func (p Place) renderAction(w http.ResponseWriter, r *http.Request, verb access.Verb, typed func(*actionView), f *form, errs *fault.Error) error {
	v, working, err := p.read(r, verb)
	if err != nil {
		return err
	}
	a, ok := working.Action(chi.URLParam(r, "action"))
	if !ok {
		return fault.New(fault.NotFound, "There is no such action in this plan.")
	}
	view := newActionView(v, working, a)
	view.errors = errs
	if a.Open() && v.May(access.KeepPlan) {
		kept := formOf(a)
		if f != nil {
			f.version = a.Version // saving again puts one's own words in the place of what is kept now
			kept = *f
		}
		edit := newFormView(v, working, kept, errs)
		edit.action, edit.change, edit.button = v.At.PlanAction(a.ID), true, "Save the change"
		view.edit = &edit
	}
	typed(&view)
	return page.Show(w, r, page.Page{Title: a.Title, Caption: caption(v, working), Errors: errs, Body: oneAction(view),
		Back: page.Link{Text: "Improvement plan", Href: v.At.Plan()}, Saved: p.Sessions.Said(r.Context())})
}

func newActionView(v page.Visit, working plandb.Working, a plan.Action) actionView {
	line := newActionLine(v, a)
	view := actionView{Action: a, noteTo: v.At.PlanNotes(a.ID), endTo: v.At.PlanEnd(a.ID)}
	view.mayWork = v.May(access.WorkOnPlan) && (v.Actor.Role != access.Contributor || a.Owner.ID == v.Actor.Person)
	view.facts = []ui.SummaryRow{
		{Key: "State", ValueHTML: line.state}, {Key: "Closes", ValueHTML: actionItems(line)}, {Key: "Owner", Value: a.Owner.Name},
		{Key: "Due", Value: a.Due.Words()}, {Key: "Money", Value: a.CostWords()}, {Key: "What it costs care", Value: a.CareCost},
		{Key: "Planned by", Value: a.AddedBy.Name + ", " + page.Today(a.AddedAt).Words()},
	}
	if !a.Open() {
		view.facts = append(view.facts, ui.SummaryRow{Key: "Ended", Value: a.EndedOn.Words() + ": " + a.EndWords})
	}
	for _, m := range a.Moves {
		view.moves = append(view.moves, []ui.TableCell{{Text: m.From.Words()}, {Text: m.To.Words()}, {Text: m.Reason},
			{Text: m.By.Name + ", " + page.Today(m.At).Words()}})
	}
	for i := len(a.Notes) - 1; i >= 0; i-- {
		n := a.Notes[i]
		view.notes = append(view.notes, noteLine{n.By.Name + ", " + page.When(n.At, v.Now), n.Words})
	}
	if working.Published != nil {
		_, view.told = working.Published.Action(a.ID)
	}
	return view
}

func (p Place) saveAction(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepPlan)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := readForm(r)
	a, err := f.action(chi.URLParam(r, "action"))
	if err == nil {
		_, err = p.Plans.Save(r.Context(), v.Scope(), key(v), v.Year.Pack, a, f.moved, v.Now, v.Today)
	}
	if errs := page.Refused(err); errs != nil {
		return p.renderAction(w, r, access.KeepPlan, func(*actionView) {}, &f, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The action is changed.")
	return page.Go(w, r, v.At.PlanAction(a.ID))
}

func (p Place) saveNote(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkOnPlan)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id, words := chi.URLParam(r, "action"), r.PostFormValue("note")
	err = p.Plans.Note(r.Context(), v.Scope(), key(v), id, words, v.Now)
	if errs := page.Refused(err); errs != nil {
		return p.renderAction(w, r, access.WorkOnPlan, func(view *actionView) { view.note = words }, nil, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The note is kept.")
	return page.Go(w, r, v.At.PlanAction(id))
}

func (p Place) endAction(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkOnPlan)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id, how, words := chi.URLParam(r, "action"), r.PostFormValue("end"), r.PostFormValue("end-words")
	err = p.Plans.End(r.Context(), v.Scope(), key(v), id, plan.Ending(how), words, v.Now, v.Today)
	if errs := page.Refused(err); errs != nil {
		return p.renderAction(w, r, access.WorkOnPlan, func(view *actionView) { view.end, view.endWords = how, words }, nil, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The action has ended.")
	return page.Go(w, r, v.At.PlanAction(id))
}

func (v actionView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}

func (v actionView) endField() ui.Radios {
	return ui.Radios{Name: "end", Value: v.end, Small: true, ErrorMessage: v.message("end"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "How does it end?"}}, Items: []ui.RadioItem{
			{Value: string(plan.Done), Text: "It is done", Hint: ui.Hint{Text: "The gap closes when its question is answered anew."}},
			{Value: string(plan.GivenUp), Text: "It is given up", Hint: ui.Hint{Text: "The gap is then without this action."}}}}
}
