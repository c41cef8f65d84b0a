package site

import (
	"encoding/base32"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/edge/seal"
	"cyberready/internal/edge/totp"
)

// appSecret is that of everybody's authenticator app in tests.
var appSecret = []byte("twenty bytes of test")

// setUpApp gives a person the app that Code knows.
func (s *Site) setUpApp(t testing.TB, person string) {
	t.Helper()
	sealed, err := seal.Seal(s.Keys.Key("second factor"), person, appSecret)
	if err != nil {
		t.Fatal(err)
	}
	s.Exec(t, `insert into app_secrets (person_id, sealed, last_step, set_up_at) values ($1, $2, 0, $3) on conflict do nothing`,
		person, sealed, s.Clock.Now())
}

// WithoutFactor takes somebody's second factors away, as if they had never set one up.
func (s *Site) WithoutFactor(t testing.TB, email string) {
	t.Helper()
	for _, sql := range []string{`delete from app_secrets where person_id = (select id from people where email = $1)`,
		`delete from passkeys where person_id = (select id from people where email = $1)`,
		`delete from recovery_codes where person_id = (select id from people where email = $1)`} {
		s.Exec(t, sql, email)
	}
}

// Code gives what somebody's app shows now. The site's clock stands still, and a code counts once: what was used before is
// forgotten, as if half a minute had passed.
func (s *Site) Code(t testing.TB, email string) string {
	t.Helper()
	s.Exec(t, `update app_secrets set last_step = 0 where person_id = (select id from people where email = lower(trim($1)))`, email)
	return s.CodeNow(t)
}

// CodeNow gives the same, and forgets nothing: a second use is refused.
func (s *Site) CodeNow(t testing.TB) string {
	t.Helper()
	code, err := totp.Code(appSecret, totp.StepAt(s.Clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// SignIn opens a browser and signs somebody in, with their password and the code of their app.
func (s *Site) SignIn(t testing.TB, email string) *Browser {
	t.Helper()
	b := s.Browser(t)
	p := b.SignIn(email, "")
	if p.Status != http.StatusOK && p.Status != http.StatusNotFound || strings.HasPrefix(p.Path, "/sign-in") {
		t.Fatalf("%s could not sign in: %d at %s\n%s", email, p.Status, p.Path, p.Text())
	}
	return b
}

// SignIn signs somebody in, in this browser, who then goes on to a path.
func (b *Browser) SignIn(email, next string) *Page {
	b.t.Helper()
	p := b.Post("/sign-in", url.Values{"email": {email}, "password": {Password}, "next": {next}})
	if p.Path != "/sign-in/code" {
		return p
	}
	return b.Post("/sign-in/code", url.Values{"factor-code": {b.site.Code(b.t, email)}})
}

// SignInAs opens a browser and comes in by the demonstration's door, with the code that it shows.
func (s *Site) SignInAs(t testing.TB, email string) *Browser {
	t.Helper()
	b := s.Browser(t)
	p := b.Post("/sign-in-as", url.Values{"email": {email}})
	if p.Path == "/sign-in/code" {
		p = b.Post("/sign-in/code", url.Values{"factor-code": {Attr(p.ByID("factor-code"), "value")}})
	}
	if p.Status >= 400 || strings.HasPrefix(p.Path, "/sign-in") {
		t.Fatalf("%s could not come in: %d at %s", email, p.Status, p.Path)
	}
	return b
}

// SetUpApp walks through the set-up of an authenticator app, by somebody who is led to it after their password, and gives
// the page that shows the recovery codes.
func (b *Browser) SetUpApp() *Page {
	b.t.Helper()
	p := b.Get("/set-up/app")
	key := p.Find(func(n *html.Node) bool { return n.Data == "code" && Attr(n, "class") == "app-code" })
	if p.Status != http.StatusOK || key == nil {
		b.t.Fatalf("no app can be set up: %d at %s\n%s", p.Status, p.Path, p.Text())
	}
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(key.FirstChild.Data, " ", ""))
	if err != nil {
		b.t.Fatal(err)
	}
	code, err := totp.Code(secret, totp.StepAt(b.site.Clock.Now()))
	if err != nil {
		b.t.Fatal(err)
	}
	return b.Post("/set-up/app", url.Values{"code": {code}})
}
