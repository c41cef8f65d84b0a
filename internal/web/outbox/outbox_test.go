package outbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

func TestTheDemonstrationReadsItsMail(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 6)
	priya := s.SignInAs(t, "priya@demo.invalid")
	trust := strings.TrimPrefix(strings.TrimSuffix(priya.Get("/home").Path, "/2026-27"), "/trusts/")
	if p := priya.Post("/trusts/"+trust+"/people/invitations", url.Values{"email": {"new@demo.invalid"}, "role": {"contributor"}}); p.Status != 200 {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	s.Letters(t)
	b := s.Browser(t)
	p := b.Get("/outbox")
	if p.Status != 200 || !p.Says("You are invited to the cyber readiness service") || !p.Says("new@demo.invalid") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	link := ""
	for _, l := range p.Links() {
		if strings.HasPrefix(l, "/outbox/") {
			link = l
		}
	}
	l := b.Get(link)
	if l.Status != 200 || !l.Says("Priya Nair invites you") {
		t.Fatalf("%d %s", l.Status, l.Text())
	}
	for _, a := range l.Links() {
		if path, ok := strings.CutPrefix(a, s.URL); ok && strings.HasPrefix(path, "/invitations/") {
			if p := b.Get(path); p.Status != 200 || !p.Says("You are invited") {
				t.Errorf("the link in the letter: %d %s", p.Status, p.Text())
			}
			return
		}
	}
	t.Errorf("the letter has no link: %v", l.Links())
}

func TestTheOutboxIsForTheDemonstrationsOwnMachine(t *testing.T) {
	t.Parallel()
	if p := site.New(t).Browser(t).Get("/outbox"); p.Status != 404 {
		t.Errorf("without --demo: %d", p.Status)
	}
	s := site.Demonstration(t, 6)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/outbox", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", "192.0.2.7")
	if p := s.Browser(t).Do(req); p.Status != 404 {
		t.Errorf("through a proxy: %d", p.Status)
	}
}

func TestAnAdministratorSeesWhatCouldNotBeSent(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	priya, ada := s.SignIn(t, "priya@example.org"), s.SignIn(t, "ada@example.org")
	priya.Post("/trusts/ZZ1/people/invitations", url.Values{"email": {"tom@example.org"}, "role": {"contributor"}})
	if p := ada.Get("/admin/mail"); !p.Says("Waiting 1 Sent in the last seven days 0 Could not be sent 0") {
		t.Errorf("while it waits: %s", p.Text())
	}
	s.Exec(t, `update mails set state = 'dead', attempts = 12, last_error = 'The mail server could not be reached.'`)
	p := ada.Get("/admin/mail")
	for _, words := range []string{"Invitation, Northmoor NHS Trust", "for tom@example.org", "The mail server could not be reached", "One message could not be sent."} {
		if !p.Says(words) {
			t.Errorf("the list lacks %q: %s", words, p.Text())
		}
	}
	if home := ada.Get("/admin"); !home.Says("Mail. One message could not be sent. Look at the mail") {
		t.Errorf("the administrator's home: %s", home.Text())
	}
	form := p.Find(func(n *site.Node) bool { return strings.HasPrefix(site.Attr(n, "action"), "/admin/mail/") })
	path := site.Attr(form, "action")
	if p := priya.Post(path, nil); p.Status != 403 {
		t.Errorf("a lead tried again: %d", p.Status)
	}
	if p := ada.Post(path, nil); p.Status != 200 || !p.Says("in the queue again") {
		t.Errorf("trying again: %d %s", p.Status, p.Text())
	}
	if p := ada.Post(path, nil); p.Status != 409 {
		t.Errorf("a second time: %d", p.Status)
	}
	if l := s.Letters(t); len(l) != 1 {
		t.Errorf("%d letters left", len(l))
	}
	if p := priya.Get("/admin/mail"); p.Status != 403 {
		t.Errorf("a lead: %d", p.Status)
	}
}
