package session_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

const ada = "ada@example.org"

func withAda(t *testing.T) (*site.Site, *site.Browser) {
	t.Helper()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Person(t, ada, "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	return s, s.SignIn(t, ada)
}

var newcomer = url.Values{"email": {"new@example.org"}, "name": {`Nell "N" O'Neil <b>`}, "post": {"line 1\nline 2"}, "role": {"board-member"}, "place": {"ZZ1"}}

// typed gives the hidden fields of the page that asks afresh, as its form sends them.
func typed(p *site.Page) url.Values {
	form := url.Values{}
	for n := range p.Root.Descendants() {
		if n.Data == "input" && site.Attr(n, "type") == "hidden" && site.Attr(n, "name") != "" {
			form.Add(site.Attr(n, "name"), site.Attr(n, "value"))
		}
	}
	return form
}

func with(form url.Values, code string) url.Values {
	all := url.Values{}
	for k, v := range form {
		all[k] = v
	}
	all.Set("factor-code", code)
	return all
}

func TestGivingRightsAsksAfreshAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s, b := withAda(t)
	s.Clock.Pass(credential.FreshFor + time.Second)
	p := b.Post("/admin/people", newcomer)
	if p.Status != 403 || !p.Says("Confirm that it is you") || p.Path != "/admin/people" {
		t.Fatalf("%d at %s %s", p.Status, p.Path, p.Text())
	}
	kept := typed(p)
	for k, v := range newcomer {
		if kept.Get(k) != v[0] {
			t.Errorf("%s: %q is kept as %q", k, v[0], kept.Get(k))
		}
	}
	if p := b.Post("/admin/people", with(kept, "000000")); p.Status != 422 || typed(p).Get("name") != newcomer.Get("name") {
		t.Errorf("a wrong code: %d %s", p.Status, p.Text())
	}
	if p := b.Get("/admin/people"); p.Says("new@example.org") {
		t.Error("somebody was added without the code")
	}
	kept.Del("factor-passkey")
	if p := b.Post("/admin/people", with(kept, s.Code(t, ada))); p.Status != 200 || !p.Says("new@example.org") || !p.Says(newcomer.Get("name")) {
		t.Errorf("the right code: %d %s", p.Status, p.Text())
	}
	second := url.Values{"email": {"second@example.org"}, "name": {"Second"}, "role": {"contributor"}, "place": {"ZZ1"}}
	if p := b.Post("/admin/people", second); p.Status != 200 || !p.Says("second@example.org") {
		t.Errorf("a moment later: %d %s", p.Status, p.Text())
	}
}

func TestAUsedCodeConfirmsNothing(t *testing.T) {
	t.Parallel()
	s, b := withAda(t)
	s.Clock.Pass(credential.FreshFor + time.Second)
	code := s.CodeNow(t)
	if p := b.Post("/confirm?next=%2Fadmin%2Fyears", url.Values{"factor-code": {code}}); p.Path != "/admin/years" {
		t.Fatalf("%d at %s %s", p.Status, p.Path, p.Text())
	}
	other := s.Browser(t)
	other.Post("/sign-in", url.Values{"email": {ada}, "password": {site.Password}})
	if p := other.Post("/sign-in/code", url.Values{"factor-code": {code}}); p.Status != 422 || !p.Says("used already") {
		t.Errorf("the code of a confirmation signs in: %d %s", p.Status, p.Text())
	}
}

func TestConfirmingIsThrottledAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s, b := withAda(t)
	s.Clock.Pass(credential.FreshFor + time.Second)
	for range 5 {
		b.Post("/admin/people", with(newcomer, "000000"))
	}
	p := b.Post("/admin/people", with(newcomer, s.Code(t, ada)))
	if p.Status != 429 || p.Header.Get("Retry-After") != "30" || typed(p).Get("email") != "new@example.org" {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}

func TestConfirmingLeadsOnlyToOurOwnPages(t *testing.T) {
	t.Parallel()
	s, b := withAda(t)
	for _, next := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)"} {
		s.Clock.Pass(credential.FreshFor + time.Second)
		if p := b.Post("/confirm?next="+url.QueryEscape(next), url.Values{"factor-code": {s.Code(t, ada)}}); p.Path != "/admin" {
			t.Errorf("%s led to %s", next, p.Path)
		}
	}
}

// What asks afresh: each of these is refused ten minutes after the second factor was shown, and nothing is done.
func TestWhatMattersAsksAfresh(t *testing.T) {
	t.Parallel()
	s, admin := withAda(t)
	s.Year(t)
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	helen := s.Person(t, "helen@example.org", "Helen Marsh", site.At("ZZ1", access.BoardMember))
	lead, board := s.SignIn(t, "priya@example.org"), s.SignIn(t, "helen@example.org")
	s.Clock.Pass(credential.FreshFor + time.Second)
	for _, c := range []struct {
		who  *site.Browser
		path string
	}{
		{admin, "/admin/people"}, {admin, "/admin/people/" + helen}, {admin, "/admin/content/ndg-2023-24/7.3.5"}, {admin, "/admin/look-inside"},
		{admin, "/admin/invitations"}, {admin, "/account/factors"}, {admin, "/account/recovery-codes"}, {admin, "/set-up/app"}, {admin, "/set-up/passkey"},
		{board, "/trusts/ZZ1/2026-27/sign"}, {board, "/trusts/ZZ1/2026-27/report/1/pack"},
		{lead, "/trusts/ZZ1/people/invitations"}, {lead, "/trusts/ZZ1/people/cover"}, {lead, "/trusts/ZZ1/people/" + helen},
	} {
		if p := c.who.Post(c.path, url.Values{"do": {"disable"}}); p.Status != 403 || !p.Says("Confirm that it is you") {
			t.Errorf("%s: %d %s", c.path, p.Status, p.Text())
		}
	}
	for _, path := range []string{"/set-up", "/set-up/app", "/set-up/passkey"} {
		if p := admin.Get(path); !strings.HasPrefix(p.Path, "/confirm?next=") {
			t.Errorf("%s: %d at %s", path, p.Status, p.Path)
		}
	}
	if p := admin.Get("/admin/people/" + helen); !p.Says("Active") {
		t.Error("somebody was disabled without the code")
	}
}
