package pgtest_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
)

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestNewGivesTheCurrentSchema(t *testing.T) {
	t.Parallel()
	schema, err := store.SchemaStatus(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	if !schema.Current() {
		t.Errorf("the schema is %+v", schema)
	}
}

func TestEmptyHasNoSchema(t *testing.T) {
	t.Parallel()
	conn := connect(t, pgtest.Empty(t).URL)
	defer conn.Close(t.Context())
	var tables int
	const query = `select count(*) from pg_tables where schemaname = 'public'`
	if err := conn.QueryRow(t.Context(), query).Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables, %v", tables, err)
	}
}

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	urls := map[string]bool{}
	for i := range 12 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t)
			mu.Lock()
			if urls[db.URL] {
				t.Errorf("%s was given twice", db.URL)
			}
			urls[db.URL] = true
			mu.Unlock()
			conn := connect(t, db.URL)
			defer conn.Close(t.Context())
			if _, err := conn.Exec(t.Context(), "create table mine (n int)"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestDatabaseIsDroppedAfterItsTest(t *testing.T) {
	t.Parallel()
	var gone pgtest.Database
	t.Run("a test that leaves a connection open", func(t *testing.T) {
		gone = pgtest.New(t)
		connect(t, gone.URL)
	})
	if conn, err := pgx.Connect(t.Context(), gone.URL); err == nil {
		conn.Close(t.Context())
		t.Error("it is still there")
	}
}

func BenchmarkNew(b *testing.B) {
	pgtest.New(b)
	for b.Loop() {
		pgtest.New(b)
	}
}
