// Package fieldworkdb keeps the independent assessment of a year: who assesses and with whose approval, what is in scope, the
// frozen copy that is tested, what was found, what the trust said of it, and the final.
//
// A caller may rely on these:
//   - what the assessor writes is read by the assessor alone until the draft is issued: the database's own policies say so. What one
//     who left had decided is handed over to the next, who alone reads it;
//   - findings, conclusions and responses are added and never changed; the newest counts;
//   - nothing of a final is changed, added or deleted: triggers refuse it, whoever asks;
//   - every change locks the engagement first, so that issuing, correcting and finishing never cross;
//   - each exported method asks scope.May first, is one transaction, and writes one audit event when it changes something.
package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Fieldwork is the room's door.
type Fieldwork struct{ DB *store.DB }

// Key names the independent assessment of one trust's year.
type Key struct {
	ODS   string
	Cycle trust.Cycle
}

// Copy is the frozen copy that is tested, and what it comes to.
type Copy struct {
	Snapshot snapshot.Snapshot
	Result   score.Result
}

func event(k Key, v audit.Verb, object string) audit.Event {
	return audit.Event{Verb: v, Trust: k.ODS, Cycle: string(k.Cycle), Object: object}
}

// change asks for the right, locks the engagement that stands, reads its work, and lets do change it. Where an assessor left in the
// middle and nobody follows yet, it is theirs: the trust goes on, and nobody assesses.
func (f Fieldwork) change(ctx context.Context, s store.Scope, verb access.Verb, k Key, do func(*store.Tx, fieldwork.Work) error) error {
	if err := s.May(verb, access.Of(k.ODS)); err != nil {
		return err
	}
	return f.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var id string
		const sql = `select id::text from engagements where ods_code = $1 and cycle = $2 and (ended_at is null or begun_at is not null)
			order by ended_at is null desc, appointed_at desc, id desc limit 1 for update`
		err := tx.QueryRow(ctx, sql, k.ODS, k.Cycle).Scan(&id)
		if store.None(err) {
			return fault.New(fault.Conflict, "No assessor is appointed for this year.")
		}
		if err != nil {
			return fmt.Errorf("lock engagement: %w", err)
		}
		all, err := engagements(ctx, tx, k)
		if err != nil {
			return err
		}
		w, err := work(ctx, tx, k, all, id)
		if err != nil {
			return err
		}
		return do(tx, w)
	})
}

// begun refuses a year whose assessment has not been begun.
func begun(ctx context.Context, tx *store.Tx, k Key) error {
	var one int
	err := tx.QueryRow(ctx, `select 1 from assessments where ods_code = $1 and cycle = $2 for share`, k.ODS, k.Cycle).Scan(&one)
	if store.None(err) {
		return fault.New(fault.Conflict, "This year's assessment has not been begun.")
	}
	if err != nil {
		return fmt.Errorf("read assessment: %w", err)
	}
	return nil
}

// frozen reads the copy of a fieldwork, by the engagement that began it.
func frozen(ctx context.Context, tx *store.Tx, k Key, root string) (Copy, error) {
	var document []byte
	const sql = `select document from fieldwork_copies where ods_code = $1 and engagement_id = $2`
	if err := tx.QueryRow(ctx, sql, k.ODS, root).Scan(&document); err != nil {
		return Copy{}, fmt.Errorf("read copy: %w", err)
	}
	s, err := snapshot.Decode(document)
	if err != nil {
		return Copy{}, fmt.Errorf("read copy: %w", err)
	}
	return Copy{Snapshot: s, Result: score.Assess(s.Inputs())}, nil
}

// exec runs one statement and writes one audit event.
func exec(ctx context.Context, tx *store.Tx, what, sql string, args store.Args, e audit.Event, now time.Time) error {
	if _, err := tx.Exec(ctx, sql, args); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return tx.Record(ctx, e, now)
}
