package reportdb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// peers reads where the other trusts of the same kind stand: their current final publications of this year, or of the
// year before while fewer than snapshot.FewestPeers have published. It lies outside the trust's own sight, so the
// transaction is elevated; only the bands leave it.
func (r Reports) peers(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, today day.Day) (snapshot.Peers, error) {
	var p snapshot.Peers
	var kind trust.Kind
	first := func(b *pgx.Batch) {
		b.Queue(`select kind from trusts where ods_code = $1`, ods).QueryRow(func(row pgx.Row) error {
			err := row.Scan(&kind)
			if store.None(err) {
				return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
			}
			if err != nil {
				return fmt.Errorf("read kind: %w", err)
			}
			return nil
		})
	}
	err := r.DB.InSnapshotAfter(ctx, s.Elevated(), first, func(tx *store.Tx) (err error) {
		if p, err = bands(ctx, tx, kind, ods, cycle, today); err != nil || p.Reason == "" {
			return err
		}
		before, err := bands(ctx, tx, kind, ods, cycle.Previous(), today)
		if err == nil && before.Reason == "" {
			p = before
			p.Cycle = cycle.Previous()
		}
		return err
	})
	return p, err
}

func bands(ctx context.Context, tx *store.Tx, kind trust.Kind, ods string, cycle trust.Cycle, today day.Day) (snapshot.Peers, error) {
	others, err := othersOf(ctx, tx, kind, ods, cycle, today)
	if err != nil {
		return snapshot.Peers{}, fmt.Errorf("read peers: %w", err)
	}
	return snapshot.PeersOf(kind, today, others), nil
}

func othersOf(ctx context.Context, tx *store.Tx, kind trust.Kind, ods string, cycle trust.Cycle, today day.Day) ([][]snapshot.StandardCounts, error) {
	type row struct {
		ODS string `db:"ods_code"`
		countsRow
	}
	const sql = `with current as (
			select distinct on (p.ods_code) p.ods_code, p.version
			from publications p join trusts t on t.ods_code = p.ods_code
			where p.cycle = $1 and p.kind = 'final' and p.published_on <= $2 and t.kind = $3 and p.ods_code <> $4
			order by p.ods_code, p.version desc)
		select c.ods_code, n.standard, n.mandatory, n.in_place, n.does_not_apply, n.exempt, n.proved, n.verified
		from current c join publication_counts n on n.ods_code = c.ods_code and n.cycle = $1 and n.version = c.version
		order by c.ods_code`
	if kind == trust.UnknownKind {
		return nil, nil
	}
	rows, err := store.List[row](ctx, tx, sql, cycle, today, kind, ods)
	if err != nil {
		return nil, err
	}
	var others [][]snapshot.StandardCounts
	last := ""
	for _, r := range rows {
		if r.ODS != last {
			others, last = append(others, nil), r.ODS
		}
		others[len(others)-1] = append(others[len(others)-1], r.counts())
	}
	return others, nil
}
