// Package watchdb reads what whoever watches the running service wants to know: how much waits, and how old the last backup
// is. It gives counts and times, and nothing of any trust or person.
package watchdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/store"
)

// Watch is the room's door.
type Watch struct{ DB *store.DB }

// State is how the service stands.
type State struct {
	Queued   int        `db:"queued"`   // jobs that wait, run, or are tried again later
	Waiting  int        `db:"waiting"`  // letters that have not left yet
	Dead     int        `db:"dead"`     // letters that could not leave
	Unsealed int        `db:"unsealed"` // events of the trail without their place in the chain
	Backup   *time.Time `db:"backup"`   // the moment that the last good backup holds; nil: there is none
	Drill    *time.Time `db:"drill"`    // when a backup was last restored and compared well; nil: never
}

const stateSQL = `select
	(select count(*) from river_job where state not in ('completed', 'cancelled', 'discarded')) as queued,
	(select count(*) from mails where state = 'waiting') as waiting,
	(select count(*) from mails where state = 'dead') as dead,
	(select count(*) from audit_unsealed) as unsealed,
	(select max(taken_at) from backups where kind = 'backup' and failed = '') as backup,
	(select max(at) from backups where kind = 'drill' and failed = '') as drill`

// State reads it.
func (w Watch) State(ctx context.Context) (State, error) {
	var s State
	err := w.DB.InSnapshot(ctx, store.System("metrics"), func(tx *store.Tx) (err error) {
		s, err = store.One[State](ctx, tx, stateSQL)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("read state of the service: %w", err)
	}
	return s, nil
}
