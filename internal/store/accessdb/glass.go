package accessdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Look is one hour in which a service administrator may look inside a trust.
type Look struct {
	ID         string     `db:"id"`
	Trust      string     `db:"ods_code"`
	TrustName  string     `db:"trust_name"`
	PersonName string     `db:"person_name"`
	Reason     string     `db:"reason"`
	OpenedAt   time.Time  `db:"opened_at"`
	EndsAt     time.Time  `db:"ends_at"`
	ClosedAt   *time.Time `db:"closed_at"`
	Told       int        `db:"told"` // leads to whom a letter goes
}

const lookRows = `select l.id::text, l.ods_code, t.name as trust_name, l.person_name, l.reason, l.opened_at, l.ends_at, l.closed_at,
	(select count(*) from mails m where m.ods_code = l.ods_code and m.object = l.id) as told
	from break_glass l join trusts t on t.ods_code = l.ods_code `

// looks gives the newest looks into a trust.
func looks(ctx context.Context, tx *store.Tx, ods string) ([]Look, error) {
	list, err := store.List[Look](ctx, tx, lookRows+`where l.ods_code = $1 order by l.opened_at desc, l.id limit 5`, ods)
	if err != nil {
		return nil, fmt.Errorf("list looks: %w", err)
	}
	return list, nil
}

// Looks lists the newest looks into any trust, for an administrator.
func (a Access) Looks(ctx context.Context, s store.Scope, limit int) ([]Look, error) {
	if err := s.May(access.LookInside, access.Service); err != nil {
		return nil, err
	}
	var list []Look
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Look](ctx, tx, lookRows+`order by l.opened_at desc, l.id limit $1`, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list looks: %w", err)
	}
	return list, nil
}

// shortReason is what a reason is longer than: a word is none.
const shortReason = 10

// BreakGlass opens a trust for one hour to the administrator who acts, to look and to change nothing. The trust's leads are
// told with the reason, and so is the trail. Fields: trust, reason.
func (a Access) BreakGlass(ctx context.Context, s store.Scope, ods, reason string, now time.Time) (Look, error) {
	if err := s.May(access.LookInside, access.Service); err != nil {
		return Look{}, err
	}
	if reason = strings.Join(strings.Fields(reason), " "); len(reason) < shortReason || len(reason) > 500 {
		return Look{}, fault.InvalidField("reason", "Say in a sentence why you must look inside. The trust's leads read it.")
	}
	var look Look
	err := a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		var known bool
		if err := tx.QueryRow(ctx, `select exists (select from trusts where ods_code = $1)`, ods).Scan(&known); err != nil {
			return fmt.Errorf("look for trust: %w", err)
		}
		if !known {
			return fault.InvalidField("trust", "There is no trust with the code %s in the register.", ods)
		}
		id := store.NewID()
		const sql = `insert into break_glass (ods_code, id, person_id, person_name, reason, opened_at, ends_at) values (@trust, @id, @person, @name, @reason, @now, @ends)`
		_, err := tx.Exec(ctx, sql, store.Args{"trust": ods, "id": id, "person": s.Actor.Person, "name": s.Actor.Name, "reason": reason,
			"now": now, "ends": now.Add(credential.GlassLasts)})
		if err != nil {
			return fmt.Errorf("open trust: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.BreakGlassOpened, Trust: ods, Object: id}, now); err != nil {
			return err
		}
		if err := tx.Record(ctx, audit.Event{Verb: audit.GlassBroken, Trust: ods, Object: id, Note: reason}, now); err != nil {
			return err
		}
		look, err = store.One[Look](ctx, tx, lookRows+`where l.ods_code = $1 and l.id = $2`, ods, id)
		return err
	})
	return look, err
}

// CloseGlass ends the administrator's own look early.
func (a Access) CloseGlass(ctx context.Context, s store.Scope, id string, now time.Time) error {
	if err := s.May(access.LookInside, access.Service); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		const sql = `update break_glass set closed_at = $3 where id::text = $1 and person_id = $2 and closed_at is null and ends_at > $3 returning ods_code`
		var ods string
		err := tx.QueryRow(ctx, sql, id, s.Actor.Person, now).Scan(&ods)
		if store.None(err) {
			return fault.New(fault.Conflict, "This look has ended already.")
		}
		if err != nil {
			return fmt.Errorf("close trust: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.GlassClosed, Trust: ods, Object: id}, now)
	})
}

// NoteLook writes a page that somebody looks at through broken glass into the trust's trail. It is called before the page
// shows anything, so that nothing is seen that is not written down.
func (a Access) NoteLook(ctx context.Context, s store.Scope, page string, now time.Time) error {
	ods := s.Actor.Trust()
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		return tx.Record(ctx, audit.Event{Verb: audit.TrustLookedAt, Trust: ods, Object: page, Note: "break glass " + s.Actor.RoleID}, now)
	})
}
