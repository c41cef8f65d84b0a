// Package plan holds a trust's plan of improvement: the actions that close gaps, and the risks that are knowingly kept for a
// time. It decides what may follow what; the store writes down what it decided.
//
// A caller may rely on these:
//   - a date that moved keeps the old one and the reason (Move), and none of them is ever forgotten;
//   - an accepted risk leaves a gap a gap. Only where the item's own wording accepts it, and the senior information risk
//     owner has accepted it as themselves, does it count as in place, and only until its end (Plan.Acceptances);
//   - what a plan comes to on a day follows from what was written down by then (Outcome). No rule reads a clock.
package plan

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
)

// Plan is the working plan of a year, or the plan as it was when an assessment was sent.
type Plan struct {
	Actions []Action `json:"actions"`
	Risks   []Risk   `json:"risks"`
}

// Empty tells whether there is nothing in it.
func (p Plan) Empty() bool { return len(p.Actions)+len(p.Risks) == 0 }

// Pounds is an amount of money in whole pounds sterling.
type Pounds int64

// Action is something that the trust does to close one gap or several.
type Action struct {
	ID       string            `json:"id"` // UUID v7
	Title    string            `json:"title"`
	Items    []string          `json:"items"` // the items whose gap it closes, at least one
	Owner    assessment.Author `json:"owner"` // without an id where the owner has no account here
	Due      day.Day           `json:"due"`
	Cost     *Pounds           `json:"cost"` // nil: not known yet; 0: staff time only
	Funding  Funding           `json:"funding"`
	CareCost string            `json:"care_cost"` // what doing it costs care: downtime, slower sign-in
	End      Ending            `json:"end"`
	EndedOn  day.Day           `json:"ended_on"`
	EndWords string            `json:"end_words"` // how it was done, or why it was given up
	Moves    []Move            `json:"moves"`     // oldest first
	Notes    []Note            `json:"notes"`     // oldest first
	Version  int               `json:"version"`   // 1, 2, … a change each
	AddedAt  time.Time         `json:"added_at"`
	AddedBy  assessment.Author `json:"added_by"`
}

// Move is a date that was moved, and why.
type Move struct {
	From   day.Day           `json:"from"`
	To     day.Day           `json:"to"`
	Reason string            `json:"reason"`
	At     time.Time         `json:"at"`
	By     assessment.Author `json:"by"`
}

// Note is what somebody wrote about the progress.
type Note struct {
	Words string            `json:"words"`
	At    time.Time         `json:"at"`
	By    assessment.Author `json:"by"`
}

// Funding says whether there is money for an action.
type Funding string

// The states of money.
const (
	Funded   Funding = "funded"
	AskedFor Funding = "asked-for"
	Unfunded Funding = "unfunded"
)

// Fundings gives the choices in the order in which forms show them.
func Fundings() []Funding { return []Funding{Funded, AskedFor, Unfunded} }

// Words says the state of the money.
func (f Funding) Words() string {
	switch f {
	case Funded:
		return "Funded"
	case AskedFor:
		return "Money asked for"
	case Unfunded:
		return "Not funded"
	}
	return "Not known"
}

// Ending is how an action ended.
type Ending string

// The endings. What was given up closes no gap and counts as no action.
const (
	Open    Ending = ""
	Done    Ending = "done"
	GivenUp Ending = "given-up"
)

// Open tells whether the action is still to be done.
func (a Action) Open() bool { return a.End == Open }

// Stands tells whether the action counts: it was not given up.
func (a Action) Stands() bool { return a.End != GivenUp }

// Late tells whether the action is open and its day has passed.
func (a Action) Late(on day.Day) bool { return a.Open() && a.Due.Before(on) }

// FirstDue is the day that was promised first.
func (a Action) FirstDue() day.Day {
	if len(a.Moves) > 0 {
		return a.Moves[0].From
	}
	return a.Due
}

// Wanting tells whether the action is open and there is no money for it yet. One that costs nothing wants none.
func (a Action) Wanting() bool {
	return a.Open() && a.Funding != Funded && (a.Cost == nil || *a.Cost > 0)
}

// For tells whether the action is for an item.
func (a Action) For(item string) bool { return slices.Contains(a.Items, item) }

// ActionsFor gives the actions that stand for an item, in the plan's order.
func (p Plan) ActionsFor(item string) []Action {
	var list []Action
	for _, a := range p.Actions {
		if a.Stands() && a.For(item) {
			list = append(list, a)
		}
	}
	return list
}

// Action finds one by its id.
func (p Plan) Action(id string) (Action, bool) {
	i := slices.IndexFunc(p.Actions, func(a Action) bool { return a.ID == id })
	if i < 0 {
		return Action{}, false
	}
	return p.Actions[i], true
}
