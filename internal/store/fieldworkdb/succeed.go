package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// left gives the fieldwork that an assessor left in the middle and that nobody has gone on with, with its scope; empty: there is none.
func left(ctx context.Context, tx *store.Tx, k Key) (root string, choice []string, why string, err error) {
	const sql = `select coalesce(continues, id)::text, choice, choice_why from engagements
		where ods_code = $1 and cycle = $2 and begun_at is not null and ended_at is not null order by appointed_at desc, id desc limit 1 for update`
	err = tx.QueryRow(ctx, sql, k.ODS, k.Cycle).Scan(&root, &choice, &why)
	if store.None(err) {
		return "", nil, "", nil
	}
	if err != nil {
		err = fmt.Errorf("look for fieldwork that was left: %w", err)
	}
	return root, choice, why, err
}

// Leave ends an appointment in the middle of fieldwork: by whoever appoints, or by the assessor themselves. What was issued, asked for
// and answered stays; what the assessor decided is handed over to the next one; other notes stay with whoever wrote them. Field: because.
func (f Fieldwork) Leave(ctx context.Context, s store.Scope, k Key, because string, now time.Time) error {
	verb := access.Appoint
	if s.May(access.Assess, access.Of(k.ODS)) == nil {
		verb = access.Assess
	}
	return f.change(ctx, s, verb, k, func(tx *store.Tx, w fieldwork.Work) error {
		if verb == access.Assess && !w.By(s.Actor.Person) {
			return access.Refuse(access.Appoint)
		}
		because, err := w.Leave(because)
		if err != nil {
			return err
		}
		if err := tellAssessor(ctx, tx, k, w, letter.AppointmentEnded, now); err != nil {
			return err
		}
		if verb == access.Assess {
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.AssessorAnswered, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now); err != nil {
				return err
			}
		}
		return end(ctx, tx, k, w, because, event(k, audit.AssessorLeft, w.Assessor.ID), now)
	})
}

// GoOn lets the assessor who follows go on with the fieldwork that another left, as far as it had come.
func (f Fieldwork) GoOn(ctx context.Context, s store.Scope, k Key, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayGoOn(s.Actor.Person); err != nil {
			return err
		}
		const sql = `update engagements e set begun_at = @now, mandated = first.mandated, issued_at = (select max(b.issued_at) from engagements b
				where b.ods_code = @ods and coalesce(b.continues, b.id) = @root)
			from engagements first where first.ods_code = @ods and first.id = @root and e.ods_code = @ods and e.id = @id`
		return exec(ctx, tx, "go on with fieldwork", sql, store.Args{"ods": k.ODS, "id": w.ID, "root": w.Root(), "now": now},
			event(k, audit.FieldworkGoneOn, w.ID), now)
	})
}

// TakeOver makes a finding of an assessor who left the present one's own: a row of theirs, which says who tested. The trail says that
// a note was kept and not about what, as it does of every note.
func (f Fieldwork) TakeOver(ctx context.Context, s store.Scope, k Key, item string, reopened bool, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		found, err := w.TakeOver(s.Actor.Person, item, reopened)
		if err != nil {
			return err
		}
		return exec(ctx, tx, "take finding over", addFinding, findingArgs(tx, k, w.ID, found, found.Version, found.Issued, now),
			event(k, audit.FindingTakenOver, w.ID), now)
	})
}

// Papers are what an assessor wrote during an appointment that ended before the final, each item as it was left.
type Papers struct {
	Engagement fieldwork.Engagement
	Findings   []fieldwork.Finding
}

const papersSQL = `select distinct on (f.reopened, f.item) f.item, f.reopened, f.version, f.verdict, f.tested, f.seen, f.found, f.recommendation, f.tested_by_name,
		f.issued, f.written_at, f.written_by::text as written_by, f.written_by_name
	from findings f where f.ods_code = $1 and f.engagement_id = $2 and f.written_by = $3 order by f.reopened desc, f.item, f.version desc`

// Papers gives whoever left a year's fieldwork what they had written: it stays theirs.
func (f Fieldwork) Papers(ctx context.Context, s store.Scope, k Key) ([]Papers, error) {
	if err := s.May(access.Assess, access.Of(k.ODS)); err != nil {
		return nil, err
	}
	var list []Papers
	err := f.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		all, err := engagements(ctx, tx, k)
		if err != nil {
			return err
		}
		for _, e := range all {
			if e.Stage() != fieldwork.Interrupted || !e.By(s.Actor.Person) {
				continue
			}
			rows, err := tx.Query(ctx, papersSQL, k.ODS, e.ID, s.Actor.Person)
			if err != nil {
				return fmt.Errorf("read papers: %w", err)
			}
			p := Papers{Engagement: e}
			if p.Findings, err = store.Each(findingRow.value)(rows); err != nil {
				return fmt.Errorf("read papers: %w", err)
			}
			list = append(list, p)
		}
		return nil
	})
	return list, err
}
