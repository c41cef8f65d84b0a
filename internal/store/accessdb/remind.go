package accessdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/day"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// RemindOfDormant writes to the leads of each trust in which somebody has not come for long and was not decided on in this
// quarter: once a quarter. Several servers may do it at once.
func (a Access) RemindOfDormant(ctx context.Context, now time.Time, today day.Day) error {
	const where = `select r.ods_code as trust, count(distinct p.id) as people from roles r join people p on p.id = r.person_id
		where r.ods_code <> '' and r.ended_at is null and p.disabled_at is null and coalesce(p.last_came_at, p.added_at) < @since
			and not exists (select from access_kept k where k.ods_code = r.ods_code and k.quarter = @quarter and k.person_id = p.id)
			and not exists (select from dormant_reminders d where d.ods_code = r.ods_code and d.quarter = @quarter)
		group by 1 order by 1`
	type row struct {
		Trust  string `db:"trust"`
		People int    `db:"people"`
	}
	var trusts []row
	s, quarter := store.System(store.DormantReminder), Quarter(today)
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		trusts, err = store.List[row](ctx, tx, where, store.Args{"since": now.Add(-credential.DormantAfter), "quarter": quarter})
		return err
	})
	if err != nil {
		return fmt.Errorf("look for dormant people: %w", err)
	}
	for _, t := range trusts {
		err := a.DB.InTx(ctx, s, func(tx *store.Tx) error {
			const once = `insert into dormant_reminders (ods_code, quarter, reminded_at, people) values ($1, $2, $3, $4) on conflict do nothing`
			tag, err := tx.Exec(ctx, once, t.Trust, quarter, now, t.People)
			if err != nil || tag.RowsAffected() == 0 { // another server was quicker
				return err
			}
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.DormantPeople, Trust: t.Trust}, now); err != nil {
				return err
			}
			return tx.Record(ctx, audit.Event{Verb: audit.LeadsReminded, Trust: t.Trust, Note: quarter}, now)
		})
		if err != nil {
			return fmt.Errorf("remind the leads of %s: %w", t.Trust, err)
		}
	}
	return nil
}
