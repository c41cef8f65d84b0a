package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
)

// Making tells how the figures were made, so that anybody can check them.
type Making struct {
	Heading string
	Lines   []Sentence
	SHA256  string // of the record that this was made from; empty for a draft
}

func (b *build) made() Making {
	p := b.s.Pack
	edition := "The frame is the ten data security standards of the National Data Guardian (NDG)"
	if p.Kind != framework.NDG {
		edition = "The frame is " + p.Edition
	}
	if p.Label != "" {
		edition += ", in the edition “" + p.Label + "”"
	}
	if p.Revision > 0 {
		edition += ", as changed here " + times(p.Revision) + " (revision " + english.Figures(p.Revision) + ")"
	}
	texts := []string{
		edition + ".",
		"A requirement is a question that is mandatory for trusts. Which ones are mandatory is in part our reading of the official form; each question says on what ground.",
		"A requirement is in place when its question is answered with Yes and its date or figure keeps to its limit. One that is said not to apply or is exempt counts as in place, and is listed above.",
		"What is shown are counts and not scores, because the standards hold very different numbers of requirements.",
		"What a gap could do to care is our reading. Gaps are put in order by it and by nothing finer.",
	}
	lines := plains(append(texts, b.referenceLine()))
	if len(b.s.Peers.Standards) > 0 {
		lines = append(lines, counting("The dashed frame reaches from the lower to the upper quartile of the shares in place of "+b.s.Peers.Words()+
			", as at "+b.s.Peers.On.Words()+"; we are not among them.", ofPeers))
	}
	lines = append(lines, plain("The result here is ours. The official status is another fact, taken from what was published or recorded."))
	m := Making{Heading: "How the figures were made", SHA256: b.SHA256}
	if b.SHA256 != "" {
		lines = append(lines, plain("This report was made from one frozen record. Its fingerprint (SHA-256) changes if anything in the record does."))
	}
	m.Lines = lines
	return m
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return english.Number(n) + " times"
}

func (b *build) referenceLine() string {
	on := b.s.Reference.Words()
	if b.s.Draft() {
		return "This is a draft as at " + on + ". Dates are measured against that day."
	}
	return "Everything is as at " + on + ", when version " + english.Figures(b.s.Version) + " was sent to the board. Dates are measured against that day."
}
