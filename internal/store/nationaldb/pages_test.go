package nationaldb_test

import (
	"slices"
	"testing"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

func TestThePicture(t *testing.T) {
	t.Parallel()
	w := made(t)
	p, err := w.Picture(t.Context(), nation, compare.Filter{}, today, standards)
	if err != nil {
		t.Fatal(err)
	}
	for list, want := range map[compare.Waiting]int{compare.NotBegun: 1, compare.Quiet: 1, compare.NotPublished: 3} {
		if p.Waiting[list] != want {
			t.Errorf("%s: %d, want %d", list, p.Waiting[list], want)
		}
	}
	// A year before, on 27 March 2026, only F had published; A and B came later.
	if len(p.Before) != 2 || p.Before[0].Day != day.Of(2026, 3, 27) || p.Before[0].Counts.WithResult(score.AllInPlace) != 1 ||
		p.Before[0].Counts.Open() != 6 || p.Before[1].Counts.WithResult(score.AllInPlace) != 1 || p.Before[1].Counts.Published() != 2 {
		t.Errorf("before: %+v", p.Before)
	}
	// Nothing is published of 2026-27 yet: the newest file is of 2025-26, and names two.
	if p.Official.Cycle != "2025-26" || p.Official.AsAt != day.Of(2027, 2, 10) || p.Official.Organisations != 2 {
		t.Errorf("official: %+v", p.Official)
	}
	if len(p.Standards) != 2 || p.Standards[0].Trusts() != 2 || p.Standards[0].Missed() != 6 || p.Standards[1].Missed() != 0 {
		t.Errorf("standards: %+v", p.Standards)
	}
	old, err := w.Picture(t.Context(), nation, compare.Filter{Cycle: "2022-23"}, today, nil)
	if err != nil || old.Official.Organisations != 3 || old.Official.Statuses[trust.StandardsMet] != 2 || len(old.Before) != 0 {
		t.Errorf("2022-23: %+v (%v)", old.Official, err)
	}
	earlier, err := w.Picture(t.Context(), nation, compare.Filter{AsAt: day.Of(2023, 11, 15)}, today, nil)
	if err != nil || earlier.Official.Organisations != 0 {
		t.Errorf("before any file: %+v (%v)", earlier.Official, err)
	}
}

func TestListsOfWhoWaits(t *testing.T) {
	t.Parallel()
	w := made(t)
	for _, x := range []struct {
		list   string
		filter compare.Filter
		want   string
	}{
		{"", compare.Filter{}, "D"}, {"not-begun", compare.Filter{}, "D"}, {"quiet", compare.Filter{}, "H"},
		{"not-published", compare.Filter{}, "B D H"}, {"not-published", compare.Filter{Kind: "ambulance"}, "H"},
		{"not-published", compare.Filter{AsAt: day.Of(2027, 1, 31)}, "B C D H"}, {"", compare.Filter{AsAt: day.Of(2027, 1, 31)}, "B C D H"},
	} {
		l, err := w.Waiting(t.Context(), nation, x.filter, today, x.list)
		if err != nil || codesOf(l.Trusts) != x.want || l.Number != len(l.Trusts) {
			t.Errorf("%s %+v: %s, %d counted, want %s (%v)", x.list, x.filter, codesOf(l.Trusts), l.Number, x.want, err)
		}
		if all, err := w.AllWaiting(t.Context(), nation, x.filter, today, x.list); err != nil || codesOf(all.Trusts) != x.want {
			t.Errorf("%s %+v: the file has %s (%v)", x.list, x.filter, codesOf(all.Trusts), err)
		}
	}
	for list, f := range map[string]compare.Filter{"quiet": {AsAt: day.Of(2027, 1, 31)}, "best": {}} {
		if _, err := w.Waiting(t.Context(), nation, f, today, list); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s gives %v", list, err)
		}
	}
}

func TestTheMapAndOneStandard(t *testing.T) {
	t.Parallel()
	w := made(t)
	m, err := w.Map(t.Context(), nation, compare.Filter{}, today)
	if err != nil || codesOf(m.Trusts) != "A C" {
		t.Fatalf("%s (%v)", codesOf(m.Trusts), err)
	}
	if c, ok := m.Trusts[1].Cell("7"); !ok || c.InPlace != 6 || c.Mandatory != 12 || len(m.Trusts[1].Cells) != 2 {
		t.Errorf("C has %+v", m.Trusts[1].Cells)
	}
	past, err := w.WholeMap(t.Context(), nation, compare.Filter{AsAt: day.Of(2027, 2, 28)}, today)
	if c, _ := past.Trusts[0].Cell("7"); err != nil || c.InPlace != 10 {
		t.Errorf("A on a past day has %+v (%v)", past.Trusts[0].Cells, err)
	}
	one, err := w.Standard(t.Context(), nation, compare.Filter{}, today, pack(), standards[0])
	if err != nil || codesOf(one.Trusts) != "A C" || len(one.Trusts[0].Cells) != 1 {
		t.Fatalf("%s (%v)", codesOf(one.Trusts), err)
	}
	if want := []compare.Bucket{{Mandatory: 12, InPlace: 6, Trusts: 1}, {Mandatory: 12, InPlace: 12, Trusts: 1}}; !slices.Equal(one.Spread.Buckets, want) {
		t.Errorf("spread is %v", one.Spread.Buckets)
	}
	if i := one.Items[0]; i.ID != "7.3.5" || i.Missing != 1 {
		t.Errorf("the most missed is %+v", i)
	}
	if i := one.Items[1]; i.ID != "7.1.1" || i.DoesNotApply != 2 || i.Missing != 0 {
		t.Errorf("the other is %+v", i)
	}
	narrow, err := w.WholeStandard(t.Context(), nation, compare.Filter{Region: "ZZE", AsAt: day.Of(2027, 2, 28)}, today, pack(), standards[0])
	if err != nil || codesOf(narrow.Trusts) != "C" || narrow.Spread.Trusts() != 1 || narrow.Items[0].Missing != 1 {
		t.Errorf("Eastholme: %s, %+v (%v)", codesOf(narrow.Trusts), narrow.Spread, err)
	}
}

