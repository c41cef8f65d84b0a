package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// The counts for today: those of the trusts that are not closed, less the few that are yet to open, and the few that close
// today or later.
const (
	countedNow = ` from (
			select region_code, icb_code, kind, major_trauma, status, result, trusts from trust_year_counts where cycle = @cycle
			union all
			select region_code, icb_code, kind, coalesce(major_trauma::text, ''), status, result, -1 from trust_years
				where cycle = @cycle and closed is null and opened > @day
			union all
			select region_code, icb_code, kind, coalesce(major_trauma::text, ''), status, result, 1 from trust_years
				where cycle = @cycle and closed >= @day and (opened is null or opened <= @day)) s`
	summed = `sum(s.trusts)::integer as open, coalesce(sum(s.trusts) filter (where true` + matching + `), 0)::integer as matching`
	each   = `count(*)::integer as open, (count(*) filter (where true` + matching + named + `))::integer as matching`

	countNow  = `select s.status, s.result, ` + summed + countedNow + ` group by 1, 2`
	countText = `select s.status, s.result, ` + each + now + ` group by 1, 2`
	countThen = `select s.status, s.result, ` + each + then + ` group by 1, 2`

	regionsNow  = `select s.region_code, s.status, s.result, ` + summed + countedNow + ` group by 1, 2, 3`
	regionsText = `select s.region_code, s.status, s.result, ` + each + now + ` group by 1, 2, 3`
	regionsThen = `select s.region_code, s.status, s.result, ` + each + then + ` group by 1, 2, 3`
)

type countRow struct {
	Status   trust.Status
	Result   score.Outcome
	Open     int
	Matching int
}

func counts(ctx context.Context, tx *store.Tx, f compare.Filter, d day.Day) (compare.Counts, error) {
	sql, args := countNow, conditions(f, d)
	if f.Past() || f.Text != "" {
		sql, args = source(f, countText, countThen), search(f, d)
	}
	rows, err := list[countRow](ctx, tx, sql, args)
	if err != nil {
		return nil, wrap("count trusts", err)
	}
	var c compare.Counts
	for _, r := range rows {
		c = append(c, compare.Count(r))
	}
	return c, nil
}

// regionCounts counts by region; only the matching trusts are meant.
func regionCounts(ctx context.Context, tx *store.Tx, g *Ground) ([]compare.RegionCount, error) {
	type row struct {
		RegionCode string
		countRow
	}
	sql, args := regionsNow, conditions(g.Filter, g.Day)
	if g.Filter.Past() || g.Filter.Text != "" {
		sql, args = source(g.Filter, regionsText, regionsThen), search(g.Filter, g.Day)
	}
	rows, err := list[row](ctx, tx, sql, args)
	if err != nil {
		return nil, wrap("count by region", err)
	}
	names := map[string]string{}
	for _, r := range g.Choices.Regions {
		names[r.Code] = r.Name
	}
	var counts []compare.RegionCount
	for _, r := range rows {
		if r.Matching == 0 {
			continue
		}
		name := names[r.RegionCode]
		if name == "" {
			name = r.RegionCode
		}
		counts = append(counts, compare.RegionCount{Region: name, Count: compare.Count(r.countRow)})
	}
	return counts, nil
}
