package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

const searchBox = "Search this year’s questions, answers and proof"

// Given a lead in the middle of the year's work, when they press / and type a word, then they are led to what speaks of it;
// while they write an answer the key is only a character; and who is disturbed by the key turns it off.
func TestTheSlashKeyLeadsToTheSearch(t *testing.T) {
	t.Parallel()
	s := amongOthers(t)
	b := s.window(t, "priya@demo.invalid")
	b.Visit(northmoor.Home())
	b.Type("/")
	if f := b.Focused(); f != searchBox {
		t.Fatalf("after / the keyboard is on %q", f)
	}
	b.Type("restore back")
	b.EnterAway()
	b.Sees("7.3.5 Full restore from backup")
	b.TabTo(searchBox)
	b.Type("/")
	b.Holds(searchBox, "/") // tabbing to a field selects what it held

	b.Press("Turn the key off")
	b.Sees("The key / does nothing in this browser.")
	b.Visit(northmoor.Home())
	b.Type("/")
	if f := b.Focused(); f == searchBox {
		t.Error("the key works although it was turned off")
	}
	b.Visit(northmoor.Found("restore"))
	b.Press("Turn the key on")
	b.Sees("The key / leads to the search box.")
	b.Follow("7.3.5 Full restore from backup")
	b.Sees("Continuity planning")
}

// Given no script, when somebody searches by the button, then it finds the same.
func TestSearchingNeedsNoScript(t *testing.T) {
	t.Parallel()
	s := amongOthers(t)
	b := journey.SignInAs(t, s.Site, "priya@demo.invalid", journey.WithoutScript)
	b.Visit(northmoor.Home())
	b.Fill(searchBox, "restore back")
	b.Press("Search")
	b.Sees("7.3.5 Full restore from backup")
	b.SeesNot("The key /")
}
