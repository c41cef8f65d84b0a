package plandb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/plan"
	"cyberready/internal/store"
)

// Save keeps an action, for a lead: a new one without an id, or a change of one on the version that was seen. because is why
// its day moves, and is asked for only when it does. It gives the action's id. Fields: those of plan.Action.Check, and moved.
func (p Plans) Save(ctx context.Context, s store.Scope, k Key, pack framework.Pack, a plan.Action, because string, now time.Time, today day.Day) (string, error) {
	if err := s.May(access.KeepPlan, access.Of(k.ODS)); err != nil {
		return "", err
	}
	err := p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := lock(ctx, tx, k); err != nil {
			return err
		}
		var err error
		if a.Owner, err = owner(ctx, tx, k, a.Owner); err != nil {
			return err
		}
		if a.ID == "" {
			return p.add(ctx, tx, k, pack, &a, now, today)
		}
		return p.change(ctx, tx, k, pack, a, because, now, today)
	})
	return a.ID, err
}

func (p Plans) add(ctx context.Context, tx *store.Tx, k Key, pack framework.Pack, a *plan.Action, now time.Time, today day.Day) error {
	checked, err := a.Check(pack, plan.Action{}, today)
	if err != nil {
		return err
	}
	*a = checked
	if a.ID, err = tx.AddAction(ctx, k.ODS, k.Cycle, checked, now); err != nil {
		return err
	}
	return tx.Record(ctx, event(k, audit.ActionPlanned, a.ID), now)
}

func (p Plans) change(ctx context.Context, tx *store.Tx, k Key, pack framework.Pack, a plan.Action, because string, now time.Time, today day.Day) error {
	before, err := lockAction(ctx, tx, k, a.ID)
	switch {
	case err != nil:
		return err
	case !before.Open():
		return fault.New(fault.Conflict, "This action has ended, and does not change any more.")
	case before.Version != a.Version:
		return fault.New(fault.Invalid, "Somebody else changed this action while you were writing. Your words are in the form; "+
			"look at the action in another window, and save again to put yours in the place of theirs.")
	}
	if a, err = a.Check(pack, before, today); err != nil {
		return err
	}
	var b pgx.Batch
	verb := audit.ActionChanged
	if a.Due != before.Due {
		if because, err = plan.MovedBecause(because); err != nil {
			return err
		}
		verb = audit.ActionMoved
		const moved = `insert into action_moves (ods_code, id, action_id, from_day, to_day, reason, moved_at, moved_by, moved_by_name)
			values (@ods, @id, @action, @from, @to, @reason, @at, @by, @by_name)`
		by := tx.Scope.Author()
		b.Queue(moved, store.Args{"ods": k.ODS, "id": store.NewID(), "action": a.ID, "from": before.Due, "to": a.Due, "reason": because,
			"at": now, "by": by.ID, "by_name": by.Name})
	}
	const sql = `update actions set title = @title, items = @items, owner_id = @owner, owner_name = @owner_name, due = @due, cost = @cost,
		funding = @funding, care_cost = @care, version = version + 1 where ods_code = @ods and id = @id`
	b.Queue(sql, store.Args{"ods": k.ODS, "id": a.ID, "title": a.Title, "items": a.Items, "owner": id(a.Owner.ID), "owner_name": a.Owner.Name,
		"due": a.Due, "cost": a.Cost, "funding": a.Funding, "care": a.CareCost})
	b.Queue(store.RecordSQL, tx.RecordArgs(event(k, verb, a.ID), now))
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("change action: %w", err)
	}
	switch {
	case a.Owner.ID != before.Owner.ID:
		return tx.TellOwner(ctx, letter.ActionGiven, k.ODS, k.Cycle, a, now)
	case a.Due != before.Due:
		return tx.TellOwner(ctx, letter.ActionMoved, k.ODS, k.Cycle, a, now)
	}
	return nil
}

