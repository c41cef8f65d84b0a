package signin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
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

// wren is linked in these tests; nobody else at the provider is.
var wren = idp.User{Subject: "s-wren", Name: "Wren Ashby", Email: "wren@example.org", AMR: []string{"pwd", "mfa"}}

// signOn is a site with a provider, and somebody who is linked.
func signOn(t *testing.T) (s *site.Site, person string) {
	t.Helper()
	s = site.New(t, site.WithSignOn)
	person = s.Person(t, "ada@example.org", "Ada Whitlock", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	s.LinkTo(t, person, wren)
	s.SignOn.Is(wren)
	return s, person
}

// notes gives those of the events of a verb, the newest last.
func notes(t *testing.T, s *site.Site, verb string) []string {
	t.Helper()
	type row struct {
		Note string `db:"note"`
	}
	var list []row
	err := s.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) (err error) {
		list, err = store.List[row](t.Context(), tx, `select note from audit_events where verb = $1 order by at, id`, verb)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range list {
		all = append(all, r.Note)
	}
	return all
}

func count(t *testing.T, s *site.Site, sql string, args ...any) (n int) {
	t.Helper()
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error { return tx.QueryRow(t.Context(), sql, args...).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func in(b *site.Browser) bool { return b.Get(paths.Admin).Path == paths.Admin }

func TestSigningInBySingleSignOn(t *testing.T) {
	t.Parallel()
	s, person := signOn(t)
	b := s.Browser(t)
	p := b.Get("/sign-in?next=%2Fadmin%2Fpeople")
	link := p.Find(func(n *html.Node) bool {
		return n.Data == "a" && strings.HasPrefix(site.Attr(n, "href"), paths.SingleSignOn)
	})
	if link == nil || !p.Says("Sign in with "+idp.Name) {
		t.Fatalf("no way to the provider: %s", p.Text())
	}
	p = b.Get(site.Attr(link, "href"))
	if p.Status != http.StatusOK || p.Path != "/admin/people" || !p.Says("Ada Whitlock") {
		t.Fatalf("%d at %s: %s", p.Status, p.Path, p.Text())
	}
	if got := notes(t, s, "person.signed-in"); !slices.Equal(got, []string{"with single sign-on"}) {
		t.Errorf("written down: %q", got)
	}
	if n := count(t, s, `select count(*) from person_sessions where person_id = $1 and factor = 'single sign-on'`, person); n != 1 {
		t.Errorf("%d sessions", n)
	}
	s.Exec(t, `update people set epoch = epoch + 1 where id = $1`, person)
	if in(b) {
		t.Error("a change of the account does not end the session")
	}
	if q := s.SignOn.Asked(); q.Get("code_challenge_method") != "S256" || q.Get("redirect_uri") != s.URL+paths.SingleSignOnBack {
		t.Errorf("asked %v", q)
	}
}

// Where the provider asked for one factor only, ours comes next; who has none sets it up, as after a password.
func TestOneFactorAtTheProviderIsHalfTheWay(t *testing.T) {
	t.Parallel()
	for name, u := range map[string]idp.User{
		"a password":           {Subject: wren.Subject, AMR: []string{"pwd"}},
		"it does not say":      {Subject: wren.Subject},
		"a context of its own": {Subject: wren.Subject, ACR: "level-3"},
		"a code in a message":  {Subject: wren.Subject, AMR: []string{"pwd", "sms"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := signOn(t)
			s.SignOn.Is(u)
			b := s.Browser(t)
			if p := b.Get(paths.SingleSignOnThen("/admin/people")); p.Path != paths.SignInCode {
				t.Fatalf("led to %s: %s", p.Path, p.Text())
			}
			if in(b) {
				t.Fatal("half the way is all of it")
			}
			if got := notes(t, s, "person.identity-shown"); len(got) != 1 {
				t.Errorf("written down %d times", len(got))
			}
			if p := b.Post(paths.SignInCode, url.Values{"factor-code": {"000000"}}); p.Status != http.StatusUnprocessableEntity {
				t.Errorf("a wrong code: %d", p.Status)
			}
			p := b.Post(paths.SignInCode, url.Values{"factor-code": {s.Code(t, "ada@example.org")}})
			if p.Path != "/admin/people" || p.Status != http.StatusOK {
				t.Errorf("with the code %d at %s", p.Status, p.Path)
			}
		})
	}
	t.Run("without a factor here", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		s.WithoutFactor(t, "ada@example.org")
		s.SignOn.Is(idp.User{Subject: wren.Subject, AMR: []string{"pwd"}})
		b := s.Browser(t)
		if p := b.Get(paths.SingleSignOnThen("/admin/people")); p.Path != paths.SetUp {
			t.Fatalf("led to %s", p.Path)
		}
		if p := b.SetUpApp(); p.Status != http.StatusOK || !in(b) {
			t.Errorf("after setting up: %d", p.Status)
		}
	})
	t.Run("with a password here that somebody else made", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		s.Exec(t, `update credentials set must_change = true`)
		s.SignOn.Is(idp.User{Subject: wren.Subject})
		b := s.Browser(t)
		b.Get(paths.SingleSignOn)
		if b.Post(paths.SignInCode, url.Values{"factor-code": {s.Code(t, "ada@example.org")}}); !in(b) {
			t.Error("they are asked to change a password with which they did not come")
		}
		if p := s.Browser(t).SignIn("ada@example.org", ""); p.Path != paths.AccountPassword {
			t.Errorf("by that password they are led to %s", p.Path)
		}
	})
	t.Run("the codes of whoever comes so are throttled", func(t *testing.T) {
		t.Parallel()
		s, _ := signOn(t)
		s.SignOn.Is(idp.User{Subject: wren.Subject})
		b := s.Browser(t)
		b.Get(paths.SingleSignOn)
		var p *site.Page
		for range 6 {
			p = b.Post(paths.SignInCode, url.Values{"factor-code": {"000000"}})
		}
		if p.Status != http.StatusTooManyRequests || p.Header.Get("Retry-After") == "" {
			t.Errorf("after six wrong codes: %d", p.Status)
		}
	})
}

// An identity that nobody linked lets nobody in, whatever its name and e-mail address are; and makes nothing.
func TestAStrangerIsToldWhatToDo(t *testing.T) {
	t.Parallel()
	s, _ := signOn(t)
	s.SignOn.Is(idp.User{Subject: "s-eve", Name: "Ada Whitlock", Email: "ada@example.org", AMR: []string{"mfa"}, Lie: func(c map[string]any) { c["email_verified"] = true }})
	b := s.Browser(t)
	p := b.Get(paths.SingleSignOnThen("/admin"))
	if p.Status != http.StatusForbidden || !p.Says("Ask your trust's assessment lead for an invitation") || !p.Says("Ada Whitlock (ada@example.org)") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
	if in(b) || count(t, s, `select count(*) from identities`) != 1 || count(t, s, `select count(*) from people`) != 1 {
		t.Error("something was made of a stranger")
	}
	if got := notes(t, s, "person.identity-refused"); !slices.Equal(got, []string{"nobody linked it to an account"}) {
		t.Errorf("written down: %q", got)
	}
	if !slices.Contains(p.Links(), paths.ChooseSingleSignOn("/admin")) {
		t.Errorf("no way to another account: %q", p.Links())
	}
	b.Get(paths.ChooseSingleSignOn("/admin"))
	if q := s.SignOn.Asked(); q.Get("prompt") != "select_account" {
		t.Errorf("asked %v", q)
	}
}

func TestADisabledPersonDoesNotComeInBySingleSignOn(t *testing.T) {
	t.Parallel()
	s, person := signOn(t)
	b := s.Browser(t)
	address := back(t, s, b)
	s.Exec(t, `update people set disabled_at = $2, epoch = epoch + 1 where id = $1`, person, s.Clock.Now())
	refused(t, s, b, b.Get(address), "the account is disabled")
	refused(t, s, b, b.Get(paths.SingleSignOn), "the account is disabled")
}

func TestAProviderThatIsAwayStopsNothingElse(t *testing.T) {
	t.Parallel()
	s, _ := signOn(t)
	b := s.Browser(t)
	s.SignOn.Down("/oidc")
	if p := b.Get(paths.SignIn); p.Status != http.StatusOK {
		t.Errorf("the sign-in page: %d", p.Status)
	}
	p := b.Get(paths.SingleSignOnThen("/admin"))
	if p.Status != http.StatusServiceUnavailable || p.Header.Get("Retry-After") == "" || !p.Says(idp.Name+" cannot be reached just now") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
	if !slices.Contains(p.Links(), paths.SingleSignOnThen("/admin")) {
		t.Errorf("no way to try again: %q", p.Links())
	}
	if p := b.SignIn("ada@example.org", ""); p.Status != http.StatusOK {
		t.Errorf("by password: %d", p.Status)
	}
	b.Post(paths.SignOut, url.Values{})
	s.SignOn.Down("")
	s.Clock.Pass(time.Minute)
	address := back(t, s, b)
	s.SignOn.Down("/oidc/token")
	if p := b.Get(address); p.Status != http.StatusServiceUnavailable || in(b) {
		t.Errorf("away in the middle: %d", p.Status)
	}
	s.SignOn.Down("")
	if b.Get(paths.SingleSignOn); !in(b) {
		t.Error("when it is back nobody comes in")
	}
}

// On a computer that many use, who signs out here is told that the provider still lets them in.
func TestSigningOutSaysThatTheProviderStillKnows(t *testing.T) {
	t.Parallel()
	s, _ := signOn(t)
	b := s.Browser(t)
	b.Get(paths.SingleSignOn)
	p := b.Post(paths.SignOut, url.Values{})
	there := "http://" + s.SignOn.Host() + "/oidc/end?client_id=" + s.SignOn.Settings("").ClientID
	if p.Path != paths.SignedOut || !p.Says("You may still be signed in with "+idp.Name) || !slices.ContainsFunc(p.Links(), func(l string) bool { return l == there }) {
		t.Errorf("at %s: %q %s", p.Path, p.Links(), p.Text())
	}
	if in(b) {
		t.Error("still in")
	}
	s.Person(t, "eve@example.org", "Eve Else", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	eve := s.SignIn(t, "eve@example.org")
	if p := eve.Post(paths.SignOut, url.Values{}); p.Path != paths.Start {
		t.Errorf("somebody who does not come so is led to %s", p.Path)
	}
}

func TestSingleSignOnLeadsOnlyToOurOwnPages(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"https://evil.example/", "//evil.example/", "/\\evil.example"} {
		s, _ := signOn(t)
		b := s.Browser(t)
		if p := b.Get(paths.SingleSignOnThen(next)); p.Path != paths.Admin {
			t.Errorf("%q leads to %s", next, p.Path)
		}
	}
}

func TestWithoutAProviderThereIsNoSingleSignOn(t *testing.T) {
	t.Parallel()
	b := site.New(t).Browser(t)
	if p := b.Get(paths.SignIn); slices.ContainsFunc(p.Links(), func(l string) bool { return strings.HasPrefix(l, paths.SingleSignOn) }) {
		t.Errorf("the page offers it: %q", p.Links())
	}
	for _, path := range []string{paths.SingleSignOn, paths.SingleSignOnBack + "?state=x&code=y"} {
		if p := b.Get(path); p.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
}
