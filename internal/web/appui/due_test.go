package appui

import (
	"testing"

	"cyberready/internal/core/day"
)

func TestDueWords(t *testing.T) {
	t.Parallel()
	today := day.Of(2027, 3, 1) // a Monday
	for _, c := range []struct {
		due  day.Day
		want string
	}{
		{day.Day{}, ""},
		{today.AddDays(-2), ", overdue by two days"},
		{today.AddDays(-1), ", overdue by one day"},
		{today, ", due today"},
		{today.AddDays(1), ", due tomorrow"},
		{today.AddDays(6), ", due on Sunday"},
		{today.AddDays(7), ", due on 8 March 2027"},
	} {
		if got := DueWords(c.due, today); got != c.want {
			t.Errorf("due %s: %q, want %q", c.due, got, c.want)
		}
	}
}
