package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/signoff"
)

// title names the report by the month of its reference day.
func (b *build) title() string {
	if b.s.Reference.IsZero() {
		return "Cyber readiness"
	}
	return "Cyber readiness, " + b.s.Reference.Time().Format("January 2006")
}

func (b *build) caption() string {
	year := string(b.s.Cycle)
	if b.s.Pack.Label == "" {
		return year
	}
	return year + ", " + b.s.Pack.Label
}

// marks gives what must be read first. A missing signature comes before everything else.
func (b *build) marks() []string {
	var marks []string
	p := b.Board.Publication
	switch {
	case b.s.Draft():
		marks = append(marks, "Draft: it has not been sent to the board, and changes with every answer")
	case p == nil && !b.Board.RecalledOn.IsZero():
		marks = append(marks, "Recalled: version "+english.Figures(b.s.Version)+" was taken back from the board on "+b.Board.RecalledOn.Words())
	case p == nil:
		marks = append(marks, "Not published: this is version "+english.Figures(b.s.Version)+", with the board since "+b.s.Reference.Words())
	case p.FirstLine() != "":
		marks = append(marks, p.FirstLine())
	}
	if b.s.Kind == signoff.Baseline && !b.s.Draft() {
		marks = append(marks, "Baseline: where the trust stood on this day. It is a position and no forecast, and is not judged")
	}
	if refused := b.refusedMark(); refused != "" {
		marks = append(marks, refused)
	}
	if p != nil && p.Late {
		marks = append(marks, "Published late: the deadline was "+p.Deadline.Words())
	}
	if b.s.Demo {
		marks = append(marks, "Demonstration: the trust, its people and its answers are invented")
	}
	return marks
}

// notSubmission says what a report is not. It stands wherever something is signed or published.
func (b *build) notSubmission() string {
	s := "This is not a submission to the " + toolkit + "."
	if b.s.Deadline.IsZero() {
		return s + " That has its own deadline."
	}
	return s + " The official submission for " + string(b.s.Cycle) + " is due by " + b.s.Deadline.Words() + "."
}
