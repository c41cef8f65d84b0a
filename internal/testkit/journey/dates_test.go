package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

// The trust's own year. When its lead enters days that cannot be, the page says so beside the field and keeps what was typed; what
// can be is counted back from.
func TestTheTrustsOwnDays(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		b := journey.SignIn(t, s.Site, "nora@example.org", options...)
		b.Visit(bay.Home())
		b.Follow("Dates and calendar")
		b.FillDay(on("2027-04-12"), "Audit fieldwork begins")
		b.FillDay(on("2027-04-05"), "Audit fieldwork ends")
		b.Fill("Day 1: what is on it", "Internal audit’s opinion")
		b.Press("Keep the dates")
		b.Answered(422)
		b.Mistake()
		b.Sees("The fieldwork cannot end before it begins, on 12 April 2027.")
		b.Sees("Enter the day, or empty its name.")
		b.Holds("Day 1: what is on it", "Internal audit’s opinion")
		b.Accessible()
		b.FillDay(on("2027-04-16"), "Audit fieldwork ends")
		b.FillDay(on("2027-05-03"), "Day 1: when")
		b.Press("Keep the dates")
		b.Sees("The dates are kept.")
		b.Sees("3 May 2027, in 63 days")
		b.Visit(bay.Home())
		b.Sees("Audit fieldwork begins in 42 days:")
	})
}
