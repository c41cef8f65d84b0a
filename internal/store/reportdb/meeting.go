package reportdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Diary is when the board and its committee meet on a year's report, and how many must sign.
type Diary struct {
	Meetings []meeting.Meeting // in the order in which they meet; only those that are set
	Quorum   *Quorum           // for what is sent next; nil while none was set
}

// Diary reads it, for anybody of the trust.
func (r Reports) Diary(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle) (Diary, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Diary{}, err
	}
	var d Diary
	err := r.DB.InSnapshotAfter(ctx, s, func(b *pgx.Batch) { d.queue(b, ods, cycle) }, func(*store.Tx) error { return nil })
	return d, err
}

// queue asks for the diary.
func (d *Diary) queue(b *pgx.Batch, ods string, cycle trust.Cycle) {
	meetingsOf(ods, cycle).queue(b, &d.Meetings)
	quorumNow(ods).queue(b, &d.Quorum)
}

// meetingsOf gives the latest word on each body's meeting, in the order of their names, which is that of meeting.Bodies; one
// that was called off is left out.
func meetingsOf(ods string, cycle trust.Cycle) query[[]meeting.Meeting] {
	type row struct {
		Body     meeting.Body `db:"body"`
		MeetsOn  day.Day      `db:"meets_on"`
		PaperDue day.Day      `db:"paper_due"`
	}
	const sql = `select body, meets_on, paper_due from (select distinct on (body) * from meetings
			where ods_code = $1 and cycle = $2 order by body, set_at desc, id desc) latest
		where meets_on is not null order by body`
	return query[[]meeting.Meeting]{"meetings", sql, []any{ods, cycle}, store.Each(func(r row) meeting.Meeting { return meeting.Meeting(r) })}
}

// SetMeetings sets when bodies meet on a year's report; without days a meeting is called off. What is as before is left.
// The caller has checked the days.
func (r Reports) SetMeetings(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, set []meeting.Meeting, now time.Time) error {
	if err := s.May(access.KeepMeetings, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		before, err := meetingsOf(ods, cycle).read(ctx, tx)
		if err != nil {
			return err
		}
		stands := map[meeting.Body]meeting.Meeting{}
		for _, m := range before {
			stands[m.Body] = m
		}
		var changed []string
		for _, m := range set {
			if was := stands[m.Body]; was.MeetsOn == m.MeetsOn && was.PaperDue == m.PaperDue {
				continue
			}
			const sql = `insert into meetings (ods_code, id, cycle, body, meets_on, paper_due, set_at, set_by, set_by_name)
				values (@ods, @id, @cycle, @body, @meets, @paper, @now, @by, @by_name)`
			_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "id": store.NewID(), "cycle": cycle, "body": m.Body, "meets": m.MeetsOn,
				"paper": m.PaperDue, "now": now, "by": s.Actor.Person, "by_name": s.Actor.Name})
			if err != nil {
				return fmt.Errorf("set meeting: %w", err)
			}
			changed = append(changed, string(m.Body))
		}
		if len(changed) == 0 {
			return nil
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.MeetingSet, Trust: ods, Cycle: string(cycle)}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.MeetingSet, Trust: ods, Cycle: string(cycle), Object: strings.Join(changed, ", ")}, now)
	})
}

// decisionsOf reads what bodies decided on a version and those before it in the year, the oldest record first.
func decisionsOf(ods string, cycle trust.Cycle, version int) query[[]meeting.Decision] {
	type row struct {
		ID      string          `db:"id"`
		Version int             `db:"version"`
		Body    meeting.Body    `db:"body"`
		Outcome meeting.Outcome `db:"outcome"`
		HeldOn  day.Day         `db:"held_on"`
		Minute  string          `db:"minute"`
		Present string          `db:"present"`
		Words   string          `db:"words"`
		By      string          `db:"recorded_by"`
		ByName  string          `db:"recorded_by_name"`
		At      time.Time       `db:"recorded_at"`
		On      day.Day         `db:"recorded_on"`
	}
	const sql = `select id::text, version, body, outcome, held_on, minute, present, words, recorded_by::text, recorded_by_name, recorded_at,
			(recorded_at at time zone 'Europe/London')::date as recorded_on
		from board_decisions where ods_code = $1 and cycle = $2 and version <= $3 order by version, recorded_at, id`
	return query[[]meeting.Decision]{"decisions", sql, []any{ods, cycle, version}, store.Each(func(r row) meeting.Decision {
		return meeting.Decision{ID: r.ID, Version: r.Version, Body: r.Body, Outcome: r.Outcome, HeldOn: r.HeldOn, Minute: r.Minute,
			Present: r.Present, Words: r.Words, By: assessment.Author{ID: r.By, Name: r.ByName}, At: r.At, On: r.On}
	})}
}

// RecordDecision records what a body decided on a version that was sent to the board, also after it was published. It is
// beside the signatures and changes none; a later record takes the place of an earlier one, which is kept. Fields: those of
// meeting.Decision.Check.
func (r Reports) RecordDecision(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, d meeting.Decision, now time.Time, today day.Day) error {
	if err := s.May(access.RecordDecision, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if _, err := lock(ctx, tx, ods, cycle); err != nil {
			return err
		}
		var sent, back day.Day
		const days = `select (sent_at at time zone 'Europe/London')::date, (recalled_at at time zone 'Europe/London')::date
			from snapshots where ods_code = $1 and cycle = $2 and version = $3`
		err := tx.QueryRow(ctx, days, ods, cycle, d.Version).Scan(&sent, &back)
		if store.None(err) {
			return fault.New(fault.NotFound, noVersion)
		}
		if err != nil {
			return fmt.Errorf("read version: %w", err)
		}
		if err := d.Check(sent, today); err != nil {
			return err
		}
		if !back.IsZero() && d.HeldOn.After(back) {
			return fault.InvalidField("held", "This version was taken back on %s, so a later meeting decided on another one.", back.Words())
		}
		id := store.NewID()
		const sql = `insert into board_decisions (ods_code, id, cycle, version, body, outcome, held_on, minute, present, words, recorded_at,
				recorded_by, recorded_by_name)
			values (@ods, @id, @cycle, @version, @body, @outcome, @held, @minute, @present, @words, @now, @by, @by_name)`
		_, err = tx.Exec(ctx, sql, store.Args{"ods": ods, "id": id, "cycle": cycle, "version": d.Version, "body": d.Body, "outcome": d.Outcome,
			"held": d.HeldOn, "minute": strings.TrimSpace(d.Minute), "present": strings.TrimSpace(d.Present), "words": strings.TrimSpace(d.Words),
			"now": now, "by": s.Actor.Person, "by_name": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("record decision: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.DecisionRecorded, Trust: ods, Cycle: string(cycle), Object: id,
			Note: string(d.Body) + ", " + string(d.Outcome)}, now)
	})
}
