package carry

import (
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
)

// Kind is why an answer must be given again.
type Kind string

// The kinds.
const (
	Changed      Kind = "changed"      // in the content, since it was answered
	OldProof     Kind = "old proof"    // lapsed, or dated too long ago
	OldDate      Kind = "old date"     // the date that was given is too old today
	OldFigure    Kind = "old figure"   // a figure is of its year
	NoOwner      Kind = "no owner"     // nobody answers for it
	Contradicted Kind = "contradicted" // by another answer
	OldText      Kind = "old text"     // it speaks of last year, or of a day that was then to come
)

// Reason says why in a sentence.
type Reason struct {
	Kind  Kind
	Words string
}

// Our own: how old a date without a bound of its own, and a proof that holds until it is replaced, may be.
const (
	oldestDate  = 12 // months
	oldestProof = 24 // months
)

// reasons gives those that lie in the answer itself.
func (in Inputs) reasons(q framework.Question, a Answer) []Reason {
	var list []Reason
	add := func(k Kind, words string) {
		if words != "" {
			list = append(list, Reason{k, words})
		}
	}
	if words := in.changed(q.Item, a); words != "" {
		add(Changed, words)
	} else if _, err := (assessment.Answer{}).Apply(assessment.Edit{Item: q.ID, Words: a.Words}, q.Item, in.On); err != nil {
		add(Changed, "It cannot be the answer any more. "+fault.As(err).Sentence)
	}
	if q.Figure != nil && q.Figure.Kind == framework.Date {
		add(OldDate, oldDate(*q.Figure, a.Date, in.On))
	} else if a.Figure != nil {
		add(OldFigure, "It gave a figure of "+string(a.From)+". Give this year’s.")
	}
	if a.Reply == assessment.Yes || a.Reply == assessment.Unanswered && a.Words.Answered(q.Item) {
		add(OldProof, in.oldProof(a.Item))
	}
	add(NoOwner, in.noOwner(q, a))
	return list
}

func oldDate(f framework.Figure, date, on day.Day) string {
	last := date.AddMonths(oldestDate)
	if f.MaxAgeMonths > 0 {
		last = f.LastDay(date)
	}
	if date.IsZero() || !last.Before(on) {
		return ""
	}
	return "It gave " + date.Words() + ", which is too long ago now. Give the latest day."
}

// oldProof says that proof is named, and that none of it holds.
func (in Inputs) oldProof(item string) string {
	var latest assessment.Proof
	for _, p := range in.Proofs {
		if !slices.Contains(p.Items, item) {
			continue
		}
		tooOld := p.HoldsMonths == 0 && p.Dated.AddMonths(oldestProof).Before(in.On)
		if p.InDate(in.On) && !tooOld {
			return ""
		}
		if latest.ID == "" || p.Dated.After(latest.Dated) {
			latest = p
		}
	}
	switch {
	case latest.ID == "":
		return ""
	case latest.HoldsMonths == 0:
		return "Its proof “" + latest.Title + "” is of " + latest.Dated.Words() + ", which is too long ago now."
	}
	return "Its proof “" + latest.Title + "” ran out on " + latest.Until().Words() + "."
}

func (in Inputs) noOwner(q framework.Question, a Answer) string {
	if slices.Contains(in.People, in.Owner[q.Assertion]) || slices.Contains(in.People, a.By.ID) {
		return ""
	}
	return a.By.Name + " gave it and does not answer for this trust any more, and nobody else has " + q.Assertion + "."
}

// changed says what the content asks differently now.
func (in Inputs) changed(now framework.Item, a Answer) string {
	then, known := in.Then.Item(a.Item, a.At)
	if !known {
		return "It was not asked in this form in " + string(a.From) + "."
	}
	what := Differs(then, now, a.Reply)
	if len(what) == 0 {
		return ""
	}
	return "Changed since it was answered: " + english.List(what) + "."
}

// Differs names what an item asks differently now, as far as it bears on a reply.
func Differs(then, now framework.Item, reply assessment.Reply) []string {
	var what []string
	add := func(differs bool, words string) {
		if differs {
			what = append(what, words)
		}
	}
	add(then.Ask != now.Ask || then.Ask == "" && then.Title != now.Title, "the question")
	add(then.Explain != now.Explain, "what the answer must say")
	add(!sameFigure(then.Figure, now.Figure), "the figure that is asked for")
	add(then.Satisfies != now.Satisfies, "what would satisfy it")
	add(reply == assessment.DoesNotApply && then.DoesNotApply != now.DoesNotApply, "when it does not apply")
	add(reply == assessment.Exempt && then.Exemptible != now.Exemptible, "whether an exemption is allowed")
	add(then.Mandatory != now.Mandatory, "whether it is mandatory")
	return what
}

func sameFigure(a, b *framework.Figure) bool {
	if a == nil || b == nil {
		return a == b
	}
	same := func(x, y *int) bool { return x == y || x != nil && y != nil && *x == *y }
	return a.Kind == b.Kind && a.Label == b.Label && a.Unit == b.Unit && a.MaxAgeMonths == b.MaxAgeMonths &&
		a.Decides == b.Decides && same(a.Min, b.Min) && same(a.Max, b.Max)
}

// doubts gives what a reviewer would ask if every carried answer were given again as it is: of answers that do not go
// together, and of texts that speak of another time.
func (in Inputs) doubts(carried map[string]Answer) map[string][]Reason {
	merged := make(map[string]assessment.Answer, len(carried)+len(in.Answers))
	for id, a := range carried {
		merged[id] = assessment.Answer{Item: id, Words: a.Words, Version: 1}
	}
	for id, a := range in.Answers {
		if !a.Words.Empty() {
			merged[id] = a
		}
	}
	result := score.Assess(score.Inputs{Pack: in.Pack, Answers: merged, Proofs: in.Proofs, On: in.On})
	doubts := map[string][]Reason{}
	for _, r := range quality.Review(quality.Inputs{Pack: in.Pack, Pairs: in.Pairs, Answers: merged, Proofs: in.Proofs, Result: result, Cycle: in.Cycle, On: in.On}) {
		switch r.Check {
		case quality.Contradiction:
			other, _, _ := strings.Cut(r.About, " ")
			doubts[r.Item] = append(doubts[r.Item], Reason{Contradicted, "It and " + other + " seem not to go together. " + r.Asks})
			doubts[other] = append(doubts[other], Reason{Contradicted, "It and " + r.Item + " seem not to go together. " + r.Asks})
		case quality.LastYear, quality.StillToCome:
			doubts[r.Item] = append(doubts[r.Item], Reason{OldText, r.Asks})
		}
	}
	return doubts
}
