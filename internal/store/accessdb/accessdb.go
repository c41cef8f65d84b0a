// Package accessdb keeps who has access to a trust: roles given and withdrawn there, cover for a lead's absence, people who
// have not come for long, and the hour in which a service administrator looks inside.
//
// A caller may rely on these:
//   - a trust that has an assessment lead keeps one: whoever would withdraw the last is refused, also of two at once;
//   - what somebody loses ends every session of theirs at once;
//   - each change is told to the person whom it is about, by a letter that is queued with it;
//   - who looks inside has told the trust's leads why, changes nothing, and each page is in the trust's trail.
package accessdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Access is the room's door.
type Access struct{ DB *store.DB }

// Member is somebody with a role at a trust.
type Member struct {
	ID         string     `db:"id"`
	Name       string     `db:"name"`
	Email      string     `db:"email"`
	Post       string     `db:"post"`
	LastCameAt *time.Time `db:"last_came_at"` // nil: never
	Disabled   bool       `db:"disabled"`
	Roles      []Held     `db:"-"`
}

// Held is a role that a member holds, and since when by whose decision.
type Held struct {
	Role    access.Role
	GivenAt time.Time
	GivenBy string
}

// Holds tells whether the member holds a role.
func (m Member) Holds(role access.Role) bool {
	for _, h := range m.Roles {
		if h.Role == role {
			return true
		}
	}
	return false
}

// Members is everybody with access to a trust.
type Members struct {
	TrustName string
	List      []Member // by name
	Covers    []Cover  // not ended, the earliest first
	Looks     []Look   // of administrators, the newest first, at most a few
}

// Leads counts the assessment leads who can come in.
func (m Members) Leads() int {
	n := 0
	for _, p := range m.List {
		if !p.Disabled && p.Holds(access.Lead) {
			n++
		}
	}
	return n
}

const memberRows = `select p.id::text, p.name, p.email, p.post, p.last_came_at, p.disabled_at is not null as disabled, r.role, r.given_at, r.given_by
	from roles r join people p on p.id = r.person_id where r.ods_code = $1 and r.ended_at is null order by lower(p.name), p.id, r.given_at, r.id`

// Members lists who has access to a trust. NotFound when there is no such trust.
func (a Access) Members(ctx context.Context, s store.Scope, ods string, today day.Day) (Members, error) {
	if err := s.May(access.SeeAccess, access.Of(ods)); err != nil {
		return Members{}, err
	}
	var m Members
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		if m.TrustName, err = trustName(ctx, tx, ods); err != nil {
			return err
		}
		if m.List, err = members(ctx, tx, ods); err != nil {
			return err
		}
		if m.Covers, err = covers(ctx, tx, ods, today); err != nil {
			return err
		}
		m.Looks, err = looks(ctx, tx, ods)
		return err
	})
	return m, err
}

func trustName(ctx context.Context, tx *store.Tx, ods string) (name string, err error) {
	err = tx.QueryRow(ctx, `select name from trusts where ods_code = $1`, ods).Scan(&name)
	if store.None(err) {
		return "", fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
	}
	if err != nil {
		return "", fmt.Errorf("read trust: %w", err)
	}
	return name, nil
}

func members(ctx context.Context, tx *store.Tx, ods string) ([]Member, error) {
	type row struct {
		Member
		Role    access.Role `db:"role"`
		GivenAt time.Time   `db:"given_at"`
		GivenBy string      `db:"given_by"`
	}
	rows, err := store.List[row](ctx, tx, memberRows, ods)
	if err != nil {
		return nil, fmt.Errorf("list people with access: %w", err)
	}
	var list []Member
	for _, r := range rows {
		if len(list) == 0 || list[len(list)-1].ID != r.ID {
			list = append(list, r.Member)
		}
		last := &list[len(list)-1]
		last.Roles = append(last.Roles, Held{r.Role, r.GivenAt, r.GivenBy})
	}
	return list, nil
}

