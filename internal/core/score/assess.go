package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
)

// Inputs are everything that a result follows from.
type Inputs struct {
	Pack          framework.Pack
	Answers       map[string]assessment.Answer // by item; an item without one is unanswered
	Proofs        []assessment.Proof
	Confirmations []assessment.Confirmation // those that stand: a change takes one back
	Planned       map[string]bool           // items whose gap is in an accepted plan
	Accepted      map[string]Acceptance     // risks that the item's own wording takes as being in place; by item
	Verified      map[string]bool           // items whose claim an independent assessor agreed with, as it is answered now
	On            day.Day                   // the reference day: of sending for a snapshot, today for a draft
	// Sent is true for a snapshot. An unanswered mandatory item then makes its assertion and standard not in place; in a
	// draft they are in progress. The counts are the same either way: what is unanswered is never in place.
	Sent bool
}

// Acceptance is a risk that was accepted as the item's own wording asks, by the person and until the day that is named. The
// caller gives those that hold on the reference day.
type Acceptance struct {
	By    string
	Until day.Day
}

// Assess applies the rules of DESIGN §3. It takes well under a millisecond for a full pack and keeps nothing of its input.
func Assess(in Inputs) Result {
	questions := in.Pack.Questions()
	r := Result{Items: make([]Item, len(questions))}
	named := proofOf(in.Proofs, in.On)
	at := make(map[string]int, len(questions))
	for i, q := range questions {
		a := in.Answers[q.ID]
		v := judge(q.Item, a, in.On)
		risk, kept := in.Accepted[q.ID]
		if kept = kept && q.RiskAccepted && v.state == NotInPlace; kept {
			v = byRisk(risk, v)
		}
		p := named[q.ID]
		it := Item{
			ID: q.ID, Assertion: q.Assertion, Standard: q.Standard, State: v.state, Reason: v.reason, Finding: v.finding,
			Alone: v.state, AloneReason: v.reason, Answered: a.Words.Answered(q.Item), Unfinished: v.lacks, Counted: q.Counts(), Effect: q.Effect,
			RiskAccepted: kept,
		}
		it.Claimed = v.state.claims()
		it.Proved = it.Claimed && p.inDate
		it.ProofLapsed = p.named && !p.inDate
		r.Items[i] = it
		at[q.ID] = i
	}
	for i, q := range questions {
		for _, part := range in.Pack.Parts(q.ID) {
			r.Items[i].join(r.Items[at[part]])
		}
	}
	for i := range r.Items {
		r.Items[i].Verified = r.Items[i].Claimed && in.Verified[r.Items[i].ID]
	}
	r.count(in, questions)
	r.rankGaps()
	r.conclude(in)
	return r
}

// claims tells whether the state of an item counts as in place.
func (s State) claims() bool { return s == InPlace || s == DoesNotApply || s == Exempt }

// join takes a part into its whole: the whole is no better than its part.
func (it *Item) join(part Item) {
	it.Claimed = it.Claimed && part.Claimed
	it.Proved = it.Proved && part.Proved
	if severity(part.State) <= severity(it.State) {
		return
	}
	it.State = part.State
	it.Reason = "its part " + part.ID + ": " + part.Reason
	it.Finding = "its part " + part.ID + ": " + part.Finding
}

// Sentence says what an item comes to, for lists: "Not in place: 7.3.5, the last full restore must be within 12 months;
// you answered 3 May 2025."
func (it Item) Sentence() string {
	state := string(it.State)
	return strings.ToUpper(state[:1]) + state[1:] + ": " + it.ID + ", " + strings.TrimSuffix(it.Reason, ".") + "."
}

// severity orders what parts of an item can come to: the worst decides the whole.
func severity(s State) int {
	return slices.Index([]State{Exempt, DoesNotApply, InPlace, Unanswered, NotInPlace}, s)
}

// proof is what is named for an item.
type proof struct{ named, inDate bool }

func proofOf(proofs []assessment.Proof, on day.Day) map[string]proof {
	of := make(map[string]proof, len(proofs))
	for _, p := range proofs {
		in := p.InDate(on)
		for _, id := range p.Items {
			of[id] = proof{named: true, inDate: of[id].inDate || in}
		}
	}
	return of
}

// rankGaps lists the counted items that are not in place: by effect on care and by nothing finer, then in pack order.
func (r *Result) rankGaps() {
	for _, it := range r.Items {
		if it.Counted && !it.Claimed {
			r.Gaps = append(r.Gaps, Gap{Item: it.ID, State: it.State, Reason: it.Reason, Finding: it.Finding, Effect: it.Effect})
		}
	}
	slices.SortStableFunc(r.Gaps, func(a, b Gap) int { return cmp.Compare(a.Effect.Rank(), b.Effect.Rank()) })
}

// conclude gives the outcome and its reason, which names first what could stop care, whatever the count.
func (r *Result) conclude(in Inputs) {
	planned := 0
	var stops []string
	for _, g := range r.Gaps {
		if in.Planned[g.Item] {
			planned++
		}
		if g.Effect == framework.StopsCare {
			stops = append(stops, g.Item)
		}
	}
	switch {
	case len(r.Gaps) == 0:
		r.Outcome = AllInPlace
	case planned == len(r.Gaps):
		r.Outcome = GapsPlanned
	default:
		r.Outcome = Gaps
	}
	var said []string
	if len(stops) > 0 {
		said = append(said, "could stop care: "+strings.Join(stops, ", "))
	}
	said = append(said, fmt.Sprintf("%d of %d mandatory items in place", r.InPlace, r.Mandatory))
	if n := r.DoesNotApply; n > 0 {
		said = append(said, fmt.Sprintf("%d of these said not to apply", n))
	}
	if n := r.Exempt; n > 0 {
		said = append(said, fmt.Sprintf("%d of these exempt", n))
	}
	if planned > 0 {
		said = append(said, fmt.Sprintf("%d of %d gaps in an accepted plan", planned, len(r.Gaps)))
	}
	if n := r.Unconfirmed; n > 0 {
		said = append(said, fmt.Sprintf("%d assertions not confirmed yet", n))
	}
	r.Reason = strings.Join(said, "; ")
}
