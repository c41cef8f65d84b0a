package journey_test

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/web/paths"
)

// The next year. Given a trust that has answered a few questions, when the next year opens and its lead begins it from the last,
// then nothing counts at first; what is unchanged is reconfirmed with one decision, what has grown old says why and is answered
// again from last year's words; and a page says what is different. It is the same with JavaScript and without.
func TestNextYearIsBegunFromTheLast(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		s.answerAFew(t)
		s.Exec(t, `insert into cycles (label, edition, opens, deadline) values ('2027-28', 'ndg-2023-24', '2027-02-01', '2028-06-30')`)
		next := paths.Year{ODS: bay.ODS, Cycle: "2027-28"}
		b := journey.SignIn(t, s.Site, "nora@example.org", options...)

		b.Visit(paths.ToTrustYears(bay.ODS))
		b.Press("Begin 2027-28 from 2026-27")
		b.At(next.Carried())
		b.Sees("Three answers of 2026-27 were brought along. Two wait to be reconfirmed, and one must be answered again.")
		b.Accessible()
		b.SeesNear("It gave 3 May 2025, which is too long ago now.", "7.3.5")
		b.Visit(next.Home())
		b.Sees("Three answers of last year wait")
		b.Sees("0 of 150 questions answered")

		b.Visit(next.Carried())
		b.Press("Still true: reconfirm two answers of 7.1")
		b.Sees("Two answers of 7.1 are reconfirmed.")
		b.Follow("Answer it again")
		b.Sees("Not saved yet. Change what has changed, and save it.")
		b.Holds("Which systems, how long it took, who watched", "The patient record, nine hours")
		b.Accessible()
		b.FillDay(on("2027-02-06"))
		b.Press("Save 7.3.5")
		b.Sees("In place: ")
		b.Visit(next.Standard("7"))
		b.SeesNear("In place", "7.3.5")
		b.SeesNear("In place", "7.1.1")

		b.Visit(next.Carried())
		b.Sees("Each has its answer of this year now.")
		b.Visit(bay.Home())
		b.Follow("What is different from last year")
		b.Accessible()
		b.Sees("No answer, no text and no proof is different.") // nothing was ever sent: there is only now
	})
}

// answerAFew answers two questions that stay true, and one whose day grows old.
func (s scene) answerAFew(t *testing.T) {
	t.Helper()
	yes := func(text string) assessment.Words { return assessment.Words{Reply: assessment.Yes, Text: text} }
	restored := assessment.Words{Text: "The patient record, nine hours", Date: on("2025-05-03")} // the day alone answers it
	for item, w := range map[string]assessment.Words{"7.1.1": yes("Service catalogue, kept by the head of IT"), "7.1.2": yes("Every service has one"), "7.3.5": restored} {
		edit := assessment.Edit{Item: item, Words: w, At: s.Clock.Now()}
		if _, err := (assessmentdb.Assessments{DB: s.DB}).SaveAnswer(t.Context(), s.people["Nora Vale"], key, s.pack, edit, s.today()); err != nil {
			t.Fatal(err)
		}
	}
}

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
