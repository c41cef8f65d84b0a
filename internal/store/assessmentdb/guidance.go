package assessmentdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Guidance is the answers of a year that were given before their guidance changed, and that nobody has looked at since.
type Guidance struct {
	Trust   string
	Stage   assessment.Stage
	Owners  map[string]workingcopy.Owner // by assertion
	Touched []carry.Touched
}

// Guidance reads them, for whoever may see the answers. The history is the content's, of this year's edition.
func (a Assessments) Guidance(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, history framework.History) (Guidance, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return Guidance{}, err
	}
	var g Guidance
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		g, err = readGuidance(ctx, tx, k, pack, history)
		return err
	})
	return g, err
}

func readGuidance(ctx context.Context, tx *store.Tx, k workingcopy.Key, pack framework.Pack, history framework.History) (Guidance, error) {
	var sh workingcopy.Sheet
	var held []carry.Held
	var b pgx.Batch
	p := workingcopy.PartOf(pack.Standards...)
	sh.QueueHead(&b, k)
	sh.QueueAnswers(&b, k, p)
	sh.QueueOwners(&b, k, p)
	b.Queue(`select item, revision from guidance_held where ods_code = $1 and cycle = $2 and edition = $3`, k.ODS, k.Cycle, pack.Edition).
		Query(func(rows pgx.Rows) (err error) {
			if held, err = pgx.CollectRows(rows, pgx.RowToStructByName[carry.Held]); err != nil {
				return fmt.Errorf("read what was looked at: %w", err)
			}
			return nil
		})
	err := tx.SendBatch(ctx, &b).Close()
	return Guidance{Trust: sh.Trust, Stage: sh.Stage, Owners: sh.Owners, Touched: carry.TouchedBy(pack, history.Changes, sh.Answers, held)}, err
}

// Hold says that an answer holds under guidance that changed up to a revision, for a lead or contributor. The answer stays as
// it is, and so does its confirmation.
func (a Assessments) Hold(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, history framework.History, item string, revision int, now time.Time) error {
	if err := s.May(access.Answer, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		workingcopy.QueueStage(&b, k, new(assessment.Stage))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		g, err := readGuidance(ctx, tx, k, pack, history)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(g.Touched, func(t carry.Touched) bool { return t.Question.ID == item })
		if i < 0 || g.Touched[i].Last().Revision != revision {
			return fault.New(fault.Conflict, "The answer, or its guidance, has changed since you looked at it.")
		}
		const hold = `insert into guidance_held (ods_code, cycle, item, edition, revision, held_at, held_by, held_by_name)
			values (@ods, @cycle, @item, @edition, @revision, @at, @by, @by_name) on conflict do nothing`
		by := s.Author()
		if _, err := tx.Exec(ctx, hold, store.Args{"ods": k.ODS, "cycle": k.Cycle, "item": item, "edition": pack.Edition, "revision": revision,
			"at": now, "by": by.ID, "by_name": by.Name}); err != nil {
			return fmt.Errorf("hold answer: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AnswerHeld, Trust: k.ODS, Cycle: k.Cycle, Object: item}, now)
	})
}
