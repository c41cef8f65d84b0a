package sharedb

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
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// HandOut names who answers a part, and by when, for the lead. The person must be a lead or contributor of the trust; an empty
// person takes the part back. The zero day sets none. When the part goes to somebody else, what was handed in of it and is not
// accepted is taken back. Fields that can be refused: person, due-day. It changes nothing that a report reads, so it is possible at
// every stage. Whoever has it from now on, and whoever had it, is told; what is given again as it was changes nothing.
func (a Sharing) HandOut(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, part, person string, due day.Day, now time.Time, today day.Day) error {
	if err := s.May(access.HandOut, access.Of(k.ODS)); err != nil {
		return err
	}
	if _, ok := pack.Part(part); !ok {
		return fault.New(fault.NotFound, "There is no part %s.", part)
	}
	if !due.IsZero() && due.Before(today) {
		return fault.InvalidField("due-day", "Enter a day that is still to come, or none.")
	}
	sql := itemOwners
	if _, whole := pack.Assertion(part); whole {
		sql = assertionOwners
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		name, before := "nobody", ""
		if person == "" {
			if err := tx.QueryRow(ctx, sql.takeBack, k.ODS, k.Cycle, part).Scan(&before); err != nil && !store.None(err) {
				return fmt.Errorf("take part back: %w", err)
			}
		} else {
			var err error
			if name, err = answers(ctx, tx, k.ODS, person); err != nil {
				return err
			}
			err = tx.QueryRow(ctx, sql.give, store.Args{"ods": k.ODS, "cycle": k.Cycle, "part": part, "person": person,
				"name": name, "due": due, "at": now, "by": s.Actor.Name}).Scan(&before)
			if store.None(err) {
				return nil // they have it already, by the same day
			}
			if err != nil {
				return fmt.Errorf("hand out part: %w", err)
			}
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.PartGiven, Trust: k.ODS, Cycle: k.Cycle, To: []string{person}}, now); err != nil {
				return err
			}
		}
		if before != "" && before != person {
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.PartPassedOn, Trust: k.ODS, Cycle: k.Cycle, To: []string{before}}, now); err != nil {
				return err
			}
		}
		const passedOn = `update hand_ins set taken_back_at = $5 where ods_code = $1 and cycle = $2 and part = $3
			and handed_in_by::text <> $4 and verdict <> 'accepted' and taken_back_at is null`
		if _, err := tx.Exec(ctx, passedOn, k.ODS, k.Cycle, part, person, now); err != nil {
			return fmt.Errorf("take hand-in back: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AssertionHandedOut, Trust: k.ODS, Cycle: k.Cycle, Object: part,
			Note: "to " + name}, now)
	})
}

// ownersSQL gives a part of one sort to somebody, and takes it back. Each gives the id of who had it, if anybody; give gives no row
// when it changes nothing.
type ownersSQL struct{ give, takeBack string }

var (
	assertionOwners = ownersSQL{
		give: `with was as (select person_id::text from assertion_owners where ods_code = @ods and cycle = @cycle and assertion = @part)
			insert into assertion_owners (ods_code, cycle, assertion, person_id, person_name, due, given_at, given_by)
			values (@ods, @cycle, @part, @person, @name, @due, @at, @by)
			on conflict (ods_code, cycle, assertion) do update set person_id = excluded.person_id,
			person_name = excluded.person_name, due = excluded.due, given_at = excluded.given_at, given_by = excluded.given_by
			where (assertion_owners.person_id, assertion_owners.due) is distinct from (excluded.person_id, excluded.due)
			returning coalesce((select person_id from was), '')`,
		takeBack: `delete from assertion_owners where ods_code = $1 and cycle = $2 and assertion = $3 returning person_id::text`,
	}
	itemOwners = ownersSQL{
		give: `with was as (select person_id::text from item_owners where ods_code = @ods and cycle = @cycle and item = @part)
			insert into item_owners (ods_code, cycle, item, person_id, person_name, due, given_at, given_by)
			values (@ods, @cycle, @part, @person, @name, @due, @at, @by)
			on conflict (ods_code, cycle, item) do update set person_id = excluded.person_id,
			person_name = excluded.person_name, due = excluded.due, given_at = excluded.given_at, given_by = excluded.given_by
			where (item_owners.person_id, item_owners.due) is distinct from (excluded.person_id, excluded.due)
			returning coalesce((select person_id from was), '')`,
		takeBack: `delete from item_owners where ods_code = $1 and cycle = $2 and item = $3 returning person_id::text`,
	}
)

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
