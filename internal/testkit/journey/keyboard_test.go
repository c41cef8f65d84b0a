package journey_test

import (
	"slices"
	"testing"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

// Given somebody without a mouse, when they answer a question, send to the board and sign, then the keyboard alone does it,
// and the page shows at each step where it is.
func TestTheKeyboardAloneDoesTheMainJob(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	s.answerAll(t, "7.3.6")

	b := journey.Open(t, s.Site, journey.Phone)
	signInByKeyboard(t, s, b, "nora@example.org")
	b.At(bay.Home())

	b.Visit(bay.Item("7.3.6"))
	b.Tab()
	if f := b.Focused(); f != "Skip to main content" {
		t.Errorf("the first stop is %q", f)
	}
	b.Enter()
	b.TabTo("Yes") // the first stop of the question: the skip link has passed the header
	b.Space()
	b.TabTo("Where the separate copy is and who can delete it")
	b.Type("A vault at the other site")
	b.Tab()
	b.SeesNear(saved("Nora Vale"), "7.3.6")

	b.Visit(bay.Send())
	b.TabTo("Final, due on 30 June 2027")
	b.Space()
	b.TabTo("Helga Stone")
	b.Space()
	b.TabTo("Send to the board")
	b.EnterAway()
	b.Sees("It has been sent to the board.")

	board := journey.Open(t, s.Site, journey.Phone)
	signInByKeyboard(t, s, board, "helga@example.org")
	board.TabTo("Sign, or say why not")
	board.EnterAway()
	board.TabTo("I sign")
	board.EnterAway()
	board.Sees("Helga Stone has signed.")
}

func signInByKeyboard(t *testing.T, s scene, b *journey.Browser, email string) {
	b.Visit("/sign-in")
	b.TabTo("E-mail address")
	b.Type(email)
	b.TabTo("Password")
	b.Type(site.Password)
	b.EnterAway() // enter sends a form from any of its fields
	b.TabTo("Code")
	b.Type(s.Code(t, email))
	b.EnterAway()
	b.Sees("Sign out")
}

// Given the longest pages, when somebody goes through them by the keyboard on a small window, then no stop is unmarked or
// hidden under the bar that stays in sight.
func TestEveryStopOfTheKeyboardIsInSight(t *testing.T) {
	t.Parallel()
	s := amongOthers(t)
	for _, test := range []struct{ email, path, stop string }{
		{"priya@demo.invalid", northmoor.Standard("7"), "History of 7.3.5"},
		{"sana@example.org", "/national/map?cycle=2025-26", "Compare ticked"},
		{"sana@example.org", "/national/trusts?cycle=2025-26", "Compare ticked"},
	} {
		t.Run(test.path, func(t *testing.T) {
			t.Parallel()
			b := s.window(t, test.email)
			b.Resize(journey.Phone)
			b.Visit(test.path)
			if stops := b.TabThrough(); !slices.Contains(stops, test.stop) {
				t.Errorf("the keyboard stops at %q", stops)
			}
		})
	}
}
