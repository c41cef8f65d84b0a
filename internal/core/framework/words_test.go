package framework

import (
	"testing"

	"cyberready/internal/core/day"
)

func TestAmountsReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind       FigureKind
		unit       string
		hundredths int64
		want       string
	}{
		{Percent, "", 9450, "94.5%"},
		{Percent, "", 10000, "100%"},
		{Percent, "", 5, "0.05%"},
		{Number, "devices", 122000, "1,220 devices"},
		{Number, "incidents", 100, "1 incident"},
		{Number, "weaknesses", 100, "1 weakness"},
		{Number, "emails a month", 100, "1 email a month"},
		{Number, "emails a month", 1250, "12.5 emails a month"},
		{Number, "", 123456789, "1,234,567.89"},
		{Number, "days", 0, "0 days"},
	} {
		if got := (Figure{Kind: c.kind, Unit: c.unit}).Amount(c.hundredths); got != c.want {
			t.Errorf("%d hundredths of %s read %q, want %q", c.hundredths, c.unit, got, c.want)
		}
	}
}

func TestBoundsReadWithTheirSource(t *testing.T) {
	t.Parallel()
	low, high := 6, 10
	for _, c := range []struct {
		figure Figure
		want   string
	}{
		{Figure{Kind: Date, MaxAgeMonths: 12, Decides: true, Source: "our default"}, "within 12 months (our default)"},
		{Figure{Kind: Number, Unit: "months", Min: &low, Decides: true, Source: "the form"}, "at least 6 months (the form)"},
		{Figure{Kind: Number, Unit: "days", Max: &high, Decides: true, Source: "the form"}, "at most 10 days (the form)"},
		{Figure{Kind: Percent, Min: &low, Max: &high, Decides: true, Source: "the form"}, "from 6% to 10% (the form)"},
		{Figure{Kind: Percent, Min: &low, Source: "the form"}, "at least 6%, as a mark to compare with (the form)"},
		{Figure{Kind: Percent}, ""},
	} {
		if got := c.figure.BoundWords(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestTheBoundItselfIsWithin(t *testing.T) {
	t.Parallel()
	low, high := 95, 98
	f := Figure{Kind: Percent, Min: &low, Max: &high}
	for hundredths, want := range map[int64]bool{9499: false, 9500: true, 9800: true, 9801: false} {
		if f.Within(hundredths) != want {
			t.Errorf("%d hundredths within 95 to 98: %v, want %v", hundredths, !want, want)
		}
	}
}

func TestTheLastDayOfADateIsTheSameDayOfTheMonth(t *testing.T) {
	t.Parallel()
	f := Figure{Kind: Date, MaxAgeMonths: 12}
	if got := f.LastDay(day.Of(2024, 2, 29)).String(); got != "2025-02-28" {
		t.Errorf("12 months after 29 February 2024 end on %s, want 2025-02-28", got)
	}
	if !(Figure{Kind: Date}).LastDay(day.Of(2024, 2, 29)).IsZero() {
		t.Error("a date without a longest age has a last day")
	}
}

func TestExemptionsAreSaidAsInformation(t *testing.T) {
	t.Parallel()
	it := Item{ExemptKinds: []string{"ce+", "iso27001"}}
	if got, want := it.ExemptWords(), "In an official form for other organisations a Cyber Essentials Plus certificate or an ISO 27001 certificate stands in for this item."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (Item{}).ExemptWords(); got != "" {
		t.Errorf("an item without exemptions says %q", got)
	}
}
