package compare

import (
	"testing"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

func counts() Counts {
	return Counts{
		{trust.StandardsMet, score.AllInPlace, 100, 30}, {trust.StandardsMet, score.Gaps, 20, 1},
		{trust.StandardsMet, "", 90, 15}, {"", score.Gaps, 11, 0}, {"", "", 15, 6},
	}
}

func TestCountsKeepTheTwoFactsApart(t *testing.T) {
	t.Parallel()
	c := counts()
	for name, x := range map[string][2]int{
		"open": {c.Open(), 236}, "matching": {c.Matching(), 52}, "published": {c.Published(), 31}, "published of all": {c.PublishedOpen(), 131},
		"all in place": {c.WithResult(score.AllInPlace), 30}, "not published here": {c.WithResult(score.NotPublished), 21},
		"met": {c.WithStatus(trust.StandardsMet), 46}, "no status": {c.WithStatus(""), 6},
	} {
		if x[0] != x[1] {
			t.Errorf("%s: %d, want %d", name, x[0], x[1])
		}
	}
	for _, parts := range [][]chart.Share{c.ResultShares(), c.StatusShares()} {
		if total := (chart.Shares{Parts: parts}).Total(); total != c.Matching() {
			t.Errorf("the parts of a bar are %d of %d: %v", total, c.Matching(), parts)
		}
	}
}

func TestTheDenominatorIsSaid(t *testing.T) {
	t.Parallel()
	d := day.Of(2027, 3, 27)
	for _, x := range []struct {
		counts Counts
		place  string
		want   string
	}{
		{counts(), "", "As at 27 March 2027: 52 of the 236 open trusts in the register match. 31 of the 52 have published here."},
		{Counts{{"", "", 41, 41}}, "Westmark region", "As at 27 March 2027: 41 open trusts in Westmark region. None of them has published here."},
		{Counts{{"", score.Gaps, 2, 2}}, "", "As at 27 March 2027: 2 open trusts in the register. All 2 have published here."},
		{Counts{{"", score.Gaps, 2, 1}}, "", "As at 27 March 2027: 1 of the 2 open trusts in the register matches. It has published here."},
		{Counts{{"", "", 1, 1}}, "", "As at 27 March 2027: 1 open trust in the register. It has not published here."},
		{Counts{{"", "", 5, 0}}, "", "As at 27 March 2027: 0 of the 5 open trusts in the register match."},
		{Counts{{"", score.Gaps, 1, 1}, {"", "", 59999, 59999}}, "", "As at 27 March 2027: 60,000 open trusts in the register. 1 of the 60,000 has published here."},
		{nil, "", "As at 27 March 2027: no open trusts in the register."},
	} {
		if got := x.counts.Denominator(d, x.place); got != x.want {
			t.Errorf("got  %s\nwant %s", got, x.want)
		}
	}
}

func TestTheDifferenceToAYearBefore(t *testing.T) {
	t.Parallel()
	at := func(n int) Then { return Then{"2025-26", day.Of(2026, 3, 27), Counts{{"", score.AllInPlace, n, n}}} }
	for _, x := range []struct {
		now, before int
		want        string
	}{
		{50, 12, "38 more trusts than on 27 March 2026 (2025-26) have all in place."},
		{13, 12, "1 more trust than on 27 March 2026 (2025-26) has all in place."},
		{12, 13, "1 fewer trust than on 27 March 2026 (2025-26) has all in place."},
		{0, 2, "2 fewer trusts than on 27 March 2026 (2025-26) have all in place."},
		{7, 7, "As many trusts as on 27 March 2026 (2025-26) have all in place: 7."},
		{0, 0, "No trust has all in place, as on 27 March 2026 (2025-26)."},
	} {
		if got := Difference(at(x.now), at(x.before)); got != x.want {
			t.Errorf("%d after %d: %s", x.now, x.before, got)
		}
	}
}

func TestTheCountdown(t *testing.T) {
	t.Parallel()
	y := Year{Label: "2026-27", Deadline: day.Of(2027, 6, 30)}
	for d, want := range map[day.Day]string{
		day.Of(2027, 3, 27): "95 days to the deadline", day.Of(2027, 6, 29): "one day to the deadline",
		day.Of(2027, 6, 30): "the deadline is today", day.Of(2027, 7, 1): "the deadline was yesterday",
		day.Of(2027, 7, 2): "the deadline was on 30 June 2027",
	} {
		if got := y.Countdown(d); got != want {
			t.Errorf("on %s: %s, want %s", d, got, want)
		}
	}
	if got := (Year{Label: "2022-23"}).Countdown(day.Of(2027, 1, 1)); got != "" {
		t.Errorf("a year without dates counts down: %s", got)
	}
}
