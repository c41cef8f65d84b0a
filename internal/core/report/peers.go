package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/snapshot"
)

// peers says in which standards the trust stands below, within and above the middle half of its peers.
func (b *build) peers() Sentence {
	p := b.s.Peers
	if len(p.Standards) == 0 {
		return nil
	}
	var below, above []string
	within := 0
	for _, st := range b.r.Standards {
		band, ok := p.Of(st.Number)
		if !ok || st.Own || st.Mandatory == 0 {
			continue
		}
		switch share := snapshot.Share(st.Counts); {
		case share < band.Low:
			below = append(below, st.Number)
		case share > band.High:
			above = append(above, st.Number)
		default:
			within++
		}
	}
	where := "Compared with the " + p.Words() + " that had published by " + p.On.Words() + ", we stand "
	if p.Cycle != "" && p.Cycle != b.s.Cycle {
		where = "Compared with what " + p.Words() + " published for " + string(p.Cycle) + ", we stand "
	}
	all := len(below) + len(above) + within
	var parts []string
	if len(below) > 0 {
		parts = append(parts, "below the middle half of them in "+numbered(below, all))
	}
	if len(above) > 0 {
		parts = append(parts, "above "+theirs(parts)+" in "+numbered(above, all))
	}
	if within > 0 {
		rest := english.Plural(within, "the one standard", "all "+english.Number(within)+" standards")
		if len(parts) > 0 {
			rest = english.Plural(within, "the other one", "the other "+english.Number(within))
		}
		parts = append(parts, "within "+theirs(parts)+" in "+rest)
	}
	return counting(where+english.List(parts)+". The middle half leaves out the quarter with the least in place and the quarter with the most.", ofPeers)
}

// theirs names the middle half, in full only once.
func theirs(said []string) string {
	if len(said) == 0 {
		return "the middle half of them"
	}
	return "it"
}

// numbered names standards by their numbers, unless they are all of them.
func numbered(standards []string, all int) string {
	if len(standards) == all && all > 1 {
		return "all " + english.Number(all) + " standards"
	}
	return english.Plural(len(standards), "standard ", "standards ") + english.List(standards)
}
