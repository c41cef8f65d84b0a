package assessmentdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/timetable"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Dates is what a trust's own year is made of, besides the official days.
type Dates struct {
	Trust    string
	Own      []timetable.Own
	Meetings []meeting.Meeting
	Plan     plan.Plan           // for who may see it
	Owners   []workingcopy.Owner // of parts with a day, for who may see the answers
}

// Seen tells one state of the trust's own days from every other: a form brings it back.
func (d Dates) Seen() int {
	n := 0
	for _, o := range d.Own {
		n += o.Revision
	}
	return n*(timetable.MostOwn+1) + len(d.Own)
}

// Dates reads them, for anybody of the trust; also of a year that it has not begun.
func (a Assessments) Dates(ctx context.Context, s store.Scope, k workingcopy.Key) (Dates, error) {
	if err := s.May(access.SeeReport, access.Of(k.ODS)); err != nil {
		return Dates{}, err
	}
	var d Dates
	var met []Meeting
	err := a.DB.Ask(ctx, s, func(b *pgx.Batch) {
		b.Queue(`select name from trusts where ods_code = $1`, k.ODS).QueryRow(func(row pgx.Row) error { return row.Scan(&d.Trust) })
		queueOwnDates(b, k, &d.Own)
		queueMeetings(b, k, &met)
		if s.May(access.SeePlan, access.Of(k.ODS)) == nil {
			store.QueuePlan(b, k.ODS, trust.Cycle(k.Cycle), &d.Plan)
		}
		if s.May(access.SeeAnswers, access.Of(k.ODS)) == nil {
			const owners = `select assertion as part, false as single, person_id::text as person, person_name as name, due, given_by, given_at from assertion_owners
					where ods_code = $1 and cycle = $2 and due is not null
				union all select item, true, person_id::text, person_name, due, given_by, given_at from item_owners
					where ods_code = $1 and cycle = $2 and due is not null order by due, part`
			b.Queue(owners, k.ODS, k.Cycle).Query(func(rows pgx.Rows) (err error) {
				d.Owners, err = pgx.CollectRows(rows, pgx.RowToStructByName[workingcopy.Owner])
				return err
			})
		}
	})
	if store.None(err) {
		return d, noSuchTrust(k.ODS)
	}
	d.Meetings = held(met)
	return d, err
}

// held gives the meetings that were not called off.
func held(list []Meeting) []meeting.Meeting {
	var out []meeting.Meeting
	for _, m := range list {
		if !m.MeetsOn.IsZero() {
			out = append(out, meeting.Meeting(m))
		}
	}
	return out
}

func queueOwnDates(b *pgx.Batch, k workingcopy.Key, into *[]timetable.Own) {
	type row struct {
		ID       string
		Kind     timetable.Kind
		Name     string
		OnDay    day.Day
		Revision int
	}
	const sql = `select id::text as id, kind, name, on_day, revision from own_dates where ods_code = $1 and cycle = $2 order by on_day, name, id`
	b.Queue(sql, k.ODS, k.Cycle).Query(func(rows pgx.Rows) (err error) {
		if *into, err = store.Each(func(r row) timetable.Own {
			return timetable.Own{ID: r.ID, Kind: r.Kind, Name: r.Name, On: r.OnDay, Revision: r.Revision}
		})(rows); err != nil {
			return fmt.Errorf("read dates: %w", err)
		}
		return nil
	})
}

// SetDates keeps the trust's own days of a year as they were typed, all of them; for leads and the board's secretary. Days keep
// their ids. Seen is Dates.Seen of what the person looked at: when it is not that any more, nothing is kept. Fields: see
// timetable.Check.
func (a Assessments) SetDates(ctx context.Context, s store.Scope, k workingcopy.Key, list []timetable.Own, seen int, now time.Time) error {
	if err := s.May(access.KeepDates, access.Of(k.ODS)); err != nil {
		return err
	}
	list, err := timetable.Check(list)
	if err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		// One at a time keeps the days of a trust: rows that are not there yet cannot be locked.
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtext('own_dates ' || $1))`, k.ODS); err != nil {
			return fmt.Errorf("lock dates: %w", err)
		}
		var before Dates
		var b pgx.Batch
		queueOwnDates(&b, k, &before.Own)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		if before.Seen() != seen {
			return fault.New(fault.Conflict, "Somebody else changed these days while you were typing.")
		}
		var write pgx.Batch
		changed := queueChangedDates(&write, k, before.Own, list, s.Author().ID, s.Actor.Name, now)
		if changed == 0 {
			return nil
		}
		write.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.DatesSet, Trust: k.ODS, Cycle: k.Cycle, Note: fmt.Sprintf("%d days changed", changed)}, now))
		return tx.SendBatch(ctx, &write).Close()
	})
}

// queueChangedDates writes what is different, and counts it.
func queueChangedDates(b *pgx.Batch, k workingcopy.Key, before, after []timetable.Own, by, name string, now time.Time) int {
	changed := 0
	var kept []string
	for _, o := range after {
		i := slices.IndexFunc(before, func(was timetable.Own) bool {
			return was.Kind == o.Kind && (o.Kind != timetable.Named || was.ID == o.ID)
		})
		o.Revision = 1
		if i < 0 {
			o.ID = store.NewID()
		} else {
			o.ID, o.Revision = before[i].ID, before[i].Revision
			kept = append(kept, o.ID)
			if before[i] == o {
				continue
			}
			o.Revision++
		}
		changed++
		const put = `insert into own_dates (ods_code, cycle, id, kind, name, on_day, revision, set_at, set_by, set_by_name)
			values (@ods, @cycle, @id, @kind, @name, @on, @revision, @now, @by, @by_name)
			on conflict on constraint own_dates_pkey do update set name = excluded.name, on_day = excluded.on_day, revision = excluded.revision,
			set_at = excluded.set_at, set_by = excluded.set_by, set_by_name = excluded.set_by_name`
		b.Queue(put, store.Args{"ods": k.ODS, "cycle": k.Cycle, "id": o.ID, "kind": o.Kind, "name": o.Name, "on": o.On, "revision": o.Revision,
			"now": now, "by": by, "by_name": name})
	}
	for _, was := range before {
		if !slices.Contains(kept, was.ID) {
			changed++
			b.Queue(`delete from own_dates where ods_code = $1 and cycle = $2 and id::text = $3`, k.ODS, k.Cycle, was.ID)
		}
	}
	return changed
}
