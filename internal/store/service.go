package store

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/fault"
)

// Mark is what a database is for: decided when it is first filled, and never changed.
type Mark string

// The marks.
const (
	Unmarked      Mark = ""
	Real          Mark = "real"
	Demonstration Mark = "demonstration"
)

// Mark reads what the database is for.
func (db *DB) Mark(ctx context.Context) (Mark, error) {
	mark := Unmarked
	err := db.InSnapshot(ctx, System("start"), func(tx *Tx) error {
		var demo bool
		err := tx.QueryRow(ctx, `select demo from service`).Scan(&demo)
		switch {
		case None(err):
			return nil
		case err != nil:
			return fmt.Errorf("read mark: %w", err)
		case demo:
			mark = Demonstration
		default:
			mark = Real
		}
		return nil
	})
	return mark, err
}

// SetMark says what the database is for, in the transaction that first fills it. The same mark again is fine; the other
// one is refused: real registers never enter a demonstration, nor inventions a real database.
func (tx *Tx) SetMark(ctx context.Context, m Mark, now time.Time) error {
	if _, err := tx.Exec(ctx, `insert into service (demo, filled_at) values ($1, $2) on conflict do nothing`, m == Demonstration, now); err != nil {
		return fmt.Errorf("mark database: %w", err)
	}
	var demo bool
	if err := tx.QueryRow(ctx, `select demo from service`).Scan(&demo); err != nil {
		return fmt.Errorf("read mark: %w", err)
	}
	switch {
	case demo && m == Real:
		return fault.New(fault.Conflict, "This is a demonstration's database, full of invented trusts. Use another data directory or database for real ones.")
	case !demo && m == Demonstration:
		return fault.New(fault.Conflict, "This database holds real data, so it cannot serve the demonstration. Use another data directory or database.")
	}
	return nil
}
