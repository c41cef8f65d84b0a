package main

import (
	"context"
	"fmt"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/trust"
	"cyberready/internal/edge/feed"
)

type importTrusts struct {
	Files []string `arg:"" name:"file" help:"Files of the Organisation Data Service: etr (trusts) and ect (care trusts)."`
	importFlags
}

func (importTrusts) Help() string {
	return "The files have 27 columns and no headings. Several are read as one register. A trust that the files do not name stays\n" +
		"as it is. " + allOrNothing + "\n\nExamples:\n" +
		"  cyberready import trusts etr.csv ect.csv\n" +
		"  cyberready import trusts etr.csv --set-aside unreadable.csv"
}

func (c importTrusts) Run(ctx context.Context, d *database, s *streams) error {
	opened, err := openFiles(c.Files)
	if err != nil {
		return err
	}
	defer closeFiles(opened)
	var files []feed.File
	for n, f := range opened {
		files = append(files, feed.File{Name: c.Files[n], Reader: f})
	}
	read, err := feed.ReadRegister(files...)
	if err != nil {
		return err
	}
	return c.run(ctx, d, s, c.Files, len(read.Trusts), read.Rejected, func(i imported, r *report) error {
		changed, err := i.register.ImportTrusts(ctx, i.scope, read.Trusts, i.Import)
		if err != nil {
			return err
		}
		reportTrusts(r, i, read, changed)
		return hintAtRegions(ctx, i, r)
	})
}

func reportTrusts(r *report, i imported, read feed.Register, c trust.Changes) {
	named := func(t trust.Trust) string { return t.Code + " " + t.Name }
	placed := func(t trust.Trust) string {
		p := read.Places[t.Code]
		return fmt.Sprintf("%s, line %d: %s", p.File, p.Line, named(t))
	}
	change := func(x trust.Change) string { return placed(x.New) + "; " + changes(x.What, "none") }
	r.list("Added", lines(c.Added, placed))
	r.list("Changed", lines(c.Changed, change))
	r.list("Closed", lines(c.Closed, change))
	r.unchanged(lines(c.Unchanged, placed))
	r.list("In the register and not in the "+english.Plural(len(i.Files), "file", "files")+", kept as they are", lines(c.Absent, named))
	r.setAside(i.aside)
	r.total(len(read.Trusts)+i.SetAside, "row", part{len(c.Added), "added", true}, part{len(c.Changed), "changed", true},
		part{len(c.Closed), "closed", true}, part{len(c.Unchanged), "unchanged", true}, i.aside.part())
	r.say("%s", holds(c, i.On))
}

// holds says what the register holds after an import.
func holds(c trust.Changes, today day.Day) string {
	var all, open, closed, welsh int
	each := func(t trust.Trust) {
		all++
		switch {
		case !t.England():
			welsh++
		case t.OpenOn(today):
			open++
		default:
			closed++
		}
	}
	for _, list := range [][]trust.Trust{c.Added, c.Unchanged, c.Absent} {
		for _, t := range list {
			each(t)
		}
	}
	for _, list := range [][]trust.Change{c.Changed, c.Closed} {
		for _, x := range list {
			each(x.New)
		}
	}
	return fmt.Sprintf("The register holds %s: %s open in England, %s not open, %s Welsh (kept, and counted nowhere).",
		count(all, "trust"), english.Figures(open), english.Figures(closed), english.Figures(welsh))
}

func hintAtRegions(ctx context.Context, i imported, r *report) error {
	regions, err := i.register.Regions(ctx, i.scope)
	if err == nil && len(regions) == 0 {
		r.say("Regions and ICBs have no names yet: cyberready import regions FILE")
	}
	return err
}
