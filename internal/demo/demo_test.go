package demo_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/framework"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/demo"
	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/web/page"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func load(t *testing.T, trusts int) (*pgx.Conn, string) {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	url := pgtest.New(t).URL
	if err := demo.Load(t.Context(), url, demo.Options{Pack: packs[0], Trusts: trusts, Now: now, Today: page.Today(now)}, io.Discard); err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(t.Context()) })
	return c, url
}

func one[T any](t *testing.T, c *pgx.Conn, sql string, args ...any) (v T) {
	t.Helper()
	if err := c.QueryRow(t.Context(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

func TestEverythingIsFictionalAndMarked(t *testing.T) {
	t.Parallel()
	c, _ := load(t, 40)
	if n := one[int](t, c, `select count(*) from trusts where ods_code not like 'ZZ%' or region_code not like 'ZZ%' or icb_code not like 'ZZ%'`); n > 0 {
		t.Errorf("%d trusts have a code that could be real", n)
	}
	if n := one[int](t, c, `select count(distinct name) from trusts`); n != 40 {
		t.Errorf("%d different names for 40 trusts", n)
	}
	if !one[bool](t, c, `select demo from service`) {
		t.Error("the database is not marked as a demonstration")
	}
	if n := one[int](t, c, `select count(*) from people where email not like '%@demo.invalid'`); n > 0 {
		t.Errorf("%d people have an address that could be real", n)
	}
	if n := one[int](t, c, `select count(*) from credentials where password_hash <> ''`); n > 0 {
		t.Errorf("%d accounts of the demonstration have a password", n)
	}
}

func TestThePoliciesAreForcedAgain(t *testing.T) {
	t.Parallel()
	c, _ := load(t, 3)
	if n := one[int](t, c, `select count(*) from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`); n > 0 {
		t.Errorf("%d tables are left without forced policies", n)
	}
}

func TestSnapshotsAreRealFreezes(t *testing.T) {
	t.Parallel()
	c, _ := load(t, 12)
	rows, err := c.Query(t.Context(), `select document, sha256 from snapshots`)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for rows.Next() {
		var document []byte
		var hash string
		if err := rows.Scan(&document, &hash); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(document)
		if hex.EncodeToString(sum[:]) != hash {
			t.Errorf("a snapshot does not have its hash %s", hash)
		}
		s, err := snapshot.Decode(document)
		if err != nil || !s.Demo {
			t.Errorf("snapshot %s: demonstration %v (%v)", hash[:12], s.Demo, err)
		}
		n++
	}
	if rows.Err() != nil || n < 24 {
		t.Errorf("%d snapshots of 12 trusts (%v)", n, rows.Err())
	}
}

func TestTheMixIsBelievable(t *testing.T) {
	t.Parallel()
	c, _ := load(t, 120)
	finals := func(cycle string) int {
		return one[int](t, c, `select count(*) from publications where kind = 'final' and cycle = $1`, cycle)
	}
	if finals("2025-26") != 120 || finals("2024-25") != 120 {
		t.Errorf("finals of the earlier years: %d and %d, want 120 each", finals("2025-26"), finals("2024-25"))
	}
	if n := finals("2026-27"); n < 10 || n > 50 {
		t.Errorf("%d of 120 published this year", n)
	}
	for what, sql := range map[string]string{
		"trusts that have not begun":          `select 120 - count(*) from progress where cycle = '2026-27'`,
		"trusts with the board":               `select count(*) from assessments where cycle = '2026-27' and stage = 'with the board'`,
		"trusts with everything in place":     `select count(*) from publications where kind = 'final' and in_place = mandatory`,
		"publications without a signature":    `select count(*) from publications where not signed`,
		"refusals":                            `select count(*) from signatures where decision = 'declined'`,
		"drafts that stood still three weeks": `select count(*) from progress where cycle = '2026-27' and changed_on < date '2026-11-24' - 21`,
		"proofs that have lapsed":             `select count(*) from proofs where dated < date '2025-11-24'`,
	} {
		if n := one[int](t, c, sql); n == 0 {
			t.Errorf("there are no %s", what)
		}
	}
	better := one[bool](t, c, `select (select sum(in_place) from publications where kind = 'final' and cycle = '2025-26')
		> (select sum(in_place) from publications where kind = 'final' and cycle = '2024-25')`)
	if !better {
		t.Error("the second year is no better than the first")
	}
	if n := one[int](t, c, `select count(*) from (select item from publication_items where cycle = '2025-26' and counted
		group by item having count(*) filter (where state = 'not in place') > 40) x`); n < 3 {
		t.Errorf("only %d items are missed by a third of all", n)
	}
}

func TestTheSameDayMakesTheSameDemonstration(t *testing.T) {
	t.Parallel()
	a, _ := load(t, 4)
	b, _ := load(t, 4)
	const hashes = `select string_agg(sha256, ' ' order by ods_code, cycle, version) from snapshots`
	if one[string](t, a, hashes) != one[string](t, b, hashes) {
		t.Error("two loads on the same day differ")
	}
}

func TestItFillsAnEmptyDatabaseOnly(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error { return tx.SetMark(t.Context(), store.Real, now) }); err != nil {
		t.Fatal(err)
	}
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	err = demo.Load(t.Context(), url, demo.Options{Pack: packs[0], Trusts: 2, Now: now, Today: page.Today(now)}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "holds real data") {
		t.Errorf("a real database was filled with inventions: %v", err)
	}
}
