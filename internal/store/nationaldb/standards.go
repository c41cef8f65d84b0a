package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store"
)

// Map lists a page of the trusts that match and have published here, each with its counts by standard.
func (n National) Map(ctx context.Context, s store.Scope, f compare.Filter, today day.Day) (Listing, error) {
	return n.withCells(ctx, s, f, today, onePage)
}

// WholeMap lists all of them, for a file.
func (n National) WholeMap(ctx context.Context, s store.Scope, f compare.Filter, today day.Day) (Listing, error) {
	return n.withCells(ctx, s, f, today, whole)
}

func (n National) withCells(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, e extent) (Listing, error) {
	var l Listing
	var err error
	l.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) (err error) {
		l.Trusts, err = publishedTrusts(ctx, tx, g, e, "")
		return err
	})
	return l, err
}

// publishedTrusts reads the matching trusts that have published, with their counts of one standard, or of all for the
// empty number.
func publishedTrusts(ctx context.Context, tx *store.Tx, g *Ground, e extent, standard string) ([]compare.Trust, error) {
	if g.Filter.Offset() >= g.Counts.Published() && e == onePage {
		return nil, nil
	}
	args := search(g.Filter, g.Day)
	args["published"] = true
	extend(args, g.Filter, e)
	found, err := trusts(ctx, tx, source(g.Filter, trustsNow[g.Filter.Order], trustsThen[g.Filter.Order]), args, g.Filter)
	if err != nil {
		return nil, err
	}
	return found, cells(ctx, tx, g, found, standard)
}

const cellsOf = `select c.ods_code, c.standard, c.mandatory, c.in_place, c.does_not_apply, c.exempt, c.proved, c.verified
	from unnest(@codes::text[], @versions::integer[]) v (ods_code, version)
	join publication_counts c on c.ods_code = v.ods_code and c.cycle = @cycle and c.version = v.version
	where @standard = '' or c.standard = @standard`

// cells fills in the counts by standard of trusts that have published.
func cells(ctx context.Context, tx *store.Tx, g *Ground, trusts []compare.Trust, standard string) error {
	var codes []string
	var versions []int
	at := map[string]int{}
	for i, t := range trusts {
		if t.Here != nil {
			codes, versions = append(codes, t.Code), append(versions, t.Here.Version)
			at[t.Code] = i
		}
	}
	type row struct {
		ODSCode  string
		Standard string
		score.Counts
	}
	rows, err := list[row](ctx, tx, cellsOf, store.Args{"codes": codes, "versions": versions, "cycle": g.Filter.Cycle, "standard": standard})
	if err != nil {
		return wrap("read counts by standard", err)
	}
	for _, r := range rows {
		t := &trusts[at[r.ODSCode]]
		t.Cells = append(t.Cells, compare.Cell{Standard: r.Standard, Counts: r.Counts})
	}
	return nil
}

// How many of the matching trusts have the same count of each standard, and how many have a question in each state other
// than in place. (The items' names are made an expression so that the index is asked once for a publication, and not once
// for each of its questions: four times as fast.)
const (
	bucketed = `select c.standard, c.mandatory, c.in_place, count(*)::integer as trusts
		from (select s.ods_code, s.cycle, s.version`
	bucketsEnd = ` and s.version is not null) s
		join publication_counts c on c.ods_code = s.ods_code and c.cycle = s.cycle and c.version = s.version
		group by 1, 2, 3`
	bucketsNow  = bucketed + nowLists + bucketsEnd
	bucketsThen = bucketed + thenLists + bucketsEnd

	itemised = `select i.item, i.state, count(*)::integer as trusts
		from (select s.ods_code, s.cycle, s.version`
	itemsEnd = ` and s.version is not null) s
		join publication_items i on i.ods_code = s.ods_code and i.cycle = s.cycle and i.version = s.version
		where i.cycle = @cycle and i.item || '' = any (@items) and i.state <> 'in place'
		group by 1, 2`
	itemsNow  = itemised + nowLists + itemsEnd
	itemsThen = itemised + thenLists + itemsEnd
)

// spreads gives the spread of each standard over the matching trusts that have published.
func spreads(ctx context.Context, tx *store.Tx, g *Ground, standards []compare.Standard) ([]compare.Spread, error) {
	type row struct {
		Standard string
		compare.Bucket
	}
	rows, err := list[row](ctx, tx, source(g.Filter, bucketsNow, bucketsThen), search(g.Filter, g.Day))
	if err != nil {
		return nil, wrap("spread standards", err)
	}
	buckets := map[string][]compare.Bucket{}
	for _, r := range rows {
		buckets[r.Standard] = append(buckets[r.Standard], r.Bucket)
	}
	var list []compare.Spread
	for _, s := range standards {
		list = append(list, compare.NewSpread(s, buckets[s.Number]))
	}
	return list, nil
}

// OneStandard is one standard across trusts.
type OneStandard struct {
	Listing
	Spread compare.Spread
	Items  []compare.MissedItem // the most missed first
}

// Standard reads one standard of the year's pack across the trusts that match and have published.
func (n National) Standard(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, p framework.Pack, standard compare.Standard) (OneStandard, error) {
	return n.standard(ctx, s, f, today, p, standard, onePage)
}

// WholeStandard reads it with all its trusts, for a file.
func (n National) WholeStandard(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, p framework.Pack, standard compare.Standard) (OneStandard, error) {
	return n.standard(ctx, s, f, today, p, standard, whole)
}

func (n National) standard(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, p framework.Pack, standard compare.Standard, e extent) (OneStandard, error) {
	var one OneStandard
	var err error
	one.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) (err error) {
		if one.Trusts, err = publishedTrusts(ctx, tx, g, e, standard.Number); err != nil {
			return err
		}
		all, err := spreads(ctx, tx, g, []compare.Standard{standard})
		if err != nil {
			return err
		}
		one.Spread = all[0]
		one.Items, err = missedItems(ctx, tx, g, p, standard.Number)
		return err
	})
	return one, err
}

func missedItems(ctx context.Context, tx *store.Tx, g *Ground, p framework.Pack, standard string) ([]compare.MissedItem, error) {
	var ids []string
	for _, q := range p.Questions() {
		if q.Standard == standard {
			ids = append(ids, q.ID)
		}
	}
	args := search(g.Filter, g.Day)
	args["items"] = ids
	counts, err := list[compare.ItemCount](ctx, tx, source(g.Filter, itemsNow, itemsThen), args)
	if err != nil {
		return nil, wrap("count missed questions", err)
	}
	return compare.MissedItems(p, standard, counts), nil
}
