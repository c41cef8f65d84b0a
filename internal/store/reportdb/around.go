package reportdb

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/office"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// queueAround asks for what a report reads besides the trust's own answers: how the trust is named, who answers for it,
// the official statuses and last year.
func queueAround(b *pgx.Batch, ods string, s *snapshot.Snapshot) {
	queueNamed(b, ods, &s.Trust, &s.Demo)
	officersOf(ods).queue(b, &s.Officers)
	officialOf(ods, s.Cycle, s.Reference).queue(b, &s.Official)
	queueLastYear(b, ods, s.Cycle.Previous(), s.Reference, &s.LastYear)
}

func queueNamed(b *pgx.Batch, ods string, t *snapshot.Trust, demo *bool) {
	const sql = `select t.ods_code, t.name, t.kind, t.region_code, coalesce(r.name, ''), t.icb_code, coalesce(i.name, ''),
			coalesce((select demo from service), false)
		from trusts t left join regions r on r.code = t.region_code left join icbs i on i.code = t.icb_code
		where t.ods_code = $1`
	b.Queue(sql, ods).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&t.ODS, &t.Name, &t.Kind, &t.RegionCode, &t.RegionName, &t.ICBCode, &t.ICBName, demo)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		return nil
	})
}

// officersOf reads the latest record of each office.
func officersOf(ods string) query[[]office.Holder] {
	type row struct {
		Office   office.Office `db:"office"`
		Name     string        `db:"holder"`
		PersonID string        `db:"person_id"`
		Since    day.Day       `db:"since"`
	}
	const sql = `select distinct on (office) office, holder, coalesce(person_id::text, '') as person_id, since
		from officers where ods_code = $1 order by office, recorded_at desc, id desc`
	return query[[]office.Holder]{"officers", sql, []any{ods}, store.Each(func(r row) office.Holder { return office.Holder(r) })}
}

// officialOf reads, for this year and those before it, the status as the newest published file that is not of a later day
// gives it, and the one that the trust recorded last.
func officialOf(ods string, cycle trust.Cycle, today day.Day) query[[]snapshot.Official] {
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
	return query[[]snapshot.Official]{"official statuses", sql, []any{ods, cycle, today},
		store.Each(func(r row) snapshot.Official { return snapshot.Official(r) })}
}

// queueLastYear takes what the report compares with out of the year's current final publication; nil when there is none.
// Answers come in the order of asking, so that the counts and the items find the head there.
func queueLastYear(b *pgx.Batch, ods string, cycle trust.Cycle, today day.Day, into **snapshot.LastYear) {
	const (
		last = `(select max(version) from publications where ods_code = $1 and cycle = $2 and kind = 'final' and published_on <= $3)`
		head = `select version, sha256, reference_day, app_outcome(ods_code, cycle, version, outcome, $3) as outcome, mandatory, in_place, does_not_apply, exempt, proved, verified
			from publications where ods_code = $1 and cycle = $2 and version = ` + last
		counts = `select ` + countsColumns + ` from publication_counts where ods_code = $1 and cycle = $2 and version = ` + last
		items  = `select item, state from publication_items where ods_code = $1 and cycle = $2 and version = ` + last + ` and counted`
	)
	type headRow struct {
		Version   int           `db:"version"`
		SHA256    string        `db:"sha256"`
		Reference day.Day       `db:"reference_day"`
		Outcome   score.Outcome `db:"outcome"`
		countsOnly
	}
	type itemRow struct {
		Item  string      `db:"item"`
		State score.State `db:"state"`
	}
	args := []any{ods, cycle, today}
	query[*snapshot.LastYear]{"last year", head, args, perhaps(store.Each(func(r headRow) snapshot.LastYear {
		return snapshot.LastYear{Cycle: cycle, Version: r.Version, SHA256: r.SHA256, Reference: r.Reference, Outcome: r.Outcome, Counts: r.counts()}
	}))}.queue(b, into)
	ask := func(what, sql string, fill func(pgx.Rows) error) {
		b.Queue(sql, args...).Query(func(rows pgx.Rows) error {
			if *into == nil {
				return nil // nothing was published, and there are no rows
			}
			if err := fill(rows); err != nil {
				return fmt.Errorf("read %s: %w", what, err)
			}
			return nil
		})
	}
	ask("last year's counts", counts, func(rows pgx.Rows) (err error) {
		(*into).Standards, err = store.Each(countsRow.counts)(rows)
		return err
	})
	ask("last year's items", items, func(rows pgx.Rows) (err error) {
		(*into).Items, err = store.Each(func(r itemRow) snapshot.ItemState { return snapshot.ItemState(r) })(rows)
		return err
	})
}

const countsColumns = `standard, mandatory, in_place, does_not_apply, exempt, proved, verified`

// countsOnly are the columns of counts, in publications and in publication_counts.
type countsOnly struct {
	Mandatory    int `db:"mandatory"`
	InPlace      int `db:"in_place"`
	DoesNotApply int `db:"does_not_apply"`
	Exempt       int `db:"exempt"`
	Proved       int `db:"proved"`
	Verified     int `db:"verified"`
}

func (c countsOnly) counts() score.Counts {
	return score.Counts{Mandatory: c.Mandatory, InPlace: c.InPlace, DoesNotApply: c.DoesNotApply, Exempt: c.Exempt, Proved: c.Proved,
		Verified: c.Verified}
}

// countsRow is a row of publication_counts.
type countsRow struct {
	Standard string `db:"standard"`
	countsOnly
}

func (r countsRow) counts() snapshot.StandardCounts {
	return snapshot.StandardCounts{Standard: r.Standard, Counts: r.countsOnly.counts()}
}

func publishedCounts(ods string, cycle trust.Cycle, version int) query[[]snapshot.StandardCounts] {
	const sql = `select ` + countsColumns + ` from publication_counts where ods_code = $1 and cycle = $2 and version = $3`
	return query[[]snapshot.StandardCounts]{"published counts", sql, []any{ods, cycle, version}, store.Each(countsRow.counts)}
}
