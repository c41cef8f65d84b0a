package main

import (
	"context"

	"cyberready/internal/core/trust"
	"cyberready/internal/edge/feed"
	"cyberready/internal/store/trustdb"
)

type importRegions struct {
	File string `arg:"" help:"The lookup from sub-ICB locations to ICBs and NHS England regions."`
	importFlags
}

func (importRegions) Help() string {
	return "The columns are found by name, of whatever year: ICB??CDH, ICB??NM, NHSER??CDH and NHSER??NM. Regions and ICBs that the\n" +
		"file does not name stay as they are. " + allOrNothing + "\n\nExample:\n" +
		"  cyberready import regions sub_icb_to_icb_to_region.csv"
}

func (c importRegions) Run(ctx context.Context, d *database, s *streams) error {
	f, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	regions, icbs, rejected, err := feed.ReadRegions(f, c.File)
	if err != nil {
		return err
	}
	return c.run(ctx, d, s, []string{c.File}, len(icbs), rejected, func(i imported, r *report) error {
		g, err := i.register.ImportRegions(ctx, i.scope, regions, icbs, i.Import)
		if err != nil {
			return err
		}
		reportRegions(r, i, g)
		return nil
	})
}

func reportRegions(r *report, i imported, g trustdb.Geography) {
	region := func(x trust.Region) string { return x.Code + " " + x.Name }
	icb := func(x trust.ICB) string { return x.Code + " " + x.Name + ", region " + x.RegionCode }
	reportDifference(r, "regions", g.Regions, region)
	reportDifference(r, "ICBs", g.ICBs, icb)
	r.setAside(i.aside)
	if i.aside != nil {
		r.say("%s set aside.", count(i.SetAside, "row"))
	}
	totalOf(r, "region", g.Regions)
	totalOf(r, "ICB", g.ICBs)
}

func reportDifference[T any](r *report, what string, d trustdb.Difference[T], words func(T) string) {
	r.list("Added "+what, lines(d.Added, words))
	r.list("Changed "+what, lines(d.Changed, func(p trustdb.Pair[T]) string { return words(p.Old) + " → " + words(p.New) }))
	r.unchanged(lines(d.Unchanged, words))
	r.list("Not in the file, kept as they are: "+what, lines(d.Absent, words))
}

func totalOf[T any](r *report, noun string, d trustdb.Difference[T]) {
	r.total(len(d.Added)+len(d.Changed)+len(d.Unchanged), noun, part{len(d.Added), "added", true},
		part{len(d.Changed), "changed", true}, part{len(d.Unchanged), "unchanged", true})
}
