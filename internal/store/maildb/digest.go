package maildb

import (
	"context"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/reminder"
	"cyberready/internal/store"
)

// DueAt is what one line of a digest is about, for whoever knows the address of its page.
type DueAt struct {
	letter.Due
	Trust string // ODS code
}

// digest reads what a letter of reminders is about, as it was said when it was queued, with the day on which it leaves.
func digest(ctx context.Context, tx *store.Tx, id string, now time.Time) ([]DueAt, error) {
	type row struct {
		ODS       string        `db:"ods_code"`
		TrustName string        `db:"trust_name"`
		Kind      reminder.Kind `db:"kind"`
		Cycle     string        `db:"cycle"`
		Thing     string        `db:"thing"`
		Place     string        `db:"place"`
		Due       day.Day       `db:"due"`
		Today     day.Day       `db:"today"`
	}
	const sql = `select r.ods_code, t.name as trust_name, r.kind, r.cycle, r.thing, r.place, r.due, (@now::timestamptz at time zone 'Europe/London')::date as today
		from reminders r join trusts t on t.ods_code = r.ods_code where r.digest_id::text = @id order by r.due, r.ods_code, r.kind, r.cycle, r.thing`
	rows, err := store.List[row](ctx, tx, sql, store.Args{"id": id, "now": now})
	var list []DueAt
	for _, r := range rows {
		list = append(list, DueAt{Trust: r.ODS, Due: letter.Due{Kind: r.Kind, TrustName: r.TrustName, Cycle: r.Cycle, ID: r.Thing, Place: r.Place, On: r.Due, Today: r.Today}})
	}
	return list, err
}
