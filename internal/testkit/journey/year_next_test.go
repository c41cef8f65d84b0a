package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/web/paths"
)

var nextYear = paths.Year{ODS: bay.ODS, Cycle: "2027-28"}

// theYearTurns opens the next year, and lets the days pass until the January in it.
func theYearTurns(t *testing.T, s scene, _ []journey.Option) {
	s.Exec(t, `insert into cycles (label, edition, opens, deadline) values ('2027-28', 'ndg-2023-24', '2027-09-01', '2028-06-30')`)
	s.nights(time.Date(2028, 1, 10, 9, 0, 0, 0, time.UTC))
}

func leadBeginsTheNextYear(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(paths.ToTrustYears(bay.ODS))
	b.Press("Begin 2027-28 from 2026-27")
	b.At(nextYear.Carried())
	b.Sees("159 answers of 2026-27 were brought along. 122 wait to be reconfirmed, and 37 must be answered again.")
	b.SeesNear("Its proof “Contract with the depot” ran out on 20 November 2027.", "7.3.4")
	b.Accessible()
	b.Visit(nextYear.Home())
	b.Sees("0 of 150 questions answered")

	b.Visit(nextYear.Carried())
	b.Press("Still true: reconfirm five answers of 7.3")
	b.Sees("Five answers of 7.3 are reconfirmed.")
	b.Follow("Answer it again : 7.3.4")
	b.Sees("Not saved yet. Change what has changed, and save it.")
	b.Holds(backupLabel, "At the Millbrook depot, under other accounts.")
	b.Accessible()
	b.Fill(backupLabel, "At the new depot, under other accounts.")
	b.Press("Save 7.3.4")
	b.Sees("In place: ")
}

func contributorSeesTheNextYear(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "tariq@example.org", options)
	b.Visit(nextYear.Standard("7"))
	b.SeesNear("In place", "7.3.5")
	b.SeesNear("In place", "7.3.4")
	b.Holds(backupLabel, "At the new depot, under other accounts.", "7.3.4")
	b.SeesNear("Not in place", "7.3.6")
	b.Visit(nextYear.History("7.3.4"))
	b.Sees("At the new depot, under other accounts.")
	b.Sees("answered, for 2026-27")
	b.Sees("At the Millbrook depot, under other accounts.")
	b.Visit(nextYear.Carried())
	b.Follow("What is different from last year")
	b.Sees("In place then: 11 of 12. In place now: 5 of 12.")
}
