package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store"
	"cyberready/internal/store/trustdb"
)

type nationalCmd struct {
	Cycle  cycleFlag `required:"" placeholder:"YEAR" help:"The year that the statuses are of, such as 2022-23."`
	AsAt   dayFlag   `placeholder:"DATE" help:"Use the newest file of that day or before. Default: the newest of all."`
	Format string    `default:"table" enum:"table,json" help:"table for people, json for programs."`
}

func (nationalCmd) Help() string {
	return "Counts the organisations of the newest imported file of a year by their official DSPT status, for all and by region.\n\n" +
		"Examples:\n" +
		"  cyberready national --cycle 2022-23\n" +
		"  cyberready national --cycle 2022-23 --as-at 2023-12-31 --format json"
}

func (c nationalCmd) Run(ctx context.Context, d *database, s *streams) error {
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	counted, err := c.count(ctx, trustdb.Register{DB: o.DB})
	if e := o.Close(); err == nil {
		err = e
	}
	switch {
	case err != nil:
		return err
	case c.Format == "json":
		return counted.WriteJSON(s.out)
	}
	return printTable(s.out, counted.Table())
}

func (c nationalCmd) count(ctx context.Context, r trustdb.Register) (compare.OfficialByRegion, error) {
	scope := store.System("national")
	snapshot, published, err := r.Published(ctx, scope, c.Cycle.Cycle, c.AsAt.Day)
	if fault.KindOf(err) == fault.NotFound {
		return compare.OfficialByRegion{}, c.missing(ctx, r, scope, err)
	}
	if err != nil {
		return compare.OfficialByRegion{}, err
	}
	regions, err := r.Regions(ctx, scope)
	if err != nil {
		return compare.OfficialByRegion{}, err
	}
	return compare.CountOfficial(snapshot.Cycle, snapshot.AsAt, published, regions), nil
}

// missing adds to a missing snapshot what there is, or how to come by one.
func (c nationalCmd) missing(ctx context.Context, r trustdb.Register, scope store.Scope, notFound error) error {
	there, err := r.Snapshots(ctx, scope, c.Cycle.Cycle)
	if err != nil {
		return err
	}
	if len(there) > 0 {
		earliest := there[len(there)-1].AsAt
		return fault.New(fault.NotFound, "%s The earliest file is as at %s.", sentence(notFound), earliest.Words())
	}
	return fault.New(fault.NotFound, "%s Import them: cyberready import results FILE --cycle %s", sentence(notFound), c.Cycle.Cycle)
}

// printTable prints a table for a terminal: numbers to the right, columns two spaces apart.
func printTable(w io.Writer, t sheet.Table) error {
	widths := make([]int, len(t.Columns))
	var headings []string
	for i, c := range t.Columns {
		headings, widths[i] = append(headings, c.Title), utf8.RuneCountInString(c.Title)
		for _, row := range t.Rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i].Words()))
		}
	}
	var b strings.Builder
	line := func(cells []string) {
		for i, cell := range cells {
			if i > 0 {
				b.WriteString("  ")
			}
			if t.Columns[i].Numeric {
				fmt.Fprintf(&b, "%*s", widths[i], cell)
			} else {
				fmt.Fprintf(&b, "%-*s", widths[i], cell)
			}
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s\n%s\n\n", t.Title, strings.Join(t.Notes, " "))
	line(headings)
	for _, row := range t.Rows {
		line(lines(row, sheet.Cell.Words))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
