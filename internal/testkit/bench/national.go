package main

import (
	"fmt"
	"net/url"

	"cyberready/internal/demo"
	"cyberready/internal/edge/postgres"
	"cyberready/internal/web/paths"
)

// many is how many organisations a register can hold that is more than trusts: all that have to file the toolkit.
const many = 60_000

// widen adds organisations to the demonstration until the register holds many, each with an official status in each
// year, as a published file has it.
var widen = []string{
	`with n as (select generate_series(1, ` + fmt.Sprint(many) + ` - (select count(*)::integer from trusts)) as i),
		kinds as (select array['acute', 'mental health', 'community', 'ambulance', 'combined', ''] as k),
		places as (select array_agg(code) as codes, array_agg(region_code) as regions, count(*)::integer as c from icbs)
	insert into trusts (ods_code, name, source_name, kind, region_code, icb_code, opened, major_trauma)
	select 'ZZ' || lpad(to_hex(i), 5, '0'), 'Practice ' || md5(i::text), '', k[1 + i % 6], regions[1 + i % c], codes[1 + i % c],
		'2010-04-01'::date + i % 3000, case i % 9 when 0 then true when 1 then null else false end
	from n, kinds, places`,
	`insert into published_results (cycle, as_at, ods_code, org_name, region_code, status, published_on)
	select s.cycle, s.as_at, t.ods_code, t.name, t.region_code,
		(array['Standards Met', 'Standards Met', 'Standards Exceeded', 'Approaching Standards', 'Standards Not Met'])[1 + (hashtext(t.ods_code || s.cycle) & 3)],
		s.as_at - 30
	from trusts t cross join published_snapshots s where t.name like 'Practice %' and hashtext(t.ods_code) % 7 <> 0`,
	`analyze`,
}

// national measures the page of 50 rows with its counts on a register of the usual size and on one of many.
func (b *bench) national() error {
	if err := asOwner(b.ctx, b.ground.url, `create database bench_wide template template0`); err != nil {
		return err
	}
	url := b.ground.cluster.ConnString("bench_wide", postgres.Superuser)
	if err := fill(b.ctx, url, b.ground.pack, b.say); err != nil {
		return err
	}
	fmt.Fprintf(b.say, "Widening the register to %d organisations.\n", many)
	if err := asOwner(b.ctx, url, widen...); err != nil {
		return err
	}
	wide, err := openSite(b.ctx, url, b.ground.pack)
	if err != nil {
		return err
	}
	defer wide.close()
	for _, query := range nationalQueries {
		if err := b.nationalTable(wide, query); err != nil {
			return err
		}
	}
	return nil
}

// nationalQueries are ways to look at the table; the first is how it opens.
var nationalQueries = []struct {
	name  string
	query url.Values
}{
	{"national table, first page", nil},
}

func (b *bench) nationalTable(wide *site, q struct {
	name  string
	query url.Values
}) error {
	path := paths.With(paths.NationalTrusts, q.query)
	usual, err := b.ground.signIn("sam@demo.invalid")
	if err != nil {
		return err
	}
	much, err := wide.signIn("sam@demo.invalid")
	if err != nil {
		return err
	}
	var measured [][]float64
	if err := b.profiled("national", func() (err error) {
		measured, err = measure(b.ctx, turn, side{1, func(int) error { return much.expect(much.get(path)) }},
			side{1, func(int) error { return usual.expect(usual.get(path)) }})
		return err
	}); err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	f := figure{name: q.name, values: each(measured, func(one []float64) float64 { return one[1] / one[0] })}
	f.target, f.met = atMost(3, "")
	f.absolute = fmt.Sprintf("%s among %d, %s among %d", milliseconds(1/median(measured[0])), many,
		milliseconds(1/median(measured[1])), demo.Usual)
	b.table = append(b.table, f)
	return nil
}
