package report

import (
	"strconv"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// picks are the figures that count requirements by how each stands.
var picks = map[Figure]struct {
	heading string
	lets    func(score.Item) bool
}{
	ofRequired:    {"The requirements", func(score.Item) bool { return true }},
	ofInPlace:     {"Requirements in place", func(it score.Item) bool { return it.Claimed }},
	ofGaps:        {"Requirements not in place, or not answered", func(it score.Item) bool { return !it.Claimed }},
	ofBlank:       {"Requirements without an answer", func(it score.Item) bool { return it.State == score.Unanswered }},
	ofBlankStop:   {"Requirements without an answer that could stop care", func(it score.Item) bool { return it.State == score.Unanswered && it.Effect == framework.StopsCare }},
	ofProved:      {"Requirements in place with proof that is in date", func(it score.Item) bool { return it.Claimed && it.Proved }},
	ofLapsed:      {"Requirements in place whose proof has run out", func(it score.Item) bool { return it.Claimed && it.ProofLapsed }},
	ofUnproved:    {"Requirements in place without proof", func(it score.Item) bool { return it.Claimed && !it.Proved && !it.ProofLapsed }},
	ofVerified:    {"Requirements that an independent assessor agrees are in place", func(it score.Item) bool { return it.Verified }},
	ofNotApplying: {"Requirements said not to apply", func(it score.Item) bool { return it.State == score.DoesNotApply }},
	ofExempt:      {"Requirements that are exempt", func(it score.Item) bool { return it.State == score.Exempt }},
	ofAccepted:    {"Requirements in place because their risk is accepted", func(it score.Item) bool { return it.RiskAccepted }},
}

// behindItems lists requirements by how they stand, by standard or by what their gap could do, and single questions.
func (b *build) behindItems(f Figure) (Behind, bool) {
	kind, key := cutFigure(f)
	out := Behind{Table: answersTable()}
	pick, ok := picks[f]
	out.Heading = pick.heading
	lets := pick.lets
	switch {
	case ok:
	case kind == kindItem:
		q, known := b.s.Pack.Question(key)
		if !known {
			return out, false
		}
		out.Heading = "The answer to " + key
		out.Note = q.Ask
		for _, id := range append([]string{key}, b.s.Pack.Parts(key)...) {
			b.put(&out, id)
		}
		return out, true
	case kind == kindStandard, kind == kindProved:
		s, known := b.s.Pack.Standard(key)
		if !known {
			return out, false
		}
		out.Heading = "Standard " + key + ", " + english.Small(s.Title)
		lets = func(it score.Item) bool { return it.Standard == key }
		if kind == kindProved {
			out.Heading += ": what names proof that is in date"
			lets = func(it score.Item) bool { return it.Standard == key && it.Claimed && it.Proved }
		}
	case kind == kindGaps:
		e := framework.Effect(strings.ReplaceAll(key, "-", " "))
		if e.Rank() > framework.WeakensProof.Rank() {
			return out, false
		}
		out.Heading = "Gaps that " + could(e)
		lets = func(it score.Item) bool { return !it.Claimed && it.Effect == e }
	case f == ofPeople:
		out.Heading = "Requirements about people"
		lets = func(it score.Item) bool {
			s, known := b.s.Pack.Standard(it.Standard)
			return known && s.Obligation == peopleObligation
		}
	case f == ofNoAction:
		out.Heading = "Gaps without an action"
		bare := map[string]bool{}
		for _, g := range b.s.Improvement().WithoutAction(b.r.Gaps) {
			bare[g.Item] = true
		}
		lets = func(it score.Item) bool { return bare[it.ID] }
	case f == ofChecked:
		out.Heading = "What our own check asked, and we explain"
		for _, e := range b.s.Explained {
			b.put(&out, e.Item)
		}
		return out, true
	case f == ofOwn:
		out.Heading = "Our own questions, which count nowhere"
		for _, it := range b.r.Items {
			s, known := b.s.Pack.Standard(it.Standard)
			if q, asked := b.s.Pack.Question(it.ID); known && s.Own && asked && q.PartOf == "" {
				b.put(&out, it.ID)
			}
		}
		return out, true
	default:
		return out, false
	}
	for _, it := range b.r.Items {
		if it.Counted && lets(it) {
			b.put(&out, it.ID)
		}
	}
	return out, true
}

// cutFigure parts a figure of several into its kind and which of them.
func cutFigure(f Figure) (kind, key string) {
	for _, k := range []string{kindItem, kindStandard, kindProved, kindYear, kindSample, kindGaps, kindBasic, kindQuestion, kindRule, kindChain} {
		if key, ok := strings.CutPrefix(string(f), k); ok {
			return k, key
		}
	}
	return "", string(f)
}

// behindHung lists the answers that a topic or an attack hangs on.
func (b *build) behindHung(f Figure) (Behind, bool) {
	kind, key := cutFigure(f)
	boards := b.s.Pack.Boards
	list := map[string][]framework.Topic{kindBasic: boards.Basics, kindQuestion: boards.Questions, kindRule: boards.Principles}[kind]
	out := Behind{Table: answersTable()}
	if kind == kindChain {
		for _, c := range b.s.Pack.Chains {
			if c.ID != key {
				continue
			}
			out.Heading = c.Title
			for _, l := range c.Links {
				b.putDeciders(&out, l.Deciding)
			}
			return out, true
		}
	}
	n, err := strconv.Atoi(key)
	if err != nil || n < 1 || n > len(list) {
		return out, false
	}
	t := list[n-1]
	if out.Heading = t.Title; out.Heading == "" {
		out.Heading = t.Ask
	}
	b.putDeciders(&out, t.Deciding)
	return out, true
}

func (b *build) putDeciders(out *Behind, deciding []framework.Decider) {
	for _, d := range deciding {
		b.put(out, d.Item)
	}
}
