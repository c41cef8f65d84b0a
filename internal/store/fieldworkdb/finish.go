package fieldworkdb

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/plan"
	"cyberready/internal/store"
)

// Finish makes the independent assessment final. Nothing of it changes from then on, and the next version that is sent to the board
// holds it.
func (f Fieldwork) Finish(ctx context.Context, s store.Scope, k Key, now time.Time, today day.Day) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayWork(s.Actor.Person, fieldwork.Drafted); err != nil {
			return err
		}
		c, err := frozen(ctx, tx, k, w.Root())
		if err != nil {
			return err
		}
		scales, err := framework.ScalesOf(c.Snapshot.Pack.Edition)
		if err != nil {
			return err
		}
		claimed := fieldwork.Claimed(c.Result)
		if err := w.MayFinish(s.Actor.Person, scales, w.Agreement(claimed)); err != nil {
			return err
		}
		record, err := json.Marshal(w.RecordOf(c.Snapshot.Pack, scales, claimed, c.Snapshot.AnswersByItem(), today))
		if err != nil {
			return fmt.Errorf("encode final: %w", err)
		}
		var b pgx.Batch
		b.Queue(`insert into final_records (ods_code, engagement_id, cycle, record, final_on) values ($1, $2, $3, $4, $5)`, k.ODS, w.ID, k.Cycle, record, today)
		b.Queue(`update engagements set final_at = $3 where ods_code = $1 and id = $2`, k.ODS, w.ID, now)
		b.Queue(store.RecordSQL, tx.RecordArgs(event(k, audit.FieldworkFinal, w.ID), now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("finish: %w", err)
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.FieldworkFinal, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now)
	})
}

// Plan makes actions of recommendations that were taken up: of the items that are named, or of all. It gives how many. A
// recommendation becomes an action once; one whose day has passed meanwhile is for the lead to plan anew, and is a Conflict.
func (f Fieldwork) Plan(ctx context.Context, s store.Scope, k Key, pack framework.Pack, items []string, now time.Time, today day.Day) (int, error) {
	if err := s.May(access.KeepPlan, access.Of(k.ODS)); err != nil {
		return 0, err
	}
	n := 0
	err := f.change(ctx, s, access.RespondToDraft, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := begun(ctx, tx, k); err != nil {
			return err
		}
		for _, r := range w.Actions() {
			if len(items) > 0 && !slices.Contains(items, r.Item) {
				continue
			}
			a, err := w.Action(r).Check(pack, plan.Action{}, today)
			if wrong := fault.As(err); wrong != nil {
				return fault.New(fault.Conflict, "The recommendation about %s cannot become an action as it is: %s Plan it by hand.", r.Item, wrong.Fields[0].Message)
			}
			if a.ID, err = tx.AddAction(ctx, k.ODS, k.Cycle, a, now); err != nil {
				return err
			}
			const sql = `insert into finding_actions (ods_code, engagement_id, item, action_id, planned_at, planned_by_name)
				values (@ods, @engagement, @item, @action, @now, @by)`
			if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "engagement": w.Root(), "item": r.Item, "action": a.ID, "now": now, "by": s.Actor.Name}); err != nil {
				return fmt.Errorf("plan finding: %w", err)
			}
			n++
		}
		if n == 0 {
			return fault.New(fault.Conflict, "There is nothing left to plan: every recommendation that was taken up has its action.")
		}
		return tx.Record(ctx, event(k, audit.FindingPlanned, w.ID), now)
	})
	return n, err
}
