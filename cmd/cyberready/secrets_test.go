package main

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/site"
)

// The log of a long journey, at the level at which everything is logged, holds none of the secrets that were used in it:
// not when all goes well, and not when a code is wrong, a letter cannot leave or the database is gone.
func TestNoSecretReachesTheLog(t *testing.T) {
	t.Parallel()
	w := found(t)
	w.comeIn()
	w.inviteAndLeave()
	w.loseThings()
	w.backUp()
	w.loseDatabase()

	log := w.log.String()
	for _, line := range w.vault.found(log) {
		t.Errorf("the log gives away %s", line)
	}
	w.proves(log)
}

// proves wants that the journey was one, and that requests are logged by their routes.
func (w town) proves(log string) {
	w.Helper()
	kinds := w.vault.kinds()
	for _, what := range []string{"the cookie session", "the form's field password", "the form's field factor-code", "challenge of a passkey", "recovery code", "seed of an app",
		"link of a letter", "made password", "server key", "password of the database", "password of the mail server", "age identity"} {
		if kinds[what] == 0 {
			w.Errorf("no secret of this kind was used: %s", what)
		}
	}
	routes := map[string]bool{}
	for line := range strings.Lines(log) {
		var l struct{ Msg, Route string }
		if json.Unmarshal([]byte(line), &l) == nil && l.Msg == "request" {
			routes[l.Route] = true
		}
	}
	for _, route := range []string{"/sign-in", "/sign-in/code", "/set-up/app", "/invitations/{token}", "/admin/people/{person}", "/trusts/{ods}/people/invitations", "/account/password"} {
		if !routes[route] {
			w.Errorf("no request for %s is logged", route)
		}
	}
	for route := range routes {
		if strings.ContainsAny(route, "?=%") || strings.Contains(route, "ZZ1") {
			w.Errorf("a path is logged, and not its route: %s", route)
		}
	}
	for _, line := range []string{`"level":"DEBUG"`, "River", "letter not sent", "request failed"} {
		if !strings.Contains(log, line) {
			w.Errorf("the log has no %q, so it proves little", line)
		}
	}
}

// comeIn signs the administrator in, with every kind of mistake, and opens a year.
func (w town) comeIn() {
	w.Helper()
	b := w.browser()
	w.wants(b.Post("/sign-in?next=%2Fadmin", url.Values{"email": {"ada@example.org"}, "password": {"not the password of ada"}, "next": {"/admin"}}), 422, "not right")
	w.wants(b.Post("/sign-in", url.Values{"email": {"nobody@example.org"}, "password": {"the password of nobody"}}), 422, "not right")
	b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	codes := w.setUp(b, "ada@example.org")
	w.wants(b.Post("/admin/years", url.Values{"label": {"2026-27"}, "edition": {"ndg-2023-24"}, "opens-day": {"1"}, "opens-month": {"9"}, "opens-year": {"2026"},
		"deadline-day": {"30"}, "deadline-month": {"6"}, "deadline-year": {"2027"}}), 200, "2026-27")
	b.Post("/sign-out", nil)

	b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	w.wants(b.Post("/sign-in/code", url.Values{"factor-code": {"999999"}}), 422, "not right")
	w.wants(b.Post("/sign-in/code", url.Values{"factor-code": {"9999 8888 7777 6666"}}), 422, "not right")
	w.wants(b.Post("/sign-in/code", url.Values{"factor-code": {w.code("ada@example.org")}}), 200, "Administration")
	other := w.browser()
	other.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	w.wants(other.Post("/sign-in/code", url.Values{"factor-code": {codes[0]}}), 200, "recovery code")
	w.keepCodes(other.Post("/account/recovery-codes", nil))
	w.wants(other.Post("/account/sessions", url.Values{"session": {"others"}}), 200, "Your security")
	w.usePasskey(other)
	forged := w.browser()
	w.wants(forged.Get("/invitations/"+w.vault.keep(w, "forged link", strings.Repeat("Zm9yZ2Vk", 5)+"eHh4")), 404, "")
	w.wants(forged.Get("/nowhere/"+w.vault.keep(w, "secret in a path", "a-token-from-elsewhere")+"?key="+w.vault.keep(w, "secret in a query", "a-key-in-a-query")), 404, "")
}

