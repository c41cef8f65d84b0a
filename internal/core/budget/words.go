package budget

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// Rule is how actions are chosen when there is less than all of them takes, for the reader.
var Rule = []string{
	"First come actions for a gap that could stop care, then for one that could delay it, then for one that could expose records, then for one that weakens our proof.",
	"Among equals comes first what is for the most gaps, then what takes least from the budget, then what is done earliest.",
	"In that order each action is taken that is done by the last day and still fits into what is left of the budget. One that does not fit is passed over, and the next is looked at.",
	"A funded action takes nothing from the budget. One without a cost is not taken under a budget unless it is funded: nobody can say whether it fits.",
	"A gap counts as closed when every open action for it is taken.",
}

// All says what closing every gap takes, by the trust's own figures, and what those figures leave out.
func (w Weighing) All() []string {
	if w.Gaps == 0 {
		return []string{"No mandatory gap is open, so nothing has to be paid for closing one."}
	}
	said := []string{}
	switch s := w.Whole; {
	case s.Actions == 0:
		said = append(said, "All "+english.Count(w.Gaps, "open gap has", "open gaps have")+" to close. No open action is planned for any, so there is neither a cost nor a date.")
		if w.Gaps == 1 {
			said[0] = "The one open gap has to close. No open action is planned for it, so there is neither a cost nor a date."
		}
	default:
		what := "To close all " + english.Number(w.Gaps) + " open gaps"
		if w.Gaps == 2 {
			what = "To close both open gaps"
		}
		if w.Gaps == 1 {
			what = "To close the one open gap"
		}
		money := s.Cost.Words()
		if s.Cost == 0 {
			money = "no money"
		}
		if len(w.Bare)+len(w.Blank)+s.Unknown > 0 {
			money = "at least " + s.Cost.Words()
		}
		said = append(said, what+", our plan takes "+money+"; "+lastOf(s.Actions)+" is due on "+s.Last.Words()+".")
		switch {
		case s.Wanted == 0 && s.Cost > 0:
			said = append(said, "All of that money is funded.")
		case s.Wanted == s.Cost && s.Cost > 0:
			said = append(said, "None of that money is funded.")
		case s.Wanted > 0:
			said = append(said, s.Wanted.Words()+" of it is not funded.")
		}
	}
	if w.Whole.Unknown > 0 {
		said = append(said, english.Capital(english.Count(w.Whole.Unknown, "action gives no cost, and is", "actions give no cost, and are"))+" not in that sum.")
	}
	if n := len(w.Bare); n > 0 && w.Whole.Actions > 0 {
		said = append(said, "For "+english.OutOf(n, w.Gaps)+" gaps nothing is planned, so that nobody can say what "+english.Plural(n, "it costs.", "they cost."))
	}
	if n := len(w.Blank); n > 0 && w.Whole.Actions > 0 {
		said = append(said, "Of "+english.Number(n)+" we do not know how "+english.Plural(n, "it stands: it has", "they stand: they have")+" no answer yet.")
	}
	if n := len(w.Done); n > 0 {
		said = append(said, "For "+english.Number(n)+" every action is done: "+english.Plural(n, "it has", "they have")+" to be answered anew.")
	}
	return said
}

// Choice says what the limits allow.
func (w Weighing) Choice() []string {
	if w.Limits.None() || w.Whole.Actions == 0 {
		return nil
	}
	within := ""
	if m := w.Limits.Money; m != nil {
		within = " with " + m.Words()
	}
	if !w.Limits.By.IsZero() {
		within += " by " + w.Limits.By.Words()
	}
	if w.Taken.Actions == 0 {
		return []string{english.Capital(within[1:]) + " no action of the plan can be done."}
	}
	said := []string{english.Capital(within[1:]) + " " + english.Count(w.Taken.Actions, "action", "actions") + " can be done, and " +
		w.closing() + ". The last is done on " + w.Taken.Last.Words() + "."}
	if w.Limits.Money != nil {
		said = append(said, "That takes "+w.Taken.Wanted.Words()+" of the budget and leaves "+w.Left().Words()+".")
	}
	return append(said, w.grave()...)
}

// closing says how many gaps close: "two of three gaps close".
func (w Weighing) closing() string {
	n := len(w.Closed)
	switch {
	case n == w.Gaps && n == 1:
		return "the one gap closes"
	case n == w.Gaps && n == 2:
		return "both gaps close"
	case n == w.Gaps:
		return "all " + english.Number(n) + " gaps close"
	}
	return english.OutOf(n, w.Gaps) + " gaps " + english.Plural(n, "closes", "close")
}

// grave says how many of the gaps that could stop care close.
func (w Weighing) grave() []string {
	closed, all := stopping(w.Closed), 0
	seen := map[string]bool{}
	for _, o := range w.Options {
		for _, g := range o.Closes {
			if !seen[g.Item] && g.Effect == framework.StopsCare {
				all++
			}
			seen[g.Item] = true
		}
	}
	all += stopping(w.Bare) + stopping(w.Blank) + stopping(w.Done)
	switch {
	case all == 0:
		return []string{"None of the open gaps could stop care."}
	case closed == all && all == 1:
		return []string{"The one gap that could stop care is among those that close."}
	case closed == all && all == 2:
		return []string{"Both gaps that could stop care are among those that close."}
	case closed == all:
		return []string{"All " + english.Number(all) + " gaps that could stop care are among those that close."}
	}
	return []string{english.Capital(english.OutOf(all-closed, all)) + " gaps that could stop care " + english.Plural(all-closed, "stays", "stay") + " open."}
}

// lastOf names the action that ends last.
func lastOf(actions int) string {
	if actions == 1 {
		return "its one open action"
	}
	return "the last of its " + english.Number(actions) + " open actions"
}

func stopping(gaps []score.Gap) int {
	n := 0
	for _, g := range gaps {
		if g.Effect == framework.StopsCare {
			n++
		}
	}
	return n
}

// Words says whether an option is taken, and why not.
func (w Why) Words() string {
	switch w {
	case TooLate:
		return "Not by then"
	case NoCost:
		return "No cost given"
	case TooDear:
		return "Over budget"
	}
	return "Taken"
}

// Routes says in which ways the gap of an item can stop being one, beside an action that closes it.
func Routes(it framework.Item) []string {
	var ways []string
	if it.RiskAccepted {
		ways = append(ways, "Its own wording takes a risk as being in place that the senior information risk owner has accepted, until its end.")
	}
	if it.Exemptible {
		ways = append(ways, "A certificate can stand in for it. "+it.ExemptWords())
	}
	return ways
}

// PlanRoute is the way that is open for every gap.
const PlanRoute = "A gap that does not close in time can be in an accepted plan: an action with an owner and a date, published, and accepted by national staff. It stays a gap until it is closed."
