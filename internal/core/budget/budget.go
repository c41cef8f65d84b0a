// Package budget says what it would take to close the gaps, by the trust's own plan, and what comes first when there is less
// money or time than that.
//
// A caller may rely on these:
//   - all is counted by the figures of the plan; what has no figure is counted as without one, never as free (Whole);
//   - what is taken under a budget is exactly what Rule says, a sentence at a time; the same inputs give the same choice;
//   - a gap counts as closed only when every open action for it is taken. No rule reads a clock.
package budget

import (
	"cmp"
	"slices"

	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
)

// Limits are what there is: money, and time. Without either, everything is taken.
type Limits struct {
	Money *plan.Pounds // nil: no limit
	By    day.Day      // the last day; zero: no limit
}

// None tells whether there is no limit.
func (l Limits) None() bool { return l.Money == nil && l.By.IsZero() }

// Weighing is what closing the gaps takes, and what the limits allow.
type Weighing struct {
	Limits  Limits
	Gaps    int         // open mandatory gaps
	Whole   Sum         // every open action for a gap
	Taken   Sum         // those that the limits allow
	Options []Option    // every open action for a gap, in the order of the rule
	Closed  []score.Gap // that close when what is taken is done, in the order of the gaps
	Bare    []score.Gap // answered as not in place, and nothing is planned for them
	Blank   []score.Gap // without an answer, and nothing is planned for them: they are answered first
	Done    []score.Gap // whose every action is done: they are to be answered anew
}

// Sum is what some actions come to.
type Sum struct {
	Actions int
	Cost    plan.Pounds // of those that give one
	Wanted  plan.Pounds // of this, what is not funded yet
	Unknown int         // actions that give no cost
	Last    day.Day     // when the last of them is done; zero: there is none
}

// Option is one open action, and whether the limits allow it.
type Option struct {
	plan.Action
	Closes []score.Gap // the gaps that it is for, the gravest for care first
	Effect framework.Effect
	Spends plan.Pounds // of the budget: nothing when it is funded
	Why    Why
}

// Taken tells whether the limits allow it.
func (o Option) Taken() bool { return o.Why == Fits }

// Why is why an option is taken or not.
type Why int

// The reasons.
const (
	Fits    Why = iota
	TooLate     // its day is after the last day
	NoCost      // under a budget nobody can say whether it fits
	TooDear     // more than what is left
)

// Weigh weighs the gaps of a result, the gravest for care first, against the plan under limits.
func Weigh(gaps []score.Gap, p plan.Plan, limits Limits) Weighing {
	w := Weighing{Limits: limits, Gaps: len(gaps), Options: options(gaps, p)}
	left := plan.Pounds(0)
	if limits.Money != nil {
		left = *limits.Money
	}
	taken := map[string]bool{}
	for i := range w.Options {
		o := &w.Options[i]
		o.Why = limits.why(*o, left)
		w.Whole.add(o.Action)
		if o.Taken() {
			w.Taken.add(o.Action)
			left -= o.Spends
			taken[o.ID] = true
		}
	}
	for _, g := range gaps {
		open, all := 0, p.ActionsFor(g.Item)
		waits := false
		for _, a := range all {
			if a.Open() {
				open++
				waits = waits || !taken[a.ID]
			}
		}
		switch {
		case len(all) == 0 && g.State == score.Unanswered:
			w.Blank = append(w.Blank, g)
		case len(all) == 0:
			w.Bare = append(w.Bare, g)
		case open == 0:
			w.Done = append(w.Done, g)
		case !waits:
			w.Closed = append(w.Closed, g)
		}
	}
	return w
}

// Left is what remains of the budget; 0 without one.
func (w Weighing) Left() plan.Pounds {
	if w.Limits.Money == nil {
		return 0
	}
	return *w.Limits.Money - w.Taken.Wanted
}

// why says whether an option is taken while so much of the budget is left.
func (l Limits) why(o Option, left plan.Pounds) Why {
	switch {
	case !l.By.IsZero() && o.Due.After(l.By):
		return TooLate
	case l.Money == nil || o.Funding == plan.Funded:
		return Fits
	case o.Cost == nil:
		return NoCost
	case o.Spends > left:
		return TooDear
	}
	return Fits
}

// options gives the open actions for a gap in the order of the rule.
func options(gaps []score.Gap, p plan.Plan) []Option {
	var list []Option
	for _, a := range p.Actions {
		if !a.Open() {
			continue
		}
		o := Option{Action: a}
		for _, g := range gaps {
			if a.For(g.Item) {
				o.Closes = append(o.Closes, g)
			}
		}
		if len(o.Closes) == 0 {
			continue
		}
		slices.SortStableFunc(o.Closes, func(a, b score.Gap) int { return cmp.Compare(a.Effect.Rank(), b.Effect.Rank()) })
		o.Effect = o.Closes[0].Effect
		if a.Cost != nil && a.Funding != plan.Funded {
			o.Spends = *a.Cost
		}
		list = append(list, o)
	}
	slices.SortStableFunc(list, func(a, b Option) int {
		return cmp.Or(cmp.Compare(a.Effect.Rank(), b.Effect.Rank()), cmp.Compare(len(b.Closes), len(a.Closes)), cmp.Compare(a.dear(), b.dear()),
			cmp.Compare(a.Due.String(), b.Due.String()), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// dear orders by what the budget pays; what has no cost comes last.
func (o Option) dear() int64 {
	if o.Cost == nil && o.Funding != plan.Funded {
		return plan.MaxCost + 1
	}
	return int64(o.Spends)
}

func (s *Sum) add(a plan.Action) {
	s.Actions++
	if a.Due.After(s.Last) || s.Last.IsZero() {
		s.Last = a.Due
	}
	if a.Cost == nil {
		s.Unknown++
		return
	}
	s.Cost += *a.Cost
	if a.Funding != plan.Funded {
		s.Wanted += *a.Cost
	}
}
