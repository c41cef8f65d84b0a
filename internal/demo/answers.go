package demo

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// What a trust says in a year follows from fixed chances: of the trust (quality), of the item (difficulty) and of the two
// together. The same chances in each year, against a bar that sinks, make improvement that looks like one: what was in
// place mostly stays so.

// chance gives a fixed number in [0, 1) for some words.
func chance(words ...string) float64 {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w))
		_, _ = h.Write([]byte{0})
	}
	rng := rand.New(rand.NewPCG(seed, h.Sum64()))
	return rng.Float64()
}

// difficulty makes some items hard for everybody, so that there is something that everybody misses.
func difficulty(item framework.Item) float64 {
	d := 0.22 * chance("difficulty", item.ID)
	if item.Effect == framework.StopsCare {
		d += 0.1
	}
	return d
}

// inPlace tells whether a trust has what an item asks for, years after the first.
func (t invented) inPlace(item framework.Item, years int) bool {
	return chance(t.Code, item.ID) < min(0.995, t.quality+0.1+0.035*float64(years)-difficulty(item))
}

// given is everything that a trust has said in a year up to a day.
type given struct {
	answers       []assessment.Answer
	proofs        []assessment.Proof
	confirmations []assessment.Confirmation
}

// leaveQuestions changes a few answers so that an experienced reviewer has something to ask about (core/quality).
func (g *given) leaveQuestions(y cycleYear) {
	year := y.label.Previous().FirstYear()
	exact := assessment.Hundredths(600)
	for i := range g.answers {
		a := &g.answers[i]
		switch {
		case a.Reply != assessment.Yes:
		case a.Item == "1.3.4":
			a.Text = fmt.Sprintf("Set out in the policy of June %d.", year)
		case a.Item == "4.2.3":
			a.Figure = &exact
		case a.Item == "10.1.2":
			a.Text = "All but two contracts; those two by " + y.deadline.AddDays(40).Words() + "."
		}
	}
}

// result is what the answers come to; gaps follow from nothing else.
func (g given) result(pack framework.Pack, on day.Day) score.Result {
	m := make(map[string]assessment.Answer, len(g.answers))
	for _, a := range g.answers {
		m[a.Item] = a
	}
	return score.Assess(score.Inputs{Pack: pack, Answers: m, On: on})
}

// say makes a trust's answers as at a day. Coverage is the share of questions that are answered; saved times spread over
// the days before.
func (t invented) say(pack framework.Pack, years int, coverage float64, from, to day.Day, rng *rand.Rand, authors []person) given {
	var g given
	days := max(1, to.DaysSince(from))
	for _, q := range pack.Questions() {
		if chance(t.Code, q.ID, "answered") >= coverage {
			continue
		}
		on := from.AddDays(rng.IntN(days))
		by := authors[rng.IntN(len(authors))]
		at := on.Time().Add(time.Duration(8+rng.IntN(9))*time.Hour + time.Duration(rng.IntN(60))*time.Minute)
		yes := t.inPlace(q.Item, years)
		if !yes && q.DoesNotApply != "" && chance(t.Code, q.ID, "applies") < 0.4 {
			g.answers = append(g.answers, answer(q.ID, assessment.Words{Reply: assessment.DoesNotApply, Text: "Checked with the owner: " + strings.ToLower(q.DoesNotApply[:1]) + q.DoesNotApply[1:] + "."}, at, by))
			continue
		}
		g.answers = append(g.answers, answer(q.ID, words(q.Item, yes, to, rng), at, by))
		if yes && q.Proof != framework.ProofNone && chance(t.Code, q.ID, "proof") < t.proofs {
			g.proofs = append(g.proofs, proof(q.Item, to, at, by, rng))
		}
	}
	g.confirm(pack, t, to, authors[0])
	return g
}

func answer(item string, w assessment.Words, at time.Time, by person) assessment.Answer {
	return assessment.Answer{Item: item, Words: w, Version: 1, SavedAt: at, SavedBy: by.author()}
}

func (p person) author() assessment.Author { return assessment.Author{ID: p.id, Name: p.name} }

