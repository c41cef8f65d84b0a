package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// mandated reads what must be assessed in a year; the zero value where nobody has entered anything.
func mandated(ctx context.Context, tx *store.Tx, cycle trust.Cycle) (fieldwork.Mandated, error) {
	var m fieldwork.Mandated
	const sql = `select revision, parts, choices, source, set_at, set_by_name from mandated_scopes where cycle = $1 order by revision desc limit 1`
	err := tx.QueryRow(ctx, sql, cycle).Scan(&m.Revision, &m.Parts, &m.Choices, &m.Source, &m.SetAt, &m.SetBy)
	if err != nil && !store.None(err) {
		return m, fmt.Errorf("read mandated scope: %w", err)
	}
	return m, nil
}

// Mandated reads what must be assessed in a year, for an administrator.
func (f Fieldwork) Mandated(ctx context.Context, s store.Scope, cycle trust.Cycle) (fieldwork.Mandated, error) {
	if err := s.May(access.ChangeContent, access.Service); err != nil {
		return fieldwork.Mandated{}, err
	}
	var m fieldwork.Mandated
	err := f.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		m, err = mandated(ctx, tx, cycle)
		return err
	})
	return m, err
}

// Mandate enters what must be assessed in a year, on the revision that was seen. Fieldwork that has begun keeps its own scope.
// Fields: parts, choices, source.
func (f Fieldwork) Mandate(ctx context.Context, s store.Scope, cycle trust.Cycle, pack framework.Pack, m fieldwork.Mandated, now time.Time) error {
	if err := s.May(access.ChangeContent, access.Service); err != nil {
		return err
	}
	m, err := m.Check(pack)
	if err != nil {
		return err
	}
	return f.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `insert into mandated_scopes (cycle, revision, parts, choices, source, set_at, set_by, set_by_name)
			values (@cycle, @revision, @parts, @choices, @source, @now, @by, @by_name)`
		args := store.Args{"cycle": cycle, "revision": m.Revision + 1, "parts": m.Parts, "choices": m.Choices, "source": m.Source, "now": now,
			"by": store.Nullable(s.Actor.Person), "by_name": s.Actor.Name}
		return exec(ctx, tx, "mandate scope", sql, args,
			audit.Event{Verb: audit.ScopeMandated, Cycle: string(cycle), Object: fmt.Sprintf("revision %d", m.Revision+1)}, now)
	})
}
