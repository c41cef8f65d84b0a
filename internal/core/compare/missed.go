package compare

import (
	"cmp"
	"slices"

	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// MostMissed puts standards in order: the one with the largest share of its requirements missing first. It is about
// standards, so that help goes where it is needed; trusts are never put in such an order.
func MostMissed(spreads []Spread) []Spread {
	list := slices.Clone(spreads)
	slices.SortStableFunc(list, func(a, b Spread) int {
		return cmp.Or(cmp.Compare(b.Missed()*max(a.Asked(), 1), a.Missed()*max(b.Asked(), 1)), cmp.Compare(b.WithGap(), a.WithGap()))
	})
	return list
}

// ItemCount is how many trusts have a question of a standard in a state other than in place.
type ItemCount struct {
	Item   string
	State  score.State
	Trusts int
}

// MissedItem is one question of a standard over the published trusts.
type MissedItem struct {
	framework.Item
	Counted      bool // a requirement; other questions are shown and count nowhere
	Missing      int  // trusts in which it is not in place, or not answered
	Unanswered   int  // of those, not answered
	DoesNotApply int
	Exempt       int
}

// MissedItems puts the questions of a standard in order: the most missed first, then as the pack has them.
func MissedItems(p framework.Pack, standard string, counts []ItemCount) []MissedItem {
	var list []MissedItem
	place := map[string]int{}
	for _, q := range p.Questions() {
		if q.Standard == standard {
			place[q.ID] = len(list)
			list = append(list, MissedItem{Item: q.Item, Counted: q.Counts()})
		}
	}
	for _, c := range counts {
		i, known := place[c.Item]
		if !known {
			continue
		}
		switch c.State {
		case score.NotInPlace:
			list[i].Missing += c.Trusts
		case score.Unanswered:
			list[i].Missing += c.Trusts
			list[i].Unanswered += c.Trusts
		case score.DoesNotApply:
			list[i].DoesNotApply += c.Trusts
		case score.Exempt:
			list[i].Exempt += c.Trusts
		}
	}
	slices.SortStableFunc(list, func(a, b MissedItem) int { return cmp.Compare(b.Missing, a.Missing) })
	return list
}
