package snapshot

import (
	"slices"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

// FewestPeers is how many others of its kind must have published before a trust is compared with them (ours: with
// fewer, a band would be a few trusts that can be told apart).
const FewestPeers = 5

// Peers is where the middle half of the other trusts of the same kind stood on a day.
type Peers struct {
	Kind      trust.Kind  `json:"kind"`
	On        day.Day     `json:"on"`
	Cycle     trust.Cycle `json:"cycle"`     // of their publications, when it is an earlier one than the snapshot's
	Trusts    int         `json:"trusts"`    // others that the bands are made from
	Standards []Band      `json:"standards"` // empty when there is nothing to compare with
	Reason    string      `json:"reason"`    // why there is nothing, as a sentence; empty when there are bands
}

// Band is the middle half of the shares in place of one standard: from the lower to the upper quartile, in hundredths of
// a percent.
type Band struct {
	Standard string `json:"standard"`
	Low      int    `json:"low"`
	High     int    `json:"high"`
}

// Of gives the band of a standard, and whether there is one.
func (p Peers) Of(standard string) (Band, bool) {
	for _, b := range p.Standards {
		if b.Standard == standard {
			return b, true
		}
	}
	return Band{}, false
}

// Words names the peers: "31 other acute trusts".
func (p Peers) Words() string {
	return english.Count(p.Trusts, "other "+string(p.Kind)+" trust", "other "+string(p.Kind)+" trusts")
}

// PeersOf makes the bands from the published counts of the other trusts of a kind, the trust itself left out, as they
// were on a day. Each of others is one trust's counts by standard. Where there are fewer than FewestPeers, or the kind
// is not known, the Peers carry the reason instead. A standard that fewer than FewestPeers of them have requirements in
// has no band.
func PeersOf(kind trust.Kind, on day.Day, others [][]StandardCounts) Peers {
	p := Peers{Kind: kind, On: on, Trusts: len(others)}
	switch {
	case kind == trust.UnknownKind:
		p.Trusts = 0
		p.Reason = "What kind of trust this is (acute, mental health, community, ambulance or combined) is not recorded, " +
			"so there is no group to compare it with."
		return p
	case len(others) < FewestPeers:
		p.Reason = english.Capital(fewWords(kind, len(others))) + " here, and a fair comparison needs at least five."
		return p
	}
	shares := map[string][]int{}
	for _, standards := range others {
		for _, s := range standards {
			if s.Mandatory > 0 {
				shares[s.Standard] = append(shares[s.Standard], Share(s.Counts))
			}
		}
	}
	for standard, list := range shares {
		if len(list) >= FewestPeers {
			low, high := Quartiles(list)
			p.Standards = append(p.Standards, Band{standard, low, high})
		}
	}
	slices.SortFunc(p.Standards, func(a, b Band) int { return byNumber(a.Standard, b.Standard) })
	return p
}

func fewWords(kind trust.Kind, n int) string {
	if n == 0 {
		return "no other " + string(kind) + " trust has published"
	}
	return "only " + english.Count(n, "other "+string(kind)+" trust has", "other "+string(kind)+" trusts have") + " published"
}

// Share gives the share in place in hundredths of a percent, rounded half up; 0 where there are no requirements.
func Share(c score.Counts) int {
	if c.Mandatory == 0 {
		return 0
	}
	return (c.InPlace*20000 + c.Mandatory) / (2 * c.Mandatory)
}

// Quartiles gives the lower and the upper quartile of a list of figures: the value a quarter, and three quarters, of the
// way from the smallest to the largest along the sorted list, with a straight line between neighbours (method 7 of
// Hyndman and Fan, which is QUARTILE.INC of spreadsheets), rounded half up to a whole figure. An empty list gives zeros.
func Quartiles(figures []int) (low, high int) {
	if len(figures) == 0 {
		return 0, 0
	}
	s := slices.Sorted(slices.Values(figures))
	at := func(quarters int) int {
		whole, rest := (len(s)-1)*quarters/4, (len(s)-1)*quarters%4
		if rest == 0 {
			return s[whole]
		}
		return (4*s[whole] + rest*(s[whole+1]-s[whole]) + 2) / 4
	}
	return at(1), at(3)
}
