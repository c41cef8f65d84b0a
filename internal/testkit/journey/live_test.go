package journey_test

import (
	"testing"
	"time"

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
	nora, tariq := journey.SignIn(t, s.Site, "nora@example.org"), journey.SignIn(t, s.Site, "tariq@example.org")
	for _, b := range []*journey.Browser{nora, tariq} {
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

// Given somebody in whose window nothing is typed, when the line is down while another saves, then the page shows it once the line is
// back.
func TestWhatWasSavedWhileTheLineWasDownIsSeenAfterwards(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	nora, tariq := journey.SignIn(t, s.Site, "nora@example.org"), journey.SignIn(t, s.Site, "tariq@example.org")
	for _, b := range []*journey.Browser{nora, tariq} {
		b.Visit(bay.Standard("7"))
	}
	tariq.Offline()
	nora.Fill(liveLabel, "In the catalogue", liveQuestion)
	nora.Save(liveQuestion)
	nora.SeesNear(saved("Nora Vale"), liveQuestion)
	tariq.Online()
	tariq.Holds(liveLabel, "In the catalogue", liveQuestion)
}

// Given a line that is cut in the middle of typing, when the person types on, loads nothing anew, and the line comes back, then all of
// it is saved; and when another was quicker meanwhile, both texts are there.
func TestALineThatIsCutInTheMiddleOfTypingLosesNothing(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	nora, tariq := journey.SignIn(t, s.Site, "nora@example.org"), journey.SignIn(t, s.Site, "tariq@example.org")
	tariq.Forgive(`"htmx:`)         // nobody answered
	tariq.Forgive("Error Code 409") // and then somebody had been quicker
	for _, b := range []*journey.Browser{nora, tariq} {
		b.Visit(bay.Standard("7"))
	}
	tariq.Fill(liveLabel, "The first half", liveQuestion)
	tariq.Offline()
	tariq.Fill(liveLabel, "The first half, and the second", liveQuestion)
	tariq.Leave()
	tariq.SeesNear("We cannot save just now. Your words are kept in this window", liveQuestion)
	tariq.Accessible()
	tariq.Fill(liveLabel, "The first half, the second, and a third", liveQuestion)
	tariq.Online()
	tariq.Leave()
	tariq.SeesNear(saved("Tariq Boyle"), liveQuestion)
	nora.Holds(liveLabel, "The first half, the second, and a third", liveQuestion)

	const other, otherLabel = "7.3.6", "Where the separate copy is and who can delete it"
	tariq.Offline()
	tariq.Fill(otherLabel, "Typed without a line", other)
	tariq.Leave()
	tariq.SeesNear("We cannot save just now", other)
	nora.Fill(otherLabel, "Saved meanwhile", other)
	nora.Save(other)
	nora.SeesNear(saved("Nora Vale"), other)
	tariq.Online()
	tariq.Sees("Somebody else changed this answer while you were typing")
	tariq.SeesNear("Saved meanwhile", "Keep theirs")
	tariq.SeesNear("Typed without a line", "Keep mine")
}

// Given words that could not be saved because the hour was over, when the same person signs in again in that window, then they are in
// the field again and are saved.
func TestWordsOutliveTheSession(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Forgive("Error Code 401")
	b.Visit(bay.Standard("7"))
	b.Fill(liveLabel, "Typed before the hour was over", liveQuestion)
	s.Clock.Pass(2 * time.Hour)
	b.Leave()
	b.SeesNear("You have been signed out. Your words are kept in this window", liveQuestion)

	b.Visit(bay.Standard("7"))
	signInAgain(b, "nora@example.org")
	b.At(bay.Standard("7"))
	b.Holds(liveLabel, "Typed before the hour was over", liveQuestion)
	b.SeesNear("by Nora Vale", liveQuestion)
	b.Reload()
	b.Holds(liveLabel, "Typed before the hour was over", liveQuestion)
}
