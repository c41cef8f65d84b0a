package nationaldb

import (
	"context"

	"cyberready/internal/core/access"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// The years that are open here, and those that an imported file speaks of. The files' years are found by leaps along the
// index: there are few years and many rows.
const knownYears = `with recursive f as (
		(select cycle from published_results order by cycle limit 1)
		union all
		select (select r.cycle from published_results r where r.cycle > f.cycle order by r.cycle limit 1) from f where f.cycle is not null)
	select label, opens, deadline from cycles
	union all
	select cycle, null, null from f where cycle is not null and not exists (select from cycles c where c.label = f.cycle)
	order by label desc`

const (
	inReach = `(select app_scope()) = 'system' or (select '*' = any (app_regions()))`

	reachedRegions = `select r.code, r.name from regions r
		where r.code not like 'W%' and (` + inReach + ` or r.code = any ((select app_regions())::text[])
			or exists (select from icbs i where i.code = any ((select app_icbs())::text[]) and i.region_code = r.code))
		order by r.name, r.code`
	reachedICBs = `select i.code, i.name, i.region_code from icbs i
		where ` + inReach + ` or i.region_code = any ((select app_regions())::text[]) or i.code = any ((select app_icbs())::text[])
		order by i.name, i.code`
)

func choices(ctx context.Context, tx *store.Tx) (compare.Choices, error) {
	var c compare.Choices
	var err error
	if c.Years, err = store.List[compare.Year](ctx, tx, knownYears); err != nil {
		return c, wrap("read years", err)
	}
	if c.Regions, err = store.List[trust.Region](ctx, tx, reachedRegions); err != nil {
		return c, wrap("read regions", err)
	}
	if c.ICBs, err = store.List[trust.ICB](ctx, tx, reachedICBs); err != nil {
		return c, wrap("read ICBs", err)
	}
	c.Place = placeOf(tx.Scope.Actor, c)
	return c, nil
}

// placeOf names where an analyst's reach ends; empty for the nation.
func placeOf(a access.Actor, c compare.Choices) string {
	switch a.Reach {
	case access.ReachRegion:
		for _, r := range c.Regions {
			if r.Code == a.Place {
				return compare.RegionWords(r)
			}
		}
		return a.Place
	case access.ReachICB:
		for _, i := range c.ICBs {
			if i.Code == a.Place {
				return i.Name
			}
		}
		return a.Place
	}
	return ""
}
