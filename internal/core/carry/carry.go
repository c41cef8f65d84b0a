// Package carry decides what becomes of last year's answers in a new year, and which answers a change of guidance touches.
//
// An answer that was brought along counts nowhere: score never sees one. What is unchanged, in date and uncontradicted can be
// reconfirmed, an assertion at a time; everything else is answered again, and Reasons say why. A caller may rely on these: the
// same input gives the same decision; no rule reads a clock; and what has an answer of this year is settled, whatever it says.
package carry

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
)

// Answer is an answer of an earlier year, as it was brought along.
type Answer struct {
	Item string
	assessment.Words
	From trust.Cycle // the year that it was given in
	At   time.Time   // when it was given
	By   assessment.Author
}

// Inputs is what the rules read.
type Inputs struct {
	Cycle   trust.Cycle // this year
	Pack    framework.Pack
	Pairs   []framework.Pair  // answers that do not go together
	Then    framework.History // the content of the year that the answers come from
	Carried []Answer
	Answers map[string]assessment.Answer // of this year
	Proofs  []assessment.Proof           // named for the same items in either year, and not withdrawn
	// Owner gives who answers for an assertion: whom it is handed to this year, or else was last year. Empty: nobody.
	Owner map[string]string
	// Answers for the trust today: the ids of its leads and contributors.
	People []string
	On     day.Day // today
}

// State is what is to be done about a carried answer.
type State string

// The states.
const (
	Waiting State = "to be reconfirmed"
	Again   State = "to be answered again"
	Settled State = "settled"            // this year has an answer
	Gone    State = "not asked any more" // this year's content does not have the item
)

// Decision is what is to be done about one carried answer.
type Decision struct {
	Answer
	Assertion, Standard string // of this year; empty when it is Gone
	State               State
	Reasons             []Reason // why it must be answered again
}

// Decide gives a decision for every carried answer, in the order of the pack; what is not asked any more comes last.
func Decide(in Inputs) []Decision {
	carried := make(map[string]Answer, len(in.Carried))
	for _, a := range in.Carried {
		carried[a.Item] = a
	}
	doubts := in.doubts(carried)
	var list []Decision
	for _, q := range in.Pack.Questions() {
		a, ok := carried[q.ID]
		if !ok {
			continue
		}
		delete(carried, q.ID)
		d := Decision{Answer: a, Assertion: q.Assertion, Standard: q.Standard, State: Settled}
		if in.Answers[q.ID].Words.Empty() {
			d.State = Waiting
			if d.Reasons = append(in.reasons(q, a), doubts[q.ID]...); len(d.Reasons) > 0 {
				d.State = Again
			}
		}
		list = append(list, d)
	}
	for _, a := range in.Carried {
		if _, left := carried[a.Item]; left {
			list = append(list, Decision{Answer: a, State: Gone})
		}
	}
	return list
}

// Reconfirmable gives the items of an assertion that can be reconfirmed.
func Reconfirmable(list []Decision, assertion string) []string {
	var items []string
	for _, d := range list {
		if d.Assertion == assertion && d.State == Waiting {
			items = append(items, d.Item)
		}
	}
	return items
}

// Counts counts decisions by state.
func Counts(list []Decision) map[State]int {
	n := map[State]int{}
	for _, d := range list {
		n[d.State]++
	}
	return n
}

// InDate gives the proof that is named for an item and holds on the day.
func InDate(proofs []assessment.Proof, item string, on day.Day) []assessment.Proof {
	var list []assessment.Proof
	for _, p := range proofs {
		if slices.Contains(p.Items, item) && p.InDate(on) {
			list = append(list, p)
		}
	}
	return list
}
