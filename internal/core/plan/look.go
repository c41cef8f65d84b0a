package plan

import (
	"cmp"
	"slices"

	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
)

// Money is what the open actions of a plan cost.
type Money struct {
	All     Pounds // of every open action that gives a cost
	Asked   Pounds // of these, what is not funded yet
	Unknown int    // open actions that give no cost
}

// Money adds up the open actions.
func (p Plan) Money() Money {
	var m Money
	for _, a := range p.Actions {
		switch {
		case !a.Open():
		case a.Cost == nil:
			m.Unknown++
		default:
			m.All += *a.Cost
			if a.Funding != Funded {
				m.Asked += *a.Cost
			}
		}
	}
	return m
}

// ToPlan leaves out the gaps that are questions without an answer: what nobody has looked at yet is answered first.
func ToPlan(gaps []score.Gap) []score.Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g score.Gap) bool { return g.State == score.Unanswered })
}

// WithoutAction gives the gaps that no action stands for, in the order of the gaps.
func (p Plan) WithoutAction(gaps []score.Gap) []score.Gap {
	var list []score.Gap
	for _, g := range gaps {
		if len(p.ActionsFor(g.Item)) == 0 {
			list = append(list, g)
		}
	}
	return list
}

// Late gives the actions that are late on a day, the longest first.
func (p Plan) Late(on day.Day) []Action {
	list := slices.DeleteFunc(slices.Clone(p.Actions), func(a Action) bool { return !a.Late(on) })
	slices.SortStableFunc(list, byDue)
	return list
}

// State is a choice of actions to look at.
type State string

// The states to choose from; the zero State is what stands: everything but what was given up.
const (
	AllStanding State = ""
	StillOpen   State = "open"
	Overdue     State = "overdue"
	NoMoney     State = "unfunded"
	HasMoved    State = "moved"
	IsDone      State = "done"
	WasGivenUp  State = "given-up"
)

// States gives the choices in the order in which lists show them.
func States() []State {
	return []State{AllStanding, StillOpen, Overdue, NoMoney, HasMoved, IsDone, WasGivenUp}
}

// Words names a choice.
func (s State) Words() string {
	switch s {
	case StillOpen:
		return "open"
	case Overdue:
		return "late"
	case NoMoney:
		return "not funded yet"
	case HasMoved:
		return "with a moved date"
	case IsDone:
		return "done"
	case WasGivenUp:
		return "given up"
	}
	return "all"
}

// Filter chooses actions.
type Filter struct {
	Owner string // the owner's name; empty: anybody
	State State
}

// Choose gives the actions that the filter lets through, by date and then by title.
func (p Plan) Choose(f Filter, on day.Day) []Action {
	var list []Action
	for _, a := range p.Actions {
		if (f.Owner == "" || a.Owner.Name == f.Owner) && f.State.lets(a, on) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, byDue)
	return list
}

func (s State) lets(a Action, on day.Day) bool {
	switch s {
	case StillOpen:
		return a.Open()
	case Overdue:
		return a.Late(on)
	case NoMoney:
		return a.Wanting()
	case HasMoved:
		return a.Stands() && len(a.Moves) > 0
	case IsDone:
		return a.End == Done
	case WasGivenUp:
		return a.End == GivenUp
	}
	return a.Stands()
}

func byDue(a, b Action) int {
	return cmp.Or(cmp.Compare(a.Due.String(), b.Due.String()), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
}

// Owners gives the names of those who own an action, each once, in the order of the alphabet.
func (p Plan) Owners() []string {
	var names []string
	for _, a := range p.Actions {
		names = append(names, a.Owner.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Month is the actions that are due in one month.
type Month struct {
	First   day.Day // the first of the month
	Actions []Action
}

// Title names the month: "May 2027".
func (m Month) Title() string { return m.First.Time().Format("January 2006") }

// Months puts actions, which are ordered by date, under their months.
func Months(list []Action) []Month {
	var months []Month
	for _, a := range list {
		y, m, _ := a.Due.Date()
		first := day.Of(y, m, 1)
		if n := len(months); n == 0 || months[n-1].First != first {
			months = append(months, Month{First: first})
		}
		last := &months[len(months)-1]
		last.Actions = append(last.Actions, a)
	}
	return months
}
