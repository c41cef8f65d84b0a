package sharedb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Confirm says that a lead stands behind an assertion's answers. Seen is assessment.Seen of the answers that the person looked
// at: when one has changed since, nothing is confirmed. What can be confirmed decides assessment.Confirmable. What was handed
// in of the assertion or its items and waits is accepted with it, and told to whoever did; so somebody who handed in a piece of
// it cannot confirm it (assessment.HandIn.MayJudge).
func (a Sharing) Confirm(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, assertion string, seen int, now time.Time) error {
	if err := s.May(access.Confirm, access.Of(k.ODS)); err != nil {
		return err
	}
	as, ok := pack.Assertion(assertion)
	if !ok {
		return fault.New(fault.NotFound, "There is no part %s.", assertion)
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		sh, err := lockForConfirm(ctx, tx, k, as)
		if err != nil {
			return err
		}
		return confirm(ctx, tx, k, as, sh, seen, now)
	})
}

// confirm writes the confirmation of a locked assertion, and accepts what waits in it.
func confirm(ctx context.Context, tx *store.Tx, k workingcopy.Key, as framework.Assertion, sh workingcopy.Sheet, seen int, now time.Time) error {
	if err := assessment.Confirmable(as, sh.Answers, seen); err != nil {
		return err
	}
	by := tx.Scope.Author()
	for _, h := range waitingIn(sh, as) {
		judged, err := h.Judge(assessment.Accepted, "", by, now)
		if err != nil {
			return err
		}
		if err := keepVerdict(ctx, tx, k, judged); err != nil {
			return err
		}
	}
	const sql = `insert into confirmations (ods_code, id, cycle, assertion, confirmed_at, confirmed_by, confirmed_by_name)
		values (@ods, @id, @cycle, @assertion, @at, @by, @by_name)`
	if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "assertion": as.ID,
		"at": now, "by": by.ID, "by_name": by.Name}); err != nil {
		return fmt.Errorf("confirm: %w", err)
	}
	return tx.Record(ctx, audit.Event{Verb: audit.AssertionConfirmed, Trust: k.ODS, Cycle: k.Cycle, Object: as.ID}, now)
}

// lockForConfirm keeps every save of the assessment away until the transaction ends, so that no answer changes between
// the look and the confirmation, and reads the assertion.
func lockForConfirm(ctx context.Context, tx *store.Tx, k workingcopy.Key, as framework.Assertion) (workingcopy.Sheet, error) {
	const lock = `select from assessments where ods_code = $1 and cycle = $2 for update`
	var sh workingcopy.Sheet
	var b pgx.Batch
	b.Queue(lock, k.ODS, k.Cycle)
	workingcopy.QueueStage(&b, k, &sh.Stage)
	sh.Queue(&b, k, workingcopy.PartOf(framework.Standard{Assertions: []framework.Assertion{as}}))
	return sh, tx.SendBatch(ctx, &b).Close()
}
