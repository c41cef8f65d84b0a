package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

const (
	liveQuestion = "7.1.1"
	liveLabel    = "Where it is written, who keeps it, when it was last looked at"
)

// Given two people on one page, when one saves, then the other sees it without loading the page again: the answer, what it comes to,
// and the page's progress.
func TestASaveIsSeenOnAnotherOpenPage(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	nora, tariq, iris := journey.SignIn(t, s.Site, "nora@example.org"), journey.SignIn(t, s.Site, "tariq@example.org"), journey.SignIn(t, s.Site, "iris@example.org")
	for _, b := range []*journey.Browser{nora, tariq, iris} {
		b.Visit(bay.Standard("7"))
		b.Sees("0 of 14 answered")
	}
	nora.Choose("Yes", liveQuestion)
	nora.Fill(liveLabel, "In the service catalogue", liveQuestion)
	nora.Save(liveQuestion)

	tariq.Holds(liveLabel, "In the service catalogue", liveQuestion)
	tariq.Chosen("Yes", liveQuestion)
	tariq.SeesNear(saved("Nora Vale"), liveQuestion)
	tariq.SeesNear("In place", liveQuestion)
	tariq.Sees("1 of 14 answered")
	iris.SeesNear("In the service catalogue", liveQuestion) // who only reads sees it too
	iris.Sees("1 of 14 answered")

	// And on the question's own page.
	nora.Visit(bay.Item(liveQuestion))
	tariq.Fill(liveLabel, "In the handbook", liveQuestion)
	tariq.Save(liveQuestion)
	tariq.SeesNear(saved("Tariq Boyle"), liveQuestion)
	nora.Holds(liveLabel, "In the handbook", liveQuestion)
	nora.Accessible()
}

// Given two people who type in one answer, when one saves, then the other is told beside the field and can look, and both texts
// survive.
func TestWhoIsTypingIsToldAndLosesNothing(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	nora, tariq := journey.SignIn(t, s.Site, "nora@example.org"), journey.SignIn(t, s.Site, "tariq@example.org")
	tariq.Forgive("Error Code 409")
	for _, b := range []*journey.Browser{nora, tariq} {
		b.Visit(bay.Standard("7"))
	}
	tariq.Fill(liveLabel, "In the handbook", liveQuestion)
	nora.Fill(liveLabel, "In the catalogue", liveQuestion)
	nora.Save(liveQuestion)

	tariq.SeesNear("Nora Vale has just changed this answer.", liveQuestion)
	tariq.Holds(liveLabel, "In the handbook", liveQuestion)
	tariq.Open("Look at what it says now", liveQuestion)
	tariq.SeesNear("In the catalogue", liveQuestion)
	tariq.Accessible()
	tariq.Resize(journey.Phone)
	tariq.Accessible()
	tariq.Resize(journey.Desktop)
	tariq.Screenshot("changed-while-typing")

	tariq.Leave()
	tariq.Sees("Somebody else changed this answer while you were typing")
	tariq.SeesNear("In the catalogue", "Keep theirs")
	tariq.SeesNear("In the handbook", "Keep mine")
	tariq.Press("Keep mine")
	tariq.Holds(liveLabel, "In the handbook", liveQuestion)
	nora.Holds(liveLabel, "In the handbook", liveQuestion)
	tariq.Follow("History", liveQuestion)
	tariq.Sees("In the catalogue")
}
