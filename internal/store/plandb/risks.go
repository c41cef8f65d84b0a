package plandb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/store"
)

// Risks are the risks of a year, with who accepts them.
type Risks struct {
	Trust string
	List  []plan.Risk
	SIRO  office.Holder // of the register; without a name where the office is vacant or nothing is recorded
}

// Risks reads the risks that are or were kept, for people of the trust.
func (p Plans) Risks(ctx context.Context, s store.Scope, k Key) (Risks, error) {
	if err := s.May(access.SeeRisks, access.Of(k.ODS)); err != nil {
		return Risks{}, err
	}
	var r Risks
	err := p.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		if r.Trust, err = begun(ctx, tx, k); err != nil {
			return err
		}
		kept, err := tx.Plan(ctx, k.ODS, k.Cycle)
		if err != nil {
			return err
		}
		r.List = kept.Risks
		r.SIRO, err = siro(ctx, tx, k.ODS)
		return err
	})
	return r, err
}

// siro reads who is senior information risk owner, by the latest record of the register of officers.
func siro(ctx context.Context, tx *store.Tx, ods string) (office.Holder, error) {
	h := office.Holder{Office: office.SIRO}
	const sql = `select holder, coalesce(person_id::text, ''), since from officers where ods_code = $1 and office = $2
		order by recorded_at desc, id desc limit 1`
	err := tx.QueryRow(ctx, sql, ods, office.SIRO).Scan(&h.Name, &h.PersonID, &h.Since)
	if err != nil && !store.None(err) {
		return h, fmt.Errorf("read officer: %w", err)
	}
	return h, nil
}

// KeepRisk records a risk that is knowingly kept, for a lead. The gap stays a gap. Fields: those of plan.Risk.Check.
func (p Plans) KeepRisk(ctx context.Context, s store.Scope, k Key, pack framework.Pack, r plan.Risk, now time.Time, today day.Day) error {
	if err := s.May(access.KeepPlan, access.Of(k.ODS)); err != nil {
		return err
	}
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := lock(ctx, tx, k); err != nil {
			return err
		}
		var err error
		if r.Owner, err = owner(ctx, tx, k, r.Owner); err != nil {
			return err
		}
		if r, err = r.Check(pack, today); err != nil {
			return err
		}
		by := s.Author()
		r.ID = store.NewID()
		const sql = `insert into risks (ods_code, id, cycle, item, owner_id, owner_name, reason, until_day, recorded_at, recorded_by, recorded_by_name)
			values (@ods, @id, @cycle, @item, @owner, @owner_name, @reason, @until, @at, @by, @by_name)`
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": r.ID, "cycle": k.Cycle, "item": r.Item, "owner": id(r.Owner.ID),
			"owner_name": r.Owner.Name, "reason": r.Reason, "until": r.Until, "at": now, "by": by.ID, "by_name": by.Name}); err != nil {
			return fmt.Errorf("record risk: %w", err)
		}
		who, err := siro(ctx, tx, k.ODS)
		if err != nil {
			return err
		}
		if who.PersonID != "" {
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.RiskWaits, Trust: k.ODS, Cycle: string(k.Cycle), To: []string{who.PersonID}}, now); err != nil {
				return err
			}
		}
		e := event(k, audit.RiskRecorded, r.Item)
		e.Note = "until " + r.Until.String()
		return tx.Record(ctx, e, now)
	})
}

// AcceptRisk accepts a risk as the senior information risk owner: the person whom the register of officers names, and nobody
// in their place.
func (p Plans) AcceptRisk(ctx context.Context, s store.Scope, k Key, risk string, now time.Time, today day.Day) error {
	if err := s.May(access.AcceptRisk, access.Of(k.ODS)); err != nil {
		return err
	}
	return p.changeRisk(ctx, s, k, risk, func(tx *store.Tx, r plan.Risk) error {
		holder, err := siro(ctx, tx, k.ODS)
		if err != nil {
			return err
		}
		if err := r.CanAccept(s.Actor.Person, holder.PersonID, today); err != nil {
			return err
		}
		const sql = `update risks set accepted_by = $3, accepted_by_name = $4, accepted_on = $5 where ods_code = $1 and id::text = $2`
		if _, err := tx.Exec(ctx, sql, k.ODS, risk, s.Actor.Person, s.Actor.Name, today); err != nil {
			return fmt.Errorf("accept risk: %w", err)
		}
		return tx.Record(ctx, event(k, audit.RiskAccepted, r.Item), now)
	})
}

// EndRisk ends a risk before its day, for a lead or the senior information risk owner: it is no longer kept.
func (p Plans) EndRisk(ctx context.Context, s store.Scope, k Key, risk string, now time.Time, today day.Day) error {
	if err := s.May(access.AcceptRisk, access.Of(k.ODS)); err != nil {
		return err
	}
	return p.changeRisk(ctx, s, k, risk, func(tx *store.Tx, r plan.Risk) error {
		if s.May(access.KeepPlan, access.Of(k.ODS)) != nil {
			holder, err := siro(ctx, tx, k.ODS)
			if err != nil {
				return err
			}
			if holder.PersonID == "" || holder.PersonID != s.Actor.Person {
				return access.Refuse(access.AcceptRisk)
			}
		}
		if !r.Holds(today) {
			return fault.New(fault.Conflict, "This risk has ended already.")
		}
		const sql = `update risks set ended_on = $3, ended_by_name = $4 where ods_code = $1 and id::text = $2`
		if _, err := tx.Exec(ctx, sql, k.ODS, risk, today, s.Actor.Name); err != nil {
			return fmt.Errorf("end risk: %w", err)
		}
		return tx.Record(ctx, event(k, audit.RiskEnded, r.Item), now)
	})
}

// changeRisk locks a risk of the year and changes it.
func (p Plans) changeRisk(ctx context.Context, s store.Scope, k Key, risk string, change func(*store.Tx, plan.Risk) error) error {
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := lock(ctx, tx, k); err != nil {
			return err
		}
		r := plan.Risk{ID: risk}
		const sql = `select item, until_day, accepted_by_name, ended_on from risks where ods_code = $1 and cycle = $2 and id::text = $3 for update`
		err := tx.QueryRow(ctx, sql, k.ODS, k.Cycle, risk).Scan(&r.Item, &r.Until, &r.AcceptedBy.Name, &r.EndedOn)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no such risk in this year.")
		}
		if err != nil {
			return fmt.Errorf("lock risk: %w", err)
		}
		return change(tx, r)
	})
}
