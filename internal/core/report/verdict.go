package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
)

// Verdict is the answer to "how do we stand?" in a few sentences. The first is always about the counts; it never says
// that all is in place without saying how much of it names proof.
type Verdict struct {
	Sentences []Sentence
}

// String gives the verdict as one paragraph.
func (v Verdict) String() string { return Paragraph(v.Sentences...).String() }

func (b *build) verdict() Verdict {
	c := b.r.Counts
	switch {
	case c.Mandatory == 0:
		return Verdict{[]Sentence{plain(b.short + " has no requirements to meet in this edition, so there is nothing to count.")}}
	case len(b.blank) == c.Mandatory:
		return b.verdictEmpty()
	case c.InPlace == c.Mandatory:
		return b.verdictFull()
	}
	v := Verdict{[]Sentence{counting(b.countSentence(), ofInPlace)}}
	v.add(b.gapSentence())
	v.add(b.blankSentence())
	v.add(counting(b.proofSentence(), ofProved))
	return v
}

func (v *Verdict) add(sentence Sentence) {
	if len(sentence) > 0 {
		v.Sentences = append(v.Sentences, sentence)
	}
}

// verdictEmpty is for a trust that has answered nothing that counts.
func (b *build) verdictEmpty() Verdict {
	n := b.r.Mandatory
	if n == 1 {
		return Verdict{[]Sentence{counting(b.short+" has not answered its one requirement.", ofBlank)}}
	}
	v := Verdict{[]Sentence{counting(b.short+" has answered none of the "+english.Number(n)+" requirements.", ofBlank)}}
	if stop := len(withEffect(b.blank, framework.StopsCare)); stop > 0 {
		v.add(counting("Nothing is known about the "+english.Number(stop)+" that could stop care.", ofBlankStop))
	}
	return v
}

// verdictFull is for a trust that claims everything.
func (b *build) verdictFull() Verdict {
	c := b.r.Counts
	all := "all " + english.Number(c.Mandatory) + " requirements"
	if c.Mandatory == 1 {
		all = "its one requirement"
	}
	first := b.short + " "
	var proved Sentence
	switch {
	case c.Proved == c.Mandatory:
		first += "has " + all + " in place, and names proof that is in date for " + english.Plural(c.Mandatory, "it.", "each.")
	case c.Proved == 0 && b.lapsed() > 0:
		first += "claims " + all + "; it names no proof that is in date."
	case c.Proved == 0:
		first += "claims " + all + "; it has named proof for none."
	default:
		first += "claims " + all + "; "
		proved = counting("it names proof that is in date for "+english.Number(c.Proved)+" of them.", ofProved)
	}
	v := Verdict{[]Sentence{join(counting(first, ofInPlace), proved)}}
	v.add(b.saidSentence())
	v.add(counting(b.unconfirmedSentence(), ofGroups))
	return v
}

// countSentence is the first sentence where something is open.
func (b *build) countSentence() string {
	c := b.r.Counts
	claimed := english.OutOf(c.InPlace, c.Mandatory) + " requirements"
	switch {
	case c.Mandatory == 1:
		return b.short + " does not have its one requirement in place."
	case c.InPlace == 0:
		return b.short + " has none of the " + english.Number(c.Mandatory) + " requirements in place."
	case c.Proved == 0 && b.lapsed() == 0 && c.InPlace == 1:
		return b.short + " claims " + claimed + "; it has named no proof for it."
	case c.Proved == 0 && b.lapsed() == 0:
		return b.short + " claims " + claimed + "; it has named proof for none."
	}
	return b.short + " has " + claimed + " in place."
}

// gapSentence says what the gaps could do, naming what could stop care.
func (b *build) gapSentence() Sentence {
	gaps := b.r.Gaps
	stop := withEffect(gaps, framework.StopsCare)
	if len(stop) == 0 {
		return b.mildGapSentence()
	}
	list := b.subjectsOf(stop, bySubject)
	count := counting(english.Capital(partOf(len(stop), len(gaps), "gap", "gaps"))+" could stop care", ofEffect(framework.StopsCare))
	if len(list) > 3 {
		return join(count, plain(", among them "+phrases(names(list[:3]))+"."))
	}
	return join(count, plain(": "+phrases(names(list))+"."))
}

// mildGapSentence says that no gap could stop care, and what the gravest could do.
func (b *build) mildGapSentence() Sentence {
	gaps := b.r.Gaps
	worst := gaps[0].Effect
	n := len(withEffect(gaps, worst))
	if len(gaps) == 1 {
		return counting("The one gap could not stop care by itself; it "+could(worst)+".", ofGaps)
	}
	rest := counting(english.Number(n)+" "+could(worst)+".", ofEffect(worst))
	switch {
	case len(gaps) == 2 && n == 2:
		return counting("Neither of the two gaps could stop care by itself; both "+could(worst)+".", ofGaps)
	case len(gaps) == 2:
		return join(counting("Neither of the two gaps could stop care by itself; ", ofGaps), rest)
	case n == len(gaps):
		rest = plain("all " + could(worst) + ".")
	}
	return join(counting("None of the "+english.Number(len(gaps))+" gaps could stop care by itself; ", ofGaps), rest)
}

// blankSentence says how many of the gaps are only unanswered.
func (b *build) blankSentence() Sentence {
	n, all := len(b.blank), len(b.r.Gaps)
	switch {
	case n == 0:
		return nil
	case all == 1:
		return plain("It has not been answered, and counts as not in place until it is.")
	case n == all:
		return counting(english.Capital(partOf(n, all, "gap", "gaps"))+" are requirements without an answer.", ofBlank)
	}
	return counting(english.Capital(english.Number(n))+" of the gaps "+
		english.Plural(n, "is a requirement without an answer.", "are requirements without an answer."), ofBlank)
}

// proofSentence is said where fewer than half of what is claimed names proof, and the first sentence has not said it.
func (b *build) proofSentence() string {
	c := b.r.Counts
	switch {
	case c.InPlace == 0, 2*c.Proved >= c.InPlace, c.Proved == 0 && b.lapsed() == 0:
		return ""
	case c.InPlace == 1:
		return "It names no proof that is in date."
	case c.Proved == 0:
		return "None of the " + english.Number(c.InPlace) + " in place names proof that is in date."
	}
	return "Only " + english.Number(c.Proved) + " of the " + english.Number(c.InPlace) + " in place " +
		english.Plural(c.Proved, "names", "name") + " proof that is in date."
}
