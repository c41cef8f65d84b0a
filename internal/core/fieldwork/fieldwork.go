// Package fieldwork holds the independent assessment of a year: an assessor whom the trust appoints and its board approves
// tests a sample of the claims on a frozen copy, and says of each whether they agree.
//
// It decides what may follow what; the store writes down what it decided. A caller may rely on these:
//   - no fieldwork without both the board's approval of the person and the scope, and the assessor's own declaration;
//   - what was not tested is never counted or shown as agreed (Agreement);
//   - an assessor who leaves in the middle is replaced: the next one goes on with the same copy, scope and requests, and answers
//     for no finding that they have not taken over or written themselves (Work.TakeOver);
//   - a finding that differs carries a recommendation, and a final has an answer of the trust to each;
//   - a final does not change, and verifies a claim only as it was answered when it was tested (Record.Verified).
//
// No rule reads a clock.
package fieldwork

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// Engagement is the appointment of one assessor for one year, and how far the work has come.
type Engagement struct {
	ID            string // UUID v7
	Continues     string // the engagement that began the fieldwork which this one goes on with; empty: none was begun before
	Cycle         trust.Cycle
	Assessor      assessment.Author
	Because       string   // who they are, and why the trust chose them
	Choice        []string // what the trust adds to the mandated scope: ids of items and assertions
	ChoiceWhy     string
	ScopeVersion  int // goes up when the choice changes: an approval is of one version
	AppointedAt   time.Time
	AppointedBy   assessment.Author
	Approvals     []Approval // oldest first
	Declared      Declared
	Declaration   string // the text that was declared, as it was shown
	DeclaredWords string // the assessor's own
	DeclaredAt    time.Time
	BegunAt       time.Time // of this assessor's part of the fieldwork
	IssuedAt      time.Time // of the draft, by whichever assessor
	FinalAt       time.Time
	EndedAt       time.Time // declined, taken back before fieldwork, or left in the middle of it
	EndedBecause  string
	EndedBy       string
	Copy          Copy // zero before fieldwork
}

// Copy names the frozen copy of the assessment that is tested.
type Copy struct {
	SHA256    string
	Reference day.Day
}

// Approval is what a member of the board decided about the assessor and one version of the scope.
type Approval struct {
	ScopeVersion int
	Approved     bool
	Words        string
	By           assessment.Author
	At           time.Time
}

// Declared is what the assessor said about being independent.
type Declared string

// What can be declared.
const (
	Undeclared  Declared = ""
	Independent Declared = "independent"
	Declined    Declared = "declined"
)

// Declaration is the text of what an assessor declares. It is our own wording: no official text was found.
const Declaration = "I declare that I am independent of what I assess. I did not fill in, own or manage any part of this assessment or " +
	"of the systems that it is about, nobody at the trust whom I assess decides on my pay or my appointment alone, and I have said below " +
	"everything that another person could see as a reason to doubt this."

// Stage is how far an engagement has come.
type Stage string

// The stages, in order.
const (
	Ended       Stage = "ended"       // before fieldwork
	Interrupted Stage = "interrupted" // the assessor left in the middle of fieldwork
	Appointed   Stage = "appointed"   // waits for the board, the assessor or both
	Ready       Stage = "ready"       // both are there: fieldwork can begin, or go on
	Fieldwork   Stage = "fieldwork"
	Drafted     Stage = "draft issued"
	Final       Stage = "final"
)

// Stage says how far it has come.
func (e Engagement) Stage() Stage {
	switch {
	case !e.EndedAt.IsZero() && !e.BegunAt.IsZero():
		return Interrupted
	case !e.EndedAt.IsZero():
		return Ended
	case !e.FinalAt.IsZero():
		return Final
	case !e.IssuedAt.IsZero():
		return Drafted
	case !e.BegunAt.IsZero():
		return Fieldwork
	case e.Approved() && e.Declared == Independent:
		return Ready
	}
	return Appointed
}

// Approval gives the board's last decision about the scope as it is now.
func (e Engagement) Approval() (Approval, bool) {
	for _, a := range slices.Backward(e.Approvals) {
		if a.ScopeVersion == e.ScopeVersion {
			return a, true
		}
	}
	return Approval{}, false
}

// Approved tells whether the board has approved the person and the scope as they are now.
func (e Engagement) Approved() bool {
	a, ok := e.Approval()
	return ok && a.Approved
}

// By tells whether a person is the assessor of this engagement.
func (e Engagement) By(person string) bool { return person != "" && e.Assessor.ID == person }

// Root is the engagement that began the fieldwork: what belongs to the fieldwork and to no assessor hangs on it.
func (e Engagement) Root() string {
	if e.Continues != "" {
		return e.Continues
	}
	return e.ID
}

// at refuses what a stage does not allow.
func (e Engagement) at(allowed ...Stage) error { return only(e.Stage(), allowed) }

func only(s Stage, allowed []Stage) error {
	if slices.Contains(allowed, s) {
		return nil
	}
	switch s {
	case Interrupted:
		return fault.New(fault.Conflict, "The assessor has left this fieldwork. It goes on when another one is appointed, approved by the board, and has declared.")
	case Ended:
		return fault.New(fault.Conflict, "This appointment has ended. Appoint an assessor first.")
	case Appointed:
		return fault.New(fault.Conflict, "Fieldwork begins when a member of the board has approved the assessor and the scope, and the assessor has declared that they are independent.")
	case Ready:
		return fault.New(fault.Conflict, "Fieldwork has not begun.")
	case Fieldwork:
		return fault.New(fault.Conflict, "Fieldwork is under way: this waits until the draft is issued, or was to be done before it began.")
	case Drafted:
		return fault.New(fault.Conflict, "The draft has been issued: what was found can now be changed only where a correction is accepted.")
	}
	return fault.New(fault.Conflict, "The independent assessment is final, and does not change any more.")
}
