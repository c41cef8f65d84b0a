package invitation_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

const password = "four quite random words"

// invited is a site with one trust and its lead Priya, who invites somebody; it gives the path of the link.
func invited(t *testing.T, email, role string) (s *site.Site, priya *site.Browser, link string) {
	t.Helper()
	s = site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Year(t)
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	priya = s.SignIn(t, "priya@example.org")
	return s, priya, invite(t, s, priya, email, role)
}

func invite(t *testing.T, s *site.Site, lead *site.Browser, email, role string) (link string) {
	t.Helper()
	p := lead.Post("/trusts/ZZ1/people/invitations", url.Values{"email": {email}, "role": {role}})
	if p.Status != 200 || !p.Says("The invitation to "+email+" is on its way") {
		t.Fatalf("inviting: %d %s", p.Status, p.Text())
	}
	return newLink(t, s, email)
}

func newLink(t *testing.T, s *site.Site, email string) string {
	t.Helper()
	letters := s.Letters(t)
	if len(letters) != 1 || letters[0].To != email {
		t.Fatalf("letters: %+v", letters)
	}
	return letters[0].Path()
}

func accept(b *site.Browser, link string) *site.Page {
	return b.Post(link, url.Values{"name": {"Tom Okafor"}, "post": {"Estates manager"}, "password": {password}})
}

func (c count) of(t *testing.T, s *site.Site, sql string, args ...any) int {
	t.Helper()
	n := 0
	err := s.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), sql, args...).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

type count struct{}

// Given an invitation, when a mail scanner opens its link ten times, then the person whom it is for still comes in with it,
// and nobody a second time.
func TestALinkIsLookedAtOftenAndUsedOnce(t *testing.T) {
	t.Parallel()
	s, priya, link := invited(t, "tom@example.org", "contributor")
	scanner := s.Browser(t)
	for i := range 10 {
		if p := scanner.Get(link); p.Status != 200 || !p.Says("Priya Nair invites you") || !p.Says("Contributor for Northmoor NHS Trust") {
			t.Fatalf("look %d: %d %s", i+1, p.Status, p.Text())
		}
	}
	tom := s.Browser(t)
	if p := accept(tom, link); p.Path != "/set-up" {
		t.Fatalf("accepting: %d at %s: %s", p.Status, p.Path, p.Text())
	}
	if p := tom.SetUpApp(); p.Status >= 400 || !p.Says("Tom Okafor") {
		t.Fatalf("a second factor: %d at %s: %s", p.Status, p.Path, p.Text())
	}
	if p := priya.Get("/trusts/ZZ1/people"); !p.Says("Tom Okafor") || !p.Says("Estates manager") || p.Says("Invited, and not come yet") {
		t.Errorf("who has access: %s", p.Text())
	}
	for _, p := range []*site.Page{s.Browser(t).Get(link), accept(s.Browser(t), link)} {
		if p.Status != 410 || !p.Says("This invitation has been used") || !p.Says("Priya Nair") {
			t.Errorf("a second time: %d %s", p.Status, p.Text())
		}
	}
	if p := s.Browser(t).Post("/sign-in", url.Values{"email": {"tom@example.org"}, "password": {password}}); p.Status >= 400 {
		t.Errorf("signing in later: %d %s", p.Status, p.Text())
	}
}

