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
	"cyberready/internal/core/letter"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

const withinReach = `select exists (select from trusts t where t.ods_code = $1 and ('*' = any (app_regions())
	or t.region_code = any (app_regions()) or t.icb_code = any (app_icbs())))`

// Decide writes down whether national staff accept or return an action of a published plan, and what the plan makes of the
// result from then on. It lies outside a national person's own sight, because it goes into the trust's trail: it is elevated
// after the right, and asks for the person's reach again. Fields: verdict, words.
func (p Plans) Decide(ctx context.Context, s store.Scope, k Key, version int, d plan.Decision, now time.Time, today day.Day) error {
	if err := s.May(access.DecidePlan, access.Service); err != nil {
		return err
	}
	d.At, d.On, d.By = now, today, s.Author()
	return p.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		var within bool
		if err := tx.QueryRow(ctx, withinReach, k.ODS).Scan(&within); err != nil {
			return fmt.Errorf("look for trust: %w", err)
		}
		if !within {
			return fault.New(fault.NotFound, "We cannot find that page.")
		}
		if err := lock(ctx, tx, k); err != nil { // nobody publishes meanwhile
			return err
		}
		if err := queueUp(ctx, tx, k); err != nil {
			return err
		}
		held, err := current(ctx, tx, k, today)
		if err != nil {
			return err
		}
		if held == nil {
			return fault.New(fault.NotFound, "We cannot find that page.")
		}
		a, ok := held.Action(d.Action)
		if !ok && held.Version == version {
			return noAction()
		}
		if err := plan.MayDecide(held.Version == version, a.Action); err != nil {
			return err
		}
		if d, err = d.Check(); err != nil {
			return err
		}
		const sql = `insert into action_decisions (ods_code, id, cycle, version, action_id, verdict, words, decided_at, decided_on, decided_by, decided_by_name)
			values (@ods, @id, @cycle, @version, @action, @verdict, @words, @at, @on, @by, @by_name)`
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "version": version, "action": d.Action,
			"verdict": d.Verdict, "words": d.Words, "at": d.At, "on": d.On, "by": d.By.ID, "by_name": d.By.Name}); err != nil {
			return fmt.Errorf("write decision: %w", err)
		}
		e := event(k, audit.ActionDecided, d.Action)
		e.Note = string(d.Verdict)
		if err := tx.Record(ctx, e, now); err != nil {
			return err
		}
		if d.Verdict == plan.Returned {
			if err := tellOfReturn(ctx, tx, k, d.Action, now); err != nil {
				return err
			}
		}
		return judge(ctx, tx, k, now, today)
	})
}

// tellOfReturn writes to whom an action waits for again: its owner, where they have an account here, and the leads.
func tellOfReturn(ctx context.Context, tx *store.Tx, k Key, action string, now time.Time) error {
	const sql = `select r.person_id::text from roles r where r.ods_code = $1 and r.ended_at is null and (r.role = 'lead'
			or r.person_id = (select owner_id from actions where ods_code = $1 and id::text = $2)) group by 1`
	rows, err := tx.Query(ctx, sql, k.ODS, action)
	if err != nil {
		return fmt.Errorf("read whom to tell: %w", err)
	}
	to, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("read whom to tell: %w", err)
	}
	return tx.Tell(ctx, letter.Notice{Kind: letter.ActionReturned, Trust: k.ODS, Cycle: string(k.Cycle), Object: action, To: to}, now)
}

// queueUp lets one after another write what a plan comes to, so that each reads what the one before wrote.
func queueUp(ctx context.Context, tx *store.Tx, k Key) error {
	if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtext('plan ' || $1 || ' ' || $2))`, k.ODS, k.Cycle); err != nil {
		return fmt.Errorf("wait for the plan: %w", err)
	}
	return nil
}

// judge writes down what the published plan makes of the result, when that is another outcome, or another end of it, than
// was written down last.
func judge(ctx context.Context, tx *store.Tx, k Key, now time.Time, today day.Day) error {
	if err := queueUp(ctx, tx, k); err != nil {
		return err
	}
	held, err := current(ctx, tx, k, today)
	if err != nil || held == nil || len(held.Gaps) == 0 {
		return err
	}
	next := plan.Judge(held.Gaps, held.Actions, today)
	last := plan.Outcome{Result: held.AsPublished}
	if n := len(held.History); n > 0 {
		last = held.History[n-1].Outcome
	}
	if next.Result == last.Result && next.Until == last.Until {
		return nil
	}
	if err := writeOutcome(ctx, tx, k, held.Version, next, today, now); err != nil || next.Result == last.Result || next.Result != score.GapsPlanned {
		return err
	}
	return tx.Tell(ctx, letter.Notice{Kind: letter.PlanAccepted, Trust: k.ODS, Cycle: string(k.Cycle)}, now)
}

func writeOutcome(ctx context.Context, tx *store.Tx, k Key, version int, o plan.Outcome, from day.Day, now time.Time) error {
	const sql = `insert into publication_outcomes (ods_code, id, cycle, version, outcome, from_day, until_day, reason, recorded_at)
		values (@ods, @id, @cycle, @version, @outcome, @from, @until, @reason, @at)`
	_, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "version": version, "outcome": o.Result,
		"from": from, "until": o.Until, "reason": o.Reason, "at": now})
	if err != nil {
		return fmt.Errorf("write outcome: %w", err)
	}
	return nil
}

// Lapse writes down which accepted plans have run past their day, from the day after it on, and gives how many. What has
// been written down is not written again, so that several servers may call it at once.
func (p Plans) Lapse(ctx context.Context, now time.Time, today day.Day) (int, error) {
	type row struct {
		ODSCode  string
		Cycle    trust.Cycle
		Version  int
		UntilDay day.Day
	}
	const over = `select o.ods_code, o.cycle, o.version, o.until_day from publication_outcomes o
		where o.until_day < $1 and not exists (select from publication_outcomes n where n.ods_code = o.ods_code and n.cycle = o.cycle
			and n.version = o.version and (n.recorded_at, n.id) > (o.recorded_at, o.id))`
	n := 0
	var due []row
	job := store.System("lapse plans")
	err := p.DB.InSnapshot(ctx, job, func(tx *store.Tx) (err error) {
		due, err = store.List[row](ctx, tx, over, today)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("look for plans past their day: %w", err)
	}
	for _, r := range due {
		k := Key{r.ODSCode, r.Cycle}
		err := p.DB.InTx(ctx, job, func(tx *store.Tx) error {
			if err := queueUp(ctx, tx, k); err != nil {
				return err
			}
			still, err := store.List[row](ctx, tx, over+` and o.ods_code = $2 and o.cycle = $3 and o.version = $4`, today, r.ODSCode, r.Cycle, r.Version)
			if err != nil || len(still) == 0 {
				return err
			}
			n++
			lapsed := plan.Outcome{Result: score.Gaps, Reason: plan.Lapsed(r.UntilDay)}
			if err := writeOutcome(ctx, tx, k, r.Version, lapsed, r.UntilDay.AddDays(1), now); err != nil {
				return err
			}
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.PlanLapsed, Trust: k.ODS, Cycle: string(k.Cycle), By: "The service"}, now); err != nil {
				return err
			}
			return tx.Record(ctx, event(k, audit.PlanLapsed, fmt.Sprintf("version %d", r.Version)), now)
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