// lockAction locks an action of the plan and gives what decides about it.
func lockAction(ctx context.Context, tx *store.Tx, k Key, action string) (plan.Action, error) {
	a := plan.Action{ID: action}
	const sql = `select title, items, coalesce(owner_id::text, ''), owner_name, due, ending, version from actions
		where ods_code = $1 and cycle = $2 and id::text = $3 for update`
	err := tx.QueryRow(ctx, sql, k.ODS, k.Cycle, action).Scan(&a.Title, &a.Items, &a.Owner.ID, &a.Owner.Name, &a.Due, &a.End, &a.Version)
	if store.None(err) {
		return a, noAction()
	}
	if err != nil {
		return a, fmt.Errorf("lock action: %w", err)
	}
	return a, nil
}

func noAction() error { return fault.New(fault.NotFound, "There is no such action in this plan.") }

func event(k Key, v audit.Verb, object string) audit.Event {
	return audit.Event{Verb: v, Trust: k.ODS, Cycle: string(k.Cycle), Object: object}
}

// mayWork tells whether somebody who may work on the plan may work on this action: a contributor only on their own.
func mayWork(a access.Actor, action plan.Action) error {
	if a.Role == access.Contributor && action.Owner.ID != a.Person {
		return access.Refuse(access.WorkOnPlan)
	}
	return nil
}

// Note writes down how an action goes, for a lead or its owner. Field: note.
func (p Plans) Note(ctx context.Context, s store.Scope, k Key, action, words string, now time.Time) error {
	if err := s.May(access.WorkOnPlan, access.Of(k.ODS)); err != nil {
		return err
	}
	words, wrong := plan.CheckNote(words)
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := lock(ctx, tx, k); err != nil {
			return err
		}
		a, err := lockAction(ctx, tx, k, action)
		if err != nil {
			return err
		}
		if err := mayWork(s.Actor, a); err != nil {
			return err
		}
		if wrong != nil {
			return wrong
		}
		const sql = `insert into action_notes (ods_code, id, action_id, words, written_at, written_by, written_by_name)
			values (@ods, @id, @action, @words, @at, @by, @by_name)`
		by := s.Author()
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "action": action, "words": words, "at": now, "by": by.ID,
			"by_name": by.Name}); err != nil {
			return fmt.Errorf("write note: %w", err)
		}
		return tx.Record(ctx, event(k, audit.ActionNoted, action), now)
	})
}

// End ends an action, done or given up, for a lead or its owner. Where the current publication holds the action, that it is
// done is also told to national staff: a row beside the publication, which an accepted plan holds on by. Fields: end,
// end-words.
func (p Plans) End(ctx context.Context, s store.Scope, k Key, action string, how plan.Ending, words string, now time.Time, today day.Day) error {
	if err := s.May(access.WorkOnPlan, access.Of(k.ODS)); err != nil {
		return err
	}
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := lock(ctx, tx, k); err != nil {
			return err
		}
		a, err := lockAction(ctx, tx, k, action)
		if err != nil {
			return err
		}
		if err := mayWork(s.Actor, a); err != nil {
			return err
		}
		words, err := a.CheckEnd(how, words)
		if err != nil {
			return err
		}
		const sql = `update actions set ending = $3, ended_on = $4, end_words = $5, version = version + 1 where ods_code = $1 and id::text = $2`
		if _, err := tx.Exec(ctx, sql, k.ODS, action, how, today, words); err != nil {
			return fmt.Errorf("end action: %w", err)
		}
		if how == plan.Done {
			if err := report(ctx, tx, k, action, words, now, today); err != nil {
				return err
			}
		}
		e := event(k, audit.ActionEnded, action)
		e.Note = string(how)
		return tx.Record(ctx, e, now)
	})
}

// report tells of an action that is done beside the publication that holds it, if one does.
func report(ctx context.Context, tx *store.Tx, k Key, action, words string, now time.Time, today day.Day) error {
	held, err := current(ctx, tx, k, today)
	if err != nil || held == nil {
		return err
	}
	if a, ok := held.Action(action); !ok || a.End == plan.Done {
		return nil
	}
	const sql = `insert into action_reports (ods_code, cycle, version, action_id, done_on, words, reported_at, reported_by_name)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`
	if _, err := tx.Exec(ctx, sql, k.ODS, k.Cycle, held.Version, action, today, words, now, tx.Scope.Actor.Name); err != nil {
		return fmt.Errorf("report action: %w", err)
	}
	return judge(ctx, tx, k, now, today)
}
