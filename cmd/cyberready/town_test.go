package main

import (
	"encoding/base32"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/edge/totp"
	"cyberready/internal/testkit/device"
	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/testkit/site"
	"cyberready/internal/testkit/smtpsink"
)

// What the people of the journey type.
const (
	adaPassword    = "ada chose these words herself"
	priyaPassword  = "priya picked other words"
	priyaPassword2 = "priya picked newer words"
	tomPassword    = "tom has four words too"
)

// town is a served site, the secrets that are used in it, and all that it logs.
type town struct {
	*testing.T
	program
	vault    *vault
	site     *site.Site
	sink     *smtpsink.Sink
	seeds    map[string][]byte // of authenticator apps, by e-mail address
	backups  string            // the folder of daily backups
	identity string            // the file that opens them
	stop     func()
}

// found makes a service with secrets of its own, and serves it.
func found(t *testing.T) town {
	t.Helper()
	w := town{T: t, vault: &vault{secrets: map[string]string{}}, sink: smtpsink.New(t), seeds: map[string][]byte{}}
	db, err := url.Parse(pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	db.User = url.UserPassword(db.User.Username(), w.vault.keep(t, "password of the database", "hunter2-of-postgres"))
	mail := strings.Replace(w.sink.URL(), "smtp://", "smtp://postman:"+w.vault.keep(t, "password of the mail server", "hunter3-of-smtp")+"@", 1)
	dir := t.TempDir()
	w.backups, w.identity = t.TempDir(), filepath.Join(dir, "backup.key")
	w.program = program{t: t, log: &output{}, env: []string{"DATABASE_URL=" + db.String(), "CYBERREADY_DATA_DIR=" + dir, "CYBERREADY_SMTP_URL=" + mail,
		"CYBERREADY_MAIL_FROM=readiness@example.org"}}
	recipient := strings.TrimSpace(w.run("", "backup", "key", w.identity))
	w.keepFile("age identity", w.identity)
	w.run("", "import", "trusts", w.file(dir, "etr.csv", `"ZZ1","MOOR NHS TRUST","ZZA","ZZQ","1 HIGH STREET","","","MOORTON","","ZZ1 1ZZ","20010401","","","","","","","","","","","","","","","",""`+"\n"))
	w.run(w.vault.keep(t, "typed password", adaPassword), "user", "add", "ada@example.org", "--name", "Ada Admin", "--role", "administrator", "--password-stdin")
	made := w.run("", "user", "add", "sam@example.org", "--name", "Sam Keane", "--role", "analyst")
	w.vault.keep(t, "made password", strings.TrimSpace(made[strings.LastIndex(made, ": ")+2:]))

	var address string
	address, w.stop = w.serve("--log-format", "json", "--log-level", "debug", "--backup-to", w.backups, "--backup-recipient", recipient)
	w.keepFile("server key", filepath.Join(dir, "keys", "server.key"))
	clock := &site.Clock{}
	clock.Set(time.Now())
	w.site = &site.Site{URL: address, DBURL: db.String(), Clock: clock}
	return w
}

// file writes a file of the journey.
func (w town) file(dir, name, text string) string {
	w.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
	return path
}

// keepFile remembers the secret in the last line of a file.
func (w town) keepFile(what, path string) {
	w.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		w.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	w.vault.keep(w, what, lines[len(lines)-1])
}

func (w town) browser() *site.Browser { return w.site.Browser(w).Through(w.vault) }

// wants fails the test unless a page has a status and says something.
func (w town) wants(p *site.Page, status int, says string) *site.Page {
	w.Helper()
	if p.Status != status || !p.Says(says) {
		w.Fatalf("%d at %s, want %d and %q:\n%s", p.Status, p.Path, status, says, p.Text())
	}
	return p
}

// setUp sets up an authenticator app in a browser that is led to it, and keeps its seed and the recovery codes.
func (w town) setUp(b *site.Browser, email string) (codes []string) {
	w.Helper()
	p := b.Get("/set-up/app")
	key := p.Find(func(n *site.Node) bool { return n.Data == "code" && site.Attr(n, "class") == "app-code" })
	if key == nil {
		w.Fatalf("no app can be set up at %s: %s", p.Path, p.Text())
	}
	w.vault.keep(w, "seed of an app", key.FirstChild.Data)
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(key.FirstChild.Data, " ", ""))
	if err != nil {
		w.Fatal(err)
	}
	w.seeds[email] = secret
	b.Get("/set-up/app/qr.svg")
	w.wants(b.Post("/set-up/app", url.Values{"code": {"000000"}}), 422, "not what your app should show")
	w.site.Clock.Set(time.Now())
	return w.keepCodes(b.SetUpApp())
}

