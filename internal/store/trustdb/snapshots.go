package trustdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Snapshot is the official DSPT statuses of a year as one published file gave them.
type Snapshot struct {
	Cycle         trust.Cycle `db:"cycle"`
	AsAt          day.Day     `db:"as_at"`
	AsAtGiven     bool        `db:"as_at_given"` // false: the day of import stands for a day that nobody named
	SourceFile    string      `db:"source_file"`
	ImportedAt    time.Time   `db:"imported_at"`
	Organisations int         `db:"organisations"`
}

const snapshotColumns = `cycle, as_at, as_at_given, source_file, imported_at,
	(select count(*) from published_results r where r.cycle = s.cycle and r.as_at = s.as_at)::integer as organisations`

// Snapshots lists what was imported of a year, or of all years for the empty Cycle: the newest first.
func (r Register) Snapshots(ctx context.Context, s store.Scope, cycle trust.Cycle) ([]Snapshot, error) {
	var list []Snapshot
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Snapshot](ctx, tx, `select `+snapshotColumns+` from published_snapshots s
			where $1 = '' or cycle = $1 order by cycle desc, as_at desc`, cycle)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	return list, nil
}

// Published reads a year's newest snapshot of that day or before, and its statuses by code; the newest of all for the
// zero Day. Without one it is NotFound.
func (r Register) Published(ctx context.Context, s store.Scope, cycle trust.Cycle, asAt day.Day) (Snapshot, []trust.Published, error) {
	var found Snapshot
	var list []trust.Published
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		found, err = store.One[Snapshot](ctx, tx, `select `+snapshotColumns+` from published_snapshots s
			where cycle = $1 and ($2::date is null or as_at <= $2) order by as_at desc limit 1`, cycle, asAt)
		switch {
		case store.None(err) && asAt.IsZero():
			return fault.New(fault.NotFound, "No official statuses of %s have been imported.", cycle)
		case store.None(err):
			return fault.New(fault.NotFound, "No official statuses of %s, as at %s or before, have been imported.", cycle, asAt.Words())
		case err != nil:
			return fmt.Errorf("look for snapshot: %w", err)
		}
		list, err = readPublished(ctx, tx, cycle, found.AsAt)
		return err
	})
	return found, list, err
}

// readPublished reads the statuses of one snapshot by code.
func readPublished(ctx context.Context, tx *store.Tx, cycle trust.Cycle, asAt day.Day) ([]trust.Published, error) {
	type row struct {
		Code   string       `db:"ods_code"`
		Name   string       `db:"org_name"`
		Region string       `db:"region_code"`
		Status trust.Status `db:"status"`
		On     day.Day      `db:"published_on"`
	}
	rows, err := store.List[row](ctx, tx, `select ods_code, org_name, region_code, status, published_on
		from published_results where cycle = $1 and as_at = $2 order by ods_code`, cycle, asAt)
	if err != nil {
		return nil, fmt.Errorf("read statuses: %w", err)
	}
	list := make([]trust.Published, 0, len(rows))
	for _, r := range rows {
		list = append(list, trust.Published{Code: r.Code, Name: r.Name, Region: r.Region, Status: r.Status, On: r.On})
	}
	return list, nil
}
