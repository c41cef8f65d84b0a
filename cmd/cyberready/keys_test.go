package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
)

func TestAServerHasTheKeysOfItsDatabaseOrDoesNotServe(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	const variable = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	o, own, other := &opened{DB: db}, &database{DataDir: t.TempDir()}, &database{DataDir: t.TempDir()}
	for _, c := range []struct {
		name string
		serveCmd
		d    *database
		says string // empty: it serves
	}{
		{"on a database of others, without a place for keys", serveCmd{}, &database{DatabaseURL: "postgres://…"}, "--data-dir"},
		{"with a key that is none", serveCmd{Keys: "hunter2"}, own, "openssl rand -base64 32"},
		{"the first time", serveCmd{}, own, ""},
		{"again", serveCmd{}, own, ""},
		{"a second server with a key of its own", serveCmd{}, other, "another key"},
		{"a second server with a key in a variable", serveCmd{Keys: variable}, other, "another key"},
		{"with a key that is said to be new", serveCmd{Keys: variable, NewKey: true}, other, ""},
		{"and again", serveCmd{Keys: variable}, other, ""},
	} {
		k, err := c.secrets(t.Context(), c.d, o)
		if c.says == "" {
			if err != nil || len(k.IDs()) != 1 {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if f := fault.As(err); f == nil || !strings.Contains(f.Sentence, c.says) || strings.Contains(f.Error(), "hunter2") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if about, err := os.Stat(filepath.Join(own.DataDir, keys.File)); err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("the key's file: %v %v", about, err)
	}
}

func TestADemonstrationNeedsNoKeys(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	d := &database{DataDir: t.TempDir()}
	for range 2 {
		if _, err := (serveCmd{Demo: true}).secrets(t.Context(), d, &opened{DB: db}); err != nil {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(d.DataDir); len(left) != 0 {
		t.Errorf("it made %v", left)
	}
}
