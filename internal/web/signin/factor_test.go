package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

const ada = "ada@example.org"

func withAda(t *testing.T) *site.Site {
	t.Helper()
	s := site.New(t)
	s.Person(t, ada, "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	return s
}

func password(b *site.Browser) *site.Page {
	return b.Post("/sign-in", url.Values{"email": {ada}, "password": {site.Password}, "next": {"/admin/years"}})
}

func code(b *site.Browser, code string) *site.Page {
	return b.Post("/sign-in/code", url.Values{"factor-code": {code}})
}

// events gives the verbs of the trail that are about the account, in order.
func events(t *testing.T, s *site.Site) string {
	t.Helper()
	var verbs string
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select coalesce(string_agg(verb, ' ' order by at, id), '') from audit_events where verb <> 'person.added'`).Scan(&verbs)
	})
	if err != nil {
		t.Fatal(err)
	}
	return verbs
}

func TestAfterThePasswordComesTheCode(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	b := s.Browser(t)
	if p := password(b); p.Path != "/sign-in/code" || p.Says("Ada Admin") {
		t.Fatalf("after the password: %s %s", p.Path, p.Text())
	}
	if p := code(b, s.Code(t, ada)); p.Path != "/admin/years" || !p.Says("Ada Admin") {
		t.Fatalf("after the code: %s %s", p.Path, p.Text())
	}
	b.Post("/sign-out", nil)
	if got := events(t, s); got != "person.password-given person.signed-in person.signed-out" {
		t.Errorf("the trail has %s", got)
	}
}

// Whoever has given the password only reaches no page but the next step, and no set-up of another second factor.
func TestHalfwayReachesNothing(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	b := s.Browser(t)
	password(b)
	for _, path := range []string{"/", "/about", "/official-status", "/home", "/admin", "/admin/people", "/account", "/roles", "/confirm", "/session",
		"/set-up", "/set-up/app", "/set-up/app/qr.svg", "/set-up/passkey", "/no/such/page"} {
		if p := b.Get(path); p.Path != "/sign-in/code" {
			t.Errorf("%s: %d at %s", path, p.Status, p.Path)
		}
	}
	for _, path := range []string{"/admin/people", "/set-up/app", "/set-up/passkey", "/set-up/passkey/options", "/account/password", "/roles", "/session"} {
		if p := b.Post(path, url.Values{"code": {"123456"}}); p.Status != 401 {
			t.Errorf("a form for %s: %d at %s", path, p.Status, p.Path)
		}
	}
	s.Clock.Pass(credential.HalfwayFor + time.Second)
	if p := b.Get("/sign-in/code"); p.Path != "/sign-in" {
		t.Errorf("long after the password: %s", p.Path)
	}
	if p := code(b, s.Code(t, ada)); p.Status != 401 {
		t.Errorf("a code long after the password: %d", p.Status)
	}
	if strings.Contains(events(t, s), "signed-in") {
		t.Error("somebody was signed in")
	}
}

func TestWhoHasNoSecondFactorSetsOneUpAndDoesNothingElse(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	s.WithoutFactor(t, ada)
	b := s.Browser(t)
	if p := password(b); p.Path != "/set-up" || !p.Says("Set up your second factor") {
		t.Fatalf("after the password: %s %s", p.Path, p.Text())
	}
	for _, path := range []string{"/", "/about", "/official-status", "/admin", "/account", "/sign-in/code", "/no/such/page"} {
		if p := b.Get(path); p.Path != "/set-up" && p.Path != "/sign-in" {
			t.Errorf("%s: %d at %s", path, p.Status, p.Path)
		}
	}
	if p := b.Post("/admin/people", url.Values{"email": {"x@example.org"}}); p.Status != 401 {
		t.Errorf("a form: %d", p.Status)
	}
	p := b.SetUpApp()
	if !p.Says("Keep your recovery codes") || !p.Says("Ada Admin") {
		t.Fatalf("after setting up: %d %s", p.Status, p.Text())
	}
	if p := b.Get("/admin"); p.Path != "/admin" {
		t.Errorf("then: %s", p.Path)
	}
	if got := events(t, s); got != "person.password-given factor.recovery-codes-made factor.app-set-up person.signed-in" {
		t.Errorf("the trail has %s", got)
	}
}

// Of two who know a password, only the first sets up a second factor: the other one's is refused.
func TestASecondFactorIsNeverAddedByAPasswordAlone(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	s.WithoutFactor(t, ada)
	thief, owner := s.Browser(t), s.Browser(t)
	password(thief)
	thief.Get("/set-up/app")
	password(owner)
	owner.SetUpApp()
	if p := thief.Get("/set-up/app"); p.Status != 401 {
		t.Errorf("the other one sees %d at %s", p.Status, p.Path)
	}
	if p := thief.Post("/set-up/app", url.Values{"code": {"123456"}}); p.Status != 401 {
		t.Errorf("the other one's form: %d", p.Status)
	}
}

func TestACodeCountsOnceAndNearlyOnTime(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	now := s.CodeNow(t)
	first := s.Browser(t)
	password(first)
	if p := code(first, now); p.Path != "/admin/years" {
		t.Fatalf("a first time: %s %s", p.Path, p.Text())
	}
	second := s.Browser(t)
	password(second)
	if p := code(second, now); p.Status != 422 || !p.Says("has been used already") {
		t.Errorf("a second time: %d %s", p.Status, p.Text())
	}
	for behind, ok := range map[time.Duration]bool{-30 * time.Second: true, 30 * time.Second: true, -60 * time.Second: false, 60 * time.Second: false} {
		s := withAda(t)
		shown := s.CodeNow(t)
		s.Clock.Pass(behind)
		b := s.Browser(t)
		password(b)
		if p := code(b, shown); (p.Path == "/admin/years") != ok {
			t.Errorf("a code of %v: %d at %s", behind, p.Status, p.Path)
		}
	}
}

// What bad input gets: a calm page, a status of 4xx, and nobody is signed in.
func TestBadCodes(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	for name, c := range map[string]struct {
		form   url.Values
		status int
		says   string
	}{
		"no code":                {url.Values{"factor-code": {""}}, 422, "Enter the code"},
		"no field":               {url.Values{}, 422, "Enter the code"},
		"a wrong code":           {url.Values{"factor-code": {"000000"}}, 422, "That code is not right"},
		"letters":                {url.Values{"factor-code": {"abcdef"}}, 422, "That code is not right"},
		"an unknown recovery":    {url.Values{"factor-code": {"1234 5678 9012 3456"}}, 422, "That code is not right"},
		"half a code":            {url.Values{"factor-code": {"123"}}, 422, "That code is not right"},
		"a very long code":       {url.Values{"factor-code": {strings.Repeat("1", 100_000)}}, 422, "That code is not right"},
		"a passkey from nowhere": {url.Values{"factor-passkey": {`{"id":"x"}`}}, 422, "We could not check this passkey"},
		"nonsense for a passkey": {url.Values{"factor-passkey": {"\x00\xff"}}, 422, "We could not check this passkey"},
	} {
		b := s.Browser(t)
		password(b)
		p := b.Post("/sign-in/code", c.form)
		if p.Status != c.status || !p.Says(c.says) {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
		if p := b.Get("/admin"); p.Path == "/admin" {
			t.Errorf("%s: somebody is in", name)
		}
		s.Exec(t, `delete from signin_attempts`)
	}
	if got := events(t, s); strings.Contains(got, "signed-in") || !strings.Contains(got, "person.factor-failed") {
		t.Errorf("the trail has %s", got)
	}
}

func TestCodesAreThrottled(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	b := s.Browser(t)
	password(b)
	for i := range 5 {
		if p := code(b, "000000"); p.Status != 422 {
			t.Fatalf("attempt %d: %d", i+1, p.Status)
		}
	}
	right := s.Code(t, ada)
	if p := code(b, right); p.Status != 429 || p.Header.Get("Retry-After") != "30" || !p.Says("Wait 30 seconds") {
		t.Errorf("after five failures: %d %s", p.Status, p.Text())
	}
	if p := password(s.Browser(t)); p.Status != 429 {
		t.Errorf("the right password does not make the failures forgotten: %d", p.Status)
	}
	s.Clock.Pass(31 * time.Second)
	if p := code(b, s.Code(t, ada)); p.Path != "/admin/years" {
		t.Errorf("after the wait: %d at %s", p.Status, p.Path)
	}
}

func TestARecoveryCodeWorksOnce(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	in := s.SignIn(t, ada)
	made := in.Post("/account/recovery-codes", nil)
	var codes []string
	for n := range made.Root.Descendants() {
		if n.Data == "code" && n.FirstChild != nil {
			codes = append(codes, n.FirstChild.Data)
		}
	}
	if len(codes) != 10 {
		t.Fatalf("%d codes: %s", len(codes), made.Text())
	}
	b := s.Browser(t)
	password(b)
	if p := code(b, codes[0]); p.Path != "/admin/years" || !p.Says("You have nine recovery codes left") {
		t.Fatalf("%d at %s %s", p.Status, p.Path, p.Text())
	}
	again := s.Browser(t)
	password(again)
	if p := code(again, codes[0]); p.Status != 422 {
		t.Errorf("a second time: %d at %s", p.Status, p.Path)
	}
	s.Exec(t, `delete from signin_attempts`)
	in.Post("/account/recovery-codes", nil)
	if p := code(again, codes[1]); p.Status != 422 {
		t.Errorf("one of the old codes, after new ones were made: %d at %s", p.Status, p.Path)
	}
}

// A passkey's ceremony cannot be begun by nobody for somebody, nor finished without a beginning.
func TestAPasskeyFromNowhereOpensNothing(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	b := s.Browser(t)
	for name, form := range map[string]url.Values{
		"nothing": {}, "nonsense": {"factor-passkey": {"nonsense"}}, "an answer to no question": {"factor-passkey": {`{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{}}`}},
	} {
		if p := b.Post("/sign-in/passkey", form); p.Status != 422 || !p.Says("We could not check this passkey") {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
	if p := b.Post("/passkey", nil); p.Status != 401 {
		t.Errorf("options of somebody, for nobody: %d", p.Status)
	}
	if p := b.Post("/sign-in/passkey/options", nil); p.Status != 200 || p.Header.Get("Content-Type") != "application/json" || strings.Contains(p.Source, "allowCredentials\":[{") {
		t.Errorf("options for anybody: %d %s", p.Status, p.Source)
	}
	if got := events(t, s); got != "person.factor-failed person.factor-failed person.factor-failed" {
		t.Errorf("the trail has %s", got)
	}
}

func TestTheDemonstrationShowsTheCode(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 2)
	for range 4 { // faster than codes change
		b := s.Browser(t)
		p := b.Post("/sign-in-as", url.Values{"email": {"priya@demo.invalid"}})
		shown := site.Attr(p.ByID("factor-code"), "value")
		if p.Path != "/sign-in/code" || !p.Says("Demonstration: your code is "+shown) {
			t.Fatalf("%s %s", p.Path, p.Text())
		}
		if p := code(b, shown); p.Status != 200 || !p.Says("Priya Nair") {
			t.Fatalf("%d at %s %s", p.Status, p.Path, p.Text())
		}
	}
	b := s.Browser(t)
	b.Post("/sign-in-as", url.Values{"email": {"priya@demo.invalid"}})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/sign-in/code", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", "192.0.2.7")
	if p := b.Do(req); p.Says("Demonstration: your code") {
		t.Error("the code is told to another machine")
	}
}

// A real site tells no code, whoever asks.
func TestARealSiteShowsNoCode(t *testing.T) {
	t.Parallel()
	s := withAda(t)
	b := s.Browser(t)
	if p := password(b); p.Says("Demonstration") || site.Attr(p.ByID("factor-code"), "value") != "" || strings.Contains(p.Source, s.CodeNow(t)) {
		t.Errorf("%s", p.Text())
	}
}
