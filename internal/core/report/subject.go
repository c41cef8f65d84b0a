package report

import (
	"cmp"
	"slices"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// subjects names what the requirements whose gap could stop care are about, so that the verdict can say it in a few
// words and the board decides once for what belongs together. The grouping is ours. A requirement that is not here
// stands under its own title.
var subjects = map[string]string{
	"4.4.2": "administrators' accounts", "4.4.3": "administrators' accounts",
	"4.5.3": "safe sign-in", "9.5.8": "safe sign-in",
	"4.5.4": "makers' passwords", "9.1.1": "makers' passwords",
	"6.3.2": "acting on national cyber alerts",
	"7.1.2": "the plan for a cyber attack",
	"7.3.4": "restoring from backup", "7.3.5": "restoring from backup", "7.3.6": "restoring from backup",
	"8.1.3": "systems out of support", "8.1.4": "systems out of support", "8.3.7": "systems out of support",
	"8.3.7b": "systems out of support", "8.4.2": "systems out of support",
	"8.3.4": "urgent security updates",
	"9.6.1": "firewalls", "9.6.2": "firewalls", "9.6.3": "firewalls", "9.6.6": "firewalls",
	"10.5.1": "the failure of a supplier",
}

// subject is gaps that belong together.
type subject struct {
	name string
	gaps []score.Gap
}

// answered tells whether any of its gaps was answered.
func (s subject) answered() bool {
	return slices.ContainsFunc(s.gaps, func(g score.Gap) bool { return g.State != score.Unanswered })
}

// subjectsOf groups gaps: subjects with an answered gap before those without any answer, of these the one with the most
// gaps first, otherwise in pack order.
func (b *build) subjectsOf(gaps []score.Gap, name func(framework.Question) string) []subject {
	var found []subject
	at := map[string]int{}
	for _, g := range gaps {
		q, _ := b.s.Pack.Question(g.Item)
		n := name(q)
		i, ok := at[n]
		if !ok {
			i = len(found)
			at[n] = i
			found = append(found, subject{name: n})
		}
		found[i].gaps = append(found[i].gaps, g)
	}
	slices.SortStableFunc(found, func(a, b subject) int {
		if a.answered() != b.answered() {
			if a.answered() {
				return -1
			}
			return 1
		}
		return cmp.Compare(len(b.gaps), len(a.gaps))
	})
	return found
}

// bySubject names a question by the table above.
func bySubject(q framework.Question) string {
	if s, ok := subjects[q.ID]; ok {
		return s
	}
	return english.Small(q.Title)
}

// byStandard names a question by its standard's title.
func (b *build) byStandard(q framework.Question) string {
	s, _ := b.s.Pack.Standard(q.Standard)
	return english.Small(s.Title)
}

func names(list []subject) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, s.name)
	}
	return out
}
