package accountdb

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Newcomer is a person to add, with a first role.
type Newcomer struct {
	Email, Name, Post string
	PasswordHash      string
	Handed            bool // somebody else made the password and hands it over: it is changed at first use
	Grant             Grant
	Checked           string // how it was made sure who this is: asked of an administrator for a trust's first lead
}

// Grant is a role to give: a trust's (Place is its ODS code), a region's or ICB's, the nation's or the service's.
type Grant struct {
	Role  access.Role
	Reach access.Reach
	Place string
}

// Check refuses a grant whose role and reach do not fit together. Field: role or place.
func (g Grant) Check() error {
	switch {
	case !slices.Contains(access.Roles, g.Role):
		return fault.InvalidField("role", "Choose a role.")
	case g.Role.OfTrust() != (g.Reach == access.ReachTrust),
		(g.Role == access.Administrator) != (g.Reach == access.ReachService):
		return fault.InvalidField("place", "A %s cannot have this scope.", strings.ToLower(g.Role.Words()))
	case g.Reach == access.ReachTrust && g.Place == "":
		return fault.InvalidField("place", "Enter the ODS code of the trust.")
	case (g.Reach == access.ReachRegion || g.Reach == access.ReachICB) && g.Place == "":
		return fault.InvalidField("place", "Enter the code of the region or ICB.")
	}
	return nil
}

// Add adds a person with a first role, or gives the role to the person who has that address already (whose password
// and name then stay as they are). It returns the person's id and whether they are new.
func (a Accounts) Add(ctx context.Context, s store.Scope, n Newcomer, now time.Time) (id string, added bool, err error) {
	n.Email, n.Name, n.Checked = normal(n.Email), strings.TrimSpace(n.Name), strings.TrimSpace(n.Checked)
	if at, e := mail.ParseAddress(n.Email); e != nil || at.Address != n.Email {
		return "", false, fault.InvalidField("email", "Enter an e-mail address, like name@example.nhs.uk.")
	}
	if err := n.Grant.Check(); err != nil {
		return "", false, err
	}
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return "", false, err
	}
	err = a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		e := tx.QueryRow(ctx, `select id::text from people where email = $1 for update`, n.Email).Scan(&id)
		switch {
		case store.None(e):
			if n.Name == "" {
				return fault.InvalidField("name", "Enter the person's name.")
			}
			id, added = store.NewID(), true
			if _, err := tx.Exec(ctx, `insert into people (id, email, name, post, added_at) values ($1, $2, $3, $4, $5)`,
				id, n.Email, n.Name, strings.TrimSpace(n.Post), now); err != nil {
				return fmt.Errorf("add person: %w", err)
			}
			if err := setPassword(ctx, tx, id, n.PasswordHash, n.Handed, now); err != nil {
				return err
			}
		case e != nil:
			return fmt.Errorf("look for person: %w", e)
		}
		role, err := give(ctx, tx, id, n.Grant, n.Checked, now)
		if err != nil {
			return err
		}
		if !added {
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.RoleGiven, Trust: trustOf(n.Grant), Object: role, To: []string{id}}, now); err != nil {
				return err
			}
		}
		return tx.Record(ctx, audit.Event{Verb: audit.PersonAdded, Trust: trustOf(n.Grant), Object: id, Note: string(n.Grant.Role)}, now)
	})
	return id, added, err
}

func trustOf(g Grant) string {
	if g.Reach == access.ReachTrust {
		return g.Place
	}
	return ""
}

