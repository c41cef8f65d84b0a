package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/testkit/idp"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// lies are what may come back from a provider, or from somebody who pretends to. Each leads to a calm page, is written down
// and does nothing.
var lies = []struct {
	name   string
	claims func(map[string]any)
	wire   func(string) string
	note   string
}{
	{"a wrong issuer", func(c map[string]any) { c["iss"] = "https://evil.example" }, nil, "a token of another issuer"},
	{"a wrong audience", func(c map[string]any) { c["aud"] = "another-service" }, nil, "a token for another service"},
	{"a wrong nonce", func(c map[string]any) { c["nonce"] = "of-another-sign-in" }, nil, "a token for another sign-in"},
	{"an expired token", func(c map[string]any) { c["exp"] = 1 }, nil, "a token that has expired"},
	{"a bad signature", nil, func(token string) string { return token[:len(token)-8] + "AAAAAAAA" }, "a token with a wrong signature"},
	{"the algorithm none", nil, idp.Unsigned, "a token that is not signed"},
	{"no token", nil, func(string) string { return "" }, "no token"},
}

func TestALyingProviderLetsNobodyIn(t *testing.T) {
	t.Parallel()
	for _, lie := range lies {
		t.Run(lie.name, func(t *testing.T) {
			t.Parallel()
			s, person := signOn(t)
			u := wren
			u.Lie = lie.claims
			s.SignOn.Is(u)
			s.SignOn.OnTheWay(lie.wire)
			b := s.Browser(t)
			p := b.Get(paths.SingleSignOn)
			refused(t, s, b, p, lie.note)
			if !p.Says("We could not check who you are") || p.ByID("maincontent") == nil {
				t.Errorf("the page: %s", p.Text())
			}
			if n := count(t, s, `select count(*) from identities where person_id = $1 and used_at is not null`, person); n != 0 {
				t.Error("something was half done")
			}
			s.SignOn.Is(wren)
			s.SignOn.OnTheWay(nil)
			if b.Get(paths.SingleSignOn); !in(b) {
				t.Error("the truth, later, does not let them in")
			}
		})
	}
}

// refused claims that a page refuses, and that nothing but an event came of it.
func refused(t *testing.T, s *site.Site, b *site.Browser, p *site.Page, note string) {
	t.Helper()
	if p.Status != http.StatusForbidden || p.Header.Get("Cache-Control") != "no-store" || !p.Says("Nothing was done") {
		t.Errorf("%d at %s: %s", p.Status, p.Path, p.Text())
	}
	if got := notes(t, s, "person.identity-refused"); len(got) == 0 || got[len(got)-1] != note {
		t.Errorf("written down %q, want %q", got, note)
	}
	if n := count(t, s, `select count(*) from person_sessions`); n != 0 || in(b) {
		t.Error("somebody came in")
	}
}

// back is the address to which the provider sends a browser that begins now; the browser does not go there.
func back(t *testing.T, s *site.Site, b *site.Browser) string {
	t.Helper()
	get := func(address string) string {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		return b.Once(req).Header.Get("Location")
	}
	there := get(s.URL + paths.SingleSignOn)
	if !strings.HasPrefix(there, "http://"+s.SignOn.Host()) {
		t.Fatalf("led to %q", there)
	}
	return strings.TrimPrefix(get(there), s.URL)
}

func TestAnAnswerIsForOneBrowserAndOnce(t *testing.T) {
	t.Parallel()
	t.Run("of another browser", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		theirs := back(t, s, s.Browser(t))
		b := s.Browser(t)
		refused(t, s, b, b.Get(theirs), "not the answer to what this browser asked")
		mine := back(t, s, b) // and with one of its own under way
		refused(t, s, b, b.Get(theirs), "not the answer to what this browser asked")
		if p := b.Get(mine); p.Status != http.StatusOK || !in(b) {
			t.Errorf("the own answer: %d %s", p.Status, p.Text())
		}
	})
	t.Run("the code of another browser with the own state", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		b := s.Browser(t)
		theirs, _ := url.Parse(back(t, s, s.Browser(t)))
		mine, _ := url.Parse(back(t, s, b))
		mixed := url.Values{"state": {mine.Query().Get("state")}, "code": {theirs.Query().Get("code")}}
		refused(t, s, b, b.Get(paths.SingleSignOnBack+"?"+mixed.Encode()), "the provider does not know the code")
	})
	t.Run("replayed", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		b := s.Browser(t)
		address := back(t, s, b)
		if b.Get(address); !in(b) {
			t.Fatal("did not come in")
		}
		b.Post(paths.SignOut, url.Values{})
		if p := b.Get(address); p.Status != http.StatusForbidden || in(b) {
			t.Errorf("a second time: %d", p.Status)
		}
	})
	t.Run("too late", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		b := s.Browser(t)
		address := back(t, s, b)
		s.Clock.Pass(21 * time.Minute)
		refused(t, s, b, b.Get(address), "not the answer to what this browser asked")
	})
	t.Run("two windows", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		b := s.Browser(t)
		first, _ := back(t, s, b), back(t, s, b)
		if p := b.Get(first); p.Status != http.StatusOK || !in(b) {
			t.Errorf("the first is lost: %d", p.Status)
		}
	})
	t.Run("nothing at all", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		b := s.Browser(t)
		refused(t, s, b, b.Get(paths.SingleSignOnBack), "not the answer to what this browser asked")
	})
	t.Run("declined", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		b := s.Browser(t)
		address, _ := url.Parse(back(t, s, b))
		q := url.Values{"state": {address.Query().Get("state")}, "error": {"access_denied"}, "error_description": {"<b>words of somebody else</b>"}}
		p := b.Get(paths.SingleSignOnBack + "?" + q.Encode())
		refused(t, s, b, p, "declined at the provider")
		if p.Says("words of somebody else") || !p.Says("did not let you through") {
			t.Errorf("the page: %s", p.Text())
		}
	})
}

// A token that somebody planted in a browser before is worth nothing afterwards.
func TestComingBackChangesTheSessionsToken(t *testing.T) {
	t.Parallel()
	for name, u := range map[string]idp.User{"whole": wren, "halfway": {Subject: wren.Subject}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := signOn(t)
			s.SignOn.Is(u)
			b := s.Browser(t)
			address := back(t, s, b)
			before := sessionCookie(b)
			b.Get(address)
			if after := sessionCookie(b); before == "" || after == "" || after == before {
				t.Errorf("%q, then %q", before, after)
			}
		})
	}
}

func sessionCookie(b *site.Browser) string {
	for _, c := range b.Cookies() {
		if c.Name == "session" {
			return c.Value
		}
	}
	return ""
}
