package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/testkit/journey"
)

// The board's story, on a telephone. Given a report before the board, when a member reads it and asks before she signs, the
// lead answers on the record, and she signs with a reservation, then the secretary records what the meeting decided, and all
// of it stands in the report. It is the same with JavaScript and without.
func TestTheBoardAsksIsAnsweredSignsAndDecides(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		s.answerAll(t, "7.3.5")
		phone := append(options, journey.Phone)

		secretarySetsTheMeeting(t, s, phone)
		s.Clock.Pass(time.Minute)
		leadSendsItAsItIs(t, s, options)
		memberReadsAndAsks(t, s, phone)
		s.Clock.Pass(time.Minute)
		leadAnswersTheBoard(t, s, options)
		memberReadsTheAnswerAndSigns(t, s, phone)
		secretaryRecordsTheDecision(t, s, phone)
		everythingStandsInTheReport(t, s, phone)
	})
}

func secretarySetsTheMeeting(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "dina@example.org", options...)
	b.Follow("Set the meetings and the quorum")
	b.FillDay(s.today(), "The board meets on")
	b.FillDay(s.today(), "The paper for the board is needed by")
	b.Press("Set the meetings")
	b.Sees("The meetings are set.")
	b.Fill("Quorum", "1")
	b.Press("Set the quorum")
	b.Sees("One signature makes a version count as signed by the board.")
}

func leadSendsItAsItIs(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "nora@example.org", options...)
	b.Sees("The board meets")
	b.Follow("Send it to the board")
	b.Choose("Final")
	b.Choose("Helga Stone")
	b.Choose("Miles Okoro")
	b.Choose("I have seen that")
	b.Press("Send to the board")
	b.Sees("It has been sent to the board.")
}

func memberReadsAndAsks(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "helga@example.org", options...)
	b.Sees("Two things are waiting for you")
	b.Follow("Read the report")
	b.Sees("Could 12 May 2017 happen here?")
	b.Sees("The weakest link is “restore from backup”.")
	b.Screenshot("report-phone")
	b.Follow("Sign, or say why not")
	b.Press("I need an answer first")
	b.Answered(422) // a question needs its words
	b.Mistake()
	b.Fill("Your reservations, your reason or your question", "When was the last full restore?")
	b.Press("I need an answer first")
	b.Sees("Helga Stone needs an answer first.")
	b.Follow("Your board page")
	b.SeesNear("You asked a question", "Sign, or say why not")
	b.Sees("When was the last full restore?")
	b.Sees("Waits for an answer")
	b.Screenshot("board-phone")
}

func leadAnswersTheBoard(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "nora@example.org", options...)
	b.Follow("One question of the board waits")
	b.Follow("Answer it")
	b.Fill("Your answer", "In May 2025; the next is in September.")
	b.Press("Put the answer on the record")
	b.Sees("Your answer is on the record, and whoever asked is told.")
}

func memberReadsTheAnswerAndSigns(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "helga@example.org", options...)
	b.Sees("Your question is answered")
	b.Sees("In May 2025; the next is in September.")
	b.Follow("Sign, or say why not")
	b.Sees("Your question is answered. Decide below.")
	b.Fill("Your reservations, your reason or your question", "The restore must be done in September.")
	b.Press("I sign with these reservations")
	b.Sees("Helga Stone has signed with reservations.")
	b.Sees("This is an electronic record and not a cryptographic signature.")
}

func secretaryRecordsTheDecision(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "dina@example.org", options...)
	b.Follow("Record what a meeting decided")
	b.Choose("The board")
	b.FillDay(s.today())
	b.Choose("Approved")
	b.Fill("Reference of the minute", "B/27/09")
	b.Press("Record the decision")
	b.Answered(422) // who was present has to be said
	b.Mistake()
	b.Fill("Who was present", "Six of seven members")
	b.Press("Record the decision")
	b.Sees("It is recorded, and printed in the report beside the signatures.")
}

func everythingStandsInTheReport(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "miles@example.org", options...)
	b.Follow("Read the report")
	b.Sees("One question was asked, and it is answered.")
	b.Sees("In May 2025; the next is in September.")
	b.Sees("The restore must be done in September.")
	b.Sees("The board approved version 1")
	b.Sees("The quorum of one is met.")
}
