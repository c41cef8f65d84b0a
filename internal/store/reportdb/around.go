package reportdb

import (
	"context"
	"fmt"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/office"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// around fills in what a report reads besides the trust's own answers: how the trust is named, who answers for it, the
// official statuses and last year.
func around(ctx context.Context, tx *store.Tx, ods string, s *snapshot.Snapshot) error {
	var err error
	if s.Trust, s.Demo, err = named(ctx, tx, ods); err != nil {
		return err
	}
	if s.Officers, err = officers(ctx, tx, ods); err != nil {
		return fmt.Errorf("read officers: %w", err)
	}
	if s.Official, err = official(ctx, tx, ods, s.Cycle, s.Reference); err != nil {
		return fmt.Errorf("read official statuses: %w", err)
	}
	s.LastYear, err = lastYear(ctx, tx, ods, s.Cycle.Previous(), s.Reference)
	return err
}

func named(ctx context.Context, tx *store.Tx, ods string) (snapshot.Trust, bool, error) {
	const sql = `select t.ods_code, t.name, t.kind, t.region_code, coalesce(r.name, ''), t.icb_code, coalesce(i.name, ''),
			coalesce((select demo from service), false)
		from trusts t left join regions r on r.code = t.region_code left join icbs i on i.code = t.icb_code
		where t.ods_code = $1`
	var t snapshot.Trust
	var demo bool
	err := tx.QueryRow(ctx, sql, ods).Scan(&t.ODS, &t.Name, &t.Kind, &t.RegionCode, &t.RegionName, &t.ICBCode, &t.ICBName, &demo)
	if store.None(err) {
		return t, false, fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
	}
	if err != nil {
		return t, false, fmt.Errorf("read trust: %w", err)
	}
	return t, demo, nil
}

// officers reads the latest record of each office.
func officers(ctx context.Context, tx *store.Tx, ods string) ([]office.Holder, error) {
	type row struct {
		Office   office.Office `db:"office"`
		Name     string        `db:"holder"`
		PersonID string        `db:"person_id"`
		Since    day.Day       `db:"since"`
	}
	const sql = `select distinct on (office) office, holder, coalesce(person_id::text, '') as person_id, since
		from officers where ods_code = $1 order by office, recorded_at desc, id desc`
	rows, err := store.List[row](ctx, tx, sql, ods)
	list := make([]office.Holder, 0, len(rows))
	for _, r := range rows {
		list = append(list, office.Holder(r))
	}
	return list, err
}

// official reads, for this year and those before it, the status as the newest published file that is not of a later day
// gives it, and the one that the trust recorded last.
func official(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, today day.Day) ([]snapshot.Official, error) {
	type row struct {
		Cycle       trust.Cycle  `db:"cycle"`
		Status      trust.Status `db:"status"`
		On          day.Day      `db:"on_day"`
		SubmittedBy string       `db:"submitted_by"`
	}
	const sql = `(select distinct on (cycle) cycle, status, coalesce(published_on, as_at) as on_day, '' as submitted_by
			from published_results where ods_code = $1 and cycle <= $2 and as_at <= $3 order by cycle, as_at desc)
		union all
		(select distinct on (cycle) cycle, status, status_day, submitted_by
			from official_statuses where ods_code = $1 and cycle <= $2 order by cycle, recorded_at desc, id desc)`
	rows, err := store.List[row](ctx, tx, sql, ods, cycle, today)
	list := make([]snapshot.Official, 0, len(rows))
	for _, r := range rows {
		list = append(list, snapshot.Official(r))
	}
	return list, err
}

// lastYear takes what the report compares with out of the year's current final publication, nil when there is none.
func lastYear(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, today day.Day) (*snapshot.LastYear, error) {
	const head = `select version, sha256, reference_day, outcome, mandatory, in_place, does_not_apply, exempt, proved
		from publications where ods_code = $1 and cycle = $2 and kind = 'final' and published_on <= $3
		order by version desc limit 1`
	l := snapshot.LastYear{Cycle: cycle}
	err := tx.QueryRow(ctx, head, ods, cycle, today).Scan(&l.Version, &l.SHA256, &l.Reference, &l.Outcome,
		&l.Counts.Mandatory, &l.Counts.InPlace, &l.Counts.DoesNotApply, &l.Counts.Exempt, &l.Counts.Proved)
	if store.None(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read last year: %w", err)
	}
	if l.Standards, err = publishedCounts(ctx, tx, ods, cycle, l.Version); err != nil {
		return nil, fmt.Errorf("read last year's counts: %w", err)
	}
	type row struct {
		Item  string      `db:"item"`
		State score.State `db:"state"`
	}
	const items = `select item, state from publication_items where ods_code = $1 and cycle = $2 and version = $3 and counted`
	states, err := store.List[row](ctx, tx, items, ods, cycle, l.Version)
	if err != nil {
		return nil, fmt.Errorf("read last year's items: %w", err)
	}
	for _, s := range states {
		l.Items = append(l.Items, snapshot.ItemState(s))
	}
	return &l, nil
}

// countsRow is a row of publication_counts.
type countsRow struct {
	Standard     string `db:"standard"`
	Mandatory    int    `db:"mandatory"`
	InPlace      int    `db:"in_place"`
	DoesNotApply int    `db:"does_not_apply"`
	Exempt       int    `db:"exempt"`
	Proved       int    `db:"proved"`
}

func (r countsRow) counts() snapshot.StandardCounts {
	return snapshot.StandardCounts{Standard: r.Standard, Counts: score.Counts{
		Mandatory: r.Mandatory, InPlace: r.InPlace, DoesNotApply: r.DoesNotApply, Exempt: r.Exempt, Proved: r.Proved,
	}}
}

func publishedCounts(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, version int) ([]snapshot.StandardCounts, error) {
	const sql = `select standard, mandatory, in_place, does_not_apply, exempt, proved
		from publication_counts where ods_code = $1 and cycle = $2 and version = $3`
	rows, err := store.List[countsRow](ctx, tx, sql, ods, cycle, version)
	list := make([]snapshot.StandardCounts, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.counts())
	}
	return list, err
}
