package contentdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// Changed is one change by an administrator, which made one revision.
type Changed struct {
	Revision   int       `db:"revision"`
	Item       string    `db:"item"`
	Mandatory  *bool     `db:"mandatory"`
	Exemptible *bool     `db:"exemptible"`
	Basis      string    `db:"basis"`
	Why        string    `db:"why"`
	At         time.Time `db:"changed_at"`
	By         string    `db:"changed_by_name"`
}

// Change gives it as the pack takes it.
func (c Changed) Change() framework.Change {
	return framework.Change{Item: c.Item, Mandatory: c.Mandatory, Exemptible: c.Exemptible, Basis: c.Basis, By: c.By, Why: c.Why}
}

// Changes lists what administrators changed about an edition, oldest first.
func (c *Content) Changes(ctx context.Context, s store.Scope, edition string) ([]Changed, error) {
	var list []Changed
	err := c.db.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Changed](ctx, tx, `select revision, item, mandatory, exemptible, basis, why, changed_at, changed_by_name
			from pack_changes where edition = $1 order by revision`, edition)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read changes of %s: %w", edition, err)
	}
	return list, nil
}

// Change changes one item of an edition and so makes its next revision: drafts follow at once, snapshots never.
func (c *Content) Change(ctx context.Context, s store.Scope, edition string, ch framework.Change, now time.Time) error {
	if err := s.May(access.ChangeContent, access.Service); err != nil {
		return err
	}
	ch.By = s.Actor.Name
	before, err := c.Pack(ctx, s, edition)
	if err != nil {
		return err
	}
	after, err := before.With([]framework.Change{ch})
	if err != nil {
		return err
	}
	return c.db.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `insert into pack_changes (edition, revision, item, mandatory, exemptible, basis, why, changed_at, changed_by, changed_by_name)
			values (@edition, @revision, @item, @mandatory, @exemptible, @basis, @why, @at, @by, @by_name)`
		_, err := tx.Exec(ctx, sql, store.Args{"edition": edition, "revision": after.Revision, "item": ch.Item,
			"mandatory": ch.Mandatory, "exemptible": ch.Exemptible, "basis": ch.Basis, "why": ch.Why, "at": now,
			"by": s.Actor.Person, "by_name": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("change content: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ContentChanged, Object: edition + " " + ch.Item}, now)
	})
}
