package reportdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Recall takes a version back from the board: its signatures are kept and void, and the assessment is a draft again.
func (r Reports) Recall(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, version int, now time.Time) error {
	if err := s.May(access.Recall, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		after, err := p.next(assessment.Recall, version)
		if err != nil {
			return err
		}
		var b pgx.Batch
		b.Queue(`update snapshots set recalled_at = $4, recalled_by = $5 where ods_code = $1 and cycle = $2 and version = $3`,
			ods, cycle, version, now, s.Actor.Name)
		b.Queue(`update assessments set stage = $3 where ods_code = $1 and cycle = $2`, ods, cycle, after)
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.AssessmentRecalled, Trust: ods, Cycle: string(cycle),
			Object: fmt.Sprintf("version %d", version)}, now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("recall: %w", err)
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.AssessmentBack, Trust: ods, Cycle: string(cycle), Version: version}, now)
	})
}
