package nationaldb_test

import (
	"fmt"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

func TestOpenEnglishTrustsAreCounted(t *testing.T) {
	t.Parallel()
	w := made(t)
	for _, x := range []struct {
		name                                string
		scope                               store.Scope
		filter                              compare.Filter
		open, matching, published, allInPlc int
	}{
		{"today", nation, compare.Filter{}, 5, 5, 2, 1},
		{"the day before the second publication", nation, compare.Filter{AsAt: day.Of(2027, 2, 28)}, 5, 5, 2, 0},
		{"the day of the first publication", nation, compare.Filter{AsAt: day.Of(2027, 1, 10)}, 6, 6, 1, 0},
		{"before the register said that F closes", nation, compare.Filter{AsAt: day.Of(2027, 1, 14)}, 6, 6, 1, 0},
		{"F after its close", nation, compare.Filter{AsAt: day.Of(2027, 1, 15)}, 5, 5, 1, 0},
		{"last year, with today's trusts", nation, compare.Filter{Cycle: "2025-26"}, 5, 5, 2, 1},
		{"acute", nation, compare.Filter{Kind: "acute"}, 5, 2, 2, 1},
		{"a part of a name", nation, compare.Filter{Text: "HARROW"}, 5, 1, 0, 0},
		{"Westmark's analyst", analyst(access.ReachRegion, "ZZW"), compare.Filter{}, 3, 3, 1, 1},
		{"an ICB's analyst", analyst(access.ReachICB, "ZZ2"), compare.Filter{}, 1, 1, 1, 0},
		{"an ICB's analyst on a past day", analyst(access.ReachICB, "ZZ1"), compare.Filter{AsAt: day.Of(2027, 1, 10)}, 3, 3, 1, 0},
	} {
		g, err := w.Ground(t.Context(), x.scope, x.filter, today)
		c := g.Counts
		got := [4]int{c.Open(), c.Matching(), c.Published(), c.WithResult(score.AllInPlace)}
		if want := [4]int{x.open, x.matching, x.published, x.allInPlc}; err != nil || got != want {
			t.Errorf("%s: open, matching, published, all in place are %v, want %v (%v)", x.name, got, want, err)
		}
	}
}

func TestATrustLeavesWhenItClosesAndEntersWhenItOpens(t *testing.T) {
	t.Parallel()
	w := made(t)
	for d, want := range map[day.Day]string{
		day.Of(2027, 4, 30): "A B C D H", day.Of(2027, 5, 1): "A B C D G H",
	} {
		l, err := w.Trusts(t.Context(), nation, compare.Filter{}, d)
		if err != nil || codesOf(l.Trusts) != want || l.Counts.Open() != len(l.Trusts) {
			t.Errorf("on %s: %s, %d counted, want %s (%v)", d, codesOf(l.Trusts), l.Counts.Open(), want, err)
		}
	}
	w.exec(`update trusts set closed = '2027-06-30' where ods_code = 'ZZH'`)
	for d, want := range map[day.Day]int{day.Of(2027, 6, 30): 6, day.Of(2027, 7, 1): 5} {
		g, err := w.Ground(t.Context(), nation, compare.Filter{}, d)
		if err != nil || g.Counts.Open() != want {
			t.Errorf("on %s %d are open, want %d (%v)", d, g.Counts.Open(), want, err)
		}
	}
}

func TestEachConditionOfTheFilter(t *testing.T) {
	t.Parallel()
	w := made(t)
	past := day.Of(2027, 1, 31)
	for _, x := range []struct {
		filter compare.Filter
		want   string
	}{
		{compare.Filter{}, "A B C D H"},
		{compare.Filter{Region: "ZZW"}, "A B H"},
		{compare.Filter{ICB: "ZZ1"}, "A B"},
		{compare.Filter{ICB: compare.Unknown}, "D H"},
		{compare.Filter{Kind: "mental health"}, "B"},
		{compare.Filter{Kind: compare.Unknown}, "D"},
		{compare.Filter{Trauma: compare.Yes}, "A"},
		{compare.Filter{Trauma: compare.No}, "B C"},
		{compare.Filter{Trauma: compare.Unknown}, "D H"},
		{compare.Filter{Result: compare.Published}, "A C"},
		{compare.Filter{Result: string(score.Gaps)}, "C"},
		{compare.Filter{Result: string(score.NotPublished)}, "B D H"},
		{compare.Filter{Cycle: "2025-26", Status: string(trust.StandardsMet)}, "A B"},
		{compare.Filter{Cycle: "2025-26", Status: compare.Unnamed}, "C D H"},
		{compare.Filter{Cycle: "2022-23", Status: string(trust.ApproachingStandards)}, "C"},
		{compare.Filter{Text: "vale"}, "A"},
		{compare.Filter{Text: "zzd"}, "D"},
		{compare.Filter{Text: "%"}, ""},
		{compare.Filter{Region: "ZZW", Kind: "acute", Result: string(score.AllInPlace), Trauma: compare.Yes, Text: "a"}, "A"},
		{compare.Filter{Order: compare.ByRegion}, "C D A B H"},
		{compare.Filter{Order: compare.ByKind}, "A C B H D"},
		{compare.Filter{Order: compare.ByResult}, "A C B D H"},
		{compare.Filter{Order: compare.ByStatus, Cycle: "2022-23"}, "A C B D H"},
		{compare.Filter{Order: compare.ByChange}, "B H A C D"},
		{compare.Filter{AsAt: past}, "A B C D H"},
		{compare.Filter{AsAt: past, Result: string(score.Gaps)}, "A"},
		{compare.Filter{AsAt: past, Text: "vale"}, "A"},
		{compare.Filter{AsAt: day.Of(2027, 1, 14), Text: "vale"}, ""},
		{compare.Filter{AsAt: day.Of(2027, 1, 14), Region: "ZZW"}, "A B D F H"},
		{compare.Filter{AsAt: past, Order: compare.ByRegion}, "C D A B H"},
		{compare.Filter{AsAt: past, Order: compare.ByKind}, "A C B H D"},
		{compare.Filter{AsAt: past, Order: compare.ByResult}, "A B C D H"},
		{compare.Filter{AsAt: day.Of(2027, 1, 1), Cycle: "2025-26", Order: compare.ByStatus}, "F A B C D H"},
		{compare.Filter{Page: 2}, ""},
	} {
		if got := w.codes(nation, x.filter); got != x.want {
			t.Errorf("%+v: %s, want %s", x.filter, got, x.want)
		}
		if x.filter.Page > 1 {
			continue
		}
		all, err := w.AllTrusts(t.Context(), nation, x.filter, today)
		if err != nil || codesOf(all.Trusts) != x.want || all.Counts.Matching() != len(all.Trusts) {
			t.Errorf("%+v: the file has %s, %d counted (%v)", x.filter, codesOf(all.Trusts), all.Counts.Matching(), err)
		}
	}
}

func TestWhatIsKnownOfATrust(t *testing.T) {
	t.Parallel()
	w := made(t)
	find := func(f compare.Filter, code string) compare.Trust {
		l, err := w.Trusts(t.Context(), nation, f, today)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range l.Trusts {
			if one.Code == code {
				return one
			}
		}
		t.Fatalf("%s is not listed", code)
		return compare.Trust{}
	}
	a := find(compare.Filter{}, "ZZA")
	if a.Here == nil || a.Here.Version != 2 || a.Here.Outcome != score.AllInPlace || a.Here.PublishedOn != day.Of(2027, 3, 1) || a.Here.Counts.InPlace != 42 {
		t.Errorf("A here: %+v", a.Here)
	}
	if a.Draft == nil || *a.Draft != (compare.Draft{BegunOn: day.Of(2026, 9, 1), Answered: 118, ChangedOn: day.Of(2027, 2, 28)}) {
		t.Errorf("A's draft: %+v", a.Draft)
	}
	if a.Region != "Westmark" || a.ICB != "Moor and Fell ICB" || a.MajorTrauma == nil || !*a.MajorTrauma {
		t.Errorf("A: %+v", a)
	}
	b := find(compare.Filter{}, "ZZB")
	if b.Here != nil || b.Recorded != (compare.Stated{Status: trust.StandardsMet, On: day.Of(2027, 3, 1)}) || b.Official.Status != "" {
		t.Errorf("B: here %+v, recorded %+v, official %+v", b.Here, b.Recorded, b.Official)
	}
	past := compare.Filter{AsAt: day.Of(2027, 2, 1)}
	if b := find(past, "ZZB"); b.Recorded.Status != trust.StandardsNotMet || b.Draft != nil {
		t.Errorf("B on a past day: recorded %+v, draft %+v", b.Recorded, b.Draft)
	}
	if a := find(past, "ZZA"); a.Here.Version != 1 || a.Name != "Ashcombe Vale" {
		t.Errorf("A on a past day: %+v", a)
	}
	if b := find(compare.Filter{Cycle: "2025-26"}, "ZZB"); b.Official != (compare.Stated{Status: trust.StandardsMet, On: day.Of(2027, 2, 10)}) {
		t.Errorf("B's official status: %+v", b.Official)
	}
	if b := find(compare.Filter{Cycle: "2025-26", AsAt: day.Of(2027, 2, 9)}, "ZZB"); b.Official.Status != trust.ApproachingStandards {
		t.Errorf("B's official status before the second file: %+v", b.Official)
	}
}

func TestPagesHoldFiftyEach(t *testing.T) {
	t.Parallel()
	w := empty(t)
	w.exec(`insert into cycles values ('2026-27', 'ndg-2023-24', '2026-07-01', null, '2027-06-30', '')`)
	w.exec(`insert into trusts (ods_code, name) select 'ZZ' || lpad(i::text, 3, '0'), 'Trust ' || lpad(i::text, 3, '0') from generate_series(1, 120) i`)
	seen := map[string]bool{}
	for p, want := range []int{50, 50, 20, 0} {
		for _, order := range []compare.Order{compare.ByName, compare.ByChange, compare.ByStatus} {
			l, err := w.Trusts(t.Context(), nation, compare.Filter{Page: p + 1, Order: order}, today)
			if err != nil || len(l.Trusts) != want || l.Counts.Matching() != 120 {
				t.Errorf("page %d by %q has %d of %d, want %d (%v)", p+1, order, len(l.Trusts), l.Counts.Matching(), want, err)
			}
			for _, one := range l.Trusts {
				seen[fmt.Sprint(order, one.Code)] = true
			}
		}
	}
	if len(seen) != 360 {
		t.Errorf("%d of 360 were seen", len(seen))
	}
}

func TestBadFiltersKeepTheChoices(t *testing.T) {
	t.Parallel()
	w := made(t)
	l, err := w.Trusts(t.Context(), nation, compare.Filter{Region: "ZZQ"}, today)
	if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != compare.FieldRegion {
		t.Errorf("an unknown region gives %v", err)
	}
	if len(l.Choices.Regions) != 2 || len(l.Choices.ICBs) != 2 || len(l.Choices.Years) != 3 || len(l.Trusts) != 0 {
		t.Errorf("choices are %+v", l.Choices)
	}
	if _, err := w.Trusts(t.Context(), nation, compare.Filter{Cycle: "2019-20"}, today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown year gives %v", err)
	}
}

func TestAnEmptyDatabaseHasNoYear(t *testing.T) {
	t.Parallel()
	g, err := empty(t).Ground(t.Context(), nation, compare.Filter{}, today)
	if err != nil || g.Filter.Cycle != "" || g.Counts.Open() != 0 {
		t.Errorf("%+v, %v", g, err)
	}
}
