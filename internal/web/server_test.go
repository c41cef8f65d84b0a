package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	b := s.Browser(t)
	if p := b.Get("/healthz"); p.Status != 200 {
		t.Errorf("/healthz: %d", p.Status)
	}
	if p := b.Get("/readyz"); p.Status != 200 {
		t.Errorf("/readyz: %d %s", p.Status, p.Source)
	}
	c, err := pgx.Connect(t.Context(), s.DBURL)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(t.Context(), `update schema_migrations set version = 1`); err != nil {
		t.Fatal(err)
	}
	if p := b.Get("/readyz"); p.Status != 503 {
		t.Errorf("/readyz with an old schema: %d", p.Status)
	}
}

func TestEveryAnswerHasItsHeaders(t *testing.T) {
	t.Parallel()
	b := site.New(t).Browser(t)
	for _, path := range []string{"/", "/sign-in", "/nowhere", "/trusts/ZZ1"} {
		h := b.Get(path).Header
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: headers %v", path, h)
		}
	}
}

func TestAnUnknownPageSaysWhatToDo(t *testing.T) {
	t.Parallel()
	p := site.New(t).Browser(t).Get("/no/such/page")
	if p.Status != 404 || !p.Says("We cannot find that page") || !p.Says("Number of this request") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
}

func TestSigningIn(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	b := s.Browser(t)
	if p := b.Get("/admin"); p.Path != "/sign-in?next=%2Fadmin" {
		t.Errorf("nobody was led to %s", p.Path)
	}
	for name, form := range map[string]url.Values{
		"wrong password":  {"email": {"ada@example.org"}, "password": {"wrong"}},
		"unknown address": {"email": {"eve@example.org"}, "password": {site.Password}},
	} {
		p := b.Post("/sign-in", form)
		if p.Status != 422 || !p.Says("The e-mail address or the password is not right") {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
		if got := site.Attr(p.ByID("email"), "value"); got != form.Get("email") {
			t.Errorf("%s: what was typed is %q", name, got)
		}
		if strings.Contains(p.Source, form.Get("password")+`"`) {
			t.Errorf("%s: the page holds the password", name)
		}
	}
	p := b.SignIn(" ADA@example.org ", "/admin")
	if p.Status != 200 || p.Path != "/admin" || !p.Says("Ada Admin") {
		t.Errorf("signed in: %d at %s", p.Status, p.Path)
	}
	if p := b.Post("/sign-out", nil); p.Path != "/" || !strings.Contains(p.Source, "/sign-in") {
		t.Errorf("signed out: %s", p.Path)
	}
	if p := b.Get("/admin"); !strings.HasPrefix(p.Path, "/sign-in") {
		t.Errorf("after signing out one is at %s", p.Path)
	}
}

func TestSignInLeadsOnlyToOurOwnPages(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	for _, next := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", "/\nx"} {
		p := s.Browser(t).SignIn("ada@example.org", next)
		if p.Path != "/admin" {
			t.Errorf("next=%q led to %s", next, p.Path)
		}
	}
}

func TestFailuresMakeAnAccountWaitAndNeverAnother(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	for _, email := range []string{"ada@example.org", "bob@example.org"} {
		s.Person(t, email, email, accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	}
	b := s.Browser(t)
	for i := range 5 {
		if p := b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {"wrong"}}); p.Status != 422 {
			t.Fatalf("attempt %d: %d", i+1, p.Status)
		}
	}
	right := url.Values{"email": {"ada@example.org"}, "password": {site.Password}}
	if p := b.Post("/sign-in", right); p.Status != 429 || p.Header.Get("Retry-After") != "30" || !p.Says("Wait 30 seconds") {
		t.Errorf("after five failures: %d %s", p.Status, p.Text())
	}
	s.SignIn(t, "bob@example.org")
	s.Clock.Pass(31 * time.Second)
	if p := b.Post("/sign-in", right); p.Status != 200 {
		t.Errorf("after the wait: %d", p.Status)
	}
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*testing.T, *site.Site, string){
		"idle": func(_ *testing.T, s *site.Site, _ string) { s.Clock.Pass(credential.IdleAfter + time.Second) },
		"disabled": func(t *testing.T, s *site.Site, id string) {
			must(t, accountdb.Accounts{DB: s.DB}.Disable(t.Context(), store.System("test"), id, true, s.Clock.Now()))
		},
		"new password": func(t *testing.T, s *site.Site, id string) {
			must(t, accountdb.Accounts{DB: s.DB}.ResetPassword(t.Context(), store.System("test"), id, "hash", false, s.Clock.Now()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := site.New(t)
			id := s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
			b := s.SignIn(t, "ada@example.org")
			s.Clock.Pass(credential.IdleAfter / 2)
			if p := b.Get("/admin"); p.Path != "/admin" {
				t.Fatalf("before: %s", p.Path)
			}
			end(t, s, id)
			if p := b.Get("/admin"); !strings.HasPrefix(p.Path, "/sign-in") {
				t.Errorf("after: %d at %s", p.Status, p.Path)
			}
			if p := b.Post("/admin/people", url.Values{"email": {"x@example.org"}}); p.Status != 401 || !p.Says("You were signed out") {
				t.Errorf("a form after the end: %d %s", p.Status, p.Text())
			}
		})
	}
}

func TestOnePersonSwitchesBetweenRoles(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Year(t)
	s.Person(t, "pat@example.org", "Pat Both", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	s.Person(t, "pat@example.org", "", accountdb.Grant{Role: access.Analyst, Reach: access.ReachNation})
	b := s.SignIn(t, "pat@example.org")
	p := b.Get("/admin")
	if p.Path != "/roles" || !p.Says("Analyst") || !p.Says("Service administrator") {
		t.Fatalf("before choosing: %s %s", p.Path, p.Text())
	}
	if p := b.Post("/roles", url.Values{"role": {store.NewID()}}); p.Status != 422 {
		t.Errorf("somebody else's role: %d", p.Status)
	}
	button := b.Get("/roles").Find(func(n *node) bool { return n.Data == "button" && site.Attr(n, "name") == "role" })
	if p := b.Post("/roles", url.Values{"role": {site.Attr(button, "value")}}); p.Status != 200 || p.Path != "/admin" {
		t.Errorf("after choosing: %d %s", p.Status, p.Path)
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	b := s.SignIn(t, "ada@example.org")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/sign-out", nil)
	must(t, err)
	req.Header.Set("Origin", "https://evil.example")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if p := b.Do(req); p.Status != 403 || !p.Says("another site") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	if p := b.Get("/admin"); p.Path != "/admin" {
		t.Error("the person was signed out by another site")
	}
}

func TestTheDemonstrationsDoorIsShutElsewhere(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	if p := s.Browser(t).Post("/sign-in-as", url.Values{"email": {"ada@example.org"}}); p.Status != 404 {
		t.Errorf("the door without --demo: %d", p.Status)
	}
}

func TestWithoutTheDatabaseThePageSaysSo(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	b := s.SignIn(t, "ada@example.org")
	s.LoseDatabase(t)
	p := b.Get("/admin")
	if p.Status != 503 || !p.Says("We cannot reach our database") || p.Header.Get("Retry-After") == "" {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
