package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
)

// trips counts what is sent to the database: each query by itself, and each batch once.
type trips struct{ n int }

func (t *trips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	t.n++
	return ctx
}

func (t *trips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	t.n++
	return ctx
}
func (*trips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData)     {}
func (*trips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (*trips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

func openCounting(t *testing.T) (*store.DB, *trips) {
	t.Helper()
	count := &trips{}
	db, err := store.Open(t.Context(), pgtest.New(t).URL, func(c *pgxpool.Config) { c.ConnConfig.Tracer, c.MaxConns = count, 1 })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db, count
}

func queueEvent(tx *store.Tx, b *pgx.Batch) {
	b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"}, now))
}

func recorded(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	err := db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select count(*) from audit_events`).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestATransactionBeginsInItsScopeInOneRoundTrip(t *testing.T) {
	t.Parallel()
	db, sent := openCounting(t)
	err := db.InTx(t.Context(), lead("ZZ1"), func(tx *store.Tx) error {
		var scope, trusts string
		err := tx.QueryRow(t.Context(), `select app_scope(), current_setting('cyberready.trusts')`).Scan(&scope, &trusts)
		if scope != "trusts" || trusts != "ZZ1" {
			t.Errorf("scope %q of %q", scope, trusts)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if sent.n != 3 { // begin with scope, query, commit
		t.Errorf("%d round trips", sent.n)
	}
}

func TestFirstStatementsGoWithTheBeginning(t *testing.T) {
	t.Parallel()
	db, sent := openCounting(t)
	ctx := t.Context()
	scope := ""
	first := func(b *pgx.Batch) {
		b.Queue(`select app_scope()`).QueryRow(func(row pgx.Row) error { return row.Scan(&scope) })
	}
	err := db.InTxAfter(ctx, lead("ZZ1"), first, func(tx *store.Tx) error {
		if scope != "trusts" {
			t.Errorf("scope %q", scope)
		}
		var b pgx.Batch
		queueEvent(tx, &b)
		return tx.SendLast(ctx, &b)
	})
	if err != nil || sent.n != 2 {
		t.Errorf("%v, %d round trips", err, sent.n)
	}
	refused := errors.New("refused")
	err = db.InTxAfter(ctx, lead("ZZ1"), func(b *pgx.Batch) {
		b.Queue(`select 1`).Query(func(pgx.Rows) error { return refused })
	}, func(*store.Tx) error {
		t.Error("went on after its first statements were refused")
		return nil
	})
	if !errors.Is(err, refused) {
		t.Errorf("error %v", err)
	}
	if n := recorded(t, db); n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestAskTakesOneRoundTripAndCannotWrite(t *testing.T) {
	t.Parallel()
	db, sent := openCounting(t)
	var scope, isolation string
	err := db.Ask(t.Context(), lead("ZZ1"), func(b *pgx.Batch) {
		b.Queue(`select app_scope()`).QueryRow(func(row pgx.Row) error { return row.Scan(&scope) })
		b.Queue(`select current_setting('transaction_isolation')`).QueryRow(func(row pgx.Row) error { return row.Scan(&isolation) })
	})
	if err != nil {
		t.Fatal(err)
	}
	if scope != "trusts" || isolation != "repeatable read" || sent.n != 1 {
		t.Errorf("scope %q, %s, %d round trips", scope, isolation, sent.n)
	}
	one := ""
	if err := db.Ask(t.Context(), lead("ZZ1"), func(b *pgx.Batch) {
		b.Queue(`select app_scope()`).QueryRow(func(row pgx.Row) error { return row.Scan(&one) })
	}); err != nil || one != "trusts" || sent.n != 2 {
		t.Errorf("one query alone: %v, scope %q, %d round trips", err, one, sent.n)
	}
	var left string
	if err := db.Pool.QueryRow(t.Context(), `select app_scope() || current_setting('transaction_read_only')`).Scan(&left); err != nil || left != "off" {
		t.Errorf("%v: %q is left of the scope", err, left)
	}
	err = db.Ask(t.Context(), store.System("test"), func(b *pgx.Batch) { b.Queue(`insert into regions values ('ZZR', 'Westmark')`) })
	if err == nil {
		t.Error("Ask wrote a row")
	}
}

// Whatever goes wrong in a transaction, its connection (here the pool's only one) is free and clean for the next.
func TestATransactionThatFailsGivesItsConnectionBack(t *testing.T) {
	t.Parallel()
	db, _ := openCounting(t)
	ctx, s := t.Context(), lead("ZZ1")
	mine := errors.New("mine")
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	for name, fail := range map[string]func() error{
		"an error": func() error { return db.InTx(ctx, s, func(*store.Tx) error { return mine }) },
		"a broken query": func() error {
			return db.InTx(ctx, s, func(tx *store.Tx) error { _, err := tx.Exec(ctx, `nonsense`); return err })
		},
		"cancelled":         func() error { return db.InTx(cancelled, s, func(*store.Tx) error { return nil }) },
		"asking nonsense":   func() error { return db.Ask(ctx, s, func(b *pgx.Batch) { b.Queue(`nonsense`) }) },
		"asking what fails": func() error { return db.Ask(ctx, s, func(b *pgx.Batch) { b.Queue(`select 1 / $1::integer`, 0) }) },
		"asking, reader fails": func() error {
			return db.Ask(ctx, s, func(b *pgx.Batch) { b.Queue(`select 1`).Query(func(pgx.Rows) error { return mine }) })
		},
		"asking, cancelled": func() error { return db.Ask(cancelled, s, func(b *pgx.Batch) { b.Queue(`select 1`) }) },
		"a panic": func() (err error) {
			defer func() { err = fmt.Errorf("%v", recover()) }()
			return db.InTx(ctx, s, func(*store.Tx) error { panic(mine) })
		},
	} {
		if err := fail(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if n := db.Pool.Stat().AcquiredConns(); n != 0 {
			t.Fatalf("%s: the connection was not given back", name)
		}
		if n := recorded(t, db); n != 0 {
			t.Errorf("%s: %d events", name, n)
		}
	}
}

func TestSendLastCommitsWithTheLastStatements(t *testing.T) {
	t.Parallel()
	db, sent := openCounting(t)
	ctx := t.Context()
	err := db.InTx(ctx, lead("ZZ1"), func(tx *store.Tx) error {
		var b pgx.Batch
		queueEvent(tx, &b)
		return tx.SendLast(ctx, &b)
	})
	if err != nil {
		t.Fatal(err)
	}
	if sent.n != 2 {
		t.Errorf("%d round trips", sent.n)
	}
	if n := recorded(t, db); n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestSendLastTakesEverythingBackWhenAStatementFails(t *testing.T) {
	t.Parallel()
	db, _ := openCounting(t)
	ctx := t.Context()
	err := db.InTx(ctx, lead("ZZ1"), func(tx *store.Tx) error {
		if err := tx.Record(ctx, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"}, now); err != nil {
			return err
		}
		var b pgx.Batch
		queueEvent(tx, &b)
		b.Queue(`insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ('ZZ1', '2026-27', 'nonsense', now(), '')`)
		return tx.SendLast(ctx, &b)
	})
	if err == nil || fault.KindOf(err) == fault.Unavailable {
		t.Errorf("error %v", err)
	}
	if n := recorded(t, db); n != 0 {
		t.Errorf("%d events were kept", n)
	}
}
