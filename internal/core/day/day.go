// Package day holds the civil day: what a deadline, a proof's date and a reference date are.
//
// A day ends at 24:00 in London. Nothing here reads a clock: the floors above say which day it is, so that every
// rule of the core gives the same result for the same day for ever.
package day

import (
	"encoding/json"
	"fmt"
	"time"
)

// Day is a date of the Gregorian calendar. The zero Day means "no date" and prints as nothing.
type Day struct {
	t time.Time // midnight UTC, so that two equal days are equal values
}

// Of gives the day of a year, month and day of month, rolling over as time.Date does.
func Of(year int, month time.Month, dayOfMonth int) Day {
	return Day{time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC)}
}

// Valid gives the day only if it exists: 31 June is refused, not rolled over to 1 July.
func Valid(year, month, dayOfMonth int) (Day, error) {
	d := Of(year, time.Month(month), dayOfMonth)
	if y, m, dd := d.t.Date(); y != year || int(m) != month || dd != dayOfMonth || year < 1900 || year > 2999 {
		return Day{}, fmt.Errorf("no such day: %d-%d-%d", year, month, dayOfMonth)
	}
	return d, nil
}

// Parse reads YYYY-MM-DD. The empty string is the zero Day.
func Parse(s string) (Day, error) {
	if s == "" {
		return Day{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("not a day (YYYY-MM-DD): %q", s)
	}
	return Day{t}, nil
}

// In gives the day that an instant falls on in a place.
func In(instant time.Time, place *time.Location) Day {
	y, m, d := instant.In(place).Date()
	return Of(y, m, d)
}

// IsZero tells whether there is no date.
func (d Day) IsZero() bool { return d.t.IsZero() }

// String gives YYYY-MM-DD, and nothing for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// Words gives the date as people read it: 3 May 2025.
func (d Day) Words() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format("2 January 2006")
}

// Before tells whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.t.Before(o.t) }

// After tells whether d is later than o.
func (d Day) After(o Day) bool { return d.t.After(o.t) }

// AddDays gives the day n days later.
func (d Day) AddDays(n int) Day { return Day{d.t.AddDate(0, 0, n)} }

// AddMonths gives the same day of the month n months later, or the last day of a shorter month:
// a year after 29 February is 28 February, never 1 March.
func (d Day) AddMonths(n int) Day {
	y, m, dd := d.t.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Of(first.Year(), first.Month(), min(dd, last))
}

// DaysSince counts the days from o to d; negative when d is earlier.
func (d Day) DaysSince(o Day) int { return int(d.t.Sub(o.t).Hours() / 24) }

// Date gives year, month and day of month.
func (d Day) Date() (int, time.Month, int) { return d.t.Date() }

// Time gives midnight UTC of the day, for a database driver.
func (d Day) Time() time.Time { return d.t }

// MarshalJSON writes "YYYY-MM-DD", and "" for the zero Day.
func (d Day) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	parsed, err := Parse(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
