package chain

import (
	"strings"
	"testing"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

func pack(t *testing.T) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// result gives every question one result, and some another.
func result(p framework.Pack, all score.Item, other map[string]score.Item) map[string]score.Item {
	r := map[string]score.Item{}
	for _, q := range p.Questions() {
		it, ok := other[q.ID]
		if !ok {
			it = all
		}
		it.ID = q.ID
		if it.Alone == "" {
			it.Alone = it.State
		}
		r[q.ID] = it
	}
	return r
}

var (
	proved  = score.Item{State: score.InPlace, Claimed: true, Proved: true}
	claimed = score.Item{State: score.InPlace, Claimed: true}
	excused = score.Item{State: score.DoesNotApply, Claimed: true}
	missing = score.Item{State: score.NotInPlace}
	unasked = score.Item{State: score.Unanswered}
	kept    = score.Item{State: score.InPlace, Claimed: true, Proved: true, RiskAccepted: true}
)

func TestALinkIsAsGoodAsTheWorstItHangsOn(t *testing.T) {
	t.Parallel()
	p := pack(t)
	for _, c := range []struct {
		name    string
		other   map[string]score.Item
		restore State
		verdict string
	}{
		{"everything proved", nil, Proved, "All six links are proved. That does not show that it cannot happen here."},
		{"one claimed", map[string]score.Item{"7.3.5": claimed}, Claimed, "Of the six links five are proved and one is claimed only. So it can still happen here: what is only claimed names no proof that is in date. The weakest link is “restore from backup”."},
		{"one said not to apply", map[string]score.Item{"7.3.5": excused}, Claimed, "one is claimed only"},
		{"one whose risk is accepted", map[string]score.Item{"7.3.5": kept}, NotInPlace, "one is not in place. So it can happen here."},
		{"one without an answer", map[string]score.Item{"7.3.5": unasked, "7.3.4": claimed}, Unknown, "five are proved and of one the record cannot say. So nobody can say from this record how it would go."},
		{"one not in place", map[string]score.Item{"7.3.5": missing, "7.3.4": unasked, "9.6.1": claimed}, NotInPlace, "Of the six links four are proved, one is claimed only and one is not in place. So it can happen here. The weakest link is “restore from backup”."},
	} {
		chain := Of(p.Chains[0], p, result(p, proved, c.other))
		if got := chain.Links[3].State; got != c.restore {
			t.Errorf("%s: the restore is %q, want %q", c.name, got.Label(), c.restore.Label())
		}
		if got := strings.Join(chain.Verdict(), " "); !strings.Contains(got, c.verdict) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	if chain := Of(p.Chains[0], p, nil); chain.Links[0].State != Unknown || chain.Verdict()[0] != "The record cannot say how any of the six links stands." {
		t.Errorf("an empty record: %v", chain.Verdict())
	}
}

func TestTheWeakestLinkComesWithWhatWouldMendIt(t *testing.T) {
	t.Parallel()
	p := pack(t)
	chain := Of(p.Chains[0], p, result(p, proved, map[string]score.Item{
		"9.6.1": missing, "7.3.4": missing, "7.3.5": missing, "7.3.6": claimed, "7.2.1": unasked, "8.3.7": {State: score.NotInPlace, Alone: score.InPlace},
		"8.3.7b": missing,
	}))
	w, ok := chain.Weakest()
	if !ok || w.Title != "Restore from backup" {
		t.Fatalf("the weakest is %q", w.Title)
	}
	m := w.Missing()
	backups, _ := p.Item("7.3.4")
	if len(m) != 3 || m[0].ID != "7.3.4" || m[0].Mend != "What would satisfy it: "+english.Small(backups.Satisfies) || m[2].ID != "7.3.6" || !strings.HasPrefix(m[2].Mend, "Name proof that is in date, such as: ") {
		t.Errorf("missing: %+v", m)
	}
	desktops, _ := p.Item("8.3.7b")
	if got := chain.Links[1].Missing()[0].Mend; got != "What would satisfy it: "+english.Small(desktops.Satisfies) {
		t.Errorf("of an item in parts the one that is in place is mended: %q", got)
	}
	if _, ok := Of(p.Chains[0], p, result(p, proved, nil)).Weakest(); ok {
		t.Error("a chain that is proved has a weakest link")
	}
}

// Whatever the record holds, no sentence says that it could not happen.
func TestItIsNeverSaidThatItCouldNotHappen(t *testing.T) {
	t.Parallel()
	p := pack(t)
	for _, all := range []score.Item{proved, claimed, missing, unasked, excused} {
		for _, c := range p.Chains {
			said := strings.ToLower(strings.Join(Of(c, p, result(p, all, nil)).Verdict(), " "))
			for _, never := range []string{"could not happen", "would not happen", "will not happen", "impossible", "safe", "secure", "ruled out"} {
				if strings.Contains(said, never) {
					t.Errorf("%q in %q", never, said)
				}
			}
			if i := strings.Index(said, "cannot happen"); i >= 0 && !strings.Contains(said[:i], "does not show that it ") {
				t.Errorf("it is said that it cannot happen: %q", said)
			}
		}
	}
}

func TestTheEstimateIsARangeOfAppointmentsWithinItsSources(t *testing.T) {
	t.Parallel()
	lost := pack(t).Lost
	for _, c := range []struct{ weekly, low, high int }{{9400, 86, 238}, {238, 86, 238}, {100, 86, 100}, {10, 10, 10}} {
		e, ok := EstimateOf(lost, c.weekly)
		if !ok || e.Low != c.low || e.High != c.high {
			t.Errorf("%d a week: %d to %d", c.weekly, e.Low, e.High)
		}
	}
	for _, none := range []int{0, -1} {
		if _, ok := EstimateOf(lost, none); ok {
			t.Errorf("an estimate for %d a week", none)
		}
	}
	if _, ok := EstimateOf(framework.Appointments{}, 9400); ok {
		t.Error("an estimate without figures")
	}
	e, _ := EstimateOf(lost, 9400)
	want := "In May 2017 an affected trust lost between 86 and 238 appointments on average. We have about 9,400 in a usual week, so that would be 0.9% to 2.5% of them."
	if got := strings.Join(e.Words(), " "); !strings.HasPrefix(got, want) {
		t.Errorf("%q", got)
	}
	if got := e.Formula(); got != "6,912 appointments known to have been cancelled ÷ 80 affected trusts = 86; about 19,000 estimated in all ÷ 80 = 238, both rounded, and never more than our own week." {
		t.Error(got)
	}
	for _, s := range append(e.Words(), e.Sources()...) {
		for _, never := range []string{"death", "died", "harm", "patient"} {
			if strings.Contains(strings.ToLower(s), never) {
				t.Errorf("%q in %q", never, s)
			}
		}
	}
}
