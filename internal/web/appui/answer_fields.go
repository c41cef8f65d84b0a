package appui

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/ui"
)

// AnswerText is an answer as it was typed: kept as typed, so that a form can show it again.
type AnswerText struct {
	Reply, Text, Figure string
	Date                DayText
}

// AnswerTextOf shows an answer as it is kept.
func AnswerTextOf(w assessment.Words) AnswerText {
	t := AnswerText{Reply: string(w.Reply), Text: w.Text, Date: DayTextOf(w.Date)}
	if w.Figure != nil {
		t.Figure = w.Figure.String()
	}
	return t
}

// ReadAnswerText reads the fields of a posted form; before stands before each of their names.
func ReadAnswerText(r *http.Request, before string) AnswerText {
	return AnswerText{Reply: r.PostFormValue(before + "reply"), Text: r.PostFormValue(before + "text"),
		Figure: strings.TrimSpace(r.PostFormValue(before + "figure")), Date: ReadDayText(r, before+"date")}
}

// Words reads what was typed. What cannot be read is a fault that names all fields that are wrong.
func (t AnswerText) Words(item framework.Item) (assessment.Words, error) {
	w := assessment.Words{Reply: assessment.Reply(t.Reply), Text: t.Text}
	if item.Figure == nil {
		return w, nil
	}
	if item.Figure.Kind == framework.Date {
		date, err := assessment.ParseDate("date", t.Date.Day, t.Date.Month, t.Date.Year)
		w.Date = date
		return w, err
	}
	if t.Figure == "" {
		return w, nil
	}
	h, err := assessment.ParseHundredths(t.Figure)
	w.Figure = &h
	return w, err
}

// AnswerFields are the fields in which an item is answered, wherever it is.
type AnswerFields struct {
	Item       framework.Item
	Typed      AnswerText
	LabelledBy string                    // id of the element that asks
	ID         func(field string) string // the id of a field
	Message    func(field string) string // what is wrong with it
}

func (f AnswerFields) hasReplies() bool {
	return f.Item.Ask != "" || f.Item.DoesNotApply != "" || f.Item.Exemptible
}

func (f AnswerFields) replies() ui.Radios {
	var items []ui.RadioItem
	if f.Item.Ask != "" {
		items = append(items, reply(assessment.Yes), reply(assessment.No))
	} else {
		items = append(items, ui.RadioItem{Value: "", Text: "Applies to us", Checked: f.Typed.Reply == ""})
	}
	hint := ""
	if f.Item.DoesNotApply != "" {
		items = append(items, reply(assessment.DoesNotApply))
		hint = "It does not apply only if this is so: " + english.Small(f.Item.DoesNotApply) + "."
	}
	if f.Item.Exemptible {
		items = append(items, reply(assessment.Exempt))
	}
	return ui.Radios{
		IDPrefix: f.ID("reply"), Name: "reply", Value: f.Typed.Reply, Items: items, Inline: true, Small: true,
		Fieldset: &ui.Fieldset{Attributes: map[string]any{"aria-labelledby": f.LabelledBy}},
		Hint:     ui.Hint{Text: hint}, ErrorMessage: ui.ErrorMessage{Text: f.Message("reply")},
	}
}

func reply(x assessment.Reply) ui.RadioItem {
	return ui.RadioItem{Value: string(x), Text: x.Words()}
}

// FigureHint says what an item's figure is compared with.
func FigureHint(f *framework.Figure) string {
	switch {
	case !f.Bounded():
		return ""
	case f.Decides:
		return "It must be " + f.Bound() + "."
	}
	return "For comparison: " + f.Bound() + "."
}

func (f AnswerFields) figureField() ui.Input {
	figure := f.Item.Figure
	suffix := figure.Unit
	if figure.Kind == framework.Percent {
		suffix = "%"
	}
	return ui.Input{
		ID: f.ID("figure"), Name: "figure", Value: f.Typed.Figure, InputMode: "decimal", Width: 5, Autocomplete: "off",
		Label: ui.Label{Text: figure.Label}, Hint: ui.Hint{Text: FigureHint(figure)}, Suffix: ui.Affix{Text: suffix},
		ErrorMessage: ui.ErrorMessage{Text: f.Message("figure")},
	}
}

func (f AnswerFields) dateField() ui.DateInput {
	part := func(name, label, value string, width int) ui.DateInputItem {
		return ui.DateInputItem{ID: f.ID("date-" + name), Name: "date-" + name, Value: value, Width: width,
			Label: ui.Label{Text: label}, Error: f.Message("date-"+name) != ""}
	}
	var wrong []string
	for _, name := range []string{"date-day", "date-month", "date-year"} {
		if m := f.Message(name); m != "" {
			wrong = append(wrong, m)
		}
	}
	return ui.DateInput{
		ID: f.ID("date"), Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: f.Item.Figure.Label}},
		Hint: ui.Hint{Text: FigureHint(f.Item.Figure)}, ErrorMessage: ui.ErrorMessage{Text: strings.Join(wrong, " ")},
		Items: []ui.DateInputItem{
			part("day", "Day", f.Typed.Date.Day, 2), part("month", "Month", f.Typed.Date.Month, 2), part("year", "Year", f.Typed.Date.Year, 4),
		},
	}
}

// hasText tells whether there is a field for words: what a Yes must carry, or why it does not apply.
func (f AnswerFields) hasText() bool {
	return f.Item.Explain != "" || f.Item.DoesNotApply != "" || f.Item.Exemptible || f.Typed.Text != ""
}

func (f AnswerFields) textField() ui.Textarea {
	label, hint := f.Item.Explain, ""
	excusable := f.Item.DoesNotApply != "" || f.Item.Exemptible
	switch {
	case label == "":
		label = "Why"
	case excusable:
		hint = "Or why it does not apply."
	}
	return ui.Textarea{
		ID: f.ID("text"), Name: "text", Value: f.Typed.Text, Rows: linesOf(f.Typed.Text),
		Label: ui.Label{Text: label}, Hint: ui.Hint{Text: hint}, ErrorMessage: ui.ErrorMessage{Text: f.Message("text")},
	}
}

// linesOf gives the height of a text's field: short where little was written, never a wall.
func linesOf(text string) int {
	lines := 0
	for l := range strings.Lines(text) {
		lines += 1 + utf8.RuneCountInString(l)/70
	}
	return min(max(lines, 2), 8)
}
