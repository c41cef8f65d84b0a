package appui

import (
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

func TestParseOfThreeFields(t *testing.T) {
	t.Parallel()
	for typed, want := range map[DayText]string{
		{"3", "5", "2026"}: "2026-05-03", {"03", "05", "2026"}: "2026-05-03", {}: "",
	} {
		if got, err := typed.Parse("dated", "the date"); err != nil || got.String() != want {
			t.Errorf("%v is %q (%v), want %q", typed, got, err, want)
		}
	}
	for _, typed := range []DayText{{"31", "6", "2026"}, {"3", "May", "2026"}, {"3", "5", ""}, {"", "5", "2026"}, {"3", "5", "26"}} {
		_, err := typed.Parse("dated", "the date")
		if f := fault.As(err); f == nil || f.Fields[0].Name != "dated-day" {
			t.Errorf("%v: %v, want a message at dated-day", typed, err)
		}
	}
	if got := DayTextOf(day.Of(2026, 5, 3)); got != (DayText{"3", "5", "2026"}) {
		t.Errorf("3 May 2026 is typed as %v", got)
	}
}