// keepCodes remembers the recovery codes on a page.
func (w town) keepCodes(p *site.Page) (codes []string) {
	w.Helper()
	for _, code := range regexp.MustCompile(`\d{4} \d{4} \d{4} \d{4}`).FindAllString(p.Text(), -1) {
		codes = append(codes, w.vault.keep(w, "recovery code", code))
	}
	if len(codes) != 10 {
		w.Fatalf("%d recovery codes at %s: %s", len(codes), p.Path, p.Text())
	}
	return codes
}

// code gives what somebody's app shows in the next half minute: each counts once, and the server bears a clock that is fast.
func (w town) code(email string) string {
	w.Helper()
	step := totp.StepAt(time.Now()) + 1
	code, err := totp.Code(w.seeds[email], step)
	if err != nil {
		w.Fatal(err)
	}
	return code
}

// letterTo waits for a letter with a link, and gives its path.
func (w town) letterTo(email string, before int) string {
	w.Helper()
	for range 600 {
		for _, m := range w.sink.Messages()[before:] {
			if text, _ := m.Parts(w); m.To == email {
				_, path, ok := strings.Cut(text, w.site.URL)
				if path, _, _ = strings.Cut(path, "\n"); ok && strings.HasPrefix(path, "/invitations/") {
					w.vault.keep(w, "link of a letter", strings.TrimPrefix(path, "/invitations/"))
					return path
				}
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.Fatalf("no letter to %s:\n%s", email, w.log)
	return ""
}

// madePassword remembers the new password on a page.
func (w town) madePassword(p *site.Page) string {
	w.Helper()
	made := p.Find(func(n *site.Node) bool { return n.Data == "code" && site.Attr(n, "class") == "app-code" })
	if made == nil {
		w.Fatalf("no new password at %s: %s", p.Path, p.Text())
	}
	return w.vault.keep(w, "made password", made.FirstChild.Data)
}

// forget lets half a minute pass for somebody's app: its next code counts again.
func (w town) forget(email string) {
	w.Helper()
	c, err := pgx.Connect(w.Context(), w.site.DBURL)
	if err == nil {
		_, err = c.Exec(w.Context(), `update app_secrets set last_step = 0 where person_id = (select id from people where email = $1)`, email)
		_ = c.Close(w.Context())
	}
	if err != nil {
		w.Fatal(err)
	}
}

// until waits for what the server does behind the pages.
func (w town) until(what string, done func() bool) {
	w.Helper()
	for range 1200 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.Fatalf("waited in vain for %s:\n%s", what, w.log)
}

// usePasskey adds a passkey in a browser in which somebody is signed in, and signs in with it in another, after an answer to
// something else.
func (w town) usePasskey(b *site.Browser) {
	w.Helper()
	d := device.New(w)
	d.Site, d.Origin = "localhost", w.site.URL
	ask := func(b *site.Browser, path string) []byte {
		w.Helper()
		p := b.Post(path, nil)
		var options struct{ Challenge string }
		if err := json.Unmarshal([]byte(p.Source), &options); err != nil || p.Status != 200 {
			w.Fatalf("%s: %d %s", path, p.Status, p.Source)
		}
		w.vault.keep(w, "challenge of a passkey", options.Challenge)
		return []byte(p.Source)
	}
	first := ask(b, "/set-up/passkey/options")
	w.wants(b.Post("/set-up/passkey", url.Values{"name": {"Phone"}, "factor-passkey": {string(d.Create(first))}}), 200, "Your passkey is set up")
	in := w.browser()
	ask(in, "/sign-in/passkey/options")
	w.wants(in.Post("/sign-in/passkey", url.Values{"factor-passkey": {string(d.Get(first))}}), 422, "could not check this passkey")
	w.wants(in.Post("/sign-in/passkey", url.Values{"factor-passkey": {string(d.Get(ask(in, "/sign-in/passkey/options")))}}), 200, "Administration")
}
