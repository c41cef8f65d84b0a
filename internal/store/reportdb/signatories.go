package reportdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Replacing asks somebody else to sign the version that lies before the board.
type Replacing struct {
	Version  int
	Old, New string // ids of people
	Why      string // printed in the report
}

// ReplaceSignatory asks another person to sign in somebody's place. Who has signed or declined stays: nobody can remove
// a refusal. Fields: new, why.
func (r Reports) ReplaceSignatory(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, c Replacing, now time.Time) error {
	if err := s.May(access.KeepSignatories, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		if _, err := p.next(assessment.Sign, c.Version); err != nil {
			return err
		}
		seats, err := seatsOf(ods, cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		given, err := signaturesOf(ods, cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		var hash string
		if err := tx.QueryRow(ctx, currentHash, ods, cycle, p.Version).Scan(&hash); err != nil {
			return fmt.Errorf("read hash: %w", err)
		}
		next, err := candidate(ctx, tx, ods, c.New)
		if err != nil {
			return err
		}
		change := signoff.Replacement{New: next, By: s.Author(), Why: strings.TrimSpace(c.Why), At: now}
		for _, a := range asked(seats) {
			if a.Person == c.Old {
				change.Old = a
			}
		}
		if change.Old.Person == "" {
			return fault.New(fault.Conflict, "This person is no longer among those asked to sign.")
		}
		if _, err := signoff.Replace(asked(seats), given, change, hash); err != nil {
			return err
		}
		return replace(ctx, tx, ods, cycle, p.Version, seats, change)
	})
}

func candidate(ctx context.Context, tx *store.Tx, ods, person string) (signoff.Signatory, error) {
	list, err := store.List[Candidate](ctx, tx, candidates, ods)
	if err != nil {
		return signoff.Signatory{}, fmt.Errorf("list who can sign: %w", err)
	}
	for _, c := range list {
		if c.Person == person {
			return c.signatory(), nil
		}
	}
	return signoff.Signatory{}, fault.InvalidField("new", "Choose who is asked instead.")
}

func replace(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, version int, seats []seat, c signoff.Replacement) error {
	old := seatOf(seats, c.Old.Person)
	const leave = `update signatories set replaced_at = @now, replaced_by = @by, replaced_because = @why
		where ods_code = @ods and cycle = @cycle and version = @version and seat = @seat`
	_, err := tx.Exec(ctx, leave, store.Args{"ods": ods, "cycle": cycle, "version": version, "seat": old,
		"now": c.At, "by": c.By.Name, "why": c.Why})
	if err != nil {
		return fmt.Errorf("replace signatory: %w", err)
	}
	const sit = `insert into signatories (ods_code, cycle, version, seat, person_id, name, post, also_lead, follows_seat)
		values (@ods, @cycle, @version, @seat, @person, @name, @post, @lead, @follows)`
	_, err = tx.Exec(ctx, sit, store.Args{"ods": ods, "cycle": cycle, "version": version, "seat": len(seats) + 1,
		"person": c.New.Person, "name": c.New.Name, "post": c.New.Post, "lead": c.New.Lead, "follows": old})
	if err != nil {
		return fmt.Errorf("ask new signatory: %w", err)
	}
	for kind, who := range map[letter.Kind]string{letter.SigningAsked: c.New.Person, letter.SigningPassedOn: c.Old.Person} {
		n := letter.Notice{Kind: kind, Trust: ods, Cycle: string(cycle), Version: version, To: []string{who}}
		if err := tx.Tell(ctx, n, c.At); err != nil {
			return err
		}
	}
	return tx.Record(ctx, audit.Event{Verb: audit.SignatoryReplaced, Trust: ods, Cycle: string(cycle), Object: c.Old.Person,
		Note: "now " + c.New.Name}, c.At)
}
