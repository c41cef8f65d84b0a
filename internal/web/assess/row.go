package assess

import (
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
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
	saved    string       // "Saved 14:02 by Tom Okafor"
	shared   []sharedLink // what people share about it
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
		shared: shared(v, sh.Sheet, q), editable: mayChange(v, sh.Stage), reader: !v.May(access.Answer), last: lastOf(sh.Sheet, q), asks: asksOf(v, sh, q.ID),
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

// fields are those of the answer itself, also where two answers are put together.
func (r row) fields() appui.AnswerFields {
	return appui.AnswerFields{Item: r.question.Item, Typed: r.shown.AnswerText, LabelledBy: r.questionID(), ID: r.field, Message: r.message}
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
