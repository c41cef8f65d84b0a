package auditdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// NoteLook writes into a trust's trail that somebody of national staff looked at a page about it, such as "standard 7":
// once a person, page and day. A page that is about one trust calls it before it shows anything, so that nothing is seen
// that is not written down. NotFound when the trust is not within the person's reach.
func (t Trail) NoteLook(ctx context.Context, s store.Scope, ods, page string, now time.Time, today day.Day) error {
	return t.look(ctx, s, page, today, audit.Event{Verb: audit.TrustLookedAt, Trust: ods, Object: page}, now)
}

// NoteComparison writes into the service's own trail that somebody of national staff looked at a page of many trusts, with
// the filter that chose them: once a person, page, filter and day.
func (t Trail) NoteComparison(ctx context.Context, s store.Scope, page, filter string, now time.Time, today day.Day) error {
	return t.look(ctx, s, page+"?"+filter, today, audit.Event{Verb: audit.TrustsCompared, Object: page, Note: filter}, now)
}

const (
	withinReach = `select exists (select from trusts t where t.ods_code = $1 and ('*' = any (app_regions())
		or t.region_code = any (app_regions()) or t.icb_code = any (app_icbs())))`
	addLook = `insert into audit_looks (ods_code, day, person_id, page) values ($1, $2, $3, $4) on conflict do nothing`
)

// look lies outside a national person's own sight, for which no trust's trail is open: it is elevated after the right to
// compare, and within the transaction the reach that the person's scope has is asked for again.
func (t Trail) look(ctx context.Context, s store.Scope, page string, today day.Day, e audit.Event, now time.Time) error {
	if err := s.May(access.Compare, access.Service); err != nil {
		return err
	}
	return t.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		if e.Trust != "" {
			var within bool
			if err := tx.QueryRow(ctx, withinReach, e.Trust).Scan(&within); err != nil {
				return fmt.Errorf("look for trust: %w", err)
			}
			if !within {
				return fault.New(fault.NotFound, "There is no trust with the code %s among those that you can see.", e.Trust)
			}
		}
		tag, err := tx.Exec(ctx, addLook, e.Trust, today, s.Actor.Person, page)
		if err != nil {
			return fmt.Errorf("note look: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return nil
		}
		return tx.Record(ctx, e, now)
	})
}
