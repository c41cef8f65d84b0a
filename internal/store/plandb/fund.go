package plandb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/store"
)

// Fund says of chosen actions that they are funded, all or none, for a lead. One that is funded already stays as it is; one
// that has ended is a Conflict, and one that is not in the plan is NotFound. It gives how many it changed. Field: action.
func (p Plans) Fund(ctx context.Context, s store.Scope, k Key, actions []string, now time.Time) (int, error) {
	if err := s.May(access.KeepPlan, access.Of(k.ODS)); err != nil {
		return 0, err
	}
	if len(actions) == 0 {
		return 0, fault.InvalidField("action", "Choose at least one action.")
	}
	funded := 0
	err := p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := lock(ctx, tx, k); err != nil {
			return err
		}
		for _, id := range actions {
			a, err := lockAction(ctx, tx, k, id)
			if err != nil {
				return err
			}
			if !a.Open() {
				return fault.New(fault.Conflict, "“%s” has ended meanwhile. Nothing was changed.", a.Title)
			}
			const sql = `update actions set funding = $3, version = version + 1 where ods_code = $1 and id::text = $2 and funding <> $3`
			done, err := tx.Exec(ctx, sql, k.ODS, id, plan.Funded)
			if err != nil {
				return fmt.Errorf("fund action: %w", err)
			}
			funded += int(done.RowsAffected())
		}
		if funded == 0 {
			return nil
		}
		e := event(k, audit.ActionsFunded, strings.Join(actions, " "))
		e.Note = english.Count(funded, "action", "actions")
		return tx.Record(ctx, e, now)
	})
	return funded, err
}