// give gives a role, and returns the id under which it is held. checked is how an administrator made sure who the person
// is: it is asked for when somebody at a page lets the first lead of a trust in.
func give(ctx context.Context, tx *store.Tx, person string, g Grant, checked string, now time.Time) (id string, err error) {
	ods, place := "", ""
	table, what := "", ""
	switch g.Reach {
	case access.ReachTrust:
		ods, table, what = g.Place, `select exists (select from trusts where ods_code = $1)`, "trust"
	case access.ReachRegion:
		place, table, what = g.Place, `select exists (select from regions where code = $1)`, "region"
	case access.ReachICB:
		place, table, what = g.Place, `select exists (select from icbs where code = $1)`, "ICB"
	}
	if table != "" {
		var known bool
		if err := tx.QueryRow(ctx, table, g.Place).Scan(&known); err != nil {
			return "", fmt.Errorf("look for %s: %w", what, err)
		}
		if !known {
			return "", fault.InvalidField("place", "There is no %s with the code %s in the register. Import the register first.", what, g.Place)
		}
	}
	if g.Role == access.Assessor || g.Reach == access.ReachTrust {
		if err := assessorStandsAlone(ctx, tx, person, g); err != nil {
			return "", err
		}
	}
	if g.Role == access.Lead && tx.Scope.Actor.Role == access.Administrator {
		led, err := hasLead(ctx, tx, g.Place)
		if err != nil {
			return "", err
		}
		if err := access.MayLeadFirst(led, checked); err != nil {
			return "", err
		}
	}
	const insert = `insert into roles (id, person_id, role, reach, ods_code, place, given_at, given_by, checked) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	id = store.NewID()
	if _, err := tx.Exec(ctx, insert, id, person, g.Role, g.Reach, ods, place, now, giver(tx), checked); err != nil {
		return "", fmt.Errorf("give role: %w", err)
	}
	return id, nil
}

func hasLead(ctx context.Context, tx *store.Tx, ods string) (led bool, err error) {
	const sql = `select exists (select from roles r join people p on p.id = r.person_id
		where r.ods_code = $1 and r.role = 'lead' and r.ended_at is null and p.disabled_at is null)`
	if err := tx.QueryRow(ctx, sql, ods).Scan(&led); err != nil {
		return false, fmt.Errorf("look for leads: %w", err)
	}
	return led, nil
}

// An independent assessor holds no other role at that trust: who checks does not fill in, rate or sign.
func assessorStandsAlone(ctx context.Context, tx *store.Tx, person string, g Grant) error {
	const sql = `select exists (select from roles where person_id = $1 and ods_code = $2 and ended_at is null
		and (role = 'assessor') <> ($3 = 'assessor'))`
	var clash bool
	if err := tx.QueryRow(ctx, sql, person, g.Place, g.Role).Scan(&clash); err != nil {
		return fmt.Errorf("look for other roles: %w", err)
	}
	if clash {
		return fault.InvalidField("role", "An independent assessor can hold no other role at the same trust.")
	}
	return nil
}

func giver(tx *store.Tx) string {
	if tx.Scope.Actor.Name != "" {
		return tx.Scope.Actor.Name
	}
	return "the command line"
}

// ResetPassword sets a new password and ends every session of the person. One that is handed to them is changed at first use.
func (a Accounts) ResetPassword(ctx context.Context, s store.Scope, person, hash string, handed bool, now time.Time) error {
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `update people set epoch = epoch + 1 where id = $1`, person)
		if err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return noSuchPerson()
		}
		if err := setPassword(ctx, tx, person, hash, handed, now); err != nil {
			return err
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.PasswordReset, To: []string{person}}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.PasswordReset, Object: person}, now)
	})
}

// Credentials are out of every person's own sight: the transaction must be elevated.
func setPassword(ctx context.Context, tx *store.Tx, person, hash string, handed bool, now time.Time) error {
	const sql = `insert into credentials (person_id, password_hash, must_change, changed_at) values ($1, $2, $3, $4) on conflict (person_id) do update
		set password_hash = excluded.password_hash, must_change = excluded.must_change, changed_at = excluded.changed_at`
	if _, err := tx.Exec(ctx, sql, person, hash, handed, now); err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}

// Disable ends an account and every session of it; enabling lets the person in again with their old password.
func (a Accounts) Disable(ctx context.Context, s store.Scope, person string, disable bool, now time.Time) error {
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var at *time.Time
		note := "enabled"
		if disable {
			at, note = &now, "disabled"
		}
		tag, err := tx.Exec(ctx, `update people set disabled_at = $2, epoch = epoch + 1 where id = $1`, person, at)
		if err != nil {
			return fmt.Errorf("disable person: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return noSuchPerson()
		}
		return tx.Record(ctx, audit.Event{Verb: audit.PersonDisabled, Object: person, Note: note}, now)
	})
}

func noSuchPerson() error { return fault.New(fault.NotFound, "There is no such person.") }

// ByEmail finds a person.
func (a Accounts) ByEmail(ctx context.Context, s store.Scope, email string) (Person, error) {
	var p Person
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		p, err = store.One[Person](ctx, tx, `select `+personColumns+` from people where email = $1`, normal(email))
		if store.None(err) {
			return fault.New(fault.NotFound, "Nobody with the address %s has an account.", normal(email))
		}
		return err
	})
	return p, err
}
