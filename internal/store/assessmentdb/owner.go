package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// HandOut names who answers an assertion, and by when, for the lead. The person must be a lead or contributor of the
// trust; an empty person takes the assertion back. The zero day sets none. Fields that can be refused: person, due-day.
// It changes nothing that a report reads, so it is possible at every stage.
func (a Assessments) HandOut(ctx context.Context, s store.Scope, k Key, pack framework.Pack, assertion, person string, due day.Day, now time.Time, today day.Day) error {
	if err := s.May(access.HandOut, access.Of(k.ODS)); err != nil {
		return err
	}
	if _, ok := pack.Assertion(assertion); !ok {
		return fault.New(fault.NotFound, "There is no part %s.", assertion)
	}
	if !due.IsZero() && due.Before(today) {
		return fault.InvalidField("due-day", "Enter a day that is still to come, or none.")
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		name := "nobody"
		if person == "" {
			const back = `delete from assertion_owners where ods_code = $1 and cycle = $2 and assertion = $3`
			if _, err := tx.Exec(ctx, back, k.ODS, k.Cycle, assertion); err != nil {
				return fmt.Errorf("take assertion back: %w", err)
			}
		} else {
			var err error
			if name, err = answers(ctx, tx, k.ODS, person); err != nil {
				return err
			}
			const give = `insert into assertion_owners (ods_code, cycle, assertion, person_id, person_name, due, given_at, given_by)
				values (@ods, @cycle, @assertion, @person, @name, @due, @at, @by)
				on conflict (ods_code, cycle, assertion) do update set person_id = excluded.person_id,
				person_name = excluded.person_name, due = excluded.due, given_at = excluded.given_at, given_by = excluded.given_by`
			if _, err := tx.Exec(ctx, give, store.Args{"ods": k.ODS, "cycle": k.Cycle, "assertion": assertion, "person": person,
				"name": name, "due": due, "at": now, "by": s.Actor.Name}); err != nil {
				return fmt.Errorf("hand out assertion: %w", err)
			}
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AssertionHandedOut, Trust: k.ODS, Cycle: k.Cycle, Object: assertion,
			Note: "to " + name}, now)
	})
}

// answers gives the name of somebody who answers questions at a trust.
func answers(ctx context.Context, tx *store.Tx, ods, person string) (name string, err error) {
	const sql = `select p.name from people p where p.id::text = $2 and p.disabled_at is null and exists (
		select from roles r where r.person_id = p.id and r.ods_code = $1 and r.ended_at is null and r.role in ('lead', 'contributor'))`
	err = tx.QueryRow(ctx, sql, ods, person).Scan(&name)
	if store.None(err) {
		return "", fault.InvalidField("person", "Choose a contributor or assessment lead of this trust.")
	}
	if err != nil {
		return "", fmt.Errorf("look for person: %w", err)
	}
	return name, nil
}
