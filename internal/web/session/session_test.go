package session_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/testkit/site"
)

func signedIn(b *site.Browser) bool { return b.Get("/admin").Path == "/admin" }

func TestASessionLastsTwelveHoursAtMost(t *testing.T) {
	t.Parallel()
	s, b := withAda(t)
	for passed := time.Duration(0); passed < credential.AbsoluteAfter; passed += 30 * time.Minute {
		if !signedIn(b) {
			t.Fatalf("signed out after %v", passed)
		}
		s.Clock.Pass(30 * time.Minute)
	}
	s.Clock.Pass(time.Second)
	if signedIn(b) {
		t.Error("still signed in after twelve hours")
	}
}

func left(t *testing.T, p *site.Page) (seconds int, extends bool) {
	t.Helper()
	var l struct {
		Seconds int
		Extends bool
	}
	if err := json.Unmarshal([]byte(p.Source), &l); err != nil {
		t.Fatalf("%d %s: %v", p.Status, p.Source, err)
	}
	return l.Seconds, l.Extends
}

// Asking how long is left is no activity; saying that one stays is.
func TestAskingHowLongIsLeftChangesNothing(t *testing.T) {
	t.Parallel()
	s, b := withAda(t)
	s.Clock.Pass(50 * time.Minute)
	for range 2 {
		if n, extends := left(t, b.Get("/session")); n != 600 || !extends {
			t.Errorf("%d seconds are left, %v", n, extends)
		}
	}
	if n, _ := left(t, b.Post("/session", nil)); n != 3600 {
		t.Errorf("after staying %d seconds are left", n)
	}
	for range 20 { // until near the end of the longest time
		s.Clock.Pass(30 * time.Minute)
		b.Post("/session", nil)
	}
	s.Clock.Pass(50 * time.Minute)
	if n, extends := left(t, b.Post("/session", nil)); extends || n != 20*60 {
		t.Errorf("near the end %d seconds are left, %v", n, extends)
	}
}

func TestEndedSessionsAreEndedWhateverTheirCookieSays(t *testing.T) {
	t.Parallel()
	s, here := withAda(t)
	there, third := s.SignIn(t, ada), s.SignIn(t, ada)
	p := here.Get("/account")
	if n := strings.Count(p.Source, "An unknown browser"); !p.Says("This one") || n < 3 {
		t.Fatalf("the list: %s", p.Text())
	}
	button := p.Find(func(n *site.Node) bool {
		return n.Data == "button" && site.Attr(n, "name") == "session" && site.Attr(n, "value") != "others"
	})
	if p := here.Post("/account/sessions", url.Values{"session": {site.Attr(button, "value")}}); p.Status != 200 || !p.Says("That session has ended") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if signedIn(there) == signedIn(third) {
		t.Error("not one of the two was ended")
	}
	if p := here.Post("/account/sessions", url.Values{"session": {"others"}}); !p.Says("signed out everywhere but here") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	if signedIn(there) || signedIn(third) || !signedIn(here) {
		t.Error("others are still signed in, or this one is not")
	}
	stranger := s.SignIn(t, ada)
	for name, session := range map[string]string{"nothing": "", "an own that has ended": site.Attr(button, "value"), "nonsense": "x'; --"} {
		if p := here.Post("/account/sessions", url.Values{"session": {session}}); p.Status < 400 {
			t.Errorf("%s: %d", name, p.Status)
		}
	}
	if !signedIn(stranger) {
		t.Error("a session was ended that nobody chose")
	}
}

func TestTheTokenChangesAtEachStep(t *testing.T) {
	t.Parallel()
	s, _ := withAda(t)
	b := s.Browser(t)
	seen := map[string]bool{}
	note := func(step string, p *site.Page) {
		t.Helper()
		for _, c := range p.Header.Values("Set-Cookie") {
			name, rest, _ := strings.Cut(c, "=")
			if name != "session" {
				continue
			}
			value, attributes, _ := strings.Cut(rest, ";")
			if seen[value] || value == "" {
				t.Errorf("%s: the token is an old one", step)
			}
			seen[value] = true
			if !strings.Contains(attributes, "HttpOnly") || !strings.Contains(attributes, "SameSite=Lax") {
				t.Errorf("%s: %s", step, c)
			}
			return
		}
		t.Errorf("%s: no new token", step)
	}
	once := func(path string, form url.Values) *site.Page {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		return b.Once(req)
	}
	note("password", once("/sign-in", url.Values{"email": {ada}, "password": {site.Password}}))
	note("code", once("/sign-in/code", url.Values{"factor-code": {s.Code(t, ada)}}))
	if len(seen) != 2 {
		t.Errorf("%d tokens", len(seen))
	}
}

// A forged or foreign cookie is nobody's.
func TestAForgedCookieIsNobody(t *testing.T) {
	t.Parallel()
	s, _ := withAda(t)
	for _, value := range []string{"x", strings.Repeat("A", 43), "' or 1=1 --", strings.Repeat("A", 4000)} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/admin", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Cookie", "session="+value+"; device="+value)
		if p := s.Browser(t).Do(req); !strings.HasPrefix(p.Path, "/sign-in") {
			t.Errorf("%.20q: %d at %s", value, p.Status, p.Path)
		}
	}
}
