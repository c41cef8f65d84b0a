// Package criticaldb keeps a trust's short list of critical services, and what its electronic records give its patients.
//
// The list is the trust's, and not a year's: what was sent holds it as it was then. A service that leaves the list keeps its
// row. Each exported method asks scope.May first, is one transaction, and writes one audit event when it changes something.
package criticaldb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Services is the room's door.
type Services struct{ DB *store.DB }

// List reads the list for anybody of the trust who reads its report.
func (c Services) List(ctx context.Context, s store.Scope, ods string) (critical.List, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return critical.List{}, err
	}
	var l critical.List
	err := c.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		l, err = read(ctx, tx, ods)
		return err
	})
	return l, err
}

func read(ctx context.Context, tx *store.Tx, ods string) (critical.List, error) {
	var l critical.List
	var b pgx.Batch
	store.QueueCritical(&b, ods, &l)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return l, fmt.Errorf("read critical services: %w", err)
	}
	return l, nil
}

// Save keeps a service, for a lead: a new one without an id, or a change of one on the version that was seen. Fields: those
// of critical.Service.Check.
func (c Services) Save(ctx context.Context, s store.Scope, ods string, one critical.Service, now time.Time, today day.Day) error {
	if err := s.May(access.KeepServices, access.Of(ods)); err != nil {
		return err
	}
	return c.DB.InTx(ctx, s, func(tx *store.Tx) error {
		list, err := locked(ctx, tx, ods)
		if err != nil {
			return err
		}
		before, known := list.Find(one.ID)
		switch {
		case one.ID != "" && !known:
			return noService()
		case known && before.Version != one.Version:
			return fault.New(fault.Invalid, "Somebody else changed this service while you were writing. Your words are in the form; save again to put yours in the place of theirs.")
		case !known && len(list.Services) >= critical.MaxServices:
			return fault.InvalidField("name", "The list holds %d services already, which is as many as a board can follow. Take one off it first.", critical.MaxServices)
		}
		var others []string
		for _, o := range list.Services {
			if o.ID != one.ID {
				others = append(others, o.Name)
			}
		}
		if one, err = one.Check(others, today); err != nil {
			return err
		}
		if !known {
			one.ID = store.NewID()
		}
		const sql = `insert into critical_services (ods_code, id, name, paper_hours, last_restore, supplier, version, changed_at, changed_by, changed_by_name)
			values (@ods, @id, @name, @hours, @restored, @supplier, 1, @at, @by, @by_name)
			on conflict on constraint critical_services_pkey do update set name = excluded.name, paper_hours = excluded.paper_hours,
				last_restore = excluded.last_restore, supplier = excluded.supplier, version = critical_services.version + 1,
				changed_at = excluded.changed_at, changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name`
		_, err = tx.Exec(ctx, sql, store.Args{"ods": ods, "id": one.ID, "name": one.Name, "hours": one.PaperHours, "restored": one.LastRestore,
			"supplier": one.Supplier, "at": now, "by": s.Actor.Person, "by_name": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("keep service: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ServiceKept, Trust: ods, Object: one.ID}, now)
	})
}

// Remove takes a service off the list, for a lead. Its row stays.
func (c Services) Remove(ctx context.Context, s store.Scope, ods, id string, now time.Time) error {
	if err := s.May(access.KeepServices, access.Of(ods)); err != nil {
		return err
	}
	return c.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `update critical_services set removed_at = $3, version = version + 1, changed_at = $3, changed_by = $4, changed_by_name = $5
			where ods_code = $1 and id::text = $2 and removed_at is null`
		done, err := tx.Exec(ctx, sql, ods, id, now, s.Actor.Person, s.Actor.Name)
		if err != nil {
			return fmt.Errorf("remove service: %w", err)
		}
		if done.RowsAffected() == 0 {
			return noService()
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ServiceRemoved, Trust: ods, Object: id}, now)
	})
}

// SayBenefit says what electronic records give patients, for a lead; nothing takes it back. Field: benefit.
func (c Services) SayBenefit(ctx context.Context, s store.Scope, ods, words string, now time.Time) error {
	if err := s.May(access.KeepServices, access.Of(ods)); err != nil {
		return err
	}
	words, err := critical.CheckBenefit(words)
	if err != nil {
		return err
	}
	return c.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `insert into record_benefits (ods_code, id, words, said_at, said_by, said_by_name) values ($1, $2, $3, $4, $5, $6)`
		if _, err := tx.Exec(ctx, sql, ods, store.NewID(), words, now, s.Actor.Person, s.Actor.Name); err != nil {
			return fmt.Errorf("say benefit: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.BenefitSaid, Trust: ods}, now)
	})
}

// locked reads the list so that no other change of it gets in between: two people who add the same service wait for each
// other.
func locked(ctx context.Context, tx *store.Tx, ods string) (critical.List, error) {
	if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtext('critical_services'), hashtext($1))`, ods); err != nil {
		return critical.List{}, fmt.Errorf("lock critical services: %w", err)
	}
	return read(ctx, tx, ods)
}

func noService() error { return fault.New(fault.NotFound, "There is no such service on the list.") }
