// Package invitedb keeps invitations: who was asked to come in, as what, by whom, and what became of it.
//
// A caller may rely on these:
//   - a link opens one invitation of one generation and nothing else, works until it is used, expires or is taken back, and
//     is nowhere in the database: the key's holder makes it (credential.LinkToken);
//   - looking at a link changes nothing but for the trail: mail scanners open links;
//   - of two who accept at once, one succeeds;
//   - what is wrong with a link is a State, which the page turns into words; it is written down.
package invitedb

import (
	"context"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Invitations is the room's door.
type Invitations struct {
	DB   *store.DB
	Keys [][]byte // of links: the current one first
}

// Offer is whom to invite as what. Place is an ODS code for a trust's role, the code of a region or ICB for an analyst's.
type Offer struct {
	Email   string
	Role    access.Role
	Reach   access.Reach
	Place   string
	Checked string // how an administrator made sure who this is: asked for a trust's first lead
}

func (o Offer) trust() string {
	if o.Reach == access.ReachTrust {
		return o.Place
	}
	return ""
}

func (o Offer) area() string {
	if o.Reach == access.ReachRegion || o.Reach == access.ReachICB {
		return o.Place
	}
	return ""
}

// mayInvite: a lead to their own trust, an administrator anywhere.
func mayInvite(s store.Scope, o Offer) error {
	if ods := o.trust(); ods != "" && s.Actor.Reach == access.ReachTrust {
		return s.May(access.KeepAccess, access.Of(ods))
	}
	return s.May(access.KeepPeople, access.Service)
}

// Invite asks somebody to come in, or asks them once more when they are asked already: the link before is then worth
// nothing. It returns the invitation's id. Fields: email, role, place, checked.
func (i Invitations) Invite(ctx context.Context, s store.Scope, o Offer, now time.Time) (string, error) {
	o.Email, o.Checked = normal(o.Email), strings.TrimSpace(o.Checked)
	if err := o.check(); err != nil {
		return "", err
	}
	if err := mayInvite(s, o); err != nil {
		return "", err
	}
	var id string
	err := i.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) (err error) {
		if err := placeKnown(ctx, tx, o.Reach, o.Place); err != nil {
			return err
		}
		held, err := heldBy(ctx, tx, o)
		if err != nil {
			return err
		}
		if err := access.MayHold(held, o.Role); err != nil {
			return err
		}
		if o.Role == access.Lead && s.Actor.Role == access.Administrator {
			led, err := hasLead(ctx, tx, o.Place)
			if err != nil {
				return err
			}
			if err := access.MayLeadFirst(led, o.Checked); err != nil {
				return err
			}
		}
		if id, err = offer(ctx, tx, o, now); err != nil {
			return err
		}
		return invited(ctx, tx, id, o.trust(), o.Role, now)
	})
	return id, err
}

func (o Offer) check() error {
	at, err := mail.ParseAddress(o.Email)
	trusts := o.Reach == access.ReachTrust
	switch {
	case err != nil || at.Address != o.Email:
		return fault.InvalidField("email", "Enter an e-mail address, like name@example.nhs.uk.")
	case !o.Role.Known() || o.Role == access.BreakGlass:
		return fault.InvalidField("role", "Choose a role.")
	case o.Role.OfTrust() != trusts, (o.Role == access.Administrator) != (o.Reach == access.ReachService):
		return fault.InvalidField("place", "A %s cannot have this scope.", strings.ToLower(o.Role.Words()))
	case trusts && o.Place == "":
		return fault.InvalidField("place", "Enter the ODS code of the trust.")
	case o.Reach != access.ReachNation && o.Reach != access.ReachService && o.Place == "":
		return fault.InvalidField("place", "Enter the code of the region or ICB.")
	}
	return nil
}

var placeTables = map[access.Reach]string{
	access.ReachTrust:  `select exists (select from trusts where ods_code = $1)`,
	access.ReachRegion: `select exists (select from regions where code = $1)`,
	access.ReachICB:    `select exists (select from icbs where code = $1)`,
}

func placeKnown(ctx context.Context, tx *store.Tx, reach access.Reach, place string) error {
	sql, ok := placeTables[reach]
	if !ok {
		return nil
	}
	var known bool
	if err := tx.QueryRow(ctx, sql, place).Scan(&known); err != nil {
		return fmt.Errorf("look for place: %w", err)
	}
	if !known {
		return fault.InvalidField("place", "There is nothing with the code %s in the register.", place)
	}
	return nil
}

// heldBy gives the roles that the address's person, if there is one, holds at the trust, or in the same scope elsewhere.
func heldBy(ctx context.Context, tx *store.Tx, o Offer) ([]access.Role, error) {
	const sql = `select r.role from roles r join people p on p.id = r.person_id where p.email = @email and r.ended_at is null
		and r.reach = @reach and r.ods_code = @trust and r.place = @place`
	type row struct {
		Role access.Role `db:"role"`
	}
	rows, err := store.List[row](ctx, tx, sql, store.Args{"email": o.Email, "reach": o.Reach, "trust": o.trust(), "place": o.area()})
	if err != nil {
		return nil, fmt.Errorf("read roles held: %w", err)
	}
	var held []access.Role
	for _, r := range rows {
		held = append(held, r.Role)
	}
	return held, nil
}

func hasLead(ctx context.Context, tx *store.Tx, ods string) (led bool, err error) {
	const sql = `select exists (select from roles r join people p on p.id = r.person_id
		where r.ods_code = $1 and r.role = 'lead' and r.ended_at is null and p.disabled_at is null)`
	if err := tx.QueryRow(ctx, sql, ods).Scan(&led); err != nil {
		return false, fmt.Errorf("look for leads: %w", err)
	}
	return led, nil
}

// offer writes the invitation, or a next generation of the one that is open.
func offer(ctx context.Context, tx *store.Tx, o Offer, now time.Time) (id string, err error) {
	const sql = `insert into invitations as i (ods_code, id, email, role, reach, place, checked, invited_at, invited_by, invited_by_name, expires_at)
		values (@trust, @id, @email, @role, @reach, @place, @checked, @now, nullif(@by, '')::uuid, @name, @expires)
		on conflict (ods_code, email, role, reach, place) where accepted_at is null and revoked_at is null
		do update set generation = i.generation + 1, checked = excluded.checked, invited_at = excluded.invited_at,
			invited_by = excluded.invited_by, invited_by_name = excluded.invited_by_name, expires_at = excluded.expires_at
		returning id::text`
	a := tx.Scope.Actor
	err = tx.QueryRow(ctx, sql, store.Args{"trust": o.trust(), "id": store.NewID(), "email": o.Email, "role": o.Role, "reach": o.Reach,
		"place": o.area(), "checked": o.Checked, "now": now, "by": a.Person, "name": a.Name, "expires": now.Add(credential.InvitationLasts)}).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	return id, nil
}

// invited writes the event and queues the letter.
func invited(ctx context.Context, tx *store.Tx, id, ods string, role access.Role, now time.Time) error {
	if err := tx.Tell(ctx, letter.Notice{Kind: letter.Invited, Trust: ods, Object: id}, now); err != nil {
		return err
	}
	return tx.Record(ctx, audit.Event{Verb: audit.PersonInvited, Trust: ods, Object: id, Note: string(role)}, now)
}

func normal(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
