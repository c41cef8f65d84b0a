package site

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/store"
)

// Everywhere is a scope that sees every trust.
var Everywhere = store.System("test")

// Exec runs SQL as the owner, for what a test has to find in place.
func (s *Site) Exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// LoseDatabase takes the database away from the site, until the function that it gives is called.
func (s *Site) LoseDatabase(t testing.TB) (back func()) {
	t.Helper()
	cfg, err := pgx.ParseConfig(s.DBURL)
	if err != nil {
		t.Fatal(err)
	}
	database := pgx.Identifier{cfg.Database}.Sanitize()
	do := func(sql string, args ...any) {
		t.Helper()
		other := cfg.Copy()
		other.Database = "postgres"
		c, err := pgx.ConnectConfig(t.Context(), other)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(context.WithoutCancel(t.Context()))
		if _, err := c.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`alter database ` + database + ` allow_connections false`)
	do(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, cfg.Database)
	return func() { t.Helper(); do(`alter database ` + database + ` allow_connections true`) }
}
