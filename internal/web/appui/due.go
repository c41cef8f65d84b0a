package appui

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
)

// DueWords says by when something is due, to follow a name: ", due on Friday", ", overdue by three days". Without a day
// it says nothing.
func DueWords(due, today day.Day) string {
	switch late := today.DaysSince(due); {
	case due.IsZero():
		return ""
	case late > 0:
		return ", overdue by " + english.Count(late, "day", "days")
	case late == 0:
		return ", due today"
	case late == -1:
		return ", due tomorrow"
	case late > -7:
		return ", due on " + due.Time().Weekday().String()
	}
	return ", due on " + due.Words()
}
