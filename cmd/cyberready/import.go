package main

import (
	"context"
	"path/filepath"
	"time"

	"cyberready/internal/edge/feed"
	"cyberready/internal/store"
	"cyberready/internal/store/trustdb"
	"cyberready/internal/web/page"
)

type importCmd struct {
	Trusts  importTrusts  `cmd:"" help:"Import the register of trusts."`
	Regions importRegions `cmd:"" help:"Import the names of regions and ICBs, and which ICB is in which region."`
	Kinds   importKinds   `cmd:"" help:"Import what kind of trust each is, Major Trauma Centres, and sizes."`
	Results importResults `cmd:"" help:"Import the official DSPT statuses of a year."`
}

func (importCmd) Help() string {
	return "Every import is all or nothing, and the same import again changes nothing. Begin with the register:\n" +
		"  cyberready import trusts etr.csv ect.csv\n" +
		"  cyberready import regions sub_icb_to_icb_to_region.csv\n" +
		"  cyberready import kinds kinds.csv\n" +
		"  cyberready import results dspt_2022_23.csv --cycle 2022-23 --as-at 2023-11-16"
}

// importFlags are the same for every import.
type importFlags struct {
	SetAside string `name:"set-aside" placeholder:"FILE" help:"Import the rest when some rows cannot be read, and write those to FILE as CSV, each with its reason."`
	Verbose  bool   `short:"v" help:"List unchanged rows too, and long lists in full."`
}

const allOrNothing = "When a row cannot be read, all such rows are listed and nothing is imported, unless --set-aside is given."

// imported is what one import is about: the files it read, the rows that it leaves out, and when it happens.
type imported struct {
	trustdb.Import
	register trustdb.Register
	scope    store.Scope
	aside    *setAside
}

// run opens the database, does the import, and keeps the rows that were set aside when it is done. Rows that cannot be
// read and are not set aside end it before the database is opened.
func (f importFlags) run(ctx context.Context, d *database, s *streams, files []string, read int, rejected []feed.Rejected,
	do func(imported, *report) error) error {
	aside, err := f.setAside(files, read, rejected, s)
	if err != nil {
		return err
	}
	defer aside.discard()
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	i := imported{
		Import:   trustdb.Import{SetAside: len(rejected), At: now, On: page.Today(now)},
		register: trustdb.Register{DB: o.DB}, scope: store.System("import"), aside: aside,
	}
	for _, name := range files {
		i.Files = append(i.Files, filepath.Base(name))
	}
	err = do(i, &report{w: s.out, whole: f.Verbose})
	if err == nil {
		err = aside.keep()
	}
	if e := o.Close(); err == nil {
		err = e
	}
	return err
}
