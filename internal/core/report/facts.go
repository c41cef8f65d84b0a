package report

import (
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
)

// facts gives the four figures under the verdict: the result here, the proof, a year ago, the official status. The last
// is another body's word and never mixed with the first.
func (b *build) facts() []Fact {
	return []Fact{b.factResult(), b.factProof(), b.factLastYear(), b.factOfficial()}
}

func (b *build) factResult() Fact {
	f := Fact{Label: "Result here", Value: string(b.r.Outcome), Of: ofGaps}
	if len(b.r.Gaps) == 0 {
		f.Of = ofInPlace
	}
	if b.s.Draft() {
		f.Label = "Result here, if it were sent today"
	}
	var notes []Sentence
	switch c, n := b.r.Counts, len(b.r.Gaps); {
	case n > 0 && n == len(b.blank):
		notes = append(notes, counting(english.Count(n, "requirement has no answer", "requirements have no answer"), ofBlank))
	case n > 0 && len(b.blank) > 0:
		notes = append(notes, join(counting(english.Count(n, "requirement is not in place", "requirements are not in place")+", ", ofGaps),
			counting(english.Number(len(b.blank))+" of them without an answer", ofBlank)))
	case n > 0:
		notes = append(notes, counting(english.Count(n, "requirement is not in place", "requirements are not in place"), ofGaps))
	case c.InPlace > 0 && c.Proved == 0:
		notes = append(notes, plain("as claimed, without proof"))
	case 2*c.Proved < c.InPlace:
		notes = append(notes, plain("as claimed, mostly without proof"))
	}
	if n := len(b.r.Gaps); n > 0 && b.r.Outcome == score.GapsPlanned {
		notes = append(notes, plain(english.Plural(n, "it has", "all have")+" an accepted plan"))
	}
	if said := b.saidNote(); len(said) > 0 {
		notes = append(notes, said)
	}
	if n := b.r.Unconfirmed; n > 0 && len(b.r.Gaps) == 0 {
		notes = append(notes, counting(english.Count(n, "group of answers not confirmed", "groups of answers not confirmed"), ofGroups))
	}
	f.Note = inOne(notes)
	return f
}

// inOne joins notes with semicolons.
func inOne(notes []Sentence) Sentence {
	var all Sentence
	for i, n := range notes {
		if i > 0 {
			all = append(all, Part{Text: "; "})
		}
		all = append(all, n...)
	}
	return all
}

// saidNote says how many count as in place because they are said not to apply or are exempt: "three of the 121 are said
// not to apply".
func (b *build) saidNote() Sentence {
	c := b.r.Counts
	var said []Sentence
	if c.DoesNotApply > 0 {
		said = append(said, counting(b.ofInPlace(c.DoesNotApply)+english.Plural(c.DoesNotApply, " is said not to apply", " are said not to apply"), ofNotApplying))
	}
	if c.Exempt > 0 {
		said = append(said, counting(b.ofInPlace(c.Exempt)+english.Plural(c.Exempt, " is exempt", " are exempt"), ofExempt))
	}
	if n := b.byRisk(); n > 0 {
		said = append(said, counting(b.ofInPlace(n)+english.Plural(n, " is a risk that was accepted", " are risks that were accepted"), ofAccepted))
	}
	return and(said)
}

// byRisk counts the requirements that are in place only because their risk is accepted, as their own wording allows.
func (b *build) byRisk() int {
	n := 0
	for _, it := range b.r.Items {
		if it.Counted && it.RiskAccepted {
			n++
		}
	}
	return n
}

// ofInPlace begins what is to be said about some of the requirements in place: "three of the 121".
func (b *build) ofInPlace(n int) string {
	if n == b.r.InPlace {
		return partOf(n, n, "requirement in place", "requirements in place")
	}
	return english.Number(n) + " of the " + english.Number(b.r.InPlace)
}

// saidSentence is saidNote for the verdict of a trust that claims everything.
func (b *build) saidSentence() Sentence {
	s := b.saidNote()
	if len(s) == 0 {
		return nil
	}
	s[0].Text = english.Capital(s[0].Text)
	return append(s, Part{Text: "."})
}

