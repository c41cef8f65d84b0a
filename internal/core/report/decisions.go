package report

import (
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// mostDecisions is how many a board is asked for at once.
const mostDecisions = 3

// Decisions are what the board is asked to decide.
type Decisions struct {
	Heading string
	List    []Decision
	Note    Sentence // what else there is, or that there is nothing to decide
}

// Decision is one of them.
type Decision struct {
	Ask    string     // what to decide, as a sentence
	About  []Sentence // what it is about, one sentence each
	Cost   Sentence   // cost and date, or that none was given; empty where Note says it of all
	IfNot  string     // what happens if nothing is decided; may be empty
	Items  []string   // ids of the requirements that it is about
	Effect framework.Effect
}

// The record holds no cost and no date; a plan that stands beside it may.
const (
	noCost = "This record gives no cost and no date."
	noDate = "This record gives no date."
)

// decisions derives at most three from what is open, in this order: finish an assessment that is half empty or worse;
// what could stop care, grouped by subject, the subject with the most gaps first; fill a vacant office; name proof, where
// fewer than half of the claims have it; and the remaining gaps by standard, the gravest effect first.
func (b *build) decisions() Decisions {
	d := Decisions{Heading: "The board is asked to decide"}
	unfinished := b.r.Mandatory > 0 && 2*len(b.blank) >= b.r.Mandatory
	if unfinished {
		d.List = append(d.List, b.decideToFinish())
	}
	open := b.r.Gaps
	if unfinished {
		open = b.known
	}
	grave := b.subjectsOf(withEffect(open, framework.StopsCare), bySubject)
	left := 0
	for _, s := range grave {
		if len(d.List) == mostDecisions {
			left++
			continue
		}
		d.List = append(d.List, b.decideOn(s))
	}
	d.List = append(d.List, b.decideOnOffices()...)
	d.List = append(d.List, b.decideOnProof()...)
	for _, e := range []framework.Effect{framework.DelaysCare, framework.ExposesRecord, framework.WeakensProof} {
		for _, s := range b.subjectsOf(withEffect(open, e), b.byStandard) {
			d.List = append(d.List, b.decideOn(s))
		}
	}
	if len(d.List) > mostDecisions {
		d.List = d.List[:mostDecisions]
	}
	d.Note = counting(decisionsNote(len(d.List), left), ofEffect(framework.StopsCare))
	if same := d.sameCost(); same != "" {
		d.Note = Paragraph(plain(same), d.Note)
	}
	return d
}

// sameCost takes out of the decisions what would be said of each, and gives it as a sentence about all.
func (d Decisions) sameCost() string {
	said := map[string]string{noCost: "This record gives no cost and no date for any of these.", noDate: "This record gives no date for any of these."}
	same := ""
	for i, one := range d.List {
		if i == 0 {
			same = said[one.Cost.String()]
		}
		if len(d.List) < 2 || said[one.Cost.String()] != same {
			return ""
		}
	}
	if same == "" {
		return ""
	}
	for i := range d.List {
		d.List[i].Cost = nil
	}
	return same
}

func decisionsNote(decisions, left int) string {
	switch {
	case decisions == 0:
		return "Nothing in this report needs a decision beyond reading it and signing it or not."
	case left > 0:
		return english.Capital(english.Count(left, "further subject could stop care: it is", "further subjects could stop care: they are")) +
			" among the gaps below."
	}
	return ""
}

func (b *build) decideToFinish() Decision {
	n := len(b.blank)
	about := english.Capital(english.OutOf(n, b.r.Mandatory)) + " requirements have no answer."
	switch {
	case b.r.Mandatory == 1:
		about = "The one requirement has no answer."
	case n == b.r.Mandatory:
		about = "None of the " + english.Number(n) + " requirements has an answer."
	}
	d := Decision{
		Ask:   "Decide who finishes this assessment, and by when.",
		About: []Sentence{counting(about, ofBlank)},
		Cost:  plain(noDate),
		IfNot: "If nothing is decided: we do not know how an attack would go, and each of these counts as not in place.",
	}
	for _, g := range b.blank {
		d.Items = append(d.Items, g.Item)
	}
	return d
}

// decideOn asks for an owner, a date and money for gaps that belong together.
func (b *build) decideOn(s subject) Decision {
	d := Decision{
		Ask:    english.Capital(s.name) + ": decide who puts this right, by when and with what money.",
		Cost:   plain(noCost),
		Effect: s.gaps[0].Effect,
	}
	if !s.answered() {
		d.Ask = english.Capital(s.name) + ": decide who finds out where we stand, and by when."
		d.Cost = plain(noDate)
	}
	if !b.s.Improvement().Empty() {
		var items []string
		for _, g := range s.gaps {
			items = append(items, g.Item)
		}
		d.Cost = counting(b.costOf(items), ofActions)
	}
	const most = 2
	for i, g := range s.gaps {
		d.Items = append(d.Items, g.Item)
		if i < most {
			d.About = append(d.About, plain(b.gapLine(g)))
		}
	}
	if more := len(s.gaps) - most; more > 0 {
		d.About = append(d.About, counting(english.Capital(english.Count(more, "further gap belongs", "further gaps belong"))+" to this.", ofEffect(d.Effect)))
	}
	if q, ok := b.failing(s.gaps[0]); ok && q.EffectReason != "" {
		d.IfNot = "If nothing is done: " + english.Small(q.EffectReason)
	}
	return d
}

// gapLine says a gap in one sentence; of one without an answer it claims nothing.
func (b *build) gapLine(g score.Gap) string {
	q, ok := b.failing(g)
	switch {
	case !ok:
		return "Item " + g.Item + " is not in place."
	case g.State == score.Unanswered:
		return "No answer yet: " + english.Small(strings.TrimSuffix(q.Title, ".")) + "."
	}
	return q.Gap
}

// failing gives the question of a gap that is to be shown: of an item in several parts the first that is not in place.
func (b *build) failing(g score.Gap) (framework.Question, bool) {
	if it := b.results[g.Item]; inPlace(it.Alone) {
		for _, part := range b.s.Pack.Parts(g.Item) {
			if !inPlace(b.results[part].State) {
				return b.s.Pack.Question(part)
			}
		}
	}
	return b.s.Pack.Question(g.Item)
}

func (b *build) decideOnOffices() []Decision {
	vacant := b.vacant()
	if len(vacant) == 0 {
		return nil
	}
	return []Decision{{
		Ask:   "Decide who becomes " + english.List(vacant) + ".",
		About: []Sentence{plain(english.Plural(len(vacant), "The office is vacant.", "These offices are vacant."))},
		Cost:  plain(noDate),
		IfNot: "If nothing is decided: nobody answers for what " + english.Plural(len(vacant), "this office", "these offices") + " would decide in an attack.",
	}}
}

func (b *build) decideOnProof() []Decision {
	c := b.r.Counts
	if c.InPlace == 0 || 2*c.Proved >= c.InPlace {
		return nil
	}
	claims, about := "Of the "+english.Number(c.InPlace)+" requirements claimed, ", ""
	switch {
	case c.InPlace == 1:
		claims, about = "", "The one requirement claimed names no proof that is in date."
	case c.Proved == 0:
		about = "none names proof that is in date."
	default:
		about = "only " + english.Number(c.Proved) + english.Plural(c.Proved, " names", " name") + " proof that is in date."
	}
	return []Decision{{
		Ask:   "Decide by when the claims in this report must name their proof.",
		About: []Sentence{join(counting(claims, ofInPlace), counting(about, ofProved))},
		Cost:  plain(noDate),
		IfNot: "If nothing is decided: the board signs for what it was told and not for what it was shown.",
	}}
}
