package account_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/idp"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

var adaThere = idp.User{Subject: "s-ada", Name: "Ada Admin", Email: "ada@login.example", AMR: []string{"mfa"}}

func withSignOn(t *testing.T) (s *site.Site, person string) {
	t.Helper()
	s = site.New(t, site.WithSignOn)
	s.SignOn.Is(adaThere)
	return s, s.Person(t, ada, "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
}

// identity gives the value of the button that removes what is linked; empty when there is none.
func identity(p *site.Page) string {
	return site.Attr(p.Find(func(n *html.Node) bool { return n.Data == "button" && site.Attr(n, "name") == "identity" }), "value")
}

func TestOnesOwnSingleSignOnIsLinkedAndRemoved(t *testing.T) {
	t.Parallel()
	s, _ := withSignOn(t)
	b := s.SignIn(t, ada)
	if p := b.Get(paths.Account); !slices.Contains(p.Links(), paths.AccountSignOnLink) || identity(p) != "" {
		t.Fatalf("%s", p.Text())
	}
	p := b.Get(paths.AccountSignOnLink)
	if p.Path != paths.AccountSignOn || !p.Says("Ada Admin (ada@login.example)") || !p.Says("Link "+idp.Name+" to your account?") {
		t.Fatalf("back at %s: %s", p.Path, p.Text())
	}
	if p := b.Get(paths.Account); identity(p) != "" {
		t.Error("it was linked before anybody said so")
	}
	p = b.Post(paths.AccountSignOn, nil)
	if p.Path != paths.Account || !p.Says(idp.Name+" is linked") || !p.Says("as Ada Admin (ada@login.example) . Linked on 1 March 2027, not used yet") {
		t.Fatalf("%s", p.Text())
	}
	if p := b.Post(paths.AccountSignOn, nil); p.Status != http.StatusConflict {
		t.Errorf("a second time: %d", p.Status)
	}
	other := s.Browser(t)
	if p := other.Get(paths.SingleSignOnThen(paths.Account)); p.Path != paths.Account || !p.Says("last used on 1 March 2027") {
		t.Fatalf("coming in with it: %s", p.Text())
	}

	which := identity(b.Get(paths.Account))
	s.Clock.Pass(11 * time.Minute)
	if p := b.Post(paths.AccountSignOnGone, url.Values{"identity": {which}}); p.Status != http.StatusForbidden || !p.Says("Confirm that it is you") {
		t.Errorf("removed without a fresh factor: %d", p.Status)
	}
	p = b.Post(paths.AccountSignOnGone, url.Values{"identity": {which}, "factor-code": {s.Code(t, ada)}})
	if p.Path != paths.Account || !p.Says("The single sign-on is removed") || identity(p) != "" {
		t.Errorf("%d at %s: %s", p.Status, p.Path, p.Text())
	}
	if p := other.Get(paths.Account); p.Path == paths.Account {
		t.Error("whoever came in with it is still in")
	}
	if p := s.Browser(t).Get(paths.SingleSignOn); p.Status != http.StatusForbidden {
		t.Errorf("it still lets in: %d", p.Status)
	}
}

// A link on somebody else's page may lead the browser of somebody signed in to the provider and back, as somebody else: it
// links nothing without a fresh factor and a form of ours.
func TestLinkingAsksAfreshAndOnOurOwnPage(t *testing.T) {
	t.Parallel()
	s, person := withSignOn(t)
	b := s.SignIn(t, ada)
	s.Clock.Pass(11 * time.Minute)
	if p := b.Get(paths.AccountSignOnLink); p.Path != paths.AfreshThen(paths.AccountSignOnLink) || s.SignOn.Asked() != nil {
		t.Errorf("led to %s", p.Path)
	}
	b.Post(paths.AfreshThen(paths.AccountSignOnLink), url.Values{"factor-code": {s.Code(t, ada)}})
	s.Clock.Pass(11 * time.Minute)
	if p := b.Post(paths.AccountSignOn, nil); p.Status != http.StatusForbidden {
		t.Errorf("linked without a fresh factor: %d", p.Status)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+paths.AccountSignOn, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if p := b.Do(req); p.Status != http.StatusForbidden {
		t.Errorf("linked from another site: %d", p.Status)
	}
	f, err := accountdb.Accounts{DB: s.DB}.Factors(t.Context(), person)
	if err != nil || len(f.Identities) != 0 {
		t.Errorf("linked %+v (%v)", f.Identities, err)
	}
}

func TestAnIdentityIsLinkedToOnePersonOnly(t *testing.T) {
	t.Parallel()
	s, _ := withSignOn(t)
	s.LinkTo(t, s.Person(t, "eve@example.org", "Eve Else", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService}), adaThere)
	b := s.SignIn(t, ada)
	b.Get(paths.AccountSignOnLink)
	if p := b.Post(paths.AccountSignOn, nil); p.Status != http.StatusConflict || !p.Says("is linked to an account here already") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
}

// Somebody whose only way in is single sign-on keeps it, until they have another.
func TestTheOnlyWayInStays(t *testing.T) {
	t.Parallel()
	s, person := withSignOn(t)
	s.LinkTo(t, person, adaThere)
	s.SignOnOnly(t, ada)
	u := adaThere
	u.At = s.Clock.Now()
	s.SignOn.Is(u)
	b := s.Browser(t)
	p := b.Get(paths.SingleSignOnThen(paths.Account))
	if p.Path != paths.Account || identity(p) != "" || !p.Says("It is your only way in") || !p.Says("You have none here, and need none") {
		t.Fatalf("at %s: %s", p.Path, p.Text())
	}
	if p := b.Get(paths.AccountPassword); p.Status != http.StatusConflict {
		t.Errorf("changing a password that is not there: %d", p.Status)
	}
	if p := b.Post(paths.AccountPassword, url.Values{"old-password": {"x"}, "password": {"four quite random words"}}); p.Status != http.StatusConflict {
		t.Errorf("changing a password that is not there: %d", p.Status)
	}
	f, err := accountdb.Accounts{DB: s.DB}.Factors(t.Context(), person)
	if err != nil {
		t.Fatal(err)
	}
	if p := b.Post(paths.AccountSignOnGone, url.Values{"identity": {f.Identities[0].ID}}); p.Status != http.StatusConflict || !p.Says("your only way in") {
		t.Errorf("removed: %d %s", p.Status, p.Text())
	}
}

// Who helps people sees how they come in, and what a reset takes away.
func TestAnAdministratorSeesWhoComesBySingleSignOn(t *testing.T) {
	t.Parallel()
	s, person := withSignOn(t)
	s.LinkTo(t, person, adaThere)
	s.SignOnOnly(t, ada)
	s.Person(t, "bea@example.org", "Bea Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	p := s.SignIn(t, "bea@example.org").Get(paths.ToAdminPerson(person))
	if !p.Says("Single sign-on") || p.Says("None: set up at the next sign-in") || !p.Says("their recovery codes and their single sign-on") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
}

// Given somebody who has single sign-on alone, when they do what matters, then the provider asks afresh, and what they had
// typed is done when they are back.
func TestWhatMattersIsConfirmedAtTheProvider(t *testing.T) {
	t.Parallel()
	setUp := func(t *testing.T) (*site.Site, *site.Browser) {
		s, person := withSignOn(t)
		s.LinkTo(t, person, adaThere)
		s.SignOnOnly(t, ada)
		b := s.Browser(t)
		if p := b.Get(paths.SingleSignOnThen(paths.AdminPeople)); p.Path != paths.AdminPeople {
			t.Fatalf("at %s", p.Path)
		}
		return s, b
	}
	invite := url.Values{"email": {"new@example.org"}, "role": {"administrator"}}
	t.Run("a form", func(t *testing.T) {
		t.Parallel()
		s, b := setUp(t)
		p := b.Post(paths.AdminInvite, invite)
		way := paths.AfreshElsewhereThen(paths.AfreshGoOn)
		if p.Status != http.StatusForbidden || p.ByID("factor-code") != nil || !slices.Contains(p.Links(), way) {
			t.Fatalf("%d %q: %s", p.Status, p.Links(), p.Text())
		}
		p = b.Get(way)
		if q := s.SignOn.Asked(); q.Get("prompt") != "login" || q.Get("max_age") != "0" {
			t.Errorf("asked %v", q)
		}
		form := p.Find(func(n *html.Node) bool { return n.Data == "form" && site.Attr(n, "action") == paths.AdminInvite })
		if p.Path != paths.AfreshGoOn || form == nil {
			t.Fatalf("back at %s: %s", p.Path, p.Text())
		}
		again := url.Values{}
		for n := range form.Descendants() {
			if n.Data == "input" {
				again.Add(site.Attr(n, "name"), site.Attr(n, "value"))
			}
		}
		if !slices.Equal(again["email"], invite["email"]) || !slices.Equal(again["role"], invite["role"]) {
			t.Errorf("kept %v", again)
		}
		if p := b.Post(paths.AdminInvite, again); p.Status != http.StatusOK || !p.Says("new@example.org") {
			t.Errorf("%d: %s", p.Status, p.Text())
		}
		if p := b.Get(paths.AfreshGoOn); p.Path == paths.AfreshGoOn {
			t.Error("what was sent is still kept")
		}
	})
	t.Run("a page", func(t *testing.T) {
		t.Parallel()
		_, b := setUp(t)
		if p := b.Get(paths.SetUpPasskey); p.Path != paths.AfreshThen(paths.SetUpPasskey) {
			t.Fatalf("at %s", p.Path)
		}
		if p := b.Get(paths.AfreshElsewhereThen(paths.SetUpPasskey)); p.Path != paths.SetUpPasskey || p.Status != http.StatusOK {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
	})
	for name, u := range map[string]idp.User{
		"a provider that does not ask":                 {Subject: adaThere.Subject, AMR: []string{"mfa"}, Lazy: true},
		"a provider that asks for one factor":          {Subject: adaThere.Subject, AMR: []string{"pwd"}},
		"somebody else who sits there, and a stranger": {Subject: "s-eve", AMR: []string{"mfa"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, b := setUp(t)
			b.Post(paths.AdminInvite, invite)
			s.SignOn.Is(u)
			if p := b.Get(paths.AfreshElsewhereThen(paths.AfreshGoOn)); p.Status != http.StatusForbidden || !p.Says("Nothing was done") {
				t.Errorf("%d at %s: %s", p.Status, p.Path, p.Text())
			}
			if p := b.Get(paths.AfreshGoOn); p.Path == paths.AfreshGoOn {
				t.Error("the form goes on")
			}
			if p := b.Post(paths.AdminInvite, invite); p.Status != http.StatusForbidden {
				t.Errorf("it counts as fresh: %d", p.Status)
			}
		})
	}
	t.Run("somebody else who is linked, too", func(t *testing.T) {
		t.Parallel()
		s, b := setUp(t)
		eve := idp.User{Subject: "s-eve", AMR: []string{"mfa"}}
		s.LinkTo(t, s.Person(t, "eve@example.org", "Eve Else", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService}), eve)
		s.SignOn.Is(eve)
		if p := b.Get(paths.AfreshElsewhereThen(paths.SetUpPasskey)); p.Status != http.StatusForbidden || !p.Says("That is somebody else") {
			t.Errorf("%d at %s: %s", p.Status, p.Path, p.Text())
		}
		if p := b.Get(paths.Account); !p.Says("Ada Admin") || p.Says("Eve Else") {
			t.Error("somebody else is in")
		}
	})
	t.Run("a provider that is away", func(t *testing.T) {
		t.Parallel()
		s, b := setUp(t)
		s.SignOn.Down("/oidc/token")
		if p := b.Get(paths.AfreshElsewhereThen(paths.SetUpPasskey)); p.Status != http.StatusServiceUnavailable {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
	})
}

// Neither what was typed nor what belongs to a way to the provider can be read in the database.
func TestWhatTheSessionKeepsIsSealed(t *testing.T) {
	t.Parallel()
	s, person := withSignOn(t)
	s.LinkTo(t, person, adaThere)
	b := s.Browser(t)
	b.Get(paths.SingleSignOnThen(paths.AdminPeople))
	b.Post(paths.AdminInvite, url.Values{"email": {"readable@example.org"}, "role": {"administrator"}})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+paths.AfreshElsewhereThen(paths.AfreshGoOn), nil)
	if err != nil {
		t.Fatal(err)
	}
	there, err := url.Parse(b.Once(req).Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"readable@example.org", there.Query().Get("state"), there.Query().Get("nonce")} {
		if secret == "" || inSessions(t, s, secret) {
			t.Errorf("the database tells %q", secret)
		}
	}
}

func inSessions(t *testing.T, s *site.Site, text string) (found bool) {
	t.Helper()
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select exists (select from sessions where position(convert_to($1, 'UTF8') in data) > 0)`, text).Scan(&found)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
