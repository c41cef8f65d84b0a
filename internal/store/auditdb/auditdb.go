// Package auditdb keeps the audit trail: it seals, verifies and lists what every other room writes down with tx.Record.
//
// A caller may rely on these:
//   - what is committed is sealed into the chain of its trust once, in an order that nothing changes later (Seal);
//   - Verify reads the trail as it was at one moment, in one pass, and holds no more of it than the ends of the chains;
//   - a trust's trail is listed to its own leads, and to nobody else;
//   - a look by national staff into one trust stands in that trust's trail (NoteLook).
package auditdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/store"
)

// Trail is the room's door.
type Trail struct{ DB *store.DB }

// Seal chains what waits in all trails, and gives how many events. Several servers may call it at once: what one of them is
// sealing, the others leave.
func (t Trail) Seal(ctx context.Context, now time.Time) (int, error) {
	total := 0
	for {
		n := 0
		err := t.DB.InTx(ctx, store.System("sealer"), func(tx *store.Tx) (err error) {
			n, err = tx.SealSome(ctx, now)
			return err
		})
		if err != nil {
			return total, fmt.Errorf("seal audit trail: %w", err)
		}
		if total += n; n == 0 {
			return total, nil
		}
	}
}
