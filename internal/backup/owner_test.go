package backup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
)

// With a Postgres of one's own the owner is often no superuser. What policies would hide from it is an error and not a
// backup that lacks rows; with leave to see them it can; and it can restore without.
func TestAnOwnerWhoIsNoSuperuser(t *testing.T) {
	t.Parallel()
	super := pgtest.Empty(t).URL
	c, err := pgx.Connect(t.Context(), super)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	role := "owner_" + strings.ReplaceAll(store.NewID(), "-", "")
	exec := func(sql string) {
		t.Helper()
		if _, err := c.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	config, err := pgx.ParseConfig(super)
	if err != nil {
		t.Fatal(err)
	}
	exec(`create role ` + role + ` login`)
	exec(`grant ` + store.ServeRole + ` to ` + role)
	exec(fmt.Sprintf(`alter database %s owner to %s`, pgx.Identifier{config.Database}.Sanitize(), role))
	defer exec(`drop role ` + role)
	defer exec(`drop owned by ` + role)
	defer exec(fmt.Sprintf(`alter database %s owner to current_user`, pgx.Identifier{config.Database}.Sanitize()))
	url := fmt.Sprintf("host=%s port=%d dbname=%s user=%s", config.Host, config.Port, config.Database, role)

	s, _ := filled(t)
	path := create(t, s)
	to := backup.Target{OwnerURL: url, DataDir: t.TempDir()}
	if _, err := backup.Restore(t.Context(), to, path, nil); err != nil {
		t.Fatal(err)
	}
	_, err = backup.Create(t.Context(), backup.Source{OwnerURL: url}, path+"2", nil)
	if f := fault.As(err); f == nil || !strings.Contains(f.Sentence, "bypassrls") {
		t.Errorf("a backup that policies would make smaller: %v", err)
	}
	exec(`alter role ` + role + ` bypassrls`)
	if err := backup.Compare(t.Context(), to, path, nil); err != nil {
		t.Error(err)
	}
}
