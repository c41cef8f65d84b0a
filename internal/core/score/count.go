package score

import (
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// Add gives the sum of two counts.
func (c Counts) Add(o Counts) Counts {
	return Counts{
		Mandatory: c.Mandatory + o.Mandatory, InPlace: c.InPlace + o.InPlace,
		DoesNotApply: c.DoesNotApply + o.DoesNotApply, Exempt: c.Exempt + o.Exempt, Proved: c.Proved + o.Proved,
		Verified: c.Verified + o.Verified,
	}
}

// of counts one item; one that is not counted counts nothing.
func of(it Item) Counts {
	if !it.Counted {
		return Counts{}
	}
	return Counts{
		Mandatory: 1, InPlace: one(it.Claimed), DoesNotApply: one(it.State == DoesNotApply), Exempt: one(it.State == Exempt),
		Proved: one(it.Proved), Verified: one(it.Verified),
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Progress counts the answered questions of the ten standards, and all of them, without judging any.
func Progress(p framework.Pack, answers map[string]assessment.Answer) (answered, questions int) {
	for _, q := range p.Questions() {
		if q.Own {
			continue
		}
		questions++
		answered += one(answers[q.ID].Words.Answered(q.Item))
	}
	return answered, questions
}

// count gives assertions, standards and the whole from the items.
func (r *Result) count(in Inputs, questions []framework.Question) {
	confirmed := make(map[string]bool, len(in.Confirmations))
	for _, c := range in.Confirmations {
		confirmed[c.Assertion] = true
	}
	next := 0 // of the items, which stand in the order of the pack
	for _, s := range in.Pack.Standards {
		std := Standard{Number: s.Number, Own: s.Own}
		for _, a := range s.Assertions {
			items := r.Items[next : next+len(a.Items)]
			std.add(assess(a, items, questions[next:next+len(a.Items)], confirmed[a.ID], in.Sent))
			next += len(a.Items)
		}
		std.State = std.state(in.Sent)
		r.Standards = append(r.Standards, std)
		if s.Own {
			continue
		}
		r.Counts = r.Counts.Add(std.Counts)
		r.Answered += std.Answered
		r.Questions += std.Questions
		for _, a := range std.Assertions {
			r.Unconfirmed += one(a.Counting && !a.Confirmed)
		}
	}
}

func (s *Standard) add(a Assertion) {
	s.Assertions = append(s.Assertions, a)
	s.Counts = s.Counts.Add(a.Counts)
	s.Answered += a.Answered
	s.Questions += a.Questions
}

// state follows from the assertions that count; where none does, as in the product's own standard, from all of them.
func (s Standard) state(sent bool) State {
	if s.Answered == 0 && (s.Mandatory == 0 || !sent) {
		return Unanswered
	}
	deciding := slices.DeleteFunc(slices.Clone(s.Assertions), func(a Assertion) bool { return !a.Counting })
	if len(deciding) == 0 {
		deciding = s.Assertions
	}
	worst := InPlace
	for _, a := range deciding {
		if order(a.State) > order(worst) {
			worst = a.State
		}
	}
	return worst
}

// order of the states of assertions: the furthest from being in place decides the standard.
func order(s State) int { return slices.Index([]State{InPlace, ToConfirm, InProgress, NotInPlace}, s) }

// assess gives one assertion from the results of its questions. Its mandatory items decide; where it has none, all of
// its items do, so that an assertion whose every answer is No is never called in place.
func assess(a framework.Assertion, items []Item, questions []framework.Question, confirmed, sent bool) Assertion {
	out := Assertion{ID: a.ID, Confirmed: confirmed, Questions: len(items)}
	for _, it := range items {
		out.Answered += one(it.Answered)
		out.Counts = out.Counts.Add(of(it))
	}
	out.Counting = out.Mandatory > 0
	var open, unanswered []string // ids of deciding items that are not in place, and of those without an answer
	for i, it := range items {
		if out.Counting && !it.Counted || questions[i].PartOf != "" || it.Claimed {
			continue
		}
		if it.State == Unanswered && (!sent || !out.Counting) {
			unanswered = append(unanswered, it.ID)
		} else {
			open = append(open, it.ID)
		}
	}
	every := "every mandatory item"
	if !out.Counting {
		every = "every item"
	}
	switch {
	case len(open) > 0:
		out.State, out.Reason = NotInPlace, "not in place: "+strings.Join(open, ", ")
	case len(unanswered) > 0:
		out.State, out.Reason = InProgress, "not answered yet: "+strings.Join(unanswered, ", ")
	case !confirmed:
		out.State, out.Reason = ToConfirm, every+" is in place; its owner has still to confirm it"
	default:
		out.State, out.Reason = InPlace, every+" is in place and its owner has confirmed it"
	}
	if !out.Counting {
		out.Reason += " (nothing here is mandatory, so it counts nowhere)"
	}
	return out
}
