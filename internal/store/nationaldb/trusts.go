package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// The orders of lists. Each has its index on trust_years.
const (
	byName   = ` order by s.sort_name, s.ods_code`
	byRegion = ` order by s.region_name, s.sort_name, s.ods_code`
	byKind   = ` order by app_kind_place(s.kind), s.sort_name, s.ods_code`
	byStatus = ` order by app_status_place(s.status), s.sort_name, s.ods_code`
	byResult = ` order by app_result_place(s.result), s.sort_name, s.ods_code`
	byChange = ` order by s.changed_on desc nulls last, s.sort_name, s.ods_code`
	page     = ` limit @limit offset @offset`
)

// A list picks the page first and then looks up what else is known of its trusts.
const (
	pick      = `select s.*`
	nowLists  = now + matching + named
	thenLists = then + matching + named

	// By the last change of the draft: those that have begun, found by their day, before those that have not.
	changed = `select s.*, g.changed_on from progress g join trust_years s on s.ods_code = g.ods_code and s.cycle = g.cycle
			where g.cycle = @cycle and ` + ofYear + ` and ` + open + matching + named + `
			order by g.changed_on desc, s.sort_name, s.ods_code limit @limit::bigint + @offset`
	unchanged = `select s.*, null::date as changed_on` + nowLists + ` and not exists (
				select from progress g where g.ods_code = s.ods_code and g.cycle = s.cycle)` + byName + ` limit @limit::bigint + @offset`
	pickByChange = `select s.* from ((` + changed + `) union all (` + unchanged + `)) s` + byChange + page
)

var trustsNow = map[compare.Order]string{
	compare.ByName:   details(pick+nowLists+byName+page, byName),
	compare.ByRegion: details(pick+nowLists+byRegion+page, byRegion),
	compare.ByKind:   details(pick+nowLists+byKind+page, byKind),
	compare.ByStatus: details(pick+nowLists+byStatus+page, byStatus),
	compare.ByResult: details(pick+nowLists+byResult+page, byResult),
	compare.ByChange: details(pickByChange, byChange),
}

var trustsThen = map[compare.Order]string{
	compare.ByName:   details(pick+thenLists+byName+page, byName),
	compare.ByRegion: details(pick+thenLists+byRegion+page, byRegion),
	compare.ByKind:   details(pick+thenLists+byKind+page, byKind),
	compare.ByStatus: details(pick+thenLists+byStatus+page, byStatus),
	compare.ByResult: details(pick+thenLists+byResult+page, byResult),
}

// Listing is a page of trusts, or all of them for a file.
type Listing struct {
	Ground
	Trusts []compare.Trust
}

// Trusts lists a page of the trusts that match the filter, in its order.
func (n National) Trusts(ctx context.Context, s store.Scope, f compare.Filter, today day.Day) (Listing, error) {
	return n.listing(ctx, s, f, today, onePage)
}

// AllTrusts lists all of them, for a file.
func (n National) AllTrusts(ctx context.Context, s store.Scope, f compare.Filter, today day.Day) (Listing, error) {
	return n.listing(ctx, s, f, today, whole)
}

// extent is how much of a list is read.
type extent int

const (
	onePage extent = iota
	whole
)

func (n National) listing(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, e extent) (Listing, error) {
	var l Listing
	var err error
	l.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) (err error) {
		l.Trusts, err = readTrusts(ctx, tx, g, e)
		return err
	})
	return l, err
}

// readTrusts reads a list in the filter's order. The counts say whether there is anything to read.
func readTrusts(ctx context.Context, tx *store.Tx, g *Ground, e extent) ([]compare.Trust, error) {
	if g.Filter.Offset() >= g.Counts.Matching() && e == onePage {
		return nil, nil
	}
	args := search(g.Filter, g.Day)
	extend(args, g.Filter, e)
	return trusts(ctx, tx, source(g.Filter, trustsNow[g.Filter.Order], trustsThen[g.Filter.Order]), args, g.Filter)
}

// extend adds the arguments of page; a null limit is none.
func extend(args store.Args, f compare.Filter, e extent) {
	args["limit"], args["offset"] = any(compare.PageSize), f.Offset()
	if e == whole {
		args["limit"], args["offset"] = any(nil), 0
	}
}

func trusts(ctx context.Context, tx *store.Tx, sql string, args store.Args, f compare.Filter) ([]compare.Trust, error) {
	args["drafts"] = !f.Past()
	rows, err := list[trustRow](ctx, tx, sql, args)
	if err != nil {
		return nil, wrap("list trusts", err)
	}
	trusts := make([]compare.Trust, 0, len(rows))
	for _, r := range rows {
		trusts = append(trusts, r.trust())
	}
	return trusts, nil
}
