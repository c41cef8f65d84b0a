package plan

import (
	"net/http"
	"slices"
	"strconv"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// form is an action as it was typed.
type form struct {
	title, owner, ownerName, cost, funding, care, moved string
	items                                               []string
	due                                                 appui.DayText
	version                                             int // that the change was made on
}

// formOf fills the form with an action as it is kept.
func formOf(a plan.Action) form {
	f := form{title: a.Title, owner: a.Owner.ID, funding: string(a.Funding), care: a.CareCost, items: a.Items, due: appui.DayTextOf(a.Due),
		version: a.Version}
	if f.owner == "" {
		f.ownerName = a.Owner.Name
	}
	if a.Cost != nil {
		f.cost = strconv.FormatInt(int64(*a.Cost), 10)
	}
	return f
}

func readForm(r *http.Request) form {
	version, _ := strconv.Atoi(r.PostFormValue("version"))
	return form{
		title: r.PostFormValue("title"), items: r.PostForm["items"], owner: r.PostFormValue("owner"), ownerName: r.PostFormValue("owner-name"),
		due: appui.ReadDayText(r, "due"), cost: r.PostFormValue("cost"), funding: r.PostFormValue("funding"), care: r.PostFormValue("care"),
		moved: r.PostFormValue("moved"), version: version,
	}
}

// action gives what was typed as an action; what cannot be read is an Invalid fault about its field.
func (f form) action(id string) (plan.Action, error) {
	a := plan.Action{ID: id, Title: f.title, Items: f.items, Funding: plan.Funding(f.funding), CareCost: f.care, Version: f.version,
		Owner: ownerOf(f.owner, f.ownerName)}
	var err error
	if a.Due, err = assessment.ParseDate("due", f.due.Day, f.due.Month, f.due.Year); err != nil {
		return a, err
	}
	a.Cost, err = plan.ParsePounds(f.cost)
	return a, err
}

// ownerOf takes the person who was chosen, or else the name that was written.
func ownerOf(id, name string) assessment.Author {
	if id != "" {
		return assessment.Author{ID: id}
	}
	return assessment.Author{Name: name}
}

// formView is a form with what it offers.
type formView struct {
	form
	action  string        // where it is sent
	change  bool          // of an action that is kept: a moved date needs its reason
	gaps    ui.Checkboxes // those that are chosen, or the gravest
	others  ui.Checkboxes
	people  []plandb.Person
	errors  *fault.Error
	button  string
	visited page.Visit
}

func newFormView(v page.Visit, w plandb.Working, f form, errs *fault.Error) formView {
	view := formView{form: f, people: w.People, errors: errs, visited: v}
	view.gaps = ui.Checkboxes{Name: "items", Values: f.items, Small: true, ErrorMessage: view.message("items"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which gaps does it close?"}},
		Hint:     ui.Hint{Text: "One action may close several. The gravest for care come first."}}
	view.others = ui.Checkboxes{Name: "items", IDPrefix: "others", Small: true,
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Other gaps, the gravest for care first"}}}
	add := func(to *ui.Checkboxes, item string) {
		if q, ok := v.Year.Pack.Question(item); ok {
			to.Items = append(to.Items, ui.CheckboxItem{Value: item, Text: item + " " + q.Title})
		}
	}
	for _, item := range f.items {
		add(&view.gaps, item)
	}
	for _, g := range w.Result.Gaps {
		switch {
		case slices.Contains(f.items, g.Item):
		case len(f.items) == 0 && len(view.gaps.Items) < mostBare:
			add(&view.gaps, g.Item)
		default:
			add(&view.others, g.Item)
		}
	}
	return view
}

func (v formView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}

func (v formView) ownerField() ui.Select {
	return peopleField("Who does it?", v.owner, v.people, v.message("owner"))
}

// peopleField chooses somebody with an account; the name beside it is for anybody else.
func peopleField(label, value string, people []plandb.Person, wrong ui.ErrorMessage) ui.Select {
	items := []ui.SelectItem{ui.Option("", "Somebody without an account")}
	for _, p := range people {
		name := p.Name
		if p.Post != "" {
			name += ", " + p.Post
		}
		items = append(items, ui.Option(p.ID, name))
	}
	return ui.Select{Name: "owner", Value: value, Items: items, Label: ui.Label{Text: label}, ErrorMessage: wrong}
}

func (v formView) fundingField() ui.Radios {
	var items []ui.RadioItem
	for _, f := range plan.Fundings() {
		items = append(items, ui.RadioItem{Value: string(f), Text: f.Words()})
	}
	return ui.Radios{Name: "funding", Value: v.funding, Items: items, Small: true, ErrorMessage: v.message("funding"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Is there money for it?"}}}
}
