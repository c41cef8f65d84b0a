package proof

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/library"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
	"cyberready/internal/web/upload"
)

// form is proof as it was typed.
type form struct {
	title, holds, owner, place string
	dated                      appui.DayText
	items                      []string
	version                    int // that a change was made on
}

func readForm(values url.Values) form {
	day := func(part string) string { return strings.TrimSpace(values.Get("dated-" + part)) }
	version, _ := strconv.Atoi(values.Get("version"))
	return form{title: values.Get("title"), holds: values.Get("holds"), owner: values.Get("owner"), place: values.Get("place"),
		dated: appui.DayText{Day: day("day"), Month: day("month"), Year: day("year")}, items: values["items"], version: version}
}

// formOf fills the form with a proof as it is kept.
func formOf(k library.Kept) form {
	f := form{title: k.Title, holds: strconv.Itoa(k.HoldsMonths), owner: k.Owner.ID, place: k.Place, dated: appui.DayTextOf(k.Dated),
		items: k.Items, version: k.Version}
	if k.File != nil {
		f.place = ""
	}
	return f
}

// given gives what was typed, with the file that was sent, as proof; what cannot be read is an Invalid fault about its field.
func (f form) given(sent *upload.File) (library.Given, error) {
	g := library.Given{Title: f.title, Place: f.place, Owner: assessment.Author{ID: f.owner}}
	var err error
	if g.Dated, err = assessment.ParseDate("dated", f.dated.Day, f.dated.Month, f.dated.Year); err != nil {
		return g, err
	}
	if g.HoldsMonths, err = strconv.Atoi(f.holds); err != nil {
		g.HoldsMonths = -1 // none of the choices, so that it is refused with the rest
	}
	if sent != nil {
		if strings.TrimSpace(f.place) != "" {
			return g, fault.InvalidField("place", "Give a file, or say where it is kept: not both. Empty this field if you give the file.")
		}
		g.File = &sent.File
	}
	return g, nil
}

// formView is a form with what it offers.
type formView struct {
	form
	action, button string
	people         []proofdb.Person
	errors         *fault.Error
	visit          page.Visit
	files          bool   // files can be given here
	was            string // what the file is that is kept if no other is chosen; empty: none
	sensitive      []string
	choosing       bool // which items it supports is a part of the form
	onlyNew        bool // a new version: only what changes with it is asked for
	room           string
}

func (v formView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}

func (v formView) holdsField() ui.Radios {
	var items []ui.RadioItem
	for _, months := range assessment.HoldsChoices() {
		if months > 0 {
			items = append(items, ui.RadioItem{Value: strconv.Itoa(months), Text: monthsWords(months)})
		}
	}
	items = append(items, ui.RadioItem{Value: "0", Text: "Until it is replaced"})
	return ui.Radios{Name: "holds", Value: v.holds, Items: items, Small: true, ErrorMessage: v.message("holds"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "How long does it hold?"}},
		Hint:     ui.Hint{Text: "Counted from its date. Afterwards it no longer proves what is claimed."}}
}

func monthsWords(n int) string {
	if n%12 == 0 {
		return english.Capital(english.Count(n/12, "year", "years"))
	}
	return english.Capital(english.Count(n, "month", "months"))
}

func (v formView) ownerField() ui.Select {
	items := []ui.SelectItem{ui.Option("", "Nobody yet")}
	for _, p := range v.people {
		name := p.Name
		if p.Post != "" {
			name += ", " + p.Post
		}
		items = append(items, ui.Option(p.ID, name))
	}
	return ui.Select{Name: "owner", Value: v.owner, Items: items, Label: ui.Label{Text: "Who owns it?"},
		Hint: ui.Hint{Text: "They renew it before it lapses."}, ErrorMessage: v.message("owner")}
}

func (v formView) placeField() ui.Input {
	hint := "A folder, a person, or a link that begins with https://"
	if v.was != "" {
		hint += ". Leave it empty to keep the file that is here (" + v.was + ")"
	}
	return ui.Input{Name: "place", Value: v.place, Label: ui.Label{Text: "Where is it kept?"}, Hint: ui.Hint{Text: hint}, ErrorMessage: v.message("place")}
}

func (v formView) fileField() ui.Input {
	hint := filetype.Accepted + "; " + english.Bytes(library.MaxFile) + " at most. No patient data. " + v.room + "."
	if v.errors != nil {
		hint = "If you chose a file, choose it again: a browser does not keep it. " + hint
	}
	return ui.Input{Name: "file", Type: "file", Label: ui.Label{Text: "Or give the file itself"}, Hint: ui.Hint{Text: hint}, ErrorMessage: v.message("file")}
}

// standardItems are the items of one standard to choose from.
type standardItems struct {
	title string
	field ui.Checkboxes
}

// chosen are the items that are chosen already; the others stand below, folded away.
func (v formView) chosen() ui.Checkboxes {
	field := ui.Checkboxes{Name: "items", IDPrefix: "chosen", Values: v.items, Small: true, Fieldset: &ui.Fieldset{Attributes: map[string]any{"aria-label": "Chosen"}}}
	for _, id := range v.items {
		if q, ok := v.visit.Year.Pack.Question(id); ok {
			field.Items = append(field.Items, itemChoice(q.Item))
		}
	}
	return field
}

func itemChoice(i framework.Item) ui.CheckboxItem {
	text := i.ID + " " + i.Title
	if i.Sensitive {
		text += " (sensitive)"
	}
	return ui.CheckboxItem{Value: i.ID, Text: text}
}

func (v formView) moreWords() string {
	if len(v.items) > 0 {
		return "It supports other questions too? Choose them by standard."
	}
	return "Choose by standard. You can also do this later."
}

// standards are the items that are not chosen yet.
func (v formView) standards() []standardItems {
	var list []standardItems
	for _, s := range v.visit.Year.Pack.Standards {
		one := standardItems{title: "Standard " + s.Number + ": " + s.Title}
		if s.Own {
			one.title = s.Title
		}
		one.field = ui.Checkboxes{Name: "items", IDPrefix: "items-" + s.Number, Small: true, Fieldset: &ui.Fieldset{Attributes: map[string]any{"aria-label": one.title}}}
		for _, a := range s.Assertions {
			for _, i := range a.Items {
				if !slices.Contains(v.items, i.ID) {
					one.field.Items = append(one.field.Items, itemChoice(i))
				}
			}
		}
		if len(one.field.Items) > 0 {
			list = append(list, one)
		}
	}
	return list
}

// newFormView makes a form of what was typed.
func (p Place) newFormView(v page.Visit, l proofdb.Library, f form, errs *fault.Error) formView {
	view := formView{form: f, people: l.People, errors: errs, visit: v, files: p.Desk.Open(), room: l.Room.Words(), choosing: true}
	for _, item := range f.items {
		if q, ok := v.Year.Pack.Question(item); ok && q.Sensitive {
			view.sensitive = append(view.sensitive, item)
		}
	}
	return view
}
