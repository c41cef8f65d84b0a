package workingcopy

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// Owner is who was asked to answer a part: an assertion, or a single item.
type Owner struct {
	Part    string // id of the assertion or item
	Single  bool   // it is an item
	Person  string // UUID
	Name    string
	Due     day.Day // zero: no day was set
	GivenBy string
	GivenAt time.Time
}

// OwnerOf gives who answers an item: whom it was given to by itself, else whom its assertion was given to. The zero Owner is
// nobody in particular.
func (sh Sheet) OwnerOf(q framework.Question) Owner {
	if o, ok := sh.Owners[q.ID]; ok {
		return o
	}
	return sh.Owners[q.Assertion]
}

// Concerns tells whether what people share about an item is for somebody to see who may see such things at all: a
// contributor sees it of what was given to them.
func (sh Sheet) Concerns(a access.Actor, q framework.Question) bool {
	return a.Role != access.Contributor || sh.Owners[q.ID].Person == a.Person || sh.Owners[q.Assertion].Person == a.Person
}

// GivenTo gives what a person was given, in the order of the pack: the parts, and the items in them. An item that somebody else
// was given by itself is theirs, whoever has its assertion.
func (sh Sheet) GivenTo(person string, pack framework.Pack) (parts, items []string) {
	for _, s := range pack.Standards {
		for _, a := range s.Assertions {
			whole := sh.Owners[a.ID].Person == person
			if whole {
				parts = append(parts, a.ID)
			}
			for _, i := range a.Items {
				o, single := sh.Owners[i.ID]
				switch {
				case single && o.Person == person && !whole:
					parts = append(parts, i.ID)
				case single && o.Person != person, !single && !whole:
					continue
				}
				items = append(items, i.ID)
			}
		}
	}
	return parts, items
}

// QueueOwners asks whom the assertions and items were given to.
func (sh *Sheet) QueueOwners(b *pgx.Batch, k Key, p Part) {
	const sql = `select assertion as part, false as single, person_id::text as person, person_name as name, due, given_by, given_at from assertion_owners
			where ods_code = $1 and cycle = $2 and assertion = any ($3)
		union all select item, true, person_id::text, person_name, due, given_by, given_at from item_owners
			where ods_code = $1 and cycle = $2 and item = any ($4)`
	b.Queue(sql, k.ODS, k.Cycle, p.Assertions, p.Items).Query(func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Owner])
		if err != nil {
			return fmt.Errorf("read owners: %w", err)
		}
		sh.Owners = make(map[string]Owner, len(list))
		for _, o := range list {
			sh.Owners[o.Part] = o
		}
		return nil
	})
}

// MustConcern refuses a contributor what people share about an item that was not given to them.
func MustConcern(ctx context.Context, tx *store.Tx, k Key, q framework.Question, verb access.Verb) error {
	if tx.Scope.Actor.Role != access.Contributor {
		return nil
	}
	const sql = `select exists (select from assertion_owners where ods_code = $1 and cycle = $2 and assertion = $3 and person_id::text = $5)
		or exists (select from item_owners where ods_code = $1 and cycle = $2 and item = $4 and person_id::text = $5)`
	var theirs bool
	if err := tx.QueryRow(ctx, sql, k.ODS, k.Cycle, q.Assertion, q.ID, tx.Scope.Actor.Person).Scan(&theirs); err != nil {
		return fmt.Errorf("look for owner: %w", err)
	}
	if !theirs {
		return access.Refuse(verb)
	}
	return nil
}
