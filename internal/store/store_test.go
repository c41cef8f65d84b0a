package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
)

func open(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

func lead(ods string) store.Scope {
	return store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Priya", Role: access.Lead, Reach: access.ReachTrust, Place: ods}, store.Origin{Address: "127.0.0.1", RequestID: "r"})
}

// Every table that belongs to a trust shows nothing to a query without a scope, and refuses every row. The test goes
// through the catalogue, so that a new table without a policy fails it.
func TestWithoutAScopeNoRowIsSeen(t *testing.T) {
	t.Parallel()
	db := open(t)
	ctx := t.Context()
	rows, err := db.Pool.Query(ctx, `select c.relname::text, c.relrowsecurity and c.relforcerowsecurity,
		exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'ods_code' and a.attnum > 0),
		coalesce((select a.attname = 'ods_code' from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
			where i.indrelid = c.oid and i.indisprimary), false)
		from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	type table struct {
		Name             string
		Secured, OfTrust bool
		KeyedByTrust     bool
	}
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[table])
	if err != nil {
		t.Fatal(err)
	}
	open := []string{"schema_migrations", "sessions"} // no trust's, and no person's words
	keyedByOther := []string{"roles"}                 // a role may belong to a region or to the service
	checked := 0
	for _, tab := range tables {
		if slices.Contains(open, tab.Name) {
			continue
		}
		if !tab.Secured {
			t.Errorf("table %s has no forced row-level security", tab.Name)
		}
		if tab.OfTrust && !tab.KeyedByTrust && !slices.Contains(keyedByOther, tab.Name) {
			t.Errorf("table %s has an ODS code, but not first in its primary key", tab.Name)
		}
		checked++
	}
	if checked < 25 {
		t.Errorf("only %d tables checked", checked)
	}
	var super, bypass, owns bool
	if err := db.Pool.QueryRow(ctx, `select rolsuper, rolbypassrls, exists (select from pg_class where relowner = r.oid)
		from pg_roles r where rolname = current_user`).Scan(&super, &bypass, &owns); err != nil {
		t.Fatal(err)
	}
	if super || bypass || owns {
		t.Errorf("the serving role: superuser %v, bypasses policies %v, owns relations %v", super, bypass, owns)
	}
}

func TestScopesSeeTheirOwnTrustOnly(t *testing.T) {
	t.Parallel()
	db := open(t)
	ctx := t.Context()
	for _, ods := range []string{"ZZ1", "ZZ2"} {
		err := db.InTx(ctx, lead(ods), func(tx *store.Tx) error {
			return tx.Record(ctx, audit.Event{Verb: audit.AnswerSaved, Trust: ods, Object: "1.1.1"}, now)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	count := func(s store.Scope) (n int) {
		t.Helper()
		err := db.InSnapshot(ctx, s, func(tx *store.Tx) error {
			return tx.QueryRow(ctx, `select count(*) from audit_events`).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	analyst := store.ScopeOf(access.Actor{Person: store.NewID(), Role: access.Analyst, Reach: access.ReachNation}, store.Origin{})
	for name, c := range map[string]struct {
		scope store.Scope
		want  int
	}{"own trust": {lead("ZZ1"), 1}, "third trust": {lead("ZZ3"), 0}, "nation": {analyst, 0}, "nobody": {store.Scope{}, 0}, "system": {store.System("test"), 2}} {
		if got := count(c.scope); got != c.want {
			t.Errorf("%s sees %d events, want %d", name, got, c.want)
		}
	}
	err := db.InTx(ctx, lead("ZZ1"), func(tx *store.Tx) error {
		return tx.Record(ctx, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ2"}, now)
	})
	if err == nil {
		t.Error("a lead of ZZ1 wrote into the trail of ZZ2")
	}
}

func TestTheTrailCannotBeChanged(t *testing.T) {
	t.Parallel()
	db := open(t)
	ctx := t.Context()
	for _, sql := range []string{`update audit_events set note = 'x'`, `delete from audit_events`, `truncate audit_events`} {
		err := db.InTx(ctx, store.System("test"), func(tx *store.Tx) error { _, err := tx.Exec(ctx, sql); return err })
		if err == nil {
			t.Errorf("the serving role may: %s", sql)
		}
	}
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	t.Parallel()
	db := open(t)
	ctx := t.Context()
	wanted := errors.New("on purpose")
	err := db.InTx(ctx, lead("ZZ1"), func(tx *store.Tx) error {
		if err := tx.Record(ctx, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"}, now); err != nil {
			return err
		}
		return wanted
	})
	if !errors.Is(err, wanted) {
		t.Fatalf("error %v", err)
	}
	var n int
	err = db.InSnapshot(ctx, store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `select count(*) from audit_events`).Scan(&n)
	})
	if err != nil || n != 0 {
		t.Errorf("%d events after a rollback (%v)", n, err)
	}
}

func TestDaysComeBackAsTheyWent(t *testing.T) {
	t.Parallel()
	db := open(t)
	for _, want := range []day.Day{{}, day.Of(2027, 6, 30), day.Of(1999, 12, 31)} {
		var got day.Day
		err := db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `select $1::date`, want).Scan(&got)
		})
		if err != nil || got != want {
			t.Errorf("%q came back as %q (%v)", want, got, err)
		}
	}
}

func TestALostDatabaseIsUnavailable(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), "postgres://nobody@/nowhere?host=/nonexistent/folder&port=1&connect_timeout=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.InTx(context.Background(), lead("ZZ1"), func(*store.Tx) error { return nil })
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("kind %v (%v), want Unavailable", fault.KindOf(err), err)
	}
}

func TestEveryMigrationHasAWayBack(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t).URL
	ctx := t.Context()
	for i := range 2 { // down to nothing and up again: a way back that leaves something behind fails the second way up
		if err := store.Migrate(ctx, url); err != nil {
			t.Fatalf("up, time %d: %v", i+1, err)
		}
		s, err := store.SchemaStatus(ctx, url)
		if err != nil || !s.Current() || s.Version == 0 {
			t.Fatalf("after up: %+v (%v)", s, err)
		}
		if err := store.MigrateDown(ctx, url, int(store.Latest())); err != nil {
			t.Fatalf("down: %v", err)
		}
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t).URL
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(t.Context(), `update schema_migrations set version = 999999`); err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context(), url); err == nil {
		t.Error("a schema from the future was accepted")
	}
}

func TestADatabaseIsMarkedOnce(t *testing.T) {
	t.Parallel()
	db := open(t)
	set := func(m store.Mark) error {
		return db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error { return tx.SetMark(t.Context(), m, now) })
	}
	if m, err := db.Mark(t.Context()); err != nil || m != store.Unmarked {
		t.Fatalf("a new database is marked %q (%v)", m, err)
	}
	if err := set(store.Real); err != nil {
		t.Fatal(err)
	}
	if err := set(store.Real); err != nil {
		t.Errorf("the same mark again: %v", err)
	}
	if fault.KindOf(set(store.Demonstration)) != fault.Conflict {
		t.Error("a real database became a demonstration")
	}
	if m, err := db.Mark(t.Context()); err != nil || m != store.Real {
		t.Errorf("marked %q (%v), want real", m, err)
	}
}
