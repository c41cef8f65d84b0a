package accountdb

import (
	"context"
	"fmt"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Holder is a person with one of their roles, for lists.
type Holder struct {
	Person
	Role      string `db:"role"` // empty for a person without a role
	Reach     string `db:"reach"`
	Place     string `db:"place"`
	PlaceName string `db:"place_name"`
}

// RoleWords gives the role and its place in words.
func (h Holder) RoleWords() string {
	if h.Role == "" {
		return "No role"
	}
	w := access.Role(h.Role).Words()
	switch {
	case h.PlaceName != "":
		return w + ", " + h.PlaceName
	case h.Place != "":
		return w + ", " + h.Place
	case access.Reach(h.Reach) == access.ReachNation:
		return w + ", the nation"
	}
	return w
}

const holders = `select p.id, p.email, p.name, p.post, p.added_at, p.disabled_at, p.epoch,
	coalesce(r.role, '') as role, coalesce(r.reach, '') as reach,
	coalesce(case r.reach when 'trust' then r.ods_code else r.place end, '') as place,
	coalesce(t.name, g.name, i.name, '') as place_name
	from people p
	left join roles r on r.person_id = p.id and r.ended_at is null
	left join trusts t on r.reach = 'trust' and t.ods_code = r.ods_code
	left join regions g on r.reach = 'region' and g.code = r.place
	left join icbs i on r.reach = 'icb' and i.code = r.place `

// List gives people with their roles, a row a role, by name; search matches name, address or ODS code. At most limit rows.
func (a Accounts) List(ctx context.Context, s store.Scope, search string, limit int) ([]Holder, error) {
	var list []Holder
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Holder](ctx, tx, holders+`where $1 = '' or strpos(lower(p.name || ' ' || p.email || ' ' || coalesce(r.ods_code, '')), lower($1)) > 0
			order by lower(p.name), p.id, r.role, place limit $2`, search, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return list, nil
}

// OfPerson gives one person with all their roles.
func (a Accounts) OfPerson(ctx context.Context, s store.Scope, person string) ([]Holder, error) {
	var list []Holder
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Holder](ctx, tx, holders+`where p.id::text = $1 order by r.role, place`, person)
		if err == nil && len(list) == 0 {
			return fault.New(fault.NotFound, "There is no such person.")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read person: %w", err)
	}
	return list, nil
}

// InTrust gives the people who hold a role at a trust, and are not disabled.
func (a Accounts) InTrust(ctx context.Context, s store.Scope, ods string) ([]Holder, error) {
	var list []Holder
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Holder](ctx, tx, holders+`where r.ods_code = $1 and p.disabled_at is null
			order by lower(p.name), p.id, r.role`, ods)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list people of trust: %w", err)
	}
	return list, nil
}

// AnyAdministrator tells whether anybody can run the service yet.
func (a Accounts) AnyAdministrator(ctx context.Context) (bool, error) {
	var any bool
	err := a.DB.InSnapshot(ctx, store.System("start"), func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `select exists (select from roles r join people p on p.id = r.person_id
			where r.role = 'administrator' and r.ended_at is null and p.disabled_at is null)`).Scan(&any)
	})
	return any, err
}
