package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

func administratorEntersWhatMustBeAssessed(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "ada@example.org", options)
	b.Visit("/admin")
	b.Follow("What must be assessed independently")
	b.Follow("2026-27")
	b.Fill("Assertions and items that must be assessed", "7.3.5, 99.9")
	b.Fill("How many parts does each trust add, at least?", "1")
	b.Fill("Who mandates this, and where is it written?", "Invented for this story")
	b.Press("Enter this")
	b.Mistake()
	b.Fill("Assertions and items that must be assessed", "7.3.5")
	b.Press("Enter this")
	b.Sees("What must be assessed in 2026-27 is entered.")
	b.Accessible()
}

func leadAppoints(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Follow("Independent assessment")
	b.Sees("Nothing has been tested here for 2026-27")
	b.Follow("Appoint an assessor")
	b.Select("Who assesses?", "Iris Quayle")
	b.Fill("Who are they, and why do you choose them?", "Auditor of Frost and Lane")
	b.Fill("Single items that the trust adds", "8.3.4")
	b.Press("Appoint")
	b.Mistake() // why these?
	b.OnField("Why these?")
	b.Fill("Why these?", "Patching worries us.")
	b.Press("Appoint")
	b.Sees("Fieldwork waits for the approval of a board member, and for the assessor’s declaration.")
	b.Accessible()
}

func memberApproves(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "helga@example.org", options)
	b.Sees("One thing is waiting for you")
	b.Follow("Approve the independent assessor")
	b.Sees("Patching worries us.")
	b.Accessible()
	b.Choose("I approve the assessor and the scope")
	b.Press("Record my decision")
	b.Sees("Your decision is recorded under your name.")
}

func assessorDeclaresAndTests(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "iris@example.org", options)
	b.Visit(bay.Independent())
	b.Follow("Declare that you are independent")
	b.Choose("Yes, I declare it")
	b.Fill("What could another person see as a reason to doubt it?", "Nothing.")
	b.Press("Record it")
	b.Press("Begin fieldwork on a copy of today")
	b.Sees("Fieldwork has begun.")
	b.Accessible()
	b.Follow("7.3.5 Full restore from backup")
	b.Sees("What the trust claims")
	b.Sees("The proof that it names")
	fillFinding(b, "The log of the restore of 6 February, and the wards that worked with it.", "As the trust says.")
	b.Choose("I agree")
	b.Press("Keep this")
	b.Sees("7.3.5 is kept: agrees.")
	b.Follow("Requests for evidence")
	b.Select("What is it about?", "8.3.4 Critical security updates within 14 days")
	b.Fill("What do you need to see?", "The exceptions of the last three months")
	b.FillDay(s.today().AddDays(7), "By when?")
	b.Press("Ask the trust")
	b.SeesNear("Open", "The exceptions of the last three months")
	b.Accessible()
}

// recommendation is what the assessor recommends about 8.3.4.
const recommendation = "Sign each exception before the fourteenth day."

func fillFinding(b *journey.Browser, seen, found string) {
	b.Fill("How was it tested?", "On site, with the head of IT, on 1 March")
	b.Fill("What was seen?", seen)
	b.Fill("What was found?", found)
}

func leadGivesEvidence(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Independent())
	b.SeesNot("Agrees") // the assessor's notes are their own
	b.Follow("Requests for evidence")
	b.Follow("The exceptions of the last three months")
	b.Fill("Your answer", "Eleven; the list is in the patching folder.")
	b.Press("Give this answer")
	b.SeesNear("Answered", "The exceptions of the last three months")
}

func assessorDiffersAndIssues(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "iris@example.org", options)
	b.Visit(bay.Independent())
	b.Follow("8.3.4 Critical security updates within 14 days")
	fillFinding(b, "Eleven exceptions, six of them signed.", "Five exceptions are signed by nobody.")
	b.Choose("I differ")
	b.Press("Keep this")
	b.Mistake()
	b.OnField("What do you recommend?")
	b.Fill("What do you recommend?", recommendation)
	b.Press("Keep this")
	b.Sees("8.3.4 is kept: differs.")
	b.Follow("The overall view")
	b.Sees("Agrees with one of two items in scope, and differs on one.")
	b.Choose("Limited reliance")
	b.Choose("Medium")
	b.Press("Keep the overall view")
	b.Mistake() // it parts from what was found
	b.Fill("Your words", "What differs is a matter of signatures: the updates themselves came in time.")
	b.Press("Keep the overall view")
	b.Press("Issue the draft")
	b.Sees("The draft is issued")
	b.Accessible()
}

func leadCorrects(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Independent())
	b.Follow("8.3.4 Critical security updates within 14 days")
	b.Open("Something here is factually wrong")
	b.Fill("What is not right, and what is?", "Four, not five: one was signed on paper.")
	b.Press("Ask for the correction")
	b.Sees("The correction is with the assessor.")
	b.Accessible()
}

func assessorSettlesTheCorrection(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "iris@example.org", options)
	b.Visit(bay.IndependentItem("8.3.4"))
	b.Choose("Yes", "Do you accept the correction?")
	b.Press("Decide on this correction")
	b.Fill("What was found?", "Four exceptions are signed by nobody.")
	b.Press("Keep this")
	b.Sees("One recommendation has no answer of the trust.")
}

func leadAnswersTheRecommendation(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.IndependentItem("8.3.4"))
	b.Sees("Four exceptions are signed by nobody.")
	b.Follow("Answer the recommendation")
	b.Choose("Yes", "Does the trust take it up?")
	b.Fill("What will the trust do, or why does it not?", "The list goes to the SIRO each month.")
	b.Select("Who answers for it?", "Tariq Boyle")
	b.FillDay(s.today().AddDays(60), "By when is it done?")
	b.Accessible()
	b.Press("Keep the answer")
	b.Sees("The answer to 8.3.4 is kept.")
}

func assessorFinishes(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "iris@example.org", options)
	b.Visit(bay.Independent())
	b.Press("Make it final")
	b.Sees("The independent assessment is final.")
	b.SeesNot("Make it final")
}

func leadMakesItAnAction(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Independent())
	b.Follow("Make actions of what was found")
	b.Accessible()
	b.Press("Make them actions")
	b.Sees("One recommendation is an action of the improvement plan now.")
	b.Follow("The improvement plan")
	b.SeesNear("Tariq Boyle", recommendation)
}
