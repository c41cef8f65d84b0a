package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

// Given a trust with two people, when both answer the same question at once, then the second sees both answers side by side and
// puts them together; the history holds all three.
func TestTheSecondOfTwoSeesBothTexts(t *testing.T) {
	t.Parallel()
	const (
		question = "7.1.1"
		label    = "Where it is written, who keeps it, when it was last looked at"
		theirs   = "In the service catalogue, kept by the head of IT"
		mine     = "In the continuity handbook, kept by estates"
		together = "In the service catalogue (head of IT) and the continuity handbook (estates)"
	)
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
		tariq := journey.SignIn(t, s.Site, "tariq@example.org", options...)
		tariq.Forgive("Error Code 409") // htmx says it in the console
		for _, b := range []*journey.Browser{nora, tariq} {
			b.Visit(bay.Standard("7"))
		}

		nora.Fill(label, theirs, question)
		tariq.Fill(label, mine, question)
		nora.Save(question)
		nora.SeesNear(saved("Nora Vale"), question)
		tariq.Save(question)

		tariq.Sees("Somebody else changed this answer while you were typing")
		tariq.SeesNear(theirs, "Keep theirs")
		tariq.SeesNear(mine, "Keep mine")
		tariq.Accessible()
		tariq.Resize(journey.Phone)
		tariq.Accessible()
		tariq.Fill(label, together, "Save this instead")
		tariq.Press("Save this instead")
		tariq.SeesNear(saved("Tariq Boyle"), question)
		tariq.Holds(label, together, question)

		tariq.Follow("History", question)
		for _, text := range []string{theirs, mine, together} {
			tariq.Sees(text)
		}
	})
}

// Given the same race, when the second keeps what the first wrote, then that is the answer, and the history still holds what
// the second had typed.
func TestTheSecondOfTwoMayKeepTheOthersText(t *testing.T) {
	t.Parallel()
	const question, label = "7.1.1", "Where it is written, who keeps it, when it was last looked at"
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
		tariq := journey.SignIn(t, s.Site, "tariq@example.org", options...)
		tariq.Forgive("Error Code 409")
		for _, b := range []*journey.Browser{nora, tariq} {
			b.Visit(bay.Standard("7"))
		}
		nora.Fill(label, "The first", question)
		tariq.Fill(label, "The second", question)
		nora.Save(question)
		nora.SeesNear(saved("Nora Vale"), question)
		tariq.Save(question)
		tariq.Press("Keep theirs")
		tariq.Holds(label, "The first", question)
		tariq.Reload()
		tariq.Holds(label, "The first", question)
		tariq.Follow("History", question)
		tariq.Sees("The second")
	})
}
