package invitedb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// State is what a link is worth.
type State string

// The states. Only Open accepts.
const (
	Open    State = "open"
	Unknown State = "unknown" // no invitation of ours, or a link that was altered
	Used    State = "used"
	Revoked State = "revoked"  // taken back
	Renewed State = "replaced" // a newer link was sent
	Expired State = "expired"
	Foreign State = "foreign" // somebody else is signed in
)

// Opened is what whoever holds a link may see of its invitation. Nothing but State is set for a link that is Unknown.
type Opened struct {
	State      State
	Email      string
	Role       access.Role
	PlaceName  string
	InvitedBy  string
	ExpiresAt  time.Time
	HasAccount bool // the address is somebody's here already: they sign in first
}

type invitationRow struct {
	ID         string       `db:"id"`
	Trust      string       `db:"ods_code"`
	Email      string       `db:"email"`
	Role       access.Role  `db:"role"`
	Reach      access.Reach `db:"reach"`
	Place      string       `db:"place"`
	Checked    string       `db:"checked"`
	Generation int          `db:"generation"`
	InvitedBy  string       `db:"invited_by_name"`
	ExpiresAt  time.Time    `db:"expires_at"`
	Accepted   bool         `db:"accepted"`
	Revoked    bool         `db:"revoked"`
	PlaceName  string       `db:"place_name"`
	Account    string       `db:"account"` // id of the person with this address; empty: none
}

const byID = `select i.id::text, i.ods_code, i.email, i.role, i.reach, i.place, i.checked, i.generation, i.invited_by_name, i.expires_at,
	i.accepted_at is not null as accepted, i.revoked_at is not null as revoked, coalesce(t.name, g.name, b.name, '') as place_name,
	coalesce((select p.id::text from people p where p.email = i.email and p.disabled_at is null), '') as account
	from invitations i left join trusts t on t.ods_code = i.ods_code
	left join regions g on i.reach = 'region' and g.code = i.place left join icbs b on i.reach = 'icb' and b.code = i.place
	where i.id::text = $1`

// system is the scope of whoever holds a link: it is no role's, and the link is the right.
func system(from store.Origin, a access.Actor) store.Scope {
	return store.System("invitation").As(a, from)
}

// Look tells what a link is worth to a visitor, whose id is empty when nobody is signed in. It uses nothing up.
func (i Invitations) Look(ctx context.Context, token, person string, from store.Origin, now time.Time) (Opened, error) {
	var o Opened
	err := i.DB.InTx(ctx, system(from, access.Actor{Person: person}), func(tx *store.Tx) error {
		row, state, err := i.judge(ctx, tx, byID, token, person, now)
		if err != nil {
			return err
		}
		if o = row.opened(state); state == Open {
			return nil
		}
		return refused(ctx, tx, row, state, now)
	})
	return o, err
}

func (r invitationRow) opened(s State) Opened {
	if s == Unknown {
		return Opened{State: s}
	}
	return Opened{State: s, Email: r.Email, Role: r.Role, PlaceName: r.PlaceName, InvitedBy: r.InvitedBy, ExpiresAt: r.ExpiresAt, HasAccount: r.Account != ""}
}

// judge reads the invitation that a link names and says what the link is worth.
func (i Invitations) judge(ctx context.Context, tx *store.Tx, sql, token, person string, now time.Time) (invitationRow, State, error) {
	id, code, ok := credential.ReadLink(token)
	if !ok {
		return invitationRow{}, Unknown, nil
	}
	row, err := store.One[invitationRow](ctx, tx, sql, id)
	if store.None(err) {
		return invitationRow{}, Unknown, nil
	}
	if err != nil {
		return invitationRow{}, Unknown, fmt.Errorf("read invitation: %w", err)
	}
	if !credential.LinkFits(i.Keys, id, row.Generation, code) {
		return row, i.outdated(row, code), nil
	}
	switch {
	case row.Accepted:
		return row, Used, nil
	case row.Revoked:
		return row, Revoked, nil
	case !now.Before(row.ExpiresAt):
		return row, Expired, nil
	case person != "" && person != row.Account:
		return row, Foreign, nil
	}
	return row, Open, nil
}

// outdated tells a link of an earlier generation, which was ours, from one that was altered.
func (i Invitations) outdated(row invitationRow, code []byte) State {
	for g := row.Generation - 1; g > 0 && g > row.Generation-100; g-- {
		if credential.LinkFits(i.Keys, row.ID, g, code) {
			switch {
			case row.Accepted:
				return Used
			case row.Revoked:
				return Revoked
			}
			return Renewed
		}
	}
	return Unknown
}

// refused writes down that a link was opened that is not valid: in the trust's trail when the link was ours.
func refused(ctx context.Context, tx *store.Tx, row invitationRow, s State, now time.Time) error {
	e := audit.Event{Verb: audit.InvitationRefused, Note: string(s)}
	if s != Unknown {
		e.Trust, e.Object = row.Trust, row.ID
	}
	return tx.Record(ctx, e, now)
}

// Newcomer is somebody who accepts and has no account yet: with a password, or with who they are at a provider of single
// sign-on.
type Newcomer struct {
	Name, Post   string
	PasswordHash string
	Identity     *Identity // nil: a password
}

// Identity is who somebody is at a provider, as the caller has checked it.
type Identity struct {
	Issuer, Subject string
	Shown           string // a name or address, for people to recognise
}

// Accepted is who came in.
type Accepted struct {
	Opened
	Person string // UUID; empty when the link was not Open
	Epoch  int
}

