package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
)

// Bucket is how many trusts have the same count of the same number of requirements.
type Bucket struct {
	Mandatory int
	InPlace   int
	Trusts    int
}

func (b Bucket) share() int {
	return snapshot.Share(score.Counts{Mandatory: b.Mandatory, InPlace: b.InPlace})
}

// Spread is how the published trusts lie along one standard.
type Spread struct {
	Standard Standard
	Buckets  []Bucket // from the least in place to the most; see NewSpread
}

// NewSpread puts the buckets in order. Those without requirements are left out: they say nothing.
func NewSpread(s Standard, buckets []Bucket) Spread {
	list := slices.DeleteFunc(slices.Clone(buckets), func(b Bucket) bool { return b.Mandatory <= 0 || b.Trusts <= 0 })
	slices.SortFunc(list, func(a, b Bucket) int {
		return cmp.Or(cmp.Compare(a.InPlace*b.Mandatory, b.InPlace*a.Mandatory), cmp.Compare(a.Mandatory, b.Mandatory))
	})
	return Spread{s, list}
}

// Trusts is how many trusts are in it.
func (s Spread) Trusts() int {
	n := 0
	for _, b := range s.Buckets {
		n += b.Trusts
	}
	return n
}

// WithGap is how many of them miss something.
func (s Spread) WithGap() int {
	n := 0
	for _, b := range s.Buckets {
		if b.InPlace < b.Mandatory {
			n += b.Trusts
		}
	}
	return n
}

// Asked is how many requirements there are over all its trusts; Missed is how many of these are not in place.
func (s Spread) Asked() int {
	n := 0
	for _, b := range s.Buckets {
		n += b.Mandatory * b.Trusts
	}
	return n
}

// Missed is how many requirements are not in place over all its trusts.
func (s Spread) Missed() int {
	n := 0
	for _, b := range s.Buckets {
		n += (b.Mandatory - b.InPlace) * b.Trusts
	}
	return n
}

// fewestForMiddle is how many trusts a middle half needs (ours, as in the report: with fewer it is a few trusts).
const fewestForMiddle = snapshot.FewestPeers

// Middle says where the middle half of the trusts lies: "The middle half of the 131 trusts have between 9 and 11 of 12 in
// place." Where editions with other numbers of requirements meet, it says it in per cent. Empty below five trusts.
func (s Spread) Middle() string {
	n := s.Trusts()
	if n < fewestForMiddle {
		return ""
	}
	of := s.Buckets[0].Mandatory
	same := !slices.ContainsFunc(s.Buckets, func(b Bucket) bool { return b.Mandatory != of })
	figures := make([]int, 0, n)
	for _, b := range s.Buckets {
		figure := b.share()
		if same {
			figure = b.InPlace
		}
		for range b.Trusts {
			figures = append(figures, figure)
		}
	}
	low, high := snapshot.Quartiles(figures)
	between := fmt.Sprintf("between %d and %d of %d", low, high, of)
	switch {
	case same && low == high:
		between = fmt.Sprintf("%d of %d", low, of)
	case !same && low == high:
		between = percent(low)
	case !same:
		between = "between " + percent(low) + " and " + percent(high)
	}
	return "The middle half of the " + english.Figures(n) + " trusts have " + between + " in place."
}

func percent(hundredths int) string { return strconv.Itoa((hundredths+50)/100) + "%" }
