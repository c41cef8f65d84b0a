package jobs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"cyberready/internal/testkit/pgtest"
)

// The queue's tables in our migrations are those that the pinned river would make: a newer one that changes them fails
// here first. Its own list of migrations is left out, for ours has that part.
func TestTheQueueIsWhatRiverWouldMake(t *testing.T) {
	t.Parallel()
	theirs := pgtest.Empty(t).URL
	pool, err := pgxpool.New(t.Context(), theirs)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Migrate(t.Context(), rivermigrate.DirectionUp, nil); err != nil {
		t.Fatal(err)
	}
	want, got := shape(t, theirs), shape(t, pgtest.New(t).URL)
	if len(want) < 30 {
		t.Fatalf("only %d facts about river's tables", len(want))
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("we lack: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("river lacks: %s", g)
		}
	}
}

// shape lists columns, constraints, indexes and functions of the queue, a line each.
func shape(t *testing.T, url string) []string {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	const sql = `with t as (select oid, relname, relpersistence from pg_class
			where relnamespace = 'public'::regnamespace and relkind = 'r' and relname like 'river\_%' and relname <> 'river_migration')
		select 'table ' || relname || ' ' || relpersistence::text from t
		union all select 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' ||
			coalesce(pg_get_expr(d.adbin, d.adrelid), '') from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
			left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
		union all select 'constraint ' || t.relname || '.' || c.conname || ' ' || pg_get_constraintdef(c.oid) from t join pg_constraint c on c.conrelid = t.oid
			where c.contype <> 'n'
		union all select 'index ' || pg_get_indexdef(i.indexrelid) from t join pg_index i on i.indrelid = t.oid
		union all select 'word ' || e.enumlabel from pg_enum e join pg_type y on y.oid = e.enumtypid where y.typname = 'river_job_state'
		union all select 'function ' || p.proname || ' ' || pg_get_function_arguments(p.oid) || ' ' || p.provolatile::text || ' ' || p.prosrc from pg_proc p
			where p.proname like 'river%'`
	rows, err := c.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range lines {
		lines[i] = strings.ToLower(strings.Join(strings.Fields(l), " "))
	}
	return lines
}