var (
	claims = []string{"In place and looked at again in the last half-year.", "In place at all sites.", "In place; the two smaller sites followed last year.",
		"In place. It is on the agenda of the information governance group every quarter."}
	denials = []string{"Not yet: planned for the next half-year.", "Only in part: two sites are still missing.", "Not yet: waiting for funding.", "Started, but not finished."}
)

// words makes an answer that is believable and nothing more: what it says is invented.
func words(item framework.Item, yes bool, on day.Day, rng *rand.Rand) assessment.Words {
	var w assessment.Words
	if item.Ask != "" {
		w.Reply, w.Text = assessment.No, denials[rng.IntN(len(denials))]
		if yes {
			w.Reply, w.Text = assessment.Yes, claims[rng.IntN(len(claims))]
			if item.Owner != "" {
				w.Text += " Kept by: " + strings.ToLower(item.Owner[:1]) + item.Owner[1:] + "."
			}
		}
	}
	f := item.Figure
	if f == nil {
		return w
	}
	switch f.Kind {
	case framework.Date:
		w.Date = dateFor(*f, yes, on, rng)
	case framework.Percent:
		w.Figure = percentFor(*f, yes, rng)
	default:
		w.Figure = numberFor(*f, yes, rng)
	}
	if item.Ask == "" && item.Explain != "" && yes {
		w.Text = claims[rng.IntN(len(claims))]
	}
	return w
}

func dateFor(f framework.Figure, yes bool, on day.Day, rng *rand.Rand) day.Day {
	months := f.MaxAgeMonths
	if months == 0 {
		months = 12
	}
	if yes {
		return on.AddDays(-rng.IntN(max(1, months*27)))
	}
	return on.AddMonths(-months).AddDays(-1 - rng.IntN(400))
}

func percentFor(f framework.Figure, yes bool, rng *rand.Rand) *assessment.Hundredths {
	low := 90
	if f.Min != nil {
		low = *f.Min
	}
	v := assessment.Hundredths(100 * (low + rng.IntN(101-low)))
	if !yes {
		v = assessment.Hundredths(100 * max(0, low-3-rng.IntN(30)))
	}
	return &v
}

func numberFor(f framework.Figure, yes bool, rng *rand.Rand) *assessment.Hundredths {
	v := assessment.Hundredths(100 * rng.IntN(24))
	switch {
	case f.Min != nil && yes:
		v = assessment.Hundredths(100 * (*f.Min + rng.IntN(7)))
	case f.Min != nil:
		v = assessment.Hundredths(100 * rng.IntN(max(1, *f.Min)))
	case f.Max != nil && yes:
		v = assessment.Hundredths(100 * rng.IntN(*f.Max+1))
	case f.Max != nil:
		v = assessment.Hundredths(100 * (*f.Max + 1 + rng.IntN(10)))
	}
	return &v
}

var places = []string{"Document library, folder Information governance", "Document library, folder IT security", "Service desk, report archive",
	"Board papers, private part", "With the owner, in the shared drive of the department"}

func proof(item framework.Item, on day.Day, at time.Time, by person, rng *rand.Rand) assessment.Proof {
	title, _, _ := strings.Cut(item.ProofSuch, ";")
	if title == "" {
		title = "Note about: " + item.Title
	}
	dated := on.AddDays(-rng.IntN(410)) // some have lapsed
	return assessment.Proof{ID: newID(rng), Title: strings.TrimSpace(title), Dated: dated, HoldsMonths: 12,
		Place: places[rng.IntN(len(places))], Items: []string{item.ID}, AddedAt: at, AddedBy: by.author()}
}

// confirm confirms most of the assertions whose questions are all answered.
func (g *given) confirm(pack framework.Pack, t invented, on day.Day, by person) {
	said := map[string]bool{}
	for _, a := range g.answers {
		said[a.Item] = true
	}
	for _, s := range pack.Standards {
		for _, a := range s.Assertions {
			all := len(a.Items) > 0
			for _, item := range a.Items {
				all = all && said[item.ID]
			}
			if all && chance(t.Code, a.ID, "confirmed") < 0.9 {
				g.confirmations = append(g.confirmations, assessment.Confirmation{Assertion: a.ID, At: on.Time().Add(16 * time.Hour), By: by.author()})
			}
		}
	}
}
