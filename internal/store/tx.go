package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Tx is one transaction in one scope.
type Tx struct {
	pgx.Tx
	Scope Scope
	over  bool // committed, or at least its commit was sent
}

var (
	readCommitted = pgx.TxOptions{}
	snapshot      = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
)

// InTx runs do in one read-committed transaction within the scope: committed when do returns nil, else rolled back.
// Constraint violations and a lost database come back as faults.
func (db *DB) InTx(ctx context.Context, s Scope, do func(*Tx) error) error {
	return db.in(ctx, s, readCommitted, nil, do)
}

// InTxAfter is InTx whose first statements, such as locks, are known beforehand: they go in the round trip that begins the
// transaction. What reads their results has run before do does.
func (db *DB) InTxAfter(ctx context.Context, s Scope, first func(*pgx.Batch), do func(*Tx) error) error {
	return db.in(ctx, s, readCommitted, first, do)
}

// InSnapshot runs do in one read-only, repeatable-read transaction: what several queries read fits together.
func (db *DB) InSnapshot(ctx context.Context, s Scope, do func(*Tx) error) error {
	return db.in(ctx, s, snapshot, nil, do)
}

// InSnapshotAfter is InSnapshot whose first queries are known beforehand, as those of InTxAfter.
func (db *DB) InSnapshotAfter(ctx context.Context, s Scope, first func(*pgx.Batch), do func(*Tx) error) error {
	return db.in(ctx, s, snapshot, first, do)
}

func (db *DB) in(ctx context.Context, s Scope, options pgx.TxOptions, first func(*pgx.Batch), do func(*Tx) error) error {
	conn, err := db.Pool.Acquire(ctx)
	if err != nil {
		return Fault(fmt.Errorf("begin: %w", err))
	}
	defer conn.Release()
	var b pgx.Batch
	b.BeginTx(options)
	b.Queue(setScope, s.settings()...)
	if first != nil {
		first(&b)
	}
	begun := conn.SendBatch(ctx, &b)
	tx := &Tx{Tx: begun.Tx(), Scope: s}
	defer func() {
		if !tx.over { // also when do panics
			_ = tx.Rollback(context.WithoutCancel(ctx))
		}
	}()
	if err := begun.Close(); err != nil {
		return Fault(fmt.Errorf("begin: %w", err))
	}
	if err := do(tx); err != nil || tx.over {
		return Fault(err)
	}
	tx.over = true
	if err := tx.Commit(ctx); err != nil {
		return Fault(fmt.Errorf("commit: %w", err))
	}
	return nil
}

// Ask runs queries that are all known beforehand as one read-only, repeatable-read transaction in one round trip.
func (db *DB) Ask(ctx context.Context, s Scope, queue func(*pgx.Batch)) error {
	conn, err := db.Pool.Acquire(ctx)
	if err != nil {
		return Fault(fmt.Errorf("begin: %w", err))
	}
	defer conn.Release()
	var queries, b pgx.Batch
	queue(&queries)
	if queries.Len() == 1 {
		// What is sent together is one transaction by itself, which one query need not share with others.
		b.Queue(setReadingScope, s.settings()...)
		b.QueuedQueries = append(b.QueuedQueries, queries.QueuedQueries...)
		return Fault(conn.SendBatch(ctx, &b).Close())
	}
	b.BeginTx(snapshot)
	b.Queue(setScope, s.settings()...)
	b.QueuedQueries = append(b.QueuedQueries, queries.QueuedQueries...)
	b.Queue(`commit`)
	asked := conn.SendBatch(ctx, &b)
	defer func() { _ = asked.Tx().Rollback(context.WithoutCancel(ctx)) }() // of what an error left open; else it does nothing
	return Fault(asked.Close())
}

// SendLast sends the transaction's last statements and its commit in one round trip. The first of them that fails takes
// everything back; what reads their results comes after the commit, and cannot.
func (tx *Tx) SendLast(ctx context.Context, b *pgx.Batch) error {
	b.Queue(`commit`)
	err := tx.SendBatch(ctx, b).Close()
	tx.over = tx.Conn().PgConn().TxStatus() == 'I'
	return err
}

// The scope of a transaction; it is gone with it.
const (
	setScope = `select set_config('cyberready.scope', $1, true), set_config('cyberready.trusts', $2, true),
		set_config('cyberready.regions', $3, true), set_config('cyberready.icbs', $4, true),
		set_config('cyberready.person', $5, true), set_config('cyberready.link', $6, true), set_config('cyberready.role', $7, true),
		set_config('plan_cache_mode', $8, true)`
	setReadingScope = setScope + `, set_config('transaction_read_only', 'on', true)`
)

// settings gives the arguments of setScope.
//
// The rows of a trust are found by its code, which stands first in every primary key: one plan of a statement serves them
// all. Left to itself, Postgres makes a new plan for each run of some statements (those with "= any"), and with the
// policies in it that takes longer than the run.
func (s Scope) settings() []any {
	plans, role := "auto", ""
	if s.kind == "trusts" || s.kind == "glass" {
		plans = "force_generic_plan"
	}
	if s.kind == "trusts" {
		role = string(s.Actor.Role)
	}
	return []any{s.kind, strings.Join(s.trusts, ","), strings.Join(s.region, ","), strings.Join(s.icbs, ","), s.Actor.Person, s.link, role, plans}
}
