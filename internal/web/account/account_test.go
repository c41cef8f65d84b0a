package account_test

import (
	"encoding/xml"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

const (
	ada   = "ada@example.org"
	helen = "helen@example.org"
	dev   = "dev@example.org"
)

// cast is an administrator, and a board member and the secretary of a trust.
func cast(t *testing.T) (s *site.Site, helenID string) {
	t.Helper()
	s = site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Trust(t, "ZZ2", "Dale NHS Trust")
	s.Year(t)
	s.Person(t, ada, "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	s.Person(t, dev, "Dev Rao", site.At("ZZ1", access.BoardSecretary))
	return s, s.Person(t, helen, "Helen Marsh", site.At("ZZ1", access.BoardMember))
}

func TestThePictureIsDrawnForTheOneWhoSetsUp(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	b := s.SignIn(t, helen)
	p := b.Get("/set-up/app")
	if p.Find(func(n *site.Node) bool {
		return n.Data == "img" && site.Attr(n, "src") == "/set-up/app/qr.svg" && site.Attr(n, "alt") != ""
	}) == nil {
		t.Errorf("no picture: %s", p.Source)
	}
	picture := b.Get("/set-up/app/qr.svg")
	if picture.Header.Get("Content-Type") != "image/svg+xml" || picture.Header.Get("Cache-Control") != "no-store" ||
		xml.Unmarshal([]byte(picture.Source), new(struct{})) != nil {
		t.Errorf("%v", picture.Header)
	}
	if again := b.Get("/set-up/app/qr.svg"); again.Source != picture.Source {
		t.Error("the secret changes while somebody sets it up")
	}
	if p := s.Browser(t).Get("/set-up/app/qr.svg"); !strings.HasPrefix(p.Path, "/sign-in") {
		t.Errorf("nobody gets %d at %s", p.Status, p.Path)
	}
}

// The secret is in the database only as a sealed value, and in the session too.
func TestTheSecretIsNowhereInTheDatabase(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	s.WithoutFactor(t, helen)
	b := s.Browser(t)
	b.Post("/sign-in", url.Values{"email": {helen}, "password": {site.Password}})
	p := b.Get("/set-up/app")
	key := p.Find(func(n *site.Node) bool { return n.Data == "code" }).FirstChild.Data
	b.SetUpApp()
	plain := strings.ReplaceAll(key, " ", "")
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		var found bool
		err := tx.QueryRow(t.Context(), `select exists (select from sessions where position(convert_to($1, 'UTF8') in data) > 0 or position(convert_to($2, 'UTF8') in data) > 0)
			or exists (select from app_secrets where position(convert_to($1, 'UTF8') in sealed) > 0)`, plain, key).Scan(&found)
		if found {
			t.Error("the database holds the secret as it is")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnotherPhoneTakesTheOldOnesPlace(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	b := s.SignIn(t, helen)
	if p := b.Post("/set-up/app", url.Values{"code": {"000000"}}); p.Status != 422 {
		t.Fatalf("a wrong code: %d", p.Status)
	}
	old := s.Browser(t)
	if p := old.SignIn(helen, ""); p.Status != 200 || strings.HasPrefix(p.Path, "/sign-in") {
		t.Errorf("before the new code is entered the old app works: %s", p.Path)
	}
	if p := b.SetUpApp(); !p.Says("Your authenticator app is set up") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := s.Browser(t).SignIn(helen, ""); p.Status != 422 {
		t.Errorf("the old app still works: %d at %s", p.Status, p.Path)
	}
}

func TestTheLastSecondFactorStays(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	b := s.SignIn(t, helen)
	if p := b.Post("/account/factors", url.Values{"remove": {"app"}}); p.Status != 409 || !p.Says("Add another one first") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	for _, remove := range []string{"", "zz", "00ff", strings.Repeat("a", 5000)} {
		if p := b.Post("/account/factors", url.Values{"remove": {remove}}); p.Status < 400 || p.Status >= 500 {
			t.Errorf("%.10q: %d", remove, p.Status)
		}
	}
	if p := b.Get("/account"); !p.Says("Set up on 1 March 2027") {
		t.Errorf("the app is gone: %s", p.Text())
	}
}

func TestChangingThePasswordNeedsTheOldOneAndEndsOtherSessions(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	here, there := s.SignIn(t, helen), s.SignIn(t, helen)
	for name, c := range map[string]struct {
		old, wanted, says string
	}{
		"a wrong old one": {"not it", "a new long password", "That is not your password"},
		"no old one":      {"", "a new long password", "That is not your password"},
		"a short one":     {site.Password, "short", "at least 12 characters"},
		"the same":        {site.Password, site.Password, "not the one that you have"},
	} {
		p := here.Post("/account/password", url.Values{"old-password": {c.old}, "password": {c.wanted}})
		if p.Status != 422 || !p.Says(c.says) || strings.Contains(p.Source, `value="`+c.wanted) {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
	if p := here.Post("/account/password", url.Values{"old-password": {site.Password}, "password": {"a new long password"}}); p.Path != "/account" || !p.Says("Your password is changed") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := there.Get("/account"); p.Path == "/account" {
		t.Error("another session goes on")
	}
	if p := s.Browser(t).Post("/sign-in", url.Values{"email": {helen}, "password": {site.Password}}); p.Status != 422 {
		t.Errorf("the old password: %d", p.Status)
	}
}

var newPassword = regexp.MustCompile(`[a-z2-7]{5}(-[a-z2-7]{5}){3}`)

// Given a board member who lost her phone, when the secretary asks and an administrator has made sure who she is, then she
// comes in the same day with what was handed over, reads who did it and why, and sets up another one.
func TestTheLostPhone(t *testing.T) {
	t.Parallel()
	s, helenID := cast(t)
	before := s.SignIn(t, helen)
	secretary := s.SignIn(t, dev)
	const path = "/trusts/ZZ1/lost-phone"
	if p := secretary.Get(path); p.Status != 200 || !p.Says("Helen Marsh") || p.Says("Dev Rao (") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := secretary.Post(path, url.Values{"person": {helenID}}); p.Status != 422 || !p.Says("Say what happened") {
		t.Errorf("without words: %d %s", p.Status, p.Text())
	}
	if p := secretary.Post(path, url.Values{"person": {helenID}, "words": {"Stolen; extension 2214"}}); p.Status != 200 || !p.Says("Stolen; extension 2214") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	admin := s.SignIn(t, ada)
	if p := admin.Get("/admin"); !p.Says("People who cannot sign in") || !p.Says("Dev Rao of Northmoor NHS Trust asks for help for Helen Marsh") {
		t.Errorf("the administrator is not told: %s", p.Text())
	}
	person := "/admin/people/" + helenID
	form := url.Values{"do": {"factor"}, "reason": {"Phone stolen"}, "checked": {"telephone"}, "checked-words": {"Rang the switchboard"}}
	for _, missing := range []string{"reason", "checked", "checked-words"} {
		less := url.Values{}
		for k, v := range form {
			if k != missing {
				less[k] = v
			}
		}
		if p := admin.Post(person, less); p.Status != 422 || !strings.Contains(p.Source, `href="#`+missing+`"`) {
			t.Errorf("without %s: %d %s", missing, p.Status, p.Text())
		}
	}
	if p := before.Get("/account"); p.Path != "/account" {
		t.Error("a form that was refused ended sessions")
	}
	p := admin.Post(person, form)
	password := newPassword.FindString(p.Text())
	if p.Status != 200 || password == "" || !p.Says("None: set up at the next sign-in") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := before.Get("/account"); p.Path == "/account" {
		t.Error("the lost phone's session goes on")
	}
	if p := s.Browser(t).Post("/sign-in", url.Values{"email": {helen}, "password": {site.Password}}); p.Status != 422 {
		t.Errorf("who knew the old password comes as far as %s", p.Path)
	}
	b := s.Browser(t)
	told := b.Post("/sign-in", url.Values{"email": {helen}, "password": {password}})
	if told.Path != "/set-up" || !told.Says("Ada Admin, service administrator, reset your second factor on 1 March 2027") || !told.Says("Phone stolen") || told.Says("switchboard") {
		t.Errorf("she is told at %s: %s", told.Path, told.Text())
	}
	if p := b.SetUpApp(); !p.Says("Keep your recovery codes") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	s.Clock.Pass(credential.FreshFor / 2)
	if p := b.Get("/set-up"); p.Says("was reset") {
		t.Error("she is told a second time")
	}
	if p := admin.Get("/admin"); p.Says("People who cannot sign in") {
		t.Error("the request is still open")
	}
	letters := s.Letters(t)
	if len(letters) != 1 || letters[0].To != helen || !strings.Contains(letters[0].Subject, "second factor") || strings.Contains(letters[0].Text(), password) {
		t.Errorf("letters: %+v", letters)
	}
	s.Exec(t, `do $$ begin assert (select count(*) = 1 from factor_resets where by_name = 'Ada Admin' and checked = 'telephone' and checked_words = 'Rang the switchboard'); end $$`)
	s.Exec(t, `do $$ begin assert (select count(*) = 2 from audit_events where ods_code = 'ZZ1' and verb in ('factor.reset-asked', 'factor.reset')); end $$`)
}

func TestWhoMayAskForHelp(t *testing.T) {
	t.Parallel()
	s, helenID := cast(t)
	s.Person(t, "other@example.org", "Other Lead", site.At("ZZ2", access.Lead))
	ask := url.Values{"person": {helenID}, "words": {"x"}}
	for email, status := range map[string]int{dev: 200, helen: 403, "other@example.org": 404, ada: 404} {
		if p := s.SignIn(t, email).Post("/trusts/ZZ1/lost-phone", ask); p.Status != status {
			t.Errorf("%s: %d", email, p.Status)
		}
	}
	// Somebody of another trust cannot be asked for.
	if p := s.SignIn(t, "other@example.org").Post("/trusts/ZZ2/lost-phone", ask); p.Status != 422 {
		t.Errorf("a person of another trust: %d", p.Status)
	}
}

func TestARequestCanBeDeclinedOnce(t *testing.T) {
	t.Parallel()
	s, helenID := cast(t)
	s.SignIn(t, dev).Post("/trusts/ZZ1/lost-phone", url.Values{"person": {helenID}, "words": {"x"}})
	admin := s.SignIn(t, ada)
	p := admin.Get("/admin/people/" + helenID)
	id := p.Find(func(n *site.Node) bool { return site.Attr(n, "name") == "request" })
	form := url.Values{"do": {"decline"}, "trust": {"ZZ1"}, "request": {site.Attr(id, "value")}}
	if p := admin.Post("/admin/people/"+helenID, form); p.Status != 200 || !p.Says("Nothing was changed for the person") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	if p := admin.Post("/admin/people/"+helenID, form); p.Status != 409 {
		t.Errorf("a second time: %d", p.Status)
	}
	if p := s.Browser(t).SignIn(helen, ""); p.Status >= 400 {
		t.Errorf("she cannot sign in: %d", p.Status)
	}
}

func TestAnAdministratorDoesNotResetTheirOwn(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	var id string
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select id::text from people where email = $1`, ada).Scan(&id)
	})
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"do": {"factor"}, "reason": {"x"}, "checked": {"in person"}, "checked-words": {"x"}}
	if p := s.SignIn(t, ada).Post("/admin/people/"+id, form); p.Status != 409 || !p.Says("Ask another administrator") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}

// A server that lost its key says so where codes are asked for.
func TestALostKeyIsExplained(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	s.Exec(t, `update app_secrets set sealed = '\x01' || decode(repeat('00', 60), 'hex')`)
	b := s.Browser(t)
	b.Post("/sign-in", url.Values{"email": {helen}, "password": {site.Password}})
	if p := b.Post("/sign-in/code", url.Values{"factor-code": {s.CodeNow(t)}}); p.Status != 422 || !p.Says("the server's key was changed") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}
