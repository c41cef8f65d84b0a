package site

import (
	"testing"
	"time"

	"cyberready/internal/edge/clamav"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/testkit/idp"
	"cyberready/internal/web"
	"cyberready/internal/web/paths"
)

// Option changes how a site is served.
type Option func(t testing.TB, s *Site, o *web.Options)

// WithBeat lets an open stream say often that it lives.
func WithBeat(_ testing.TB, _ *Site, o *web.Options) { o.Beat = 20 * time.Millisecond }

// WithSignOn gives the site a provider of single sign-on, which goes by the site's clock.
func WithSignOn(t testing.TB, s *Site, o *web.Options) {
	t.Helper()
	s.SignOn = idp.Run(t, s.Clock.Now)
	provider, err := oidc.New(s.SignOn.Settings(s.URL + paths.SingleSignOnBack))
	if err != nil {
		t.Fatal(err)
	}
	o.SingleSignOn = provider
}

// WithScanner has a virus scanner look at files of proof.
func WithScanner(address string) Option {
	return func(t testing.TB, _ *Site, o *web.Options) {
		t.Helper()
		scanner, err := clamav.Open(address)
		if err != nil {
			t.Fatal(err)
		}
		o.Desk.Scanner = scanner
	}
}
