package invitedb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Invitation is one as those who keep access see it.
type Invitation struct {
	ID        string       `db:"id"`
	Trust     string       `db:"ods_code"`
	PlaceName string       `db:"place_name"`
	Email     string       `db:"email"`
	Role      access.Role  `db:"role"`
	Reach     access.Reach `db:"reach"`
	InvitedAt time.Time    `db:"invited_at"`
	InvitedBy string       `db:"invited_by_name"`
	ExpiresAt time.Time    `db:"expires_at"`
	Mail      string       `db:"mail"` // state of its newest letter: "waiting", "sent", "dead" or "dropped"
}

const openOnes = `select i.id::text, i.ods_code, coalesce(t.name, g.name, b.name, '') as place_name, i.email, i.role, i.reach, i.invited_at,
	i.invited_by_name, i.expires_at,
	coalesce((select m.state from mails m where m.ods_code = i.ods_code and m.object = i.id and m.kind = 'invited' order by m.id desc limit 1), '') as mail
	from invitations i left join trusts t on t.ods_code = i.ods_code
	left join regions g on i.reach = 'region' and g.code = i.place left join icbs b on i.reach = 'icb' and b.code = i.place
	where i.accepted_at is null and i.revoked_at is null `

// OfTrust lists the invitations to a trust that are neither used nor taken back, also those that have expired.
func (i Invitations) OfTrust(ctx context.Context, s store.Scope, ods string) ([]Invitation, error) {
	if err := s.May(access.SeeAccess, access.Of(ods)); err != nil {
		return nil, err
	}
	return i.list(ctx, s, openOnes+`and i.ods_code = $1 order by i.email, i.role`, ods)
}

// Open lists the newest invitations that are neither used nor taken back, anywhere: for an administrator.
func (i Invitations) Open(ctx context.Context, s store.Scope, limit int) ([]Invitation, error) {
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return nil, err
	}
	return i.list(ctx, s, openOnes+`order by i.invited_at desc, i.id limit $1`, limit)
}

func (i Invitations) list(ctx context.Context, s store.Scope, sql string, args ...any) ([]Invitation, error) {
	var list []Invitation
	err := i.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Invitation](ctx, tx, sql, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return list, nil
}

// Renew sends an invitation again with a new link and seven more days; the link before is worth nothing from now on.
func (i Invitations) Renew(ctx context.Context, s store.Scope, ods, id string, now time.Time) error {
	const sql = `update invitations set generation = generation + 1, expires_at = @expires
		where ods_code = @trust and id::text = @id and accepted_at is null and revoked_at is null returning role`
	return i.change(ctx, s, ods, func(tx *store.Tx) error {
		var role access.Role
		err := tx.QueryRow(ctx, sql, store.Args{"trust": ods, "id": id, "expires": now.Add(credential.InvitationLasts)}).Scan(&role)
		if err != nil {
			return gone(err)
		}
		return invited(ctx, tx, id, ods, role, now)
	})
}

// Revoke takes an invitation back: its link is worth nothing from now on.
func (i Invitations) Revoke(ctx context.Context, s store.Scope, ods, id string, now time.Time) error {
	const sql = `update invitations set generation = generation + 1, revoked_at = @now, revoked_by_name = @by
		where ods_code = @trust and id::text = @id and accepted_at is null and revoked_at is null returning role`
	return i.change(ctx, s, ods, func(tx *store.Tx) error {
		var role access.Role
		err := tx.QueryRow(ctx, sql, store.Args{"trust": ods, "id": id, "now": now, "by": tx.Scope.Actor.Name}).Scan(&role)
		if err != nil {
			return gone(err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.InvitationRevoked, Trust: ods, Object: id, Note: string(role)}, now)
	})
}

func (i Invitations) change(ctx context.Context, s store.Scope, ods string, do func(*store.Tx) error) error {
	o := Offer{Reach: access.ReachService}
	if ods != "" {
		o = Offer{Reach: access.ReachTrust, Place: ods}
	}
	if err := mayInvite(s, o); err != nil {
		return err
	}
	return i.DB.InTx(ctx, s.Elevated(), do)
}

func gone(err error) error {
	if store.None(err) {
		return fault.New(fault.Conflict, "This invitation is used or taken back already.")
	}
	return fmt.Errorf("change invitation: %w", err)
}
