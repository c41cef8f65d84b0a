package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/testkit/site"
	"cyberready/internal/testkit/smtpsink"
)

// The server's key is changed as the README says: the new one stands above the old one, people sign in with the apps that
// they have, and when everybody has, the old one is taken away.
func TestTheServersKeyIsChangedUnderPeoplesApps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := town{T: t, vault: &vault{secrets: map[string]string{}}, sink: smtpsink.New(t), seeds: map[string][]byte{}}
	db := pgtest.New(t).URL
	w.program = program{t: t, log: &output{}, env: []string{"DATABASE_URL=" + db, "CYBERREADY_DATA_DIR=" + dir}}
	w.run(adaPassword, "user", "add", "ada@example.org", "--name", "Ada Admin", "--role", "administrator", "--password-stdin")
	key := filepath.Join(dir, "keys", "server.key")
	clock := &site.Clock{}
	clock.Set(time.Now())
	serve := func() (stop func()) {
		address, stop := w.serve()
		w.site = &site.Site{URL: address, DBURL: db, Clock: clock}
		return stop
	}
	comeIn := func() {
		t.Helper()
		b := w.browser()
		b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
		w.forget("ada@example.org")
		w.wants(b.Post("/sign-in/code", url.Values{"factor-code": {w.code("ada@example.org")}}), 200, "Administration")
	}
	sealed := func() (kept []byte) {
		t.Helper()
		c, err := pgx.Connect(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(context.Background())
		if err := c.QueryRow(t.Context(), `select sealed from app_secrets`).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		return kept
	}

	stop := serve()
	b := w.browser()
	b.Post("/sign-in", url.Values{"email": {"ada@example.org"}, "password": {adaPassword}})
	w.setUp(b, "ada@example.org")
	stop()
	before := sealed()
	old, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	secret := make([]byte, 32)
	rand.Read(secret)
	newest := base64.StdEncoding.EncodeToString(secret) + "\n"

	if err := os.WriteFile(key, append([]byte(newest), old...), 0o600); err != nil {
		t.Fatal(err)
	}
	stop = serve()
	if !bytes.Equal(sealed(), before) {
		t.Error("the secret was sealed anew before anybody came")
	}
	comeIn()
	stop()
	after := sealed()
	if bytes.Equal(after, before) {
		t.Error("the secret is still sealed with the old key")
	}

	if err := os.WriteFile(key, []byte(newest), 0o600); err != nil {
		t.Fatal(err)
	}
	stop = serve()
	comeIn()
	stop()
	if !bytes.Equal(sealed(), after) {
		t.Error("the secret was sealed a second time with the same key")
	}
}