// unconfirmedSentence says how many groups of answers (assertions with requirements) nobody stands behind yet.
func (b *build) unconfirmedSentence() string {
	n, all := b.r.Unconfirmed, b.groups()
	switch {
	case n == 0:
		return ""
	case n == all && all > 1:
		return "None of the " + english.Number(all) + " groups of answers has been confirmed by its owner."
	}
	return english.Capital(english.Count(n, "group of answers has not been confirmed by its owner.",
		"groups of answers have not been confirmed by their owners."))
}

// groups counts the groups of answers that hold requirements.
func (b *build) groups() int {
	n := 0
	for _, st := range b.r.Standards {
		for _, a := range st.Assertions {
			if a.Counting && !st.Own {
				n++
			}
		}
	}
	return n
}

func (b *build) factProof() Fact {
	f := Fact{Label: "Proof", Value: "None", Of: ofProved}
	switch c := b.r.Counts; {
	case c.InPlace == 0:
		f.Note, f.Of = plain("nothing is claimed that could be proved"), ""
	case c.Proved == 0 && b.lapsed() == 0:
		f.Note, f.Of = counting("no proof is named for the "+english.Number(c.InPlace)+" claimed", ofInPlace), ofUnproved
	case c.Proved == 0:
		f.Note, f.Of = counting("no proof that is in date for the "+english.Number(c.InPlace)+" claimed", ofInPlace), ofLapsed
	default:
		f.Value = english.Figures(c.Proved) + " of " + english.Figures(c.InPlace)
		f.Note = plain(english.Plural(c.Proved, "names", "name") + " proof that is in date")
	}
	return f
}

// lapsed counts what is claimed with proof of which none is in date.
func (b *build) lapsed() int {
	n := 0
	for _, it := range b.r.Items {
		if it.Counted && it.Claimed && it.ProofLapsed {
			n++
		}
	}
	return n
}

func (b *build) factLastYear() Fact {
	f := Fact{Label: "A year ago", Value: "No figure"}
	last := b.s.LastYear
	if last == nil {
		f.Note = plain("nothing was published here for " + b.yearBefore())
		return f
	}
	f.Of = ofYearAgo
	f.Value = english.Figures(last.Counts.InPlace) + " of " + english.Figures(last.Counts.Mandatory)
	switch more := b.r.InPlace - last.Counts.InPlace; {
	case more > 0:
		f.Note = counting(english.Number(more)+" more in place now", ofInPlace)
	case more < 0:
		f.Note = counting(english.Number(-more)+" fewer in place now", ofInPlace)
	default:
		f.Note = plain("the same number in place now")
	}
	if last.Counts.Mandatory != b.r.Mandatory {
		f.Note = join(f.Note, counting(", of "+english.Figures(b.r.Mandatory), ofRequired))
	}
	return f
}

// yearBefore names the year before this one: "2025-26", or "the year before" where the cycle has no year.
func (b *build) yearBefore() string {
	if y := b.s.Cycle.Previous(); y != "" {
		return string(y)
	}
	return "the year before"
}

// toolkit is the official toolkit's name at its first use in a part of the report.
const toolkit = "Data Security and Protection Toolkit (DSPT)"

func (b *build) factOfficial() Fact {
	f := Fact{Label: "Official status (DSPT)", Value: "Not recorded"}
	var notes []string
	if o, ok := latestOfficial(b.s.Official); ok {
		f.Value = string(o.Status)
		notes = append(notes, officialNote(o))
	}
	if later, ok := latestOfficial(b.Later); ok {
		notes = append(notes, "recorded since: "+string(later.Status)+", "+officialNote(later))
	}
	f.Note = plain(strings.Join(notes, "; "))
	return f
}

func officialNote(o snapshot.Official) string {
	note := string(o.Cycle)
	if !o.On.IsZero() {
		note += ", " + o.On.Words()
	}
	if o.SubmittedBy != "" {
		note += ", submitted by " + o.SubmittedBy
	}
	return note
}

// latestOfficial finds the status of the latest cycle, and in it the one of the latest day.
func latestOfficial(list []snapshot.Official) (snapshot.Official, bool) {
	var latest snapshot.Official
	for i, o := range list {
		if i == 0 || latest.Cycle.Before(o.Cycle) || latest.Cycle == o.Cycle && !o.On.Before(latest.On) {
			latest = o
		}
	}
	return latest, len(list) > 0
}

// inPlace tells whether a state counts as in place.
func inPlace(s score.State) bool {
	return s == score.InPlace || s == score.DoesNotApply || s == score.Exempt
}
