package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/testkit/journey"
)

// A link that is over says whom to ask, and a change after a hand-in opens the part again.
func TestALapsedLinkSaysWhomToAsk(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		link := s.askByLink(t, "7.3.4", "answer")
		s.Clock.Pass(15 * 24 * time.Hour)
		b := journey.Open(t, s.Site, options...)
		b.Visit(link)
		b.Answered(410)
		b.Sees("This link has lapsed")
		b.Sees("ask Nora Vale of Ashcombe Bay NHS Foundation Trust, who sent it to you, for a new one")
		b.Visit(link[:len(link)-3])
		b.Answered(404)
		b.Sees("We do not know this link")
		b.SeesNot("Nora Vale")
	})
}
