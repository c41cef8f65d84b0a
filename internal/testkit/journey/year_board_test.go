package journey_test

import (
	"fmt"
	"testing"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

func leadAnswersAndIsToldWhatIsMissing(t *testing.T, s scene, options []journey.Option) {
	b := journey.Open(t, s.Site, options...)
	s.desks["nora@example.org"] = b
	b.Visit("/")
	b.Follow("Sign in")
	b.Fill("E-mail address", "nora@example.org")
	b.Fill("Password", site.Password)
	b.Press("Sign in")
	b.EnterCode("nora@example.org")
	b.At(bay.Home())
	b.Screenshot("task-list")
	b.Follow("Everything that is left")
	b.SeesNear("Not answered yet. Without it an attack could stop care.", "7.3.5")

	b.Follow("7.3.5 Full restore from backup")
	b.At(bay.Standard("7"))
	b.Choose("Yes", "7.1.1")
	b.Fill("Where it is written, who keeps it, when it was last looked at", "Service catalogue, head of IT, February 2027", "7.1.1")
	b.Save("7.1.1")
	b.SeesNear("In place", "7.1.1")

	// Too long ago is not in place, and the page says why.
	b.FillDay(on("2025-05-03"), "7.3.5")
	b.Fill("Which systems, how long it took, who watched", "The patient record, nine hours, the SIRO", "7.3.5")
	b.Save("7.3.5")
	b.SeesNear("the last full restore must be within 12 months; you answered 3 May 2025", "7.3.5")
	b.FillDay(on("2027-02-06"), "7.3.5")
	b.Save("7.3.5")
	b.SeesNear("In place", "7.3.5")

	b.Follow("Proof: none named, add", "7.3.5")
	b.Fill("What is it?", "Restore log of 6 February 2027")
	b.FillDay(on("2027-02-06"))
	b.Fill("Where is it kept?", "Shared drive, folder Restore tests")
	b.Press("Name this proof")
	b.Sees("Restore log of 6 February 2027")
}

func leadConfirmsAndSends(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Standard("7"))
	b.Press("Confirm 7.1")
	b.Visit(bay.Home())
	b.Follow("Send it to the board")
	b.Open("Mandatory items without an answer")
	b.Sees(unanswered)
	b.Choose("Final")
	b.Choose("Helga Stone")
	b.Press("Send to the board")
	b.Answered(422) // the question without an answer has to be seen first
	b.Choose("I have seen that")
	b.Press("Send to the board")
	b.Sees("It has been sent to the board. Nobody can change it now, and you can still recall it.")
}

func memberRatesAndSigns(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "helga@example.org", options)
	b.At(bay.Board())
	b.Sees("Two things are waiting for you")
	b.Follow("Read the report")
	b.Sees("Ashcombe Bay has 126 of 128 requirements in place. One of the two gaps could stop care")
	b.Open("What our own check asked, with our reply (5)")
	b.Sees(reviewReply)
	b.Sees("The independent view")
	b.Sees("Iris Quayle")
	b.Sees("Four exceptions are signed by nobody.")
	b.Sees("Claimed, proved, verified")
	b.Accessible()
	b.Screenshot("report")

	b.Back()
	b.Follow("Rate the standards yourself")
	rateAll(b)
	b.Fill("Note (optional)", "I would like to see a restore.", "7. Continuity planning")
	b.Press("Save")
	b.Sees("We have kept your rating of ten standards.")
	b.Follow("Your board page")
	b.Sees("One thing is waiting for you")

	b.Follow("Sign, or say why not")
	b.Press("I sign with these reservations")
	b.Answered(422) // a reservation needs its words
	b.Mistake()
	b.OnField("Your reservations, your reason or your question")
	b.Fill("Your reservations, your reason or your question", "The separate copy of our backups must be there by July.")
	b.Press("I sign with these reservations")
	b.Sees("Helga Stone has signed with reservations.")
	b.Sees("The separate copy of our backups must be there by July.")
}

// rateAll rates each of the ten standards.
func rateAll(b *journey.Browser) {
	for n := 1; n <= 10; n++ {
		b.Choose("Largely in place", fmt.Sprintf("%d. ", n))
	}
}

func secretaryRecordsTheBoardsRating(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "dina@example.org", options)
	b.Follow("Record what the board agreed")
	b.SeesNear("I would like to see a restore.", "7. Continuity planning")
	rateAll(b)
	b.Press("Record what the board agreed")
	b.Sees("We have recorded what the board agreed about ten standards.")
	b.Follow("Your board page")
	b.Sees("Nothing is waiting for you")
}

func leadPublishes(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Publish())
	b.Sees("with reservations")
	b.Press("Publish here")
	b.Sees("Published here on 1 March 2027 by Nora Vale")
	b.Visit(bay.Report())
	b.Sees("The separate copy of our backups must be there by July.")
}

func analystFindsAndCompares(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "sana@example.org", options)
	b.At("/national")
	b.Sees("13 open trusts in the register")
	b.Screenshot("national")

	b.Follow("Trusts")
	b.Select("Kind of trust", "acute trusts")
	b.Press("Show", "ordered by")
	b.SeesNear("126 of 128", "Ashcombe Bay")
	b.Screenshot("trusts")

	b.Follow("Heat map")
	b.SeesNear("of 12 in place", "Ashcombe Bay")
	b.Screenshot("heat-map")
	b.Follow("7. Continuity planning")
	b.SeesNear("11 12 1", "Ashcombe Bay")

	b.Back()
	b.Choose("Compare Ashcombe Bay")
	b.Choose("Compare Greycliff and Dale University Hospitals")
	b.Press("Compare ticked")
	b.Sees("Facts, then requirements in place by standard")
	b.SeesNear("ZZB01", "What")
	b.Screenshot("side-by-side")
}
