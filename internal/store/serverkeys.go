package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"cyberready/internal/core/fault"
)

// KnowKeys makes sure that a server has a key of this database before it serves: several servers on one database need the
// same. ids name the server's keys, the newest first (never the keys). A database that knows none takes them; a newer key
// beside one that it knows is taken, too. With anew, keys that it does not know are taken as well: what was sealed before
// is then lost.
func (db *DB) KnowKeys(ctx context.Context, ids []string, anew bool, now time.Time) error {
	return db.InTx(ctx, System("start"), func(tx *Tx) error {
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtextextended('server keys', 0))`); err != nil {
			return fmt.Errorf("lock keys: %w", err)
		}
		var known []string
		if err := tx.QueryRow(ctx, `select coalesce(array_agg(id), '{}') from server_keys`).Scan(&known); err != nil {
			return fmt.Errorf("read keys: %w", err)
		}
		if len(known) > 0 && !anew && !slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(known, id) }) {
			return fault.New(fault.Conflict, "This database was used with another key. Start with the same CYBERREADY_KEYS, or the same "+
				"keys folder in --data-dir, as before and as every other server on this database. If that key is lost, start once with "+
				"--new-key: people then set up their authenticator apps again.")
		}
		if _, err := tx.Exec(ctx, `insert into server_keys (id, first_seen) select id, $2 from unnest($1::text[]) id on conflict do nothing`, ids, now); err != nil {
			return fmt.Errorf("note keys: %w", err)
		}
		return nil
	})
}
