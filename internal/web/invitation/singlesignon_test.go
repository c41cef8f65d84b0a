package invitation_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/idp"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

var tomThere = idp.User{Subject: "s-tom", Name: "Thomas Okafor", Email: "t.okafor@elsewhere.example", AMR: []string{"pwd", "mfa"}}

// invitedWithSignOn is invited, on a site that has a provider of single sign-on.
func invitedWithSignOn(t *testing.T, u idp.User) (s *site.Site, link string) {
	t.Helper()
	s = site.New(t, site.WithSignOn)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Year(t)
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	s.SignOn.Is(u)
	return s, invite(t, s, s.SignIn(t, "priya@example.org"), "tom@example.org", "contributor")
}

func acceptBySignOn(b *site.Browser, link string) *site.Page {
	return b.Post(link, url.Values{"by": {"single-sign-on"}, "name": {"Tom Okafor"}, "post": {"Estates manager"}})
}

// Given an invitation, when its reader shows who they are at the provider and says yes to what came back, then they have an
// account without a password and are in, and come in by single sign-on from then on.
func TestAnInvitationLinksWhoeverAccepts(t *testing.T) {
	t.Parallel()
	s, link := invitedWithSignOn(t, tomThere)
	tom := s.Browser(t)
	if p := tom.Get(link); !slices.Contains(p.Links(), link+"/single-sign-on") {
		t.Fatalf("it is not offered: %q", p.Links())
	}
	p := tom.Get(link + "/single-sign-on")
	if p.Path != link || p.Status != http.StatusOK || !p.Says("Thomas Okafor (t.okafor@elsewhere.example)") || p.ByID("password") != nil {
		t.Fatalf("back at %s: %d %s", p.Path, p.Status, p.Text())
	}
	if got := site.Attr(p.ByID("name"), "value"); got != "Thomas Okafor" {
		t.Errorf("the name is %q", got)
	}
	if n := (count{}).of(t, s, `select count(*) from people`) + (count{}).of(t, s, `select count(*) from identities`); n != 1 {
		t.Errorf("coming back made something: %d rows", n)
	}
	if p := tom.Post(link, url.Values{"by": {"single-sign-on"}, "name": {" "}}); p.Status != 422 || !p.Says("Enter your name") {
		t.Errorf("without a name: %d", p.Status)
	}
	if p := acceptBySignOn(tom, link); p.Status != http.StatusOK && p.Status != http.StatusNotFound || !p.Says("Tom Okafor") {
		t.Fatalf("accepting: %d at %s: %s", p.Status, p.Path, p.Text())
	}
	if n := (count{}).of(t, s, `select count(*) from identities i join people p on p.id = i.person_id where p.email = 'tom@example.org'
		and i.subject = 's-tom' and i.linked_how = 'invitation' and not exists (select from credentials c where c.person_id = p.id)`); n != 1 {
		t.Error("the account is not linked, or has a password")
	}
	if n := (count{}).of(t, s, `select count(*) from audit_events where verb in ('identity.linked', 'invitation.accepted') and person_name = 'Tom Okafor'`); n != 2 {
		t.Errorf("%d events", n)
	}
	later := s.Browser(t)
	if p := later.Get(paths.SingleSignOnThen(paths.Account)); p.Path != paths.Account || !p.Says("Linked by an invitation on 1 March 2027") {
		t.Errorf("later: %d at %s: %s", p.Status, p.Path, p.Text())
	}
	if p := acceptBySignOn(s.Browser(t), link); p.Status != http.StatusGone {
		t.Errorf("a second time: %d", p.Status)
	}
	if p := s.Browser(t).Get(link + "/single-sign-on"); p.Status != http.StatusGone {
		t.Errorf("a used link leads to the provider: %d", p.Status)
	}
	if p := s.Browser(t).Post("/sign-in", url.Values{"email": {"tom@example.org"}, "password": {""}}); p.Status != 422 {
		t.Errorf("by an empty password: %d", p.Status)
	}
}

