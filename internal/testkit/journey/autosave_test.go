package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

// Given a standard's page, when the lead answers and goes on, then each row has saved itself, and the page's progress says so
// without having been loaded again.
func TestARowSavesItselfWhenOneGoesOn(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit(bay.Standard("7"))
	b.Sees("0 of 14 answered")

	b.Choose("Yes", "7.3.6")
	b.Fill("Where the separate copy is and who can delete it", "A vault at the other site; two people together", "7.3.6")
	b.Fill("Which systems, how long it took, who watched", "The patient record", "7.3.5") // and so leaves 7.3.6
	b.SeesNear(saved("Nora Vale"), "7.3.6")
	b.SeesNear("In place", "7.3.6")
	b.Sees("1 of 14 answered")
	b.Holds("Which systems, how long it took, who watched", "The patient record", "7.3.5")
	b.Leave()
	b.SeesNear(saved("Nora Vale"), "7.3.5")

	b.Reload()
	b.Holds("Where the separate copy is and who can delete it", "A vault at the other site; two people together", "7.3.6")
	b.Chosen("Yes", "7.3.6")
	b.Holds("Which systems, how long it took, who watched", "The patient record", "7.3.5")
}

// Given a row with comments, when it saves itself, while the lead is still in it or when she leaves it, then what others said is
// still counted there, although a save does not read it again.
func TestASaveLeavesWhatOthersSaidOfItsRow(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit(bay.Comments("7.3.6"))
	b.Fill("Your comment", "The vault was moved in May.")
	b.Press("Write the comment")
	b.Sees("Nora Vale, 1 March 2027")

	b.Visit(bay.Standard("7"))
	b.Choose("No", "7.3.6")
	b.SeesNear("Not in place", "7.3.6")
	b.SeesNear("Comments 1", "7.3.6")
	b.Choose("Yes", "7.3.6")
	b.Fill("Where the separate copy is and who can delete it", "A vault at the other site; two people together", "7.3.6")
	b.Leave()
	b.SeesNear(saved("Nora Vale"), "7.3.6")
	b.SeesNear("Comments 1", "7.3.6")
	b.Follow("Comments 1", "7.3.6")
	b.Sees("The vault was moved in May.")
}

// Given a server that went away while the lead was typing, when it is back, then the words are sent by themselves.
func TestNothingIsLostWhileTheServerIsAway(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Forgive(`"htmx:`) // it says in the console that nobody answered
	b.Visit(bay.Standard("7"))

	b.Offline()
	b.Fill("Where it is written, who keeps it, when it was last looked at", "The service catalogue", "7.1.1")
	b.Leave()
	b.SeesNear("We cannot save just now. Your words are kept in this window and will be sent when we are back.", "7.1.1")
	b.Online()
	b.SeesNear(saved("Nora Vale"), "7.1.1")
	b.Reload()
	b.Holds("Where it is written, who keeps it, when it was last looked at", "The service catalogue", "7.1.1")
}
