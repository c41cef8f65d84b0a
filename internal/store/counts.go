package store

import (
	"context"
	"fmt"
)

// Counts is how much of each there is, for the administrator's home.
type Counts struct {
	Trusts      int    `db:"trusts"`
	People      int    `db:"people"`
	Leads       int    `db:"leads"` // trusts that have at least one assessment lead
	Years       int    `db:"years"`
	Snapshots   int    `db:"snapshots"` // of official statuses, imported
	LatestCycle string `db:"latest_cycle"`
}

// Counts reads them in one transaction.
func (db *DB) Counts(ctx context.Context, s Scope) (Counts, error) {
	var c Counts
	err := db.InSnapshot(ctx, s, func(tx *Tx) (err error) {
		c, err = One[Counts](ctx, tx, `select
			(select count(*) from trusts where region_code <> 'W00') as trusts,
			(select count(*) from people where disabled_at is null) as people,
			(select count(distinct ods_code) from roles where role = 'lead' and ended_at is null) as leads,
			(select count(*) from cycles) as years,
			(select count(*) from published_snapshots) as snapshots,
			coalesce((select max(label) from cycles), '') as latest_cycle`)
		return err
	})
	if err != nil {
		return c, fmt.Errorf("count: %w", err)
	}
	return c, nil
}
