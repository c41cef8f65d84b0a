package assess

import (
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// row is one question on a page: what it asks, what was answered, and what that comes to.
type row struct {
	at       paths.Year
	question framework.Question
	answer   assessment.Answer
	shown    form // what the fields hold: what was saved, or what was typed and refused
	result   score.Item
	proofs   []assessment.Proof
	saved    string // "Saved 14:02 by Tom Okafor"
	editable bool
	reader   bool         // the visitor never answers here: reasons say "the answer was", not "you answered"
	asks     []ask        // what a reviewer would ask of it
	last     *lastAnswer  // last year's answer, where there is none of this year
	alone    bool         // on its own page: its guidance is open
	summary  bool         // a refused row that is swapped in brings its own error summary
	errors   *fault.Error // its fields are named as in the form
	notice   string       // why it could not be saved, other than a field
	typed    []appui.Fact // and what was typed then
}

// newRow shows a question as it is saved.
func newRow(v page.Visit, sh assessmentdb.Review, r score.Item) row {
	q, _ := v.Year.Pack.Question(r.ID)
	a := sh.Answers[r.ID]
	return row{
		at: v.At, question: q, answer: a, shown: formOf(a), result: r, proofs: sh.ProofsOf(r.ID), saved: savedWords(a, v.Now),
		editable: mayChange(v, sh.Stage), reader: !v.May(access.Answer), last: lastOf(sh.Sheet, q), asks: asksOf(v, sh, q.ID),
	}
}

func savedWords(a assessment.Answer, now time.Time) string {
	if a.Version == 0 {
		return ""
	}
	return "Saved " + page.When(a.SavedAt, now) + " by " + a.SavedBy.Name
}

// The ids of a row's elements. Those of its fields have the item in front, for a page holds many rows.
func (r row) id() string                  { return "i-" + r.question.ID }
func (r row) formID() string              { return "form-" + r.question.ID }
func (r row) questionID() string          { return "question-" + r.question.ID }
func (r row) field(name string) string    { return r.question.ID + "-" + name }
func (r row) message(field string) string { return page.Message(r.errors, field) }

// ask is the question, or the title where a figure alone decides.
func (r row) ask() string {
	if r.question.Ask != "" {
		return r.question.Ask
	}
	return r.question.Title
}

func (r row) hasReplies() bool {
	return r.question.Ask != "" || r.question.DoesNotApply != "" || r.question.Exemptible
}

func (r row) replies() ui.Radios {
	var items []ui.RadioItem
	if r.question.Ask != "" {
		items = append(items, reply(assessment.Yes), reply(assessment.No))
	} else {
		items = append(items, ui.RadioItem{Value: "", Text: "Applies to us", Checked: r.shown.reply == ""})
	}
	hint := ""
	if r.question.DoesNotApply != "" {
		items = append(items, reply(assessment.DoesNotApply))
		hint = "It does not apply only if this is so: " + english.Small(r.question.DoesNotApply) + "."
	}
	if r.question.Exemptible {
		items = append(items, reply(assessment.Exempt))
	}
	return ui.Radios{
		IDPrefix: r.field("reply"), Name: "reply", Value: r.shown.reply, Items: items, Inline: true, Small: true,
		Fieldset: &ui.Fieldset{Attributes: map[string]any{"aria-labelledby": r.questionID()}},
		Hint:     ui.Hint{Text: hint}, ErrorMessage: ui.ErrorMessage{Text: r.message("reply")},
	}
}

func reply(x assessment.Reply) ui.RadioItem {
	return ui.RadioItem{Value: string(x), Text: x.Words()}
}

// figureHint says what the figure is compared with.
func (r row) figureHint() string {
	f := r.question.Figure
	switch {
	case !f.Bounded():
		return ""
	case f.Decides:
		return "It must be " + f.Bound() + "."
	}
	return "For comparison: " + f.Bound() + "."
}

func (r row) figureField() ui.Input {
	f := r.question.Figure
	suffix := f.Unit
	if f.Kind == framework.Percent {
		suffix = "%"
	}
	return ui.Input{
		ID: r.field("figure"), Name: "figure", Value: r.shown.figure, InputMode: "decimal", Width: 5, Autocomplete: "off",
		Label: ui.Label{Text: f.Label}, Hint: ui.Hint{Text: r.figureHint()}, Suffix: ui.Affix{Text: suffix},
		ErrorMessage: ui.ErrorMessage{Text: r.message("figure")},
	}
}

func (r row) dateField() ui.DateInput {
	part := func(name, label, value string, width int) ui.DateInputItem {
		return ui.DateInputItem{ID: r.field("date-" + name), Name: "date-" + name, Value: value, Width: width,
			Label: ui.Label{Text: label}, Error: r.message("date-"+name) != ""}
	}
	var wrong []string
	for _, name := range []string{"date-day", "date-month", "date-year"} {
		if m := r.message(name); m != "" {
			wrong = append(wrong, m)
		}
	}
	return ui.DateInput{
		ID: r.field("date"), Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: r.question.Figure.Label}},
		Hint: ui.Hint{Text: r.figureHint()}, ErrorMessage: ui.ErrorMessage{Text: strings.Join(wrong, " ")},
		Items: []ui.DateInputItem{
			part("day", "Day", r.shown.date.Day, 2), part("month", "Month", r.shown.date.Month, 2), part("year", "Year", r.shown.date.Year, 4),
		},
	}
}

// hasText tells whether there is a field for words: what a Yes must carry, or why it does not apply.
func (r row) hasText() bool {
	q := r.question
	return q.Explain != "" || q.DoesNotApply != "" || q.Exemptible || r.shown.text != ""
}

func (r row) textField() ui.Textarea {
	label, hint := r.question.Explain, ""
	excusable := r.question.DoesNotApply != "" || r.question.Exemptible
	switch {
	case label == "":
		label = "Why"
	case excusable:
		hint = "Or why it does not apply."
	}
	return ui.Textarea{
		ID: r.field("text"), Name: "text", Value: r.shown.text, Rows: linesOf(r.shown.text),
		Label: ui.Label{Text: label}, Hint: ui.Hint{Text: hint}, ErrorMessage: ui.ErrorMessage{Text: r.message("text")},
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

// errorSummary is the row's own, when it is swapped in alone. It leaves the focus where the person is typing.
func (r row) errorSummary() ui.ErrorSummary {
	stay := true
	s := ui.ErrorSummary{Heading: ui.Heading{Text: "There is a problem"}, DisableAutoFocus: &stay}
	for _, f := range r.errors.Fields {
		s.ErrorList = append(s.ErrorList, ui.ErrorLink{Text: f.Message, Href: "#" + r.field(f.Name)})
	}
	return s
}
