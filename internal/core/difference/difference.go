// Package difference compares two points of a trust's answers, question by question: last year, a baseline, a version, now.
//
// It reads two snapshots with what each came to, and nothing else. A caller may rely on these: two points that say the same have
// no difference; each question that differs is there once, in the order of the later point's content, and what only the earlier one
// asks comes after it; and the page and the file are made of the same value.
package difference

import (
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
)

// Point is one of the two.
type Point struct {
	Title    string // "2025-26, final", "Version 2", "Now"
	Snapshot snapshot.Snapshot
	Result   score.Result
}

// Kind is what differs about a question.
type Kind string

// The kinds, in the order in which they are said.
const (
	Asked  Kind = "asked"  // only one of the two asks it
	State  Kind = "result" // what it came to
	Answer Kind = "answer" // the reply, figure or date
	Text   Kind = "text"
	Proof  Kind = "proof"
)

// Kinds gives all.
func Kinds() []Kind { return []Kind{Asked, State, Answer, Text, Proof} }

// Words names the kind within a sentence.
func (k Kind) Words() string {
	if k == Asked {
		return "asked at one of the two only"
	}
	return "another " + string(k)
}

// Side is a question at one point.
type Side struct {
	Asked  bool
	State  score.State
	Answer string // "Yes, 94.5%"; empty where there is none
	Text   string
	Proof  []string // titles and days, in order
}

// Line is a question that differs.
type Line struct {
	Item, Title  string
	Kinds        []Kind
	Then, Now    Side
	Lost, Gained bool // its claim to be in place
}

// Standard is one standard with what differs in it.
type Standard struct {
	Number, Title string
	Own           bool
	Then, Now     score.Counts
	Lines         []Line
}

// Difference is how the later point differs from the earlier.
type Difference struct {
	From, To     string // the titles of the points
	FromOn, ToOn day.Day
	Then, Now    score.Counts
	Standards    []Standard // those in which something differs
	Count        map[Kind]int
	Lost, Gained int // claims to be in place
}

// Lines counts the questions that differ.
func (d Difference) Lines() int {
	n := 0
	for _, s := range d.Standards {
		n += len(s.Lines)
	}
	return n
}

// Between compares two points.
func Between(from, to Point) Difference {
	d := Difference{From: from.Title, To: to.Title, FromOn: from.Snapshot.Reference, ToOn: to.Snapshot.Reference,
		Then: from.Result.Counts, Now: to.Result.Counts, Count: map[Kind]int{}}
	then, now := sides(from), sides(to)
	then.counts, now.counts = counts(from.Result), counts(to.Result)
	for _, s := range to.Snapshot.Pack.Standards {
		d.add(s, s.Number, then, now, itemsOf(s, from.Snapshot.Pack))
	}
	for _, s := range from.Snapshot.Pack.Standards {
		if _, still := to.Snapshot.Pack.Standard(s.Number); !still {
			d.add(framework.Standard{Number: s.Number, Title: s.Title, Own: s.Own}, s.Number, then, now, itemsOf(framework.Standard{}, from.Snapshot.Pack, s))
		}
	}
	return d
}

// itemsOf gives the items of a standard, and after them those that it had at the earlier point and has no more.
func itemsOf(now framework.Standard, before framework.Pack, also ...framework.Standard) []framework.Item {
	var list []framework.Item
	for _, a := range now.Assertions {
		list = append(list, a.Items...)
	}
	if was, ok := before.Standard(now.Number); ok {
		also = append(also, was)
	}
	for _, s := range also {
		for _, a := range s.Assertions {
			for _, i := range a.Items {
				if !slices.ContainsFunc(list, func(x framework.Item) bool { return x.ID == i.ID }) {
					list = append(list, i)
				}
			}
		}
	}
	return list
}

func (d *Difference) add(s framework.Standard, number string, then, now point, items []framework.Item) {
	one := Standard{Number: number, Title: s.Title, Own: s.Own, Then: then.counts[number], Now: now.counts[number]}
	for _, i := range items {
		a, b := then.sides[i.ID], now.sides[i.ID]
		kinds := differs(a, b)
		if len(kinds) == 0 {
			continue
		}
		l := Line{Item: i.ID, Title: i.Title, Kinds: kinds, Then: a.Side, Now: b.Side, Lost: a.claimed && !b.claimed, Gained: b.claimed && !a.claimed}
		for _, k := range kinds {
			d.Count[k]++
		}
		if l.Lost {
			d.Lost++
		}
		if l.Gained {
			d.Gained++
		}
		one.Lines = append(one.Lines, l)
	}
	if len(one.Lines) > 0 || one.Then != one.Now {
		d.Standards = append(d.Standards, one)
	}
}

func differs(a, b side) []Kind {
	if a.Asked != b.Asked {
		return []Kind{Asked}
	}
	var kinds []Kind
	add := func(differs bool, k Kind) {
		if differs {
			kinds = append(kinds, k)
		}
	}
	add(a.State != b.State, State)
	add(a.Answer != b.Answer, Answer)
	add(a.Text != b.Text, Text)
	add(!slices.Equal(a.Proof, b.Proof), Proof)
	return kinds
}

// side is a question at one point, with whether it was claimed.
type side struct {
	Side
	claimed bool
}

type point struct {
	sides  map[string]side
	counts map[string]score.Counts // by standard
}

func counts(r score.Result) map[string]score.Counts {
	m := make(map[string]score.Counts, len(r.Standards))
	for _, s := range r.Standards {
		m[s.Number] = s.Counts
	}
	return m
}

func sides(p Point) point {
	answers := p.Snapshot.AnswersByItem()
	proofs := map[string][]string{}
	for _, one := range p.Snapshot.Proofs {
		for _, item := range one.Items {
			proofs[item] = append(proofs[item], one.Title+", "+one.Dated.Words())
		}
	}
	m := make(map[string]side, len(p.Result.Items))
	for _, it := range p.Result.Items {
		q, _ := p.Snapshot.Pack.Item(it.ID)
		a := answers[it.ID]
		slices.Sort(proofs[it.ID])
		m[it.ID] = side{claimed: it.Claimed,
			Side: Side{Asked: true, State: it.Alone, Answer: said(q, a.Words), Text: a.Text, Proof: proofs[it.ID]}}
	}
	return point{sides: m}
}

// said gives the reply and the figure in words: "Yes, 94.5%".
func said(q framework.Item, w assessment.Words) string {
	var parts []string
	for _, part := range []string{w.Reply.Words(), w.FigureWords(q.Figure)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// CountWords says how many are in place, and of how many: "106 of 112".
func CountWords(c score.Counts) string {
	return english.Figures(c.InPlace) + " of " + english.Figures(c.Mandatory)
}
