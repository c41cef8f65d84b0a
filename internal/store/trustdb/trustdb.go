// Package trustdb keeps the register of trusts, with their regions, integrated care boards (ICBs) and kinds, and the
// official DSPT statuses that were published about organisations.
//
// All of it is public: every scope reads it, and only whoever keeps the register imports. A caller may rely on these:
//   - an import is one transaction: all of it happens, with its audit event, or nothing does;
//   - the same import again finds everything unchanged, and writes nothing but the audit event;
//   - nothing is closed or removed because a file does not mention it;
//   - a real register never enters a demonstration's database;
//   - of the published statuses every snapshot of a year is kept. Importing one for the same day again replaces that day's.
package trustdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// Register is the room's door.
type Register struct{ DB *store.DB }

// Import says where an import comes from and when it happens.
type Import struct {
	Files    []string // names of the files, without their folders
	SetAside int      // rows that could not be read and stay out
	At       time.Time
	On       day.Day // the day in London of At
}

// note says in the audit trail what an import did.
func (i Import) note(did string) string {
	n := strings.Join(i.Files, ", ") + ": " + did
	if i.SetAside > 0 {
		n += fmt.Sprintf(", %d set aside", i.SetAside)
	}
	return n
}

// Two imports at once would both compare with what neither of them has written yet. Reading goes on meanwhile.
const lockRegister = `lock table trusts, regions, icbs, published_snapshots in share row exclusive mode`

// importing runs do as the import's transaction: the database is marked as real, or refuses, and no other import runs.
func (r Register) importing(ctx context.Context, s store.Scope, i Import, do func(*store.Tx) error) error {
	if err := s.May(access.KeepRegister, access.Service); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		if err := tx.SetMark(ctx, store.Real, i.At); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, lockRegister); err != nil {
			return fmt.Errorf("lock register: %w", err)
		}
		return do(tx)
	})
}
