package report

import (
	"slices"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/plan"
)

// Improvement is the plan as it was when the report was made. It is empty where there was none, which Unknown then says.
type Improvement struct {
	Heading   string
	Sentences []Sentence
	Actions   []PlannedAction // what is planned and what is done, by date
	Risks     []Listed        // knowingly kept, and still gaps; the note says by whom and until when, and the trust's own reason
}

// PlannedAction is one action. Title, Owner, Moved and CareCost are the trust's own words.
type PlannedAction struct {
	Title    string
	Items    []string // ids of the gaps that it is for
	Owner    string
	Due      string
	State    string // "Open", "Late by two days", "Done"
	Late     bool
	Money    string // "£12,000, not funded"
	Moved    string // "Moved from 3 May 2027: the scanner came late."; may be empty
	CareCost string // "Nothing", or what doing it costs care
}

func (b *build) improvement() Improvement {
	p := b.s.Improvement()
	if p.Empty() {
		return Improvement{}
	}
	im := Improvement{Heading: "What we are doing about it", Sentences: b.planSentences(p)}
	for _, a := range p.Choose(plan.Filter{}, b.s.Reference) {
		one := PlannedAction{Title: a.Title, Items: a.Items, Owner: a.Owner.Name, Due: a.Due.Words(), State: a.StateWords(b.s.Reference),
			Late: a.Late(b.s.Reference), Money: a.CostWords(), CareCost: a.CareCost}
		if n := len(a.Moves); n > 0 {
			one.Moved = "Moved from " + a.FirstDue().Words() + ": " + a.Moves[n-1].Reason
		}
		im.Actions = append(im.Actions, one)
	}
	for _, r := range p.Risks {
		if !r.Holds(b.s.Reference) || b.results[r.Item].RiskAccepted { // what counts as in place is listed with what is claimed
			continue
		}
		q, _ := b.s.Pack.Question(r.Item)
		im.Risks = append(im.Risks, Listed{Item: r.Item, Title: q.Title, Note: english.Capital(r.Words()) + ": " + r.Reason})
	}
	return im
}

// planSentences says how much of the gaps is planned for, what it costs, and what has slipped.
func (b *build) planSentences(p plan.Plan) []Sentence {
	var said []Sentence
	gaps, bare := len(b.r.Gaps), len(p.WithoutAction(b.r.Gaps))
	switch {
	case gaps == 0:
		said = append(said, plain("No gap is open that would need an action."))
	case bare == 0 && gaps == 1:
		said = append(said, plain("The one gap has an action."))
	case bare == 0:
		said = append(said, counting(english.Capital(partOf(gaps, gaps, "gap", "gaps"))+" have an action.", ofActions))
	case bare == gaps && gaps == 1:
		said = append(said, plain("The one gap has no action yet."))
	case bare == gaps:
		said = append(said, counting("None of the "+english.Number(gaps)+" gaps has an action yet.", ofNoAction))
	default:
		said = append(said, counting(english.Capital(partOf(bare, gaps, "gap", "gaps"))+english.Plural(bare, " has", " have")+" no action yet.", ofNoAction))
	}
	if money := moneySentence(p.Money()); money != "" {
		said = append(said, counting(money, ofOpen))
	}
	if n := len(p.Late(b.s.Reference)); n > 0 {
		said = append(said, counting(english.Capital(english.Count(n, "action is", "actions are"))+" past "+english.Plural(n, "its", "their")+" day.", ofLate))
	}
	if n, days := slipped(p); n > 0 {
		said = append(said, counting(english.Capital(english.Count(n, "action has", "actions have"))+" slipped, "+
			english.Plural(n, "by ", "the longest by ")+english.Count(days, "day", "days")+": the day that was promised first and why it moved stand beside "+
			english.Plural(n, "it.", "each."), ofMoved))
	}
	if n := len(p.Choose(plan.Filter{State: plan.IsDone}, b.s.Reference)); n > 0 {
		said = append(said, counting(english.Capital(english.Count(n, "action is", "actions are"))+" done.", ofDone))
	}
	return said
}

// moneySentence says what the open actions cost and how much of it is still to be found.
func moneySentence(m plan.Money) string {
	unknown := ""
	if m.Unknown > 0 {
		unknown = " " + english.Capital(english.Count(m.Unknown, "open action gives", "open actions give")) + " no cost."
	}
	switch {
	case m.All == 0:
		return strings.TrimSpace(unknown)
	case m.Asked == 0:
		return "The open actions cost " + m.All.Words() + ", which is funded." + unknown
	case m.Asked == m.All:
		return "The open actions cost " + m.All.Words() + ", and none of it is funded." + unknown
	}
	return "The open actions cost " + m.All.Words() + ", of which " + m.Asked.Words() + " is not funded." + unknown
}

// costOf says what the plan holds for some gaps: how many actions, by when, and the money.
func (b *build) costOf(items []string) string {
	p := b.s.Improvement()
	var part plan.Plan
	for _, a := range p.Actions {
		if a.Stands() && slices.ContainsFunc(items, a.For) {
			part.Actions = append(part.Actions, a)
		}
	}
	if len(part.Actions) == 0 {
		return "No action is planned for this, so there is no cost and no date."
	}
	last := part.Actions[0].Due
	for _, a := range part.Actions {
		if a.Due.After(last) {
			last = a.Due
		}
	}
	n := len(part.Actions)
	said := "The plan has " + english.Count(n, "action", "actions") + " for this, " +
		english.Plural(n, "due on ", "the last due on ") + last.Words()
	switch m := part.Money(); {
	case m.Asked > 0:
		said += ", and asks for " + m.Asked.Words()
	case m.All > 0:
		said += ", funded with " + m.All.Words()
	case m.Unknown > 0:
		said += ", without a cost"
	}
	if late := len(part.Late(b.s.Reference)); late > 0 && n == 1 {
		said += "; it is past its day"
	} else if late > 0 {
		said += "; " + english.Number(late) + english.Plural(late, " is past its day", " are past their day")
	}
	return said + "."
}

// planned says what is planned about a gap, an action a line, in the trust's own words.
func (b *build) planned(item string) []string {
	p := b.s.Improvement()
	var lines []string
	for _, a := range p.ActionsFor(item) {
		line := "Planned: " + strings.TrimRight(a.Title, ".!") + "; " + a.Owner.Name + ", by " + a.Due.Words()
		switch {
		case a.End == plan.Done:
			line = "Done: " + strings.TrimRight(a.Title, ".!") + "; " + a.EndedOn.Words()
		case a.Late(b.s.Reference):
			line += " (" + english.Small(a.StateWords(b.s.Reference)) + ")"
		}
		lines = append(lines, line+"; "+english.Small(a.CostWords())+".")
	}
	if r, kept := p.RiskOf(item, b.s.Reference); kept {
		lines = append(lines, "It stays a gap: "+r.Words()+".")
	}
	return lines
}

// slipped gives the open and done actions whose day has moved, and the longest slip in days.
func slipped(p plan.Plan) (n, days int) {
	for _, a := range p.Actions {
		if a.Stands() && len(a.Moves) > 0 {
			n++
			days = max(days, a.Due.DaysSince(a.FirstDue()))
		}
	}
	return n, days
}