func TestAfterAnInvitationOneFactorAtTheProviderIsNotEnough(t *testing.T) {
	t.Parallel()
	u := tomThere
	u.AMR = []string{"pwd"}
	s, link := invitedWithSignOn(t, u)
	tom := s.Browser(t)
	tom.Get(link + "/single-sign-on")
	if p := acceptBySignOn(tom, link); p.Path != paths.SetUp {
		t.Fatalf("led to %s: %s", p.Path, p.Text())
	}
	if p := tom.Get(paths.Account); p.Path != paths.SetUp {
		t.Errorf("let in to %s", p.Path)
	}
	if p := tom.SetUpApp(); p.Status >= 400 || !p.Says("Tom Okafor") {
		t.Errorf("after setting up: %d %s", p.Status, p.Text())
	}
}

func TestWhatAnInvitationLinksToNobody(t *testing.T) {
	t.Parallel()
	t.Run("an account that is there: the link in a mailbox is no proof of whose it is", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		person := s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.BoardMember))
		b := s.Browser(t)
		if p := b.Get(link + "/single-sign-on"); p.Path != link || !p.Says("There is an account for this address already") {
			t.Errorf("led to %s: %s", p.Path, p.Text())
		}
		if p := acceptBySignOn(b, link); p.Status != 422 {
			t.Errorf("accepted: %d", p.Status)
		}
		none(t, s, person)
	})
	t.Run("an account that came meanwhile", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		b := s.Browser(t)
		b.Get(link + "/single-sign-on")
		person := s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.BoardMember))
		if p := acceptBySignOn(b, link); p.Status != http.StatusConflict || !p.Says("There is an account for this address already") {
			t.Errorf("accepted: %d %s", p.Status, p.Text())
		}
		none(t, s, person)
	})
	t.Run("an identity that is somebody else's", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		s.LinkTo(t, s.Person(t, "eve@example.org", "Eve Else", site.At("ZZ1", access.Contributor)), tomThere)
		b := s.Browser(t)
		b.Get(link + "/single-sign-on")
		if p := acceptBySignOn(b, link); p.Status != http.StatusConflict || !p.Says("is linked to an account here already") {
			t.Errorf("accepted: %d %s", p.Status, p.Text())
		}
		if n := (count{}).of(t, s, `select count(*) from people where email = 'tom@example.org'`); n != 0 {
			t.Error("an account was half made")
		}
		if p := s.Browser(t).Get(link); p.Status != http.StatusOK {
			t.Errorf("the invitation is used up: %d", p.Status)
		}
	})
	t.Run("whoever came back for another invitation", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		other := invite(t, s, s.SignIn(t, "priya@example.org"), "una@example.org", "contributor")
		b := s.Browser(t)
		b.Get(other + "/single-sign-on")
		if p := acceptBySignOn(b, link); p.Status != 422 || !p.Says("Show once more who you are") {
			t.Errorf("accepted: %d %s", p.Status, p.Text())
		}
	})
	t.Run("whoever came back long ago", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		b := s.Browser(t)
		b.Get(link + "/single-sign-on")
		s.Clock.Pass(21 * time.Minute)
		if p := acceptBySignOn(b, link); p.Status != 422 || !p.Says("Show once more who you are") {
			t.Errorf("accepted: %d %s", p.Status, p.Text())
		}
	})
	t.Run("a provider that is away", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		s.SignOn.Down("/oidc")
		p := s.Browser(t).Get(link + "/single-sign-on")
		if p.Status != http.StatusServiceUnavailable || !slices.Contains(p.Links(), link) {
			t.Errorf("%d %q", p.Status, p.Links())
		}
	})
	t.Run("an altered link", func(t *testing.T) {
		t.Parallel()
		s, link := invitedWithSignOn(t, tomThere)
		if p := s.Browser(t).Get(link[:len(link)-2] + "/single-sign-on"); p.Status != http.StatusNotFound {
			t.Errorf("%d", p.Status)
		}
	})
}

// none claims that nobody was linked to somebody.
func none(t *testing.T, s *site.Site, person string) {
	t.Helper()
	if n := (count{}).of(t, s, `select count(*) from identities where person_id = $1`, person); n != 0 {
		t.Error("somebody was linked")
	}
}
