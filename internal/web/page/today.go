package page

import (
	"time"

	"cyberready/internal/core/day"
)

var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // the zone table is linked in (cmd imports time/tzdata)
	}
	return l
}()

// Today gives the day in London: deadlines, proof and reference dates end there at midnight.
func Today(now time.Time) day.Day { return day.In(now, london) }

// At gives the instant of a time such as 17:30 on a day in London; false for what is no time.
func At(d day.Day, clock string) (time.Time, bool) {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, false
	}
	year, month, dd := d.Date()
	return time.Date(year, month, dd, t.Hour(), t.Minute(), 0, 0, london), true
}

// Clock gives the time of day in London, as "14:02".
func Clock(t time.Time) string { return t.In(london).Format("15:04") }

// Moment says when something happened as the end of a sentence: "at 14:02", "yesterday", "on 3 May 2026".
func Moment(t, now time.Time) string {
	if Today(t) == Today(now) {
		return "at " + Clock(t)
	}
	return When(t, now)
}

// When says when something happened, as people do: the time for today, "yesterday", then the date.
func When(t, now time.Time) string {
	switch d := Today(t); {
	case d == Today(now):
		return Clock(t)
	case d.AddDays(1) == Today(now):
		return "yesterday"
	default:
		return "on " + d.Words()
	}
}
