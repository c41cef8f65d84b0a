package reportdb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/store"
)

// query is a statement and what its rows come to. Queries that are known beforehand go to the database together.
type query[T any] struct {
	what string // it reads, for an error: "signatories"
	sql  string
	args []any
	take func(pgx.Rows) (T, error)
}

// queue adds the query to a batch; into is filled in when the batch is answered.
func (q query[T]) queue(b *pgx.Batch, into *T) {
	b.Queue(q.sql, q.args...).Query(func(rows pgx.Rows) (err error) {
		if *into, err = q.take(rows); err != nil {
			return fmt.Errorf("read %s: %w", q.what, err)
		}
		return nil
	})
}

// read asks the query by itself.
func (q query[T]) read(ctx context.Context, tx *store.Tx) (value T, err error) {
	rows, err := tx.Query(ctx, q.sql, q.args...)
	if err == nil {
		value, err = q.take(rows)
	}
	if err != nil {
		return value, fmt.Errorf("read %s: %w", q.what, err)
	}
	return value, nil
}

// perhaps gives what list makes of at most one row; nil when there is none.
func perhaps[V any](list func(pgx.Rows) ([]V, error)) func(pgx.Rows) (*V, error) {
	return func(rows pgx.Rows) (*V, error) {
		found, err := list(rows)
		if err != nil || len(found) == 0 {
			return nil, err
		}
		return &found[0], nil
	}
}
