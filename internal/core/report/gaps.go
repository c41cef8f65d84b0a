package report

import (
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

func (b *build) gaps() Gaps {
	g := Gaps{Heading: "What could hurt patients"}
	for _, gap := range b.known {
		if n := len(g.Groups); n == 0 || g.Groups[n-1].Effect != gap.Effect {
			g.Groups = append(g.Groups, GapGroup{Effect: gap.Effect, Tag: tag(gap.Effect)})
		}
		group := &g.Groups[len(g.Groups)-1]
		group.Gaps = append(group.Gaps, b.gap(gap))
	}
	g.Intro, g.Summary = b.gapsIntro(), b.gapsSummary()
	return g
}

// does continues a list of what gaps could do: "could" is said once.
func does(e framework.Effect, first bool) string {
	if first {
		return could(e)
	}
	_, what, _ := strings.Cut(could(e), " ")
	return what
}

// gapsSummary counts all gaps by what they could do: "Of the 58 gaps, eight could stop care, …".
func (b *build) gapsSummary() Sentence {
	var parts []Sentence
	for _, e := range []framework.Effect{framework.StopsCare, framework.DelaysCare, framework.ExposesRecord, framework.WeakensProof} {
		if n := len(withEffect(b.r.Gaps, e)); n > 0 {
			parts = append(parts, counting(english.Number(n)+" "+does(e, len(parts) == 0), ofEffect(e)))
		}
	}
	switch n := len(b.r.Gaps); {
	case n == 0:
		return nil
	case n == 1:
		return plain("The one gap " + could(b.r.Gaps[0].Effect) + ".")
	case len(parts) == 1:
		return counting(english.Capital(partOf(n, n, "gap", "gaps"))+" "+could(b.r.Gaps[0].Effect)+".", ofGaps)
	}
	return join(counting("Of the "+english.Number(len(b.r.Gaps))+" gaps, ", ofGaps), and(parts), plain("."))
}

func (b *build) gapsIntro() []Sentence {
	var intro []Sentence
	if len(b.known) > 0 {
		planned := "This record gives no cost and no date for mending any of them, and the post named is the one that usually answers."
		if !b.s.Improvement().Empty() {
			planned = "The post named is the one that usually answers; what is planned stands beneath."
		}
		intro = append(intro, plain("The gravest for care come first; which could stop or delay care is our reading. "+planned))
	} else if len(b.blank) == 0 {
		intro = append(intro, plain("Every requirement is answered as in place, so there is no gap to list. How far that can be believed is said below."))
	} else {
		intro = append(intro, plain("No requirement has been answered as not in place so far."))
	}
	if n := len(b.blank); n > 0 {
		said := counting(english.Capital(english.Count(n, "requirement has no answer", "requirements have no answer")), ofBlank)
		stop := len(withEffect(b.blank, framework.StopsCare))
		const see = "; see what we do not know."
		switch {
		case stop == 0:
			said = join(said, plain(see))
		case n == 1:
			said = join(said, plain(", and could stop care"+see))
		case stop == n:
			said = join(said, plain(", and "+english.Plural(n-1, "both", "all")+" could stop care"+see))
		default:
			said = join(said, counting(", of which "+english.Number(stop)+" could stop care", ofBlankStop), plain(see))
		}
		intro = append(intro, said)
	}
	return append(intro, b.besideRequirements()...)
}

// besideRequirements names what is no requirement, is answered as not in place and could stop care all the same.
func (b *build) besideRequirements() []Sentence {
	var titles []string
	for _, it := range b.r.Items {
		q, _ := b.s.Pack.Question(it.ID)
		if !it.Counted && q.PartOf == "" && it.State == score.NotInPlace && it.Effect == framework.StopsCare {
			titles = append(titles, english.Small(q.Title)+" ("+it.ID+")")
		}
	}
	if len(titles) == 0 {
		return nil
	}
	return []Sentence{plain("Not required, and not in place either, though it could stop care: " + phrases(titles) + ".")}
}

// reason gives a finding as a sentence. That the answer was No says nothing that the gap has not said.
func reason(finding string) string {
	if finding == "the answer was No" {
		return ""
	}
	return english.Sentence(finding)
}

func (b *build) gap(g score.Gap) Gap {
	q, ok := b.failing(g)
	if !ok {
		return Gap{Item: g.Item, Line: b.gapLine(g), Reason: reason(g.Finding), Plan: b.planned(g.Item)}
	}
	finding := g.Finding
	if q.ID != g.Item {
		finding = b.results[q.ID].Finding
	}
	return Gap{
		Item: q.ID, Title: q.Title, Line: b.gapLine(g), Reason: reason(finding), Owner: q.Owner, Plan: b.planned(g.Item), Harm: q.EffectReason,
	}
}
