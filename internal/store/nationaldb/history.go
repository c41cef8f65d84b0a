package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// History is the years beside each other.
type History struct {
	Ground
	Statuses []compare.YearStatus // official: each organisation by the newest file of its year that names it
	Results  []compare.YearResult // here: of open and closed trusts, by their current final publications
	Unknown  []Unknown            // organisations in the files that the register does not know
}

// Unknown is an organisation that a file names and the register does not.
type Unknown struct {
	Cycle  trust.Cycle
	Code   string
	Name   string
	Region string
	Status trust.Status
}

const (
	latestStatuses = `select distinct on (r.cycle, r.ods_code) r.cycle, r.ods_code as code, r.org_name as name, r.region_code as region, r.status,
			t.ods_code is null as unknown
		from published_results r left join trusts t on t.ods_code = r.ods_code
		where r.as_at <= @day
			and (` + inReach + ` or r.region_code = any ((select app_regions())::text[]) or t.icb_code = any ((select app_icbs())::text[]))
			and (@region::text is null or r.region_code = @region)
		order by r.cycle, r.ods_code, r.as_at desc`

	statusesByYear = `select l.cycle, l.status, count(*)::integer as organisations from (` + latestStatuses + `) l group by 1, 2`
	unknownInFiles = `select l.cycle, l.code, l.name, l.region, l.status from (` + latestStatuses + `) l where l.unknown
		order by l.cycle desc, l.name, l.code limit 500`

	resultsByYear = `select p.cycle, p.outcome as result, count(*)::integer as trusts from (
			select distinct on (p.cycle, p.ods_code) p.cycle, p.ods_code,
				app_outcome(p.ods_code, p.cycle, p.version, p.outcome, @day) as outcome from publications p join trusts t on t.ods_code = p.ods_code
			where p.kind = 'final' and p.published_on <= @day and (` + inReach + `
					or t.region_code = any ((select app_regions())::text[]) or t.icb_code = any ((select app_icbs())::text[]))
				and (@region::text is null or t.region_code = @region)
			order by p.cycle, p.ods_code, p.version desc) p group by 1, 2`
)

// History reads official statuses and results here by year, as at the filter's day and for its region.
func (n National) History(ctx context.Context, s store.Scope, f compare.Filter, today day.Day) (History, error) {
	var h History
	var err error
	h.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) (err error) {
		args := func() store.Args { return store.Args{"day": g.Day, "region": known(g.Filter.Region)} }
		if h.Statuses, err = list[compare.YearStatus](ctx, tx, statusesByYear, args()); err != nil {
			return wrap("count statuses by year", err)
		}
		if h.Unknown, err = list[Unknown](ctx, tx, unknownInFiles, args()); err != nil {
			return wrap("list unknown organisations", err)
		}
		h.Results, err = list[compare.YearResult](ctx, tx, resultsByYear, args())
		return wrap("count results by year", err)
	})
	return h, err
}
