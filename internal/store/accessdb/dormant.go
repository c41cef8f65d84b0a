package accessdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// Dormant lists the members who have not come for credential.DormantAfter and were not kept in this quarter, the longest
// away first.
func (a Access) Dormant(ctx context.Context, s store.Scope, ods string, now time.Time, today day.Day) ([]Member, error) {
	if err := s.May(access.KeepAccess, access.Of(ods)); err != nil {
		return nil, err
	}
	const sql = `select p.id::text, p.name, p.email, p.post, p.last_came_at, p.disabled_at is not null as disabled
		from people p where coalesce(p.last_came_at, p.added_at) < @since
			and exists (select from roles r where r.person_id = p.id and r.ods_code = @trust and r.ended_at is null)
			and not exists (select from access_kept k where k.ods_code = @trust and k.quarter = @quarter and k.person_id = p.id)
		order by coalesce(p.last_came_at, p.added_at), p.id`
	var dormant []Member
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		rows, err := store.List[Member](ctx, tx, sql, store.Args{"trust": ods, "since": now.Add(-credential.DormantAfter), "quarter": Quarter(today)})
		if err != nil {
			return err
		}
		all, err := members(ctx, tx, ods)
		if err != nil {
			return err
		}
		for _, r := range rows {
			for _, m := range all {
				if m.ID == r.ID {
					dormant = append(dormant, m)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list dormant people: %w", err)
	}
	return dormant, nil
}

// Keep writes down that somebody who had not come for long keeps their access in this quarter.
func (a Access) Keep(ctx context.Context, s store.Scope, ods, person string, now time.Time, today day.Day) error {
	return a.change(ctx, s, ods, person, func(tx *store.Tx, m Member) error {
		const sql = `insert into access_kept (ods_code, quarter, person_id, kept_at, kept_by_name) values ($1, $2, $3, $4, $5) on conflict do nothing`
		if _, err := tx.Exec(ctx, sql, ods, Quarter(today), m.ID, now, tx.Scope.Actor.Name); err != nil {
			return fmt.Errorf("keep access: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AccessKept, Trust: ods, Object: m.ID, Note: Quarter(today)}, now)
	})
}

// Quarter names the quarter of a year that a day lies in: "2027-Q1".
func Quarter(d day.Day) string {
	year, month, _ := d.Date()
	return fmt.Sprintf("%04d-Q%d", year, (int(month)+2)/3)
}
