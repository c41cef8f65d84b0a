package backupdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/store"
)

// alone names the lock under which one server at a time makes the daily backup: a number that no other lock has.
const alone = 0x6261636b7570 // "backup"

// Alone does something that one server at a time does, and tells whether it did: not while another server is at it. The lock
// lasts as long as a connection, so that a server that dies holds up nobody.
func (b Backups) Alone(ctx context.Context, do func() error) (done bool, err error) {
	conn, err := b.DB.Pool.Acquire(ctx)
	if err != nil {
		return false, fmt.Errorf("lock daily backup: %w", err)
	}
	defer conn.Release()
	if err := conn.QueryRow(ctx, `select pg_try_advisory_lock($1)`, int64(alone)).Scan(&done); err != nil || !done {
		return false, err
	}
	defer func() {
		ctx := context.WithoutCancel(ctx)
		if _, e := conn.Exec(ctx, `select pg_advisory_unlock($1)`, int64(alone)); e != nil {
			_ = conn.Conn().Close(ctx) // which gives the lock back
		}
	}()
	return true, do()
}

// Elsewhere tells when another place last made a good daily backup; the zero time when none did.
func (b Backups) Elsewhere(ctx context.Context, place string) (time.Time, error) {
	var at *time.Time
	const read = `select max(at) from backups where kind = 'backup' and failed = '' and place <> '' and place <> $1`
	err := b.DB.InSnapshot(ctx, store.System("daily backup"), func(tx *store.Tx) error {
		return tx.QueryRow(ctx, read, place).Scan(&at)
	})
	if err != nil || at == nil {
		return time.Time{}, err
	}
	return *at, nil
}