// AcceptNew makes an account for the invited address and gives it the role. A link that is not Open gives its State and no
// error. A Conflict says that the address has an account by now, or that the identity is somebody's here. Field: name.
func (i Invitations) AcceptNew(ctx context.Context, token string, n Newcomer, from store.Origin, now time.Time) (Accepted, error) {
	n.Name, n.Post = strings.TrimSpace(n.Name), strings.TrimSpace(n.Post)
	if n.Name == "" {
		return Accepted{}, fault.InvalidField("name", "Enter your name, as colleagues know it.")
	}
	return i.accept(ctx, token, "", from, now, func(tx *store.Tx, row invitationRow) (string, int, error) {
		if row.Account != "" {
			return "", 0, fault.New(fault.Conflict, "There is an account for this address already. Sign in, then open the link again.")
		}
		id := store.NewID()
		tx.Scope.Actor.Person, tx.Scope.Actor.Name = id, n.Name
		const person = `insert into people (id, email, name, post, added_at, last_came_at) values ($1, $2, $3, $4, $5, $5)`
		if _, err := tx.Exec(ctx, person, id, row.Email, n.Name, n.Post, now); err != nil {
			return "", 0, fmt.Errorf("add person: %w", err)
		}
		return id, 1, n.keepWayIn(ctx, tx, id, now)
	})
}

// keepWayIn gives a new account the means to come in again. Somebody who came by single sign-on gets no password: it would be
// a door that no second factor of theirs stands behind.
func (n Newcomer) keepWayIn(ctx context.Context, tx *store.Tx, person string, now time.Time) error {
	const (
		secret = `insert into credentials (person_id, password_hash, changed_at) values ($1, $2, $3)`
		link   = `insert into identities (issuer, subject, id, person_id, shown, linked_at, linked_how)
			values (@issuer, @subject, @id, @person, @shown, @now, 'invitation')`
	)
	if n.Identity == nil {
		if _, err := tx.Exec(ctx, secret, person, n.PasswordHash, now); err != nil {
			return fmt.Errorf("set password: %w", err)
		}
		return nil
	}
	who := *n.Identity
	if _, err := tx.Exec(ctx, link, store.Args{"issuer": who.Issuer, "subject": who.Subject, "id": store.NewID(), "person": person,
		"shown": strings.TrimSpace(who.Shown), "now": now}); err != nil {
		return fmt.Errorf("link identity: %w", err)
	}
	return tx.Record(ctx, audit.Event{Verb: audit.IdentityLinked, Object: person, Note: who.Issuer}, now)
}

// AcceptAs gives the role to a person who is signed in; the invitation's address must be theirs, else the link is Foreign.
func (i Invitations) AcceptAs(ctx context.Context, token string, a access.Actor, from store.Origin, now time.Time) (Accepted, error) {
	return i.accept(ctx, token, a.Person, from, now, func(tx *store.Tx, _ invitationRow) (string, int, error) {
		tx.Scope.Actor.Name = a.Name
		var epoch int
		err := tx.QueryRow(ctx, `select epoch from people where id = $1`, a.Person).Scan(&epoch)
		return a.Person, epoch, err
	})
}

func (i Invitations) accept(ctx context.Context, token, person string, from store.Origin, now time.Time,
	who func(*store.Tx, invitationRow) (string, int, error)) (Accepted, error) {
	var a Accepted
	err := i.DB.InTx(ctx, system(from, access.Actor{Person: person}), func(tx *store.Tx) error {
		row, state, err := i.judge(ctx, tx, byID+` for update of i`, token, person, now)
		if err != nil {
			return err
		}
		if a.Opened = row.opened(state); state != Open {
			return refused(ctx, tx, row, state, now)
		}
		id, epoch, err := who(tx, row)
		if err != nil {
			return err
		}
		if err := row.take(ctx, tx, id, now); err != nil {
			return err
		}
		a.Person, a.Epoch = id, epoch
		return nil
	})
	return a, err
}

// take uses the invitation up and gives its role.
func (r invitationRow) take(ctx context.Context, tx *store.Tx, person string, now time.Time) error {
	held, err := heldBy(ctx, tx, Offer{Email: r.Email, Reach: r.Reach, Place: r.placeOf()})
	if err != nil {
		return err
	}
	if err := access.MayHold(held, r.Role); err != nil {
		return fault.New(fault.Conflict, "%s", fault.As(err).Sentence)
	}
	const use = `update invitations set accepted_at = $3, accepted_by = $4 where ods_code = $1 and id = $2`
	if _, err := tx.Exec(ctx, use, r.Trust, r.ID, now, person); err != nil {
		return fmt.Errorf("use invitation: %w", err)
	}
	const give = `insert into roles (id, person_id, role, reach, ods_code, place, given_at, given_by, checked)
		values (@id, @person, @role, @reach, @trust, @place, @now, @by, @checked)`
	_, err = tx.Exec(ctx, give, store.Args{"id": store.NewID(), "person": person, "role": r.Role, "reach": r.Reach, "trust": r.Trust,
		"place": r.Place, "now": now, "by": r.InvitedBy, "checked": r.Checked})
	if err != nil {
		return fmt.Errorf("give role: %w", err)
	}
	return tx.Record(ctx, audit.Event{Verb: audit.InvitationAccepted, Trust: r.Trust, Object: r.ID, Note: string(r.Role)}, now)
}

func (r invitationRow) placeOf() string {
	if r.Reach == access.ReachTrust {
		return r.Trust
	}
	return r.Place
}
