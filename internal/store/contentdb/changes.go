package contentdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
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

func (c Changed) dated() framework.Dated {
	return framework.Dated{Change: c.Change(), Revision: c.Revision, At: c.At}
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

// Change changes one item of an edition and so makes its next revision: drafts follow at once, snapshots never. Whoever has a
// part of a draft in which that item is answered is told, once for each change; where nobody has it, the trust's leads are.
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
	return c.db.InTx(ctx, s.Elevated(), func(tx *store.Tx) error { // whose answers a change touches lies outside every administrator's sight
		const sql = `insert into pack_changes (edition, revision, item, mandatory, exemptible, basis, why, changed_at, changed_by, changed_by_name)
			values (@edition, @revision, @item, @mandatory, @exemptible, @basis, @why, @at, @by, @by_name)`
		_, err := tx.Exec(ctx, sql, store.Args{"edition": edition, "revision": after.Revision, "item": ch.Item,
			"mandatory": ch.Mandatory, "exemptible": ch.Exemptible, "basis": ch.Basis, "why": ch.Why, "at": now,
			"by": s.Actor.Person, "by_name": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("change content: %w", err)
		}
		if err := askAgain(ctx, tx, edition, append(after.Parts(ch.Item), ch.Item), after, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ContentChanged, Object: edition + " " + ch.Item}, now)
	})
}

// askAgain tells those whose answers of a running draft a change touches.
func askAgain(ctx context.Context, tx *store.Tx, edition string, items []string, pack framework.Pack, now time.Time) error {
	q, _ := pack.Question(items[0])
	type touched struct {
		ODS   string   `db:"ods_code"`
		Cycle string   `db:"cycle"`
		To    []string `db:"people"`
	}
	const sql = `select a.ods_code, a.cycle, coalesce(
			(select array_agg(distinct o.person_id::text) from item_owners o where o.ods_code = a.ods_code and o.cycle = a.cycle and o.item = any ($2)),
			(select array[o.person_id::text] from assertion_owners o where o.ods_code = a.ods_code and o.cycle = a.cycle and o.assertion = $3),
			(select array_agg(distinct r.person_id::text) from roles r where r.ods_code = a.ods_code and r.role = 'lead' and r.ended_at is null),
			'{}') as people
		from assessments a join cycles c on c.label = a.cycle
		where c.edition = $1 and a.stage = 'draft' and c.label = (select max(n.cycle) from assessments n where n.ods_code = a.ods_code)
			and exists (select from answers x where x.ods_code = a.ods_code and x.cycle = a.cycle and x.item = any ($2)
				and (x.reply <> '' or x.text <> '' or x.figure is not null or x.figure_date is not null))`
	list, err := store.List[touched](ctx, tx, sql, edition, items, q.Assertion)
	if err != nil {
		return fmt.Errorf("look for answers that are touched: %w", err)
	}
	for _, t := range list {
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.GuidanceChanged, Trust: t.ODS, Cycle: t.Cycle, To: t.To}, now); err != nil {
			return err
		}
	}
	return nil
}
