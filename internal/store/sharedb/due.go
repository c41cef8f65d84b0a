package sharedb

import (
	"context"
	"fmt"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// DuePart is a part that somebody was given with a day, and that is still open.
type DuePart struct {
	ODS      string  `db:"ods_code"`
	Cycle    string  `db:"cycle"`
	Part     string  `db:"part"` // id of an assertion or an item
	Person   string  `db:"person"`
	Name     string  `db:"name"`
	Due      day.Day `db:"due"`
	SentBack bool    `db:"sent_back"`
}

// DueParts lists what is due up to a day, that day included, in drafts of all trusts: person by person, the earliest day
// first. What is open says the view open_parts (migrations/000023_shared_work), which reminders read, too. It is for jobs:
// only the system's scope may.
func (a Sharing) DueParts(ctx context.Context, s store.Scope, until day.Day) ([]DuePart, error) {
	if err := s.May(access.SeeSharing, access.Service); err != nil {
		return nil, err
	}
	const sql = `select ods_code, cycle, part, person_id::text as person, person_name as name, due, sent_back from open_parts
		where due <= $1 order by person_id, due, ods_code, part`
	var list []DuePart
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[DuePart](ctx, tx, sql, until)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what is due: %w", err)
	}
	return list, nil
}
