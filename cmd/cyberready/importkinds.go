package main

import (
	"context"
	"fmt"

	"cyberready/internal/core/trust"
	"cyberready/internal/edge/feed"
	"cyberready/internal/store/trustdb"
)

type importKinds struct {
	File string `arg:"" help:"A file of the service's own, with a heading row."`
	importFlags
}

func (importKinds) Help() string {
	return "The register does not say what kind of trust each is: this file does. It has the columns code and kind (acute, mental\n" +
		"health, community, ambulance, combined or unknown), and may have: major trauma centre (yes or no), weekly appointments,\n" +
		"beds, staff, year, source. A figure needs its year and source. An empty cell is unknown, also where it was known before.\n" +
		"A trust that the file does not name stays as it is. " + allOrNothing + "\n\nExample:\n" +
		"  cyberready import kinds kinds.csv\nwhere kinds.csv is:\n" +
		"  code,kind,major trauma centre,beds,year,source\n" +
		"  ZZ1,acute,yes,910,2022,Yearbook of invented hospitals\n" +
		"  ZZ2,ambulance,no,,,"
}

func (c importKinds) Run(ctx context.Context, d *database, s *streams) error {
	f, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	read, rejected, err := feed.ReadKinds(f, c.File)
	if err != nil {
		return err
	}
	return c.run(ctx, d, s, []string{c.File}, len(read), rejected, func(i imported, r *report) error {
		changed, err := i.register.ImportKinds(ctx, i.scope, read, i.Import)
		if err != nil {
			return err
		}
		c.report(r, i, changed)
		return nil
	})
}

func (c importKinds) report(r *report, i imported, k trustdb.KindChanges) {
	at := func(p trust.Profile) string { return fmt.Sprintf("%s, line %d: %s", c.File, p.Line, p.Code) }
	r.list("Changed", lines(k.Changed, func(x trustdb.KindChange) string {
		return at(x.New) + " " + x.Old.Name + "; " + changes(x.What, "not known")
	}))
	r.unchanged(lines(k.Unchanged, at))
	r.list("Not in the register, so nothing is kept of them", lines(k.Unknown, at))
	r.setAside(i.aside)
	r.total(len(k.Changed)+len(k.Unchanged)+len(k.Unknown)+i.SetAside, "row", part{len(k.Changed), "changed", true},
		part{len(k.Unchanged), "unchanged", true}, part{n: len(k.Unknown), what: "not in the register"}, i.aside.part())
	unknown := 0
	for _, t := range k.Absent {
		if t.Kind == trust.UnknownKind && t.England() && t.OpenOn(i.On) {
			unknown++
		}
	}
	if unknown > 0 {
		r.say("Of %s that the file does not name the kind is not known.", count(unknown, "open trust"))
	}
}
