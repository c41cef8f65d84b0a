// Package store is the only way to the database: it opens the pool, brings the schema up to date, and runs each thing
// that a person wants as one transaction with a scope and an audit event. The aggregates live in rooms below it
// (trustdb, accountdb, assessmentdb, …), which do not import one another.
package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"cyberready/internal/core/audit"
)

// ServeRole is the database role that the service works as: no superuser, owner of nothing, subject to every policy.
const ServeRole = "cyberready_serve"

// poolSize is how many connections a server opens at most, where the address does not say (pool_max_conns): enough that
// those who wait for a commit to reach the disk share its flush, and few beside the 60 of the private cluster.
const poolSize = 16

// DB is the service's database. It is safe for use by many at once.
type DB struct {
	Pool *pgxpool.Pool // for what needs a pool of its own, such as sessions; everything else goes through InTx
}

// Open connects as ServeRole. The role is set while connecting, so that RESET ROLE comes back to it and not to the owner.
func Open(ctx context.Context, url string, options ...func(*pgxpool.Config)) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	cfg.ConnConfig.RuntimeParams["role"] = ServeRole
	cfg.ConnConfig.RuntimeParams["application_name"] = "cyberready"
	cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
	cfg.ConnConfig.RuntimeParams["jit"] = "off" // compiling a plan takes longer than running any of ours
	if !strings.Contains(url, "pool_max_conns") {
		cfg.MaxConns = poolSize
	}
	cfg.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		registerDay(c.TypeMap())
		return nil
	}
	for _, set := range options {
		set(cfg)
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return &DB{Pool: pool}, nil
}

// Close ends every connection.
func (db *DB) Close() { db.Pool.Close() }

// RecordSQL writes an audit event; RecordArgs gives its arguments. They are apart so that a method can send it in the
// same round trip as its other statements.
const RecordSQL = `insert into audit_events (ods_code, id, at, person_id, person_name, role, came_from, request_id, verb, cycle, object, note)
	values (@ods_code, @id, @at, @person_id, @person_name, @role, @came_from, @request_id, @verb, @cycle, @object, @note)`

// RecordArgs gives the arguments of RecordSQL for an event in this transaction's scope.
func (tx *Tx) RecordArgs(e audit.Event, at time.Time) Args {
	a := tx.Scope.Actor
	return Args{
		"ods_code": e.Trust, "id": NewID(), "at": at, "person_id": Nullable(a.Person), "person_name": a.Name,
		"role": string(a.Role), "came_from": tx.Scope.cameFrom(), "request_id": tx.Scope.Origin.RequestID,
		"verb": string(e.Verb), "cycle": e.Cycle, "object": e.Object, "note": e.Note,
	}
}

// Record writes an audit event.
func (tx *Tx) Record(ctx context.Context, e audit.Event, at time.Time) error {
	if _, err := tx.Exec(ctx, RecordSQL, tx.RecordArgs(e, at)); err != nil {
		return fmt.Errorf("record %s: %w", e.Verb, err)
	}
	return nil
}

// Args are named arguments; one that the SQL does not name, or lacks, is an error.
type Args = pgx.StrictNamedArgs

// NewID makes a UUID v7: ids sort by the time of their making.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Nullable gives null for an empty text, as a column wants it that has nothing to point to.
func Nullable(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

// List collects rows into structs by column name; a column without a field, or a field without a column, is an error.
func List[T any](ctx context.Context, tx *Tx, sql string, args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[T])
}

// Each makes of each row, matched to the fields of R by the names of its columns, a value. It is for what is queued in a batch.
func Each[R, V any](value func(R) V) func(pgx.Rows) ([]V, error) {
	return func(rows pgx.Rows) ([]V, error) {
		return pgx.CollectRows(rows, func(row pgx.CollectableRow) (V, error) {
			r, err := pgx.RowToStructByName[R](row)
			return value(r), err
		})
	}
}

// One collects exactly one row; pgx.ErrNoRows when there is none.
func One[T any](ctx context.Context, tx *Tx, sql string, args ...any) (T, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		var none T
		return none, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
}

// ContentStamp is SQL for what tells that the years and their content are as they were: each row of these tables is added once
// and never changed, so that their number is enough. It is read with each visitor, which spares the year's own round trip
// (contentdb.Content.Year). It is no function in the database: Postgres would plan that anew for each call.
const ContentStamp = `((select count(*) from cycles) || '.' || (select count(*) from pack_changes) || '.' || (select count(*) from deadline_extensions))`

// None tells whether an error says that there was no row.
func None(err error) bool { return errors.Is(err, pgx.ErrNoRows) }
