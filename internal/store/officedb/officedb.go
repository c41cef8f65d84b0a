// Package officedb keeps the small register of who holds the four offices of a trust.
//
// It is append only: a change is a new record, and what was recorded before stays readable with who recorded it and
// when. A vacancy is recorded like a holder. The newest record of an office is what holds.
package officedb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/office"
	"cyberready/internal/store"
)

// Offices is the room's door.
type Offices struct{ DB *store.DB }

// Record is one entry of the register.
type Record struct {
	office.Holder
	At time.Time // when it was recorded
	By string    // who recorded it
}

// Register is a trust's register of officers.
type Register struct {
	Trust   string   // name of the trust
	Records []Record // newest first: the first of an office is the one that holds
}

// Holders gives who holds each office now. An office that nothing was recorded about is not in it.
func (r Register) Holders() []office.Holder {
	var list []office.Holder
	for _, rec := range r.Records {
		if _, known := office.Of(list, rec.Office); !known {
			list = append(list, rec.Holder)
		}
	}
	return office.Sorted(list)
}

// Register reads the register for anybody of the trust.
func (o Offices) Register(ctx context.Context, s store.Scope, ods string) (Register, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Register{}, err
	}
	type row struct {
		Office   office.Office `db:"office"`
		Name     string        `db:"holder"`
		PersonID string        `db:"person_id"`
		Since    day.Day       `db:"since"`
		At       time.Time     `db:"recorded_at"`
		By       string        `db:"recorded_by"`
	}
	const sql = `select office, holder, coalesce(person_id::text, '') as person_id, since, recorded_at, recorded_by
		from officers where ods_code = $1 order by recorded_at desc, id desc`
	var reg Register
	err := o.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, `select name from trusts where ods_code = $1`, ods).Scan(&reg.Trust)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		rows, err := store.List[row](ctx, tx, sql, ods)
		if err != nil {
			return fmt.Errorf("read officers: %w", err)
		}
		for _, r := range rows {
			reg.Records = append(reg.Records, Record{
				Holder: office.Holder{Office: r.Office, Name: r.Name, PersonID: r.PersonID, Since: r.Since}, At: r.At, By: r.By,
			})
		}
		return nil
	})
	return reg, err
}

// SetOfficer records who holds an office, or with an empty name that it is vacant, for a lead or board secretary of the
// trust. A person's account can be named beside the name; it must be one of the trust's people. Fields that can be
// refused: office, name, person, since-day.
func (o Offices) SetOfficer(ctx context.Context, s store.Scope, ods string, h office.Holder, now time.Time, today day.Day) error {
	if err := s.May(access.KeepOfficers, access.Of(ods)); err != nil {
		return err
	}
	if err := check(&h, today); err != nil {
		return err
	}
	return o.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if h.PersonID != "" {
			const known = `select exists (select from roles where ods_code = $1 and person_id::text = $2 and ended_at is null)`
			var here bool
			if err := tx.QueryRow(ctx, known, ods, h.PersonID).Scan(&here); err != nil {
				return fmt.Errorf("look for person: %w", err)
			}
			if !here {
				return fault.InvalidField("person", "Choose somebody who has an account at this trust, or nobody.")
			}
		}
		const sql = `insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by)
			values (@ods, @id, @office, @holder, nullif(@person, '')::uuid, @since, @at, @by)`
		id := store.NewID()
		_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "id": id, "office": string(h.Office), "holder": h.Name,
			"person": h.PersonID, "since": h.Since, "at": now, "by": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("record officer: %w", err)
		}
		if h.PersonID != "" {
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.OfficeGiven, Trust: ods, Object: id, To: []string{h.PersonID}}, now); err != nil {
				return err
			}
		}
		return tx.Record(ctx, audit.Event{Verb: audit.OfficeChanged, Trust: ods, Object: string(h.Office)}, now)
	})
}
