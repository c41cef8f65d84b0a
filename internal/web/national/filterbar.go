package national

import (
	"net/url"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// bar is the filter: a sentence with lists in it, and further conditions below. It is a plain form that is sent with GET.
type bar struct {
	Action  string
	Choices compare.Choices
	Typed   url.Values // what the fields hold: as typed, right or wrong
	Errors  *fault.Error
	Fields  fields
	Subject string // what a page without a choice of trusts shows: "this trust"
	Hidden  []hiddenField
	Count   string // the denominator
	Pinned  string // address of the same page with the day in it; empty when it is there already
}

// fields says which conditions a page has besides the year.
type fields struct {
	Trusts bool // kind, region, result, official status, ICB, Major Trauma Centre, text
	Region bool
	Order  bool
	Drafts bool // the order by last change
}

type hiddenField struct{ Name, Value string }

// barOf makes the bar of a page that filters trusts.
func barOf(g nationaldb.Ground, path string, query url.Values, errs *fault.Error) bar {
	typed := g.Filter.Values()
	typed.Set(compare.FieldCycle, string(g.Filter.Cycle))
	if errs != nil {
		for _, f := range errs.Fields {
			typed.Set(f.Name, query.Get(f.Name))
		}
	}
	b := bar{Action: path, Choices: g.Choices, Typed: typed, Errors: errs, Fields: fields{Trusts: true, Region: true, Order: true, Drafts: true}}
	if errs == nil && g.Filter.Cycle != "" {
		b.Count = g.Denominator()
		if !g.Filter.Past() {
			b.Pinned = here(path, pinned(g))
		}
	}
	return b
}

// pinned is the filter with its day said, so that its address gives the same figures for ever.
func pinned(g nationaldb.Ground) compare.Filter {
	f := g.Filter
	f.AsAt = g.Day
	return f
}

// list is a field that is chosen from a list within the sentence; its label is for those who listen.
func (b bar) list(name, label string, options []compare.Option) ui.Select {
	s := ui.Select{
		Name: name, Value: b.Typed.Get(name), Label: ui.Label{Text: label, Classes: "nhsuk-u-visually-hidden"},
		ErrorMessage: ui.ErrorMessage{Text: page.Message(b.Errors, name)},
	}
	for _, o := range options {
		item := ui.Option(o.Value, o.Words)
		item.Selected = o.Value == b.Typed.Get(name)
		s.Items = append(s.Items, item)
	}
	return s
}

// labelled is a list outside the sentence, under its label.
func (b bar) labelled(name, label string, options []compare.Option) ui.Select {
	s := b.list(name, label, options)
	s.Label.Classes = ""
	return s
}

func (b bar) orders() []compare.Option {
	list := compare.Orders()
	if !b.Fields.Drafts {
		list = list[:len(list)-1]
	}
	return list
}

// regions gives the list of regions, unless the analyst's reach is one place anyhow.
func (b bar) regions() bool { return b.Fields.Region && b.Choices.Place == "" }

// icbs tells whether there is an ICB to choose: not for somebody whose reach is one.
func (b bar) icbs() bool { return len(b.Choices.ICBs) > 1 || b.Choices.Place == "" }

func (b bar) text() ui.Input {
	return ui.Input{
		Name: compare.FieldText, Value: b.Typed.Get(compare.FieldText), Width: 20, Label: ui.Label{Text: "Part of the name, or ODS code"},
		ErrorMessage: ui.ErrorMessage{Text: page.Message(b.Errors, compare.FieldText)},
	}
}

func (b bar) asAt() ui.Input {
	return ui.Input{
		Name: compare.FieldAsAt, Type: "date", Value: b.Typed.Get(compare.FieldAsAt), Width: 10, Label: ui.Label{Text: "As at"},
		Hint:         ui.Hint{Text: "Empty for today. A past day gives the same figures for ever, and no drafts."},
		ErrorMessage: ui.ErrorMessage{Text: page.Message(b.Errors, compare.FieldAsAt)},
	}
}

// more names the further conditions.
func (b bar) more() string {
	if b.Fields.Trusts {
		return "More conditions"
	}
	return "As at another day"
}

// further tells whether the further conditions are to be seen: one of them is set, or wrong.
func (b bar) further() bool {
	for _, name := range []string{compare.FieldICB, compare.FieldStatus, compare.FieldTrauma, compare.FieldText, compare.FieldAsAt} {
		if b.Typed.Get(name) != "" {
			return true
		}
	}
	return false
}
