// Package accountdb keeps people, their roles and the register of officers. What it returns never holds a password hash,
// but for Credential, which only sign-in calls.
package accountdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
)

// Accounts is the room's door.
type Accounts struct{ DB *store.DB }

// Person is somebody with an account.
type Person struct {
	ID         string     `db:"id"`
	Email      string     `db:"email"`
	Name       string     `db:"name"`
	Post       string     `db:"post"`
	AddedAt    time.Time  `db:"added_at"`
	DisabledAt *time.Time `db:"disabled_at"`
	Epoch      int        `db:"epoch"` // a session of an older epoch is over
}

// Hat is one role of a person, with the place's name as people call it.
type Hat struct {
	access.Actor
	PlaceName string
}

const personColumns = `id, email, name, post, added_at, disabled_at, epoch`

// Visit reads who a session's person is and what roles they hold now: one round trip a request. A disabled person and an
// unknown one are both "none": ok is false.
func (a Accounts) Visit(ctx context.Context, person string) (p Person, hats []Hat, ok bool, err error) {
	type row struct {
		Person
		RoleID    *string `db:"role_id"`
		Role      *string `db:"role"`
		Reach     *string `db:"reach"`
		Place     *string `db:"place"`
		PlaceName *string `db:"place_name"`
	}
	const sql = `select p.id, p.email, p.name, p.post, p.added_at, p.disabled_at, p.epoch,
		r.id as role_id, r.role, r.reach, case r.reach when 'trust' then r.ods_code else r.place end as place,
		coalesce(t.name, g.name, i.name, '') as place_name
		from people p
		left join roles r on r.person_id = p.id and r.ended_at is null
		left join trusts t on r.reach = 'trust' and t.ods_code = r.ods_code
		left join regions g on r.reach = 'region' and g.code = r.place
		left join icbs i on r.reach = 'icb' and i.code = r.place
		where p.id = $1 and p.disabled_at is null
		order by r.given_at, r.id`
	scope := store.System("session").As(access.Actor{Person: person}, store.Origin{})
	var rows []row
	err = a.DB.Ask(ctx, scope, func(b *pgx.Batch) {
		b.Queue(sql, person).Query(func(found pgx.Rows) (err error) {
			rows, err = pgx.CollectRows(found, pgx.RowToStructByName[row])
			return err
		})
	})
	if err != nil {
		return p, nil, false, fmt.Errorf("read visitor: %w", err)
	}
	for _, r := range rows {
		p, ok = r.Person, true
		if r.RoleID == nil {
			continue
		}
		hats = append(hats, Hat{
			Actor: access.Actor{Person: p.ID, Name: p.Name, RoleID: *r.RoleID, Role: access.Role(*r.Role),
				Reach: access.Reach(*r.Reach), Place: *r.Place},
			PlaceName: *r.PlaceName,
		})
	}
	return p, hats, ok, nil
}
