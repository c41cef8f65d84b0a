package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// PublicStatuses is a page of the official statuses that anybody may read: those of the newest year that was imported.
type PublicStatuses struct {
	Cycle  trust.Cycle // empty when nothing was imported yet
	AsAt   day.Day     // of its newest file
	All    int         // organisations listed
	Number int         // of these, how many the search finds
	Page   int
	List   []PublicStatus
}

// PublicStatus is one organisation's.
type PublicStatus struct {
	Code   string
	Name   string
	Region string
	Status trust.Status // empty: open, and no file of the year names it
	AsAt   day.Day      // of the file
}

const (
	newestYear = `select cycle, as_at from published_results where as_at <= $1 order by cycle desc, as_at desc limit 1`

	// Every organisation that a file of the year names, and every open English trust that none names.
	publicList = ` from (
			select coalesce(t.ods_code, r.ods_code) as code, coalesce(t.name, n.name, r.org_name) as name,
				coalesce(g.name, nullif(r.region_code, ''), t.region_code, '') as region, coalesce(r.status, '') as status, r.as_at
			from (select distinct on (ods_code) ods_code, org_name, region_code, status, as_at from published_results
				where cycle = @cycle and as_at <= @day order by ods_code, as_at desc) r
			full join (select * from trusts where region_code not like 'W%' and (opened is null or opened <= @day)
				and (closed is null or closed >= @day)) t on t.ods_code = r.ods_code
			left join trusts n on n.ods_code = r.ods_code
			left join regions g on g.code = coalesce(nullif(r.region_code, ''), t.region_code)) l`
	publicFound = ` where @text = '' or strpos(lower(l.name), lower(@text)) > 0 or l.code = upper(@text)`

	publicCounts = `select count(*)::integer as "all", (count(*) filter (` + publicFound + `))::integer as number` + publicList
	publicPage   = `select l.code, l.name, l.region, l.status, l.as_at` + publicList + publicFound + `
		order by lower(l.name), l.code limit @limit offset @offset`
)

// PublicStatuses lists a page of the official statuses whose name holds the text, or whose code it is. It needs no role.
func (n National) PublicStatuses(ctx context.Context, s store.Scope, text string, number int, today day.Day) (PublicStatuses, error) {
	p := PublicStatuses{Page: max(1, number)}
	err := n.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		return p.read(ctx, tx, text, today, compare.PageSize)
	})
	return p, err
}

// AllPublicStatuses lists all of them, for a file.
func (n National) AllPublicStatuses(ctx context.Context, s store.Scope, text string, today day.Day) (PublicStatuses, error) {
	p := PublicStatuses{Page: 1}
	err := n.DB.InSnapshot(ctx, s, func(tx *store.Tx) error { return p.read(ctx, tx, text, today, nil) })
	return p, err
}

func (p *PublicStatuses) read(ctx context.Context, tx *store.Tx, text string, today day.Day, limit any) error {
	err := tx.QueryRow(ctx, newestYear, today).Scan(&p.Cycle, &p.AsAt)
	if store.None(err) {
		return nil
	}
	if err != nil {
		return wrap("look for year", err)
	}
	type row struct{ All, Number int }
	rows, err := list[row](ctx, tx, publicCounts, store.Args{"cycle": p.Cycle, "day": today, "text": text})
	if err != nil {
		return wrap("count statuses", err)
	}
	p.All, p.Number = rows[0].All, rows[0].Number
	p.List, err = list[PublicStatus](ctx, tx, publicPage, store.Args{"cycle": p.Cycle, "day": today, "text": text,
		"limit": limit, "offset": (p.Page - 1) * compare.PageSize})
	return wrap("list statuses", err)
}