func TestALinkThatIsNotValidIsExplainedCalmly(t *testing.T) {
	t.Parallel()
	id := func(t *testing.T, p *site.Page) string {
		t.Helper()
		form := p.Find(func(n *site.Node) bool { return strings.Contains(site.Attr(n, "action"), "/people/invitations/") })
		return site.Attr(form, "action")
	}
	for name, c := range map[string]struct {
		spoil  func(*testing.T, *site.Site, *site.Browser, string) (b *site.Browser, link string)
		status int
		title  string
		ask    string
	}{
		"expired": {func(t *testing.T, s *site.Site, _ *site.Browser, link string) (*site.Browser, string) {
			s.Clock.Pass(7 * 24 * time.Hour)
			return s.Browser(t), link
		}, 410, "This invitation has expired", "Ask Priya Nair"},
		"taken back": {func(t *testing.T, s *site.Site, priya *site.Browser, link string) (*site.Browser, string) {
			if p := priya.Post(id(t, priya.Get("/trusts/ZZ1/people")), url.Values{"do": {"back"}}); p.Status != 200 {
				t.Fatal(p.Text())
			}
			return s.Browser(t), link
		}, 410, "This invitation was taken back", "ask Priya Nair"},
		"sent again": {func(t *testing.T, s *site.Site, priya *site.Browser, link string) (*site.Browser, string) {
			if p := priya.Post(id(t, priya.Get("/trusts/ZZ1/people")), url.Values{"do": {"again"}}); p.Status != 200 {
				t.Fatal(p.Text())
			}
			if next := newLink(t, s, "tom@example.org"); next == link || s.Browser(t).Get(next).Status != 200 {
				t.Error("the newer link does not work")
			}
			return s.Browser(t), link
		}, 410, "There is a newer invitation", "ask Priya Nair"},
		"somebody else's": {func(t *testing.T, s *site.Site, _ *site.Browser, link string) (*site.Browser, string) {
			s.Person(t, "eve@example.org", "Eve Else", site.At("ZZ1", access.Contributor))
			return s.SignIn(t, "eve@example.org"), link
		}, 403, "This invitation is for somebody else", "ask Priya Nair"},
		"altered": {func(t *testing.T, s *site.Site, _ *site.Browser, link string) (*site.Browser, string) {
			last := "A"
			if strings.HasSuffix(link, "A") {
				last = "Q"
			}
			return s.Browser(t), link[:len(link)-1] + last
		}, 404, "We do not know this invitation", "assessment lead"},
		"cut off": {func(t *testing.T, s *site.Site, _ *site.Browser, link string) (*site.Browser, string) {
			return s.Browser(t), link[:len(link)-5]
		}, 404, "We do not know this invitation", "assessment lead"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, priya, good := invited(t, "tom@example.org", "contributor")
			b, link := c.spoil(t, s, priya, good)
			for how, p := range map[string]*site.Page{"looking": b.Get(link), "accepting": accept(b, link)} {
				if p.Status != c.status || !p.Says(c.title) || !p.Says(c.ask) {
					t.Errorf("%s: %d %s", how, p.Status, p.Text())
				}
			}
			if n := (count{}).of(t, s, `select count(*) from people where email = 'tom@example.org'`); n != 0 {
				t.Errorf("somebody came in")
			}
			if n := (count{}).of(t, s, `select count(*) from audit_events where verb = 'invitation.refused'`); n != 2 {
				t.Errorf("%d events say that a link was refused, want 2", n)
			}
		})
	}
}

func TestSomebodyWithAnAccountSignsInAndTakesOnTheRole(t *testing.T) {
	t.Parallel()
	s, _, link := invited(t, "ruth@example.org", "board-member")
	s.Person(t, "ruth@example.org", "Ruth", accountdb.Grant{Role: access.Analyst, Reach: access.ReachNation})
	b := s.Browser(t)
	p := b.Get(link)
	if p.Status != 200 || !p.Says("There is an account for this address already") || p.ByID("password") != nil {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := accept(b, link); p.Status != 409 {
		t.Errorf("a second account for the address: %d %s", p.Status, p.Text())
	}
	b = s.SignIn(t, "ruth@example.org")
	if p := b.Get(link); p.Status != 200 || !p.Says("Take on this role") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := b.Post(link, nil); p.Status != 200 || p.Path != "/roles" || !p.Says("Board member, Northmoor NHS Trust") || !p.Says("Analyst") {
		t.Errorf("%d at %s: %s", p.Status, p.Path, p.Text())
	}
	if p := b.Post(link, nil); p.Status != 410 {
		t.Errorf("a second time: %d", p.Status)
	}
}

func TestOfTwoWhoAcceptAtOnceOneComesIn(t *testing.T) {
	t.Parallel()
	s, _, link := invited(t, "tom@example.org", "contributor")
	var wait sync.WaitGroup
	statuses := make([]int, 6)
	for i := range statuses {
		b := s.Browser(t)
		wait.Go(func() { statuses[i] = accept(b, link).Status })
	}
	wait.Wait()
	in := 0
	for _, status := range statuses {
		switch {
		case status < 400:
			in++
		case status != 410:
			t.Errorf("one got %d", status)
		}
	}
	if in != 1 {
		t.Errorf("%d came in: %v", in, statuses)
	}
	if n := (count{}).of(t, s, `select count(*) from roles r join people p on p.id = r.person_id where p.email = 'tom@example.org'`); n != 1 {
		t.Errorf("%d roles were given", n)
	}
}

func TestWhatWasTypedIsKept(t *testing.T) {
	t.Parallel()
	s, _, link := invited(t, "tom@example.org", "contributor")
	b := s.Browser(t)
	p := b.Post(link, url.Values{"name": {"Tom Okafor"}, "password": {"short"}})
	if p.Status != 422 || !p.Says("at least 12 characters") || site.Attr(p.ByID("name"), "value") != "Tom Okafor" || strings.Contains(p.Source, `"short"`) {
		t.Errorf("a short password: %d %s", p.Status, p.Text())
	}
	if p := b.Post(link, url.Values{"password": {password}}); p.Status != 422 || !strings.Contains(p.Source, `href="#name"`) {
		t.Errorf("no name: %d %s", p.Status, p.Text())
	}
	if p := accept(b, link); p.Status >= 400 {
		t.Errorf("in the end: %d %s", p.Status, p.Text())
	}
}
