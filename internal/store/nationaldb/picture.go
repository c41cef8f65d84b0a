package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Picture is how the nation, or what an analyst reaches of it, stands in a year as at a day.
type Picture struct {
	Ground
	Before    []compare.Then           // the year before: on the same day of it, and now; empty when nothing is known of it
	Official  compare.OfficialByRegion // the newest file by the day; of an earlier year when this year has none; zero without any
	Regions   []compare.RegionCount    // results here
	Waiting   map[compare.Waiting]int
	Standards []compare.Spread // of the matching trusts that have published, in the order of the standards
}

// Picture reads it. The standards are those of the year's pack; none for a year that only files speak of.
func (n National) Picture(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, standards []compare.Standard) (Picture, error) {
	p := Picture{Waiting: map[compare.Waiting]int{}}
	var err error
	p.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) (err error) {
		if p.Before, err = before(ctx, tx, g); err != nil {
			return err
		}
		if p.Official, err = latestOfficial(ctx, tx, g); err != nil {
			return err
		}
		if p.Regions, err = regionCounts(ctx, tx, g); err != nil {
			return err
		}
		for _, w := range compare.Waitings(g.Filter.Past()) {
			if p.Waiting[w], err = waitingNumber(ctx, tx, g, w); err != nil {
				return err
			}
		}
		p.Standards, err = spreads(ctx, tx, g, standards)
		return err
	})
	return p, err
}

// before reads how the year before stood a year before the day, and how it stands on the day.
func before(ctx context.Context, tx *store.Tx, g *Ground) ([]compare.Then, error) {
	last, ok := g.Choices.Year(g.Filter.Cycle.Previous())
	if !ok || last.Opens.IsZero() {
		return nil, nil
	}
	var then []compare.Then
	for _, d := range []day.Day{g.Day.AddMonths(-12), g.Day} {
		f := g.Filter
		f.Cycle = last.Label
		if d != g.Day {
			f.AsAt = d
		}
		c, err := counts(ctx, tx, f, d)
		if err != nil {
			return nil, err
		}
		then = append(then, compare.Then{Cycle: last.Label, Day: d, Counts: c})
	}
	return then, nil
}

const (
	newestFile = `select cycle, as_at from published_results where cycle <= $1 and as_at <= $2 order by cycle desc, as_at desc limit 1`

	// The organisations of one file within reach: by the region that the file says, or the ICB that the register says.
	organisations = `select r.ods_code as code, r.org_name as name, r.region_code as region, r.status, r.published_on as "on"
		from published_results r left join trusts t on t.ods_code = r.ods_code
		where r.cycle = @cycle and r.as_at = @as_at
			and (` + inReach + ` or r.region_code = any ((select app_regions())::text[]) or t.icb_code = any ((select app_icbs())::text[]))
			and (@region::text is null or r.region_code = @region) and (@icb::text is null or coalesce(t.icb_code, '') = @icb)
			and (@kind::text is null or coalesce(t.kind, '') = @kind)`
)

// latestOfficial counts the newest file of the year, else of the newest year before it, by the day.
func latestOfficial(ctx context.Context, tx *store.Tx, g *Ground) (compare.OfficialByRegion, error) {
	var cycle trust.Cycle
	var asAt day.Day
	err := tx.QueryRow(ctx, newestFile, g.Filter.Cycle, g.Day).Scan(&cycle, &asAt)
	if store.None(err) {
		return compare.OfficialByRegion{}, nil
	}
	if err != nil {
		return compare.OfficialByRegion{}, wrap("look for file", err)
	}
	type row struct {
		Code, Name, Region string
		Status             trust.Status
		On                 day.Day
	}
	rows, err := list[row](ctx, tx, organisations, store.Args{"cycle": cycle, "as_at": asAt,
		"region": known(g.Filter.Region), "icb": known(g.Filter.ICB), "kind": known(g.Filter.Kind)})
	if err != nil {
		return compare.OfficialByRegion{}, wrap("read statuses", err)
	}
	published := make([]trust.Published, 0, len(rows))
	for _, r := range rows {
		published = append(published, trust.Published{Code: r.Code, Name: r.Name, Region: r.Region, Status: r.Status, On: r.On})
	}
	return compare.CountOfficial(cycle, asAt, published, g.Choices.Regions), nil
}