// Give gives somebody who has a role at the trust one more. Field: role.
func (a Access) Give(ctx context.Context, s store.Scope, ods, person string, role access.Role, now time.Time) error {
	return a.change(ctx, s, ods, person, func(tx *store.Tx, m Member) error {
		if !role.OfTrust() || role == access.BreakGlass {
			return fault.InvalidField("role", "Choose a role.")
		}
		if err := access.MayHold(m.held(), role); err != nil {
			return err
		}
		id := store.NewID()
		const sql = `insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values (@id, @person, @role, 'trust', @trust, @now, @by)`
		if _, err := tx.Exec(ctx, sql, store.Args{"id": id, "person": person, "role": role, "trust": ods, "now": now, "by": tx.Scope.Actor.Name}); err != nil {
			return fmt.Errorf("give role: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.RoleGiven, Trust: ods, Object: id, To: []string{person}}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.RoleGiven, Trust: ods, Object: person, Note: string(role)}, now)
	})
}

// Withdraw ends a role of somebody at the trust, or all of them when role is empty: they leave. Every session of theirs
// ends at once. A Conflict says that the trust would be left without a lead.
func (a Access) Withdraw(ctx context.Context, s store.Scope, ods, person string, role access.Role, now time.Time) error {
	return a.change(ctx, s, ods, person, func(tx *store.Tx, m Member) error {
		return withdraw(ctx, tx, ods, m, role, now)
	})
}

func withdraw(ctx context.Context, tx *store.Tx, ods string, m Member, role access.Role, now time.Time) error {
	if role != "" && !m.Holds(role) {
		return fault.New(fault.Conflict, "%s does not hold this role any more.", m.Name)
	}
	if m.Holds(access.Lead) && (role == "" || role == access.Lead) {
		leads, err := lockLeads(ctx, tx, ods, m.Disabled)
		if err != nil {
			return err
		}
		if err := access.MayLose(access.Lead, leads); err != nil {
			return err
		}
	}
	type ended struct {
		ID   string      `db:"id"`
		Role access.Role `db:"role"`
	}
	const end = `update roles set ended_at = @now where ods_code = @trust and person_id = @person and (@role = '' or role = @role) and ended_at is null
		returning id::text, role`
	list, err := store.List[ended](ctx, tx, end, store.Args{"now": now, "trust": ods, "person": m.ID, "role": string(role)})
	if err != nil {
		return fmt.Errorf("withdraw role: %w", err)
	}
	if err := endCovers(ctx, tx, ods, m.ID, now); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `update people set epoch = epoch + 1 where id = $1`, m.ID); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	for _, e := range list {
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.RoleWithdrawn, Trust: ods, Object: e.ID, To: []string{m.ID}}, now); err != nil {
			return err
		}
		if err := tx.Record(ctx, audit.Event{Verb: audit.RoleWithdrawn, Trust: ods, Object: m.ID, Note: string(e.Role)}, now); err != nil {
			return err
		}
	}
	return nil
}

// lockLeads counts the leads who can come in and keeps them as they are until the transaction ends: of two who withdraw
// one another, the second waits here and then sees that one is left. A lead who is disabled counts as one for their own.
func lockLeads(ctx context.Context, tx *store.Tx, ods string, disabled bool) (int, error) {
	const sql = `select p.disabled_at is not null as disabled from roles r join people p on p.id = r.person_id
		where r.ods_code = $1 and r.role = 'lead' and r.ended_at is null order by r.id for update of r`
	type row struct {
		Disabled bool `db:"disabled"`
	}
	rows, err := store.List[row](ctx, tx, sql, ods)
	if err != nil {
		return 0, fmt.Errorf("lock leads: %w", err)
	}
	n := 0
	for _, r := range rows {
		if !r.Disabled {
			n++
		}
	}
	if disabled && n > 0 { // taking a disabled lead's role away leaves the others
		n++
	}
	return n, nil
}

func (m Member) held() []access.Role {
	var list []access.Role
	for _, h := range m.Roles {
		list = append(list, h.Role)
	}
	return list
}

// change runs do on a member of the trust, elevated: people and roles are out of every person's own writing.
func (a Access) change(ctx context.Context, s store.Scope, ods, person string, do func(*store.Tx, Member) error) error {
	if err := s.May(access.KeepAccess, access.Of(ods)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		m, err := member(ctx, tx, ods, person)
		if err != nil {
			return err
		}
		return do(tx, m)
	})
}

func member(ctx context.Context, tx *store.Tx, ods, person string) (Member, error) {
	list, err := members(ctx, tx, ods)
	if err != nil {
		return Member{}, err
	}
	for _, m := range list {
		if m.ID == person {
			return m, nil
		}
	}
	return Member{}, fault.New(fault.NotFound, "Nobody like that has access to this trust.")
}
