// Package meeting holds when a board and its audit committee meet on a year's report, and what each decided on it.
//
// A decision is a body's, taken in a meeting and minuted; the board secretary records it. It stands beside a version and is
// kept apart from personal signatures: it never counts as one and none counts as a decision. A caller may rely on these
// rules: a decision names its meeting, its minute and who was present; a later record of the same body takes the place of
// an earlier one, which is kept and shown.
package meeting

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
)

// Body is who meets.
type Body string

// The bodies, in the order in which they meet: the same paper goes to the audit committee first.
const (
	AuditCommittee Body = "audit-committee"
	Board          Body = "board"
)

// Bodies gives both in that order.
func Bodies() []Body { return []Body{AuditCommittee, Board} }

// ParseBody reads a body as a form posts it.
func ParseBody(s string) (Body, error) {
	if b := Body(s); slices.Contains(Bodies(), b) {
		return b, nil
	}
	return "", fault.InvalidField("body", "Choose the audit committee or the board.")
}

// Title gives the body at the beginning of a line.
func (b Body) Title() string { return english.Capital(b.Name()) }

// Name gives the body within a sentence: "the audit committee".
func (b Body) Name() string {
	if b == AuditCommittee {
		return "the audit committee"
	}
	return "the board"
}

// Meeting is when a body meets on a year's report, and by when it needs the paper.
type Meeting struct {
	Body     Body
	MeetsOn  day.Day
	PaperDue day.Day
}

// CheckDays tells whether the days of a meeting fit each other. Fields: paper, meets.
func CheckDays(meets, paper day.Day) error {
	switch {
	case meets.IsZero():
		return fault.InvalidField("meets", "Enter the day of the meeting.")
	case paper.IsZero():
		return fault.InvalidField("paper", "Enter the day by which the paper is needed.")
	case paper.After(meets):
		return fault.InvalidField("paper", "The paper must be there on the day of the meeting at the latest.")
	}
	return nil
}

// Outcome is what a body decided.
type Outcome string

// The outcomes.
const (
	Approved    Outcome = "approved"
	Noted       Outcome = "noted"
	NotApproved Outcome = "not-approved"
)

// Outcomes gives all in the order in which a form offers them.
func Outcomes() []Outcome { return []Outcome{Approved, Noted, NotApproved} }

// ParseOutcome reads an outcome as a form posts it.
func ParseOutcome(s string) (Outcome, error) {
	if o := Outcome(s); slices.Contains(Outcomes(), o) {
		return o, nil
	}
	return "", fault.InvalidField("outcome", "Choose what was decided.")
}

// Label gives the outcome in a word or two: "Not approved".
func (o Outcome) Label() string { return english.Capital(o.did()) }

func (o Outcome) did() string {
	if o == NotApproved {
		return "not approved"
	}
	return string(o)
}

// Decision is what a body decided on one version.
type Decision struct {
	ID      string
	Version int
	Body    Body
	Outcome Outcome
	HeldOn  day.Day // the day of the meeting
	Minute  string  // reference of the minute
	Present string  // who was present, in the secretary's words
	Words   string  // conditions or reasons as minuted; may be empty
	By      assessment.Author
	At      time.Time
	On      day.Day // the day in London of At
}

// MostWords is the longest text of a decision, in characters.
const MostWords = 4000

// Check tells whether a decision can be recorded about a version that was sent on a day. Fields: body, outcome, held, minute,
// present, words.
func (d Decision) Check(sent, today day.Day) error {
	if _, err := ParseBody(string(d.Body)); err != nil {
		return err
	}
	if _, err := ParseOutcome(string(d.Outcome)); err != nil {
		return err
	}
	switch {
	case d.HeldOn.IsZero():
		return fault.InvalidField("held", "Enter the day of the meeting.")
	case d.HeldOn.After(today):
		return fault.InvalidField("held", "The meeting is still to come. Record what was decided when it was.")
	case d.HeldOn.Before(sent):
		return fault.InvalidField("held", "This version was sent on %s, so an earlier meeting cannot have seen it.", sent.Words())
	case strings.TrimSpace(d.Minute) == "":
		return fault.InvalidField("minute", "Enter the reference of the minute.")
	case strings.TrimSpace(d.Present) == "":
		return fault.InvalidField("present", "Enter who was present.")
	case d.Outcome == NotApproved && strings.TrimSpace(d.Words) == "":
		return fault.InvalidField("words", "Write why it was not approved, as minuted.")
	}
	for field, words := range map[string]string{"minute": d.Minute, "present": d.Present, "words": d.Words} {
		if len([]rune(words)) > MostWords {
			return fault.InvalidField(field, "Shorten this to %s characters.", english.Figures(MostWords))
		}
	}
	return nil
}

// Said tells the decision in a sentence: "The board approved version 1 on 22 June 2027."
func (d Decision) Said() string {
	did := d.Outcome.did()
	if d.Outcome == NotApproved {
		did = "did not approve"
	}
	return d.Body.Title() + " " + did + " version " + english.Figures(d.Version) + " on " + d.HeldOn.Words() + "."
}

// Recorded says who wrote it down, and when.
func (d Decision) Recorded() string { return "Recorded by " + d.By.Name + " on " + d.On.Words() + "." }

// Standing gives the decisions that stand on a version: of each body the latest that was recorded, in the order of Bodies.
func Standing(list []Decision, version int) []Decision {
	var standing []Decision
	for _, b := range Bodies() {
		of := slices.DeleteFunc(slices.Clone(list), func(d Decision) bool { return d.Body != b || d.Version != version })
		if len(of) > 0 {
			standing = append(standing, slices.MaxFunc(of, func(x, y Decision) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.ID, y.ID)) }))
		}
	}
	return standing
}

// Stands tells whether a decision is the latest record of its body on its version.
func (d Decision) Stands(list []Decision) bool {
	return slices.ContainsFunc(Standing(list, d.Version), func(s Decision) bool { return s.ID == d.ID })
}
