package account_test

import (
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
)

// Whoever comes in by a password that an administrator made chooses their own, and can do nothing else before.
func TestAPasswordThatWasHandedOverIsChangedAtFirstUse(t *testing.T) {
	t.Parallel()
	s, helenID := cast(t)
	p := s.SignIn(t, ada).Post("/admin/people/"+helenID, url.Values{"do": {"reset"}})
	made := p.Find(func(n *site.Node) bool { return n.Data == "code" && site.Attr(n, "class") == "app-code" })
	if made == nil {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	password := made.FirstChild.Data
	comeIn := func(password string) (*site.Browser, *site.Page) {
		b := s.Browser(t)
		b.Post("/sign-in", url.Values{"email": {helen}, "password": {password}})
		return b, b.Post("/sign-in/code", url.Values{"factor-code": {s.Code(t, helen)}})
	}
	b, p := comeIn(password)
	if p.Path != "/account/password" || !p.Says("made by somebody else and handed to you") {
		t.Fatalf("she comes in at %s: %s", p.Path, p.Text())
	}
	for _, path := range []string{"/home", "/account", "/trusts/ZZ1", "/roles", "/about"} {
		if p := b.Get(path); p.Path != "/account/password" {
			t.Errorf("%s is open to her", path)
		}
	}
	if p := b.Post("/trusts/ZZ1/officers", url.Values{"office": {"chair"}}); p.Status != 409 || !p.Says("Choose one of your own first") {
		t.Errorf("a form: %d %s", p.Status, p.Text())
	}
	if p := b.Post("/account/password", url.Values{"old-password": {password}, "password": {password}}); p.Status != 422 || !p.Says("handed to you") {
		t.Errorf("the same again: %d %s", p.Status, p.Text())
	}
	p = b.Post("/account/password", url.Values{"old-password": {password}, "password": {"words of her very own"}})
	if p.Status != 200 || strings.HasPrefix(p.Path, "/account") {
		t.Errorf("with her own she goes on to %s: %d %s", p.Path, p.Status, p.Text())
	}
	if _, p := comeIn("words of her very own"); strings.HasPrefix(p.Path, "/account") {
		t.Errorf("she is asked a second time at %s", p.Path)
	}
	if out, _ := comeIn("words of her very own"); out.Post("/sign-out", nil).Path != "/" {
		t.Error("she cannot sign out")
	}
}