// inviteAndLeave lets a lead in by a letter's link, who lets a contributor in by one that fails first and is sent again.
func (w town) inviteAndLeave() {
	w.Helper()
	ada := w.browser()
	ada.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	w.forget("ada@example.org")
	w.wants(ada.Post("/sign-in/code", url.Values{"factor-code": {w.code("ada@example.org")}}), 200, "Administration")
	w.wants(ada.Post("/admin/invitations", url.Values{"email": {"priya@example.org"}, "role": {"lead"}, "place": {"ZZ1"}, "checked": {"By telephone, through the switchboard"}}), 200, "on its way")
	link := w.letterTo("priya@example.org", 0)
	priya := w.browser()
	w.wants(priya.Get(link), 200, "Accept the invitation")
	w.wants(priya.Post(link, url.Values{"name": {"Priya Nair"}, "password": {"priya pa"}}), 422, "12 characters")
	priya.Post(link, url.Values{"name": {"Priya Nair"}, "password": {priyaPassword}})
	w.setUp(priya, "priya@example.org")

	w.sink.Refuse("550 5.1.1 tom@example.org unknown; " + w.site.URL + link + " refused")
	w.wants(priya.Post("/trusts/ZZ1/people/invitations", url.Values{"email": {"tom@example.org"}, "role": {"contributor"}}), 200, "on its way")
	w.until("a letter that is refused", func() bool { return strings.Contains(w.log.String(), "letter not sent") })
	w.sink.Refuse("")
	taken := len(w.sink.Messages())
	people := priya.Get("/trusts/ZZ1/people")
	form := people.Find(func(n *html.Node) bool {
		return strings.HasPrefix(site.Attr(n, "action"), "/trusts/ZZ1/people/invitations/")
	})
	w.wants(priya.Post(site.Attr(form, "action"), url.Values{"do": {"again"}}), 200, "")
	again := w.letterTo("tom@example.org", taken)
	tom := w.browser()
	tom.Post(again, url.Values{"name": {"Tom Okafor"}, "password": {tomPassword}})
	w.setUp(tom, "tom@example.org")
	w.wants(priya.Post("/trusts/ZZ1/2026-27/begin", nil), 200, "")
	w.wants(tom.Post("/trusts/ZZ1/2026-27/items/7.1.1", url.Values{"reply": {"yes"}, "text": {"All wards"}, "version": {"0"}}), 200, "")
	w.wants(w.browser().Get(again), 410, "")
	w.wants(priya.Post("/account/password", url.Values{"old-password": {"not the old password"}, "password": {priyaPassword2}}), 422, "not your password")
	w.wants(priya.Post("/account/password", url.Values{"old-password": {priyaPassword}, "password": {priyaPassword2}}), 200, "Your password is changed")
}

// loseThings has an administrator reset a password and a second factor, and look inside.
func (w town) loseThings() {
	w.Helper()
	ada := w.browser()
	ada.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	w.forget("ada@example.org")
	w.wants(ada.Post("/sign-in/code", url.Values{"factor-code": {w.code("ada@example.org")}}), 200, "Administration")
	var person string
	for _, l := range ada.Get("/admin/people?search=tom").Links() {
		if strings.HasPrefix(l, "/admin/people/") {
			person = l
		}
	}
	w.madePassword(ada.Post(person, url.Values{"do": {"reset"}}))
	password := w.madePassword(ada.Post(person, url.Values{"do": {"factor"}, "reason": {"Phone stolen"}, "checked": {"telephone"}, "checked-words": {"Rang the switchboard"}}))
	w.wants(ada.Post("/admin/look-inside", url.Values{"trust": {"ZZ1"}, "reason": {"Answers were lost on Sunday night"}}), 200, "is open to you")
	tom := w.browser()
	w.wants(tom.Post("/sign-in", url.Values{"email": {"tom@example.org"}, "password": {tomPassword}}), 422, "not right")
	tom.Post("/sign-in", url.Values{"email": {"tom@example.org"}, "password": {password}})
	w.setUp(tom, "tom@example.org")
	printed := w.run("", "user", "reset-password", "tom@example.org")
	w.vault.keep(w, "made password", strings.TrimSpace(printed[strings.LastIndex(printed, ": ")+2:]))
}

// backUp waits for the daily backup and opens it, with the right key and with one that does not fit.
func (w town) backUp() {
	w.Helper()
	var file string
	w.until("the daily backup", func() bool {
		list, _ := filepath.Glob(filepath.Join(w.backups, "cyberready-*.age"))
		if len(list) > 0 {
			file = list[0]
		}
		return file != ""
	})
	w.run("", "backup", "restore", file, "--identity", w.identity)
	other := filepath.Join(w.backups, "other.key")
	w.run("", "backup", "key", other)
	w.keepFile("age identity", other)
	if _, status := w.try("", "backup", "restore", file, "--identity", other); status != 1 {
		w.Errorf("a key that does not fit: exit status %d", status)
	}
}

// loseDatabase takes the database away under people's hands, brings it back, and starts a command with an address that
// cannot be.
func (w town) loseDatabase() {
	w.Helper()
	b := w.browser()
	b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	back := w.site.LoseDatabase(w)
	w.wants(b.Post("/sign-in/code", url.Values{"factor-code": {w.code("ada@example.org")}}), 503, "")
	w.wants(b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}}), 503, "")
	if _, status := w.try("", "user", "list"); status != 1 {
		w.Errorf("without a database: exit status %d", status)
	}
	back()
	wrong := w.program
	for _, address := range []string{"postgres://cyberready:hunter2-of-postgres@localhost:port/x", "postgres://cyberready:hunter2-of-postgres@[::1/x",
		"host=localhost port=1 user=cyberready password=hunter2-of-postgres connect_timeout=5", "password=hunter2-of-postgres port=much"} {
		wrong.env = append(slices.Clone(w.env), "DATABASE_URL="+address)
		if _, status := wrong.try("", "user", "list"); status != 1 {
			w.Errorf("with an address that cannot be: exit status %d", status)
		}
	}
	w.stop()
}
