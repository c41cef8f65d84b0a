package backup_test

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
	"cyberready/internal/store"
	"cyberready/migrations"
)

// A backup of an older schema goes into a database of that schema, which is then brought up to date.
func TestAnOlderSchemaIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	from, to := empty(t), empty(t)
	older := before(t, store.Latest())
	if err := store.MigrateTo(t.Context(), from.OwnerURL, older); err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), from.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), `insert into trusts (ods_code, name, region_code) values ('ZZ1', E'Moor\tand \\ Dale\nTrust', 'ZZR')`); err != nil {
		t.Fatal(err)
	}
	r, err := backup.Restore(t.Context(), to, create(t, backup.Source{OwnerURL: from.OwnerURL}), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.SchemaStatus(t.Context(), to.OwnerURL)
	if err != nil || !s.Current() || r.Schema != older {
		t.Errorf("schema %+v of a backup with %d, %v", s, r.Schema, err)
	}
	if name := one[string](t, to.OwnerURL, `select name from trusts`); name != "Moor\tand \\ Dale\nTrust" {
		t.Errorf("the name came back as %q", name)
	}
}

// before gives the schema version before another: numbers may be left out.
func before(t *testing.T, version uint) uint {
	t.Helper()
	for v := version - 1; v > 0; v-- {
		if found, err := fs.Glob(migrations.Files, fmt.Sprintf("%06d_*.up.sql", v)); err != nil || len(found) > 0 {
			return v
		}
	}
	t.Fatalf("no schema before %d", version)
	return 0
}

// crafted writes an archive by hand.
func crafted(t *testing.T, h archive.Head) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crafted")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := archive.NewWriter(f, nil, h)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range h.Tables {
		if err := w.Table(table.Name, nothing); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func nothing(io.Writer) (int64, error) { return 0, nil }

func TestASchemaThatDoesNotFitIsRefused(t *testing.T) {
	t.Parallel()
	to := empty(t)
	latest := store.Latest()
	for _, test := range []struct {
		name string
		head archive.Head
		want string
	}{
		{"newer", archive.Head{Schema: latest + 1}, "use a newer program"},
		{"a table is missing", archive.Head{Schema: latest}, "lacks the table"},
		{"an unknown table", archive.Head{Schema: latest, Tables: []archive.Table{{Name: "pg_authid", Columns: []string{"rolname"}}}}, "does not fit"},
		{"other columns", archive.Head{Schema: latest, Tables: []archive.Table{{Name: "service", Columns: []string{"demo"}}}}, "does not fit"},
	} {
		_, err := backup.Restore(t.Context(), to, crafted(t, test.head), nil)
		if f := fault.As(err); f == nil || !strings.Contains(f.Sentence, test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if s, err := store.SchemaStatus(t.Context(), to.OwnerURL); err != nil || !s.Current() {
			t.Errorf("%s: the schema is left at %+v, %v", test.name, s, err)
		}
	}
}
