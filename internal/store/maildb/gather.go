package maildb

import (
	"context"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// gather reads what the words of some kinds are made of beyond the row: as it stands now, and for a letter that gathers as it was done
// while it waited.
func (e *Envelope) gather(ctx context.Context, tx *store.Tx, row envelopeRow, now time.Time) (err error) {
	args := store.Args{"trust": row.Trust, "cycle": row.Cycle, "mail": row.ID}
	switch row.Kind {
	case letter.Reminders:
		e.Due, err = digest(ctx, tx, row.Object, now)
	case letter.PartGiven:
		e.Facts.Given, err = given(ctx, tx, args)
		if err == nil && e.Facts.Given.Parts == 0 && e.Over == "" {
			e.Over = "What was given is somebody else’s by now."
		}
	case letter.Commented:
		e.Items, err = commented(ctx, tx, args)
	case letter.MeetingSet:
		e.Facts.On, err = meets(ctx, tx, row)
	case letter.DeadlineChanged:
		e.Facts.Was, e.Facts.On, err = moved(ctx, tx, row)
	}
	return err
}

// given counts the parts that somebody was given while the letter waited, and still has.
func given(ctx context.Context, tx *store.Tx, args store.Args) (letter.Given, error) {
	type row struct {
		Parts int     `db:"parts"`
		First day.Day `db:"first"`
		Last  day.Day `db:"last"`
	}
	const sql = `select count(*)::int as parts, min(o.due) as first, max(o.due) as last from mails m join (
			select ods_code, cycle, person_id, due, given_at from assertion_owners
			union all select ods_code, cycle, person_id, due, given_at from item_owners) o
			on o.ods_code = m.ods_code and o.cycle = m.cycle and o.person_id = m.person_id
				and o.given_at between m.queued_at and m.queued_at + @wait::interval
		where m.ods_code = @trust and m.cycle = @cycle and m.id::text = @mail`
	args["wait"] = store.GatherFor
	r, err := store.One[row](ctx, tx, sql, args)
	return letter.Given{Parts: r.Parts, First: r.First, Last: r.Last}, err
}

// commented lists the items on which who wrote the letter's comment wrote while it waited, in the order in which they did.
func commented(ctx context.Context, tx *store.Tx, args store.Args) ([]string, error) {
	type row struct {
		Item string `db:"item"`
	}
	const sql = `select c.item from mails m
		join item_comments b on b.ods_code = m.ods_code and b.id = m.object
		join item_comments c on c.ods_code = b.ods_code and c.cycle = b.cycle and c.written_by = b.written_by
			and c.written_at between m.queued_at and m.queued_at + @wait::interval
		where m.ods_code = @trust and m.cycle = @cycle and m.id::text = @mail group by c.item order by min(c.written_at), c.item`
	args["wait"] = store.GatherFor
	rows, err := store.List[row](ctx, tx, sql, args)
	var items []string
	for _, r := range rows {
		items = append(items, r.Item)
	}
	return items, err
}

// meets gives in words when the board meets on the year's report; empty: no meeting is set.
func meets(ctx context.Context, tx *store.Tx, r envelopeRow) (string, error) {
	type row struct {
		On day.Day `db:"meets_on"`
	}
	const sql = `select meets_on from meetings where ods_code = $1 and cycle = $2 and body = 'board' order by set_at desc, id desc limit 1`
	m, err := store.One[row](ctx, tx, sql, r.Trust, r.Cycle)
	if store.None(err) || m.On.IsZero() {
		return "", nil
	}
	return m.On.Words(), err
}

// moved gives in words by which day a trust published before an extension was given or taken back, and by which after it.
func moved(ctx context.Context, tx *store.Tx, r envelopeRow) (was, is string, err error) {
	type row struct {
		Was day.Day `db:"was"`
		Is  day.Day `db:"is"`
	}
	const sql = `select greatest(d.official, (select o.until_day from deadline_extensions o where o.ods_code = x.ods_code and o.cycle = x.cycle and o.kind = x.kind
				and (o.given_at, o.id) < (x.given_at, x.id) order by o.given_at desc, o.id desc limit 1)) as was, greatest(d.official, x.until_day) as is
		from deadline_extensions x join cycles c on c.label = x.cycle
		cross join lateral (select case x.kind when 'baseline' then c.baseline_due else c.deadline end) d (official)
		where x.ods_code = $1 and x.id::text = $2`
	m, err := store.One[row](ctx, tx, sql, r.Trust, r.Object)
	return m.Was.Words(), m.Is.Words(), err
}