func TestOneTrust(t *testing.T) {
	t.Parallel()
	w := made(t)
	a, err := w.Trust(t.Context(), nation, compare.Filter{}, today, "ZZA")
	if err != nil {
		t.Fatal(err)
	}
	if !a.OpenThen || a.Trust.Here.Version != 2 || len(a.Trust.Cells) != 2 || len(a.Items) != 3 || len(a.Publications) != 3 || len(a.Statuses) != 2 {
		t.Errorf("A: %+v", a)
	}
	past, err := w.Trust(t.Context(), nation, compare.Filter{AsAt: day.Of(2026, 12, 31)}, today, "ZZA")
	if err != nil || past.Trust.Name != "Ashcombe" || past.Trust.Here != nil || len(past.Publications) != 1 || len(past.Trust.Cells) != 0 {
		t.Errorf("A on a past day: %+v (%v)", past.Trust, err)
	}
	f, err := w.Trust(t.Context(), nation, compare.Filter{Cycle: "2025-26"}, today, "ZZF")
	if err != nil || f.OpenThen || len(f.Successors) != 1 || f.Successors[0].Name != "Ashcombe Vale" || f.Trust.Here == nil {
		t.Errorf("F, which is closed: %+v (%v)", f, err)
	}
	f, err = w.Trust(t.Context(), nation, compare.Filter{Cycle: "2025-26", AsAt: day.Of(2026, 12, 31)}, today, "ZZF")
	if err != nil || !f.OpenThen || f.Trust.Here == nil {
		t.Errorf("F, when it was open: %+v (%v)", f, err)
	}
	b, err := w.Trust(t.Context(), nation, compare.Filter{}, today, "ZZB")
	if err != nil || b.Trust.Here != nil || len(b.Items) != 0 || len(b.Statuses) != 2 || !b.Statuses[0].Recorded || b.Statuses[0].Status != trust.StandardsMet {
		t.Errorf("B: %+v (%v)", b.Statuses, err)
	}
}

func TestTrustsSideBySide(t *testing.T) {
	t.Parallel()
	w := made(t)
	l, err := w.SideBySide(t.Context(), nation, compare.Filter{}, today, []string{"ZZC", "ZZB", "ZZA"})
	if err != nil || codesOf(l.Trusts) != "C B A" || len(l.Trusts[0].Cells) != 2 || len(l.Trusts[1].Cells) != 0 {
		t.Errorf("%s (%v)", codesOf(l.Trusts), err)
	}
	past, err := w.SideBySide(t.Context(), nation, compare.Filter{AsAt: day.Of(2027, 1, 31)}, today, []string{"ZZA", "ZZC"})
	if err != nil || past.Trusts[0].Here.Version != 1 || past.Trusts[1].Here != nil {
		t.Errorf("on a past day: %+v (%v)", past.Trusts, err)
	}
	if _, err := w.SideBySide(t.Context(), nation, compare.Filter{}, today, []string{"ZZA", "ZZQ"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an unknown trust gives %v", err)
	}
}

func TestTheHistory(t *testing.T) {
	t.Parallel()
	w := made(t)
	h, err := w.History(t.Context(), nation, compare.Filter{}, today)
	if err != nil {
		t.Fatal(err)
	}
	each := map[compare.YearStatus]int{}
	for _, s := range h.Statuses {
		each[compare.YearStatus{Cycle: s.Cycle, Status: s.Status}] = s.Organisations
	}
	for s, want := range map[compare.YearStatus]int{
		{Cycle: "2022-23", Status: trust.StandardsMet}: 2, {Cycle: "2022-23", Status: trust.ApproachingStandards}: 1,
		{Cycle: "2025-26", Status: trust.StandardsMet}: 2, {Cycle: "2025-26", Status: trust.StandardsExceeded}: 1, // F is in the first file only
		{Cycle: "2025-26", Status: trust.ApproachingStandards}: 0,
	} {
		if each[s] != want {
			t.Errorf("%s, %s: %d, want %d", s.Cycle, s.Status, each[s], want)
		}
	}
	if len(h.Unknown) != 1 || h.Unknown[0].Code != "ZZX" || h.Unknown[0].Name != "XERXES" {
		t.Errorf("unknown: %+v", h.Unknown)
	}
	here := map[trust.Cycle]int{}
	for _, r := range h.Results {
		here[r.Cycle] += r.Trusts
	}
	if here["2025-26"] != 3 || here["2026-27"] != 2 {
		t.Errorf("results here: %+v", h.Results)
	}
	past, err := w.History(t.Context(), nation, compare.Filter{AsAt: day.Of(2026, 12, 31), Region: "ZZW"}, today)
	if err != nil || len(past.Statuses) != 4 || len(past.Results) != 2 {
		t.Errorf("Westmark at the end of 2026: %+v, %+v (%v)", past.Statuses, past.Results, err)
	}
}
