package fieldwork

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// Request is evidence that an assessor asks for, with the day by which.
type Request struct {
	ID    string
	Item  string // empty: about the whole
	Words string
	Due   day.Day
	By    string
	At    time.Time
	On    day.Day   // the day in London of At
	Given *Evidence // nil: not answered
}

// Evidence is what the trust answered.
type Evidence struct {
	Words  string
	Proofs []Named
	By     string
	At     time.Time
	On     day.Day // the day in London of At
}

// Named is a proof that was named in an answer.
type Named struct {
	ID    string
	Title string
	Place string
}

// State says how a request stands on a day: open, overdue or answered.
func (r Request) State(on day.Day) string {
	switch {
	case r.Given != nil && r.Given.On.After(r.Due):
		return "Answered late"
	case r.Given != nil:
		return "Answered"
	case r.Due.Before(on):
		return "Overdue"
	}
	return "Open"
}

// Overdue tells whether nobody has answered and the day has passed.
func (r Request) Overdue(on day.Day) bool { return r.Given == nil && r.Due.Before(on) }

// longest is how far ahead a request's day may lie: further is a slip of the pen.
const longest = 365

// Ask checks a request as it was filled in. Fields: item, words, due-day.
func (w Work) Ask(person string, r Request, today day.Day) (Request, error) {
	if err := w.mayWork(person); err != nil {
		return r, err
	}
	if err := w.at(Fieldwork, Drafted); err != nil {
		return r, err
	}
	r.Words = text(r.Words)
	var wrong findings
	if r.Item != "" && inScope(w.Scope, r.Item) != nil && !slices.ContainsFunc(w.Earlier, func(e Reopened) bool { return e.Item == r.Item }) {
		wrong.Add("item", "Choose an item that is in scope, or ask about the whole.")
	}
	wrong.words("words", r.Words, "Say what you need to see.")
	switch {
	case r.Due.IsZero():
		wrong.Add("due-day", "Enter the day by which you need it.")
	case r.Due.Before(today):
		wrong.Add("due-day", "Enter a day that is still to come: %s has passed.", r.Due.Words())
	case r.Due.After(today.AddDays(longest)):
		wrong.Add("due-day", "Enter a day within a year.")
	}
	return r, wrong.Fault()
}

// Answer checks what a trust answers to a request: proof that it has named, words, or both. Fields: words, proofs.
func (w Work) Answer(request, words string, proofs []string) (string, error) {
	if err := w.in(Fieldwork, Drafted); err != nil {
		return "", err
	}
	i := slices.IndexFunc(w.Requests, func(r Request) bool { return r.ID == request })
	if i < 0 {
		return "", fault.New(fault.NotFound, "There is no such request.")
	}
	if w.Requests[i].Given != nil {
		return "", fault.New(fault.Conflict, "This request has been answered already. The assessor asks again if more is needed.")
	}
	words = text(words)
	var wrong findings
	if words == "" && len(proofs) == 0 {
		wrong.Add("words", "Write an answer, or choose proof that is named already.")
	}
	wrong.short("words", words)
	return words, wrong.Fault()
}

// Correction is what the trust says is factually wrong in the draft, and what the assessor says to it.
type Correction struct {
	ID     string
	Item   string
	Words  string
	By     assessment.Author
	At     time.Time
	On     day.Day // the day in London of At
	Answer CorrectionAnswer
}

// CorrectionAnswer is what the assessor says to a correction. The zero value is that nothing was said yet.
type CorrectionAnswer struct {
	Given    bool
	Accepted bool
	Words    string
	By       string
	On       day.Day
}

// Correct checks a correction as it was filled in. Fields: item, words.
func (w Work) Correct(item, words string) (string, error) {
	if err := w.in(Drafted); err != nil {
		return "", err
	}
	words = text(words)
	var wrong findings
	if inScope(w.Scope, item) != nil && !slices.ContainsFunc(w.Earlier, func(e Reopened) bool { return e.Item == item }) {
		wrong.Add("item", "Choose the finding that is not right.")
	}
	wrong.words("words", words, "Say what is not right, and what is: a fact, not another opinion.")
	return words, wrong.Fault()
}

// Settle checks what the assessor says to a correction. Fields: verdict, words.
func (w Work) Settle(person, correction, verdict, words string) (CorrectionAnswer, error) {
	if err := w.mayWork(person); err != nil {
		return CorrectionAnswer{}, err
	}
	if err := w.at(Drafted); err != nil {
		return CorrectionAnswer{}, err
	}
	i := slices.IndexFunc(w.Corrections, func(c Correction) bool { return c.ID == correction })
	if i < 0 {
		return CorrectionAnswer{}, fault.New(fault.NotFound, "There is no such correction.")
	}
	if w.Corrections[i].Answer.Given {
		return CorrectionAnswer{}, fault.New(fault.Conflict, "You have decided on this correction already.")
	}
	a := CorrectionAnswer{Given: true, Accepted: verdict == "accept", Words: text(words)}
	var wrong findings
	if verdict != "accept" && verdict != "reject" {
		wrong.Add("verdict", "Choose whether you accept the correction.")
	}
	if verdict == "reject" {
		wrong.words("words", a.Words, "Say why you do not accept it.")
	} else {
		wrong.short("words", a.Words)
	}
	return a, wrong.Fault()
}
