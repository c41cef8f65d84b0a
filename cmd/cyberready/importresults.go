package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/edge/feed"
	"cyberready/internal/store/trustdb"
	"cyberready/internal/web/page"
)

type importResults struct {
	File  string    `arg:"" help:"A file of published DSPT statuses, with a heading row."`
	Cycle cycleFlag `required:"" placeholder:"YEAR" help:"The year that the statuses are of, such as 2022-23."`
	AsAt  dayFlag   `placeholder:"DATE" help:"The day that the file shows, such as 2023-11-16. Default: the day of import."`
	importFlags
}

func (importResults) Help() string {
	return "The columns are found by name, under the names that published files have used: Code or ODS Code; Organisation Name or ODS\n" +
		"Org Name; National Grouping; Status, with or without the year; Date Of Publication. Every snapshot of a year is kept: one\n" +
		"for a day that is there already replaces that day's. " + allOrNothing + "\n\nExamples:\n" +
		"  cyberready import results dspt_2022_23.csv --cycle 2022-23 --as-at 2023-11-16\n" +
		"  cyberready import results dspt_2025_26.csv --cycle 2025-26 --set-aside unreadable.csv"
}

func (c importResults) Run(ctx context.Context, d *database, s *streams) error {
	f, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	read, rejected, err := feed.ReadResults(f, c.File, c.Cycle.Cycle)
	if err != nil {
		return err
	}
	results := trustdb.Results{Cycle: c.Cycle.Cycle, AsAt: c.AsAt.Day, AsAtGiven: !c.AsAt.IsZero(), Rows: read}
	today := page.Today(time.Now())
	if !results.AsAtGiven {
		results.AsAt = today
	}
	if err := plausible(results, today); err != nil {
		return err
	}
	return c.run(ctx, d, s, []string{c.File}, len(read), rejected, func(i imported, r *report) error {
		changed, err := i.register.ImportResults(ctx, i.scope, results, i.Import)
		if err != nil {
			return err
		}
		c.report(r, i, results, changed)
		return nil
	})
}

// plausible refuses a day that the file cannot show: tomorrow, or one before the year began.
func plausible(r trustdb.Results, today day.Day) error {
	switch {
	case r.AsAt.After(today):
		return fault.New(fault.Invalid, "--as-at %s has not come yet. Give the day that the file shows.", r.AsAt)
	case r.AsAt.Before(day.Of(r.Cycle.FirstYear(), time.January, 1)):
		return fault.New(fault.Invalid, "A file as at %s cannot show the year %s. Check --as-at and --cycle.", r.AsAt, r.Cycle)
	}
	return nil
}

func (c importResults) report(r *report, i imported, f trustdb.Results, k trustdb.ResultChanges) {
	at := func(p trust.Published) string {
		return fmt.Sprintf("%s, line %d: %s", c.File, p.Line, named(p))
	}
	if !k.First {
		r.list("Added", lines(k.Added, at))
	}
	r.list("Changed", lines(k.Changed, func(x trustdb.Pair[trust.Published]) string {
		return at(x.New) + "; " + changes(differences(x.Old, x.New), "none")
	}))
	r.unchanged(lines(k.Unchanged, at))
	r.list("No longer in the file, removed from this snapshot", lines(k.Absent, named))
	r.list("Not in the register, kept all the same", lines(k.Unknown, at))
	r.list("In the register and not in the file", lines(k.Missing, func(t trust.Trust) string { return t.Code + " " + t.Name }))
	r.setAside(i.aside)
	r.total(len(f.Rows)+i.SetAside, "row", part{len(k.Added), "added", true}, part{len(k.Changed), "changed", true},
		part{len(k.Unchanged), "unchanged", true}, part{n: len(k.Absent), what: "removed"}, i.aside.part())
	c.summary(r, f)
}

func named(p trust.Published) string {
	return strings.Join(strings.Fields(p.Code+" "+p.Name), " ") + ", " + string(p.Status)
}

// differences gives what two states of an organisation's row do not share.
func differences(a, b trust.Published) []trust.FieldChange {
	var what []trust.FieldChange
	for _, f := range []trust.FieldChange{
		{Field: "status", From: string(a.Status), To: string(b.Status)},
		{Field: "name", From: a.Name, To: b.Name},
		{Field: "region", From: a.Region, To: b.Region},
		{Field: "day of publication", From: a.On.String(), To: b.On.String()},
	} {
		if f.From != f.To {
			what = append(what, f)
		}
	}
	return what
}

func (c importResults) summary(r *report, f trustdb.Results) {
	counts, late := map[trust.Status]int{}, 0
	for _, p := range f.Rows {
		counts[p.Status]++
		if p.On.After(f.AsAt) {
			late++
		}
	}
	r.say("Official DSPT status for %s, as at %s:", f.Cycle, f.AsAt.Words())
	for _, status := range trust.Statuses() {
		if n := counts[status]; n > 0 {
			r.say("  %-37s  %6s", status, english.Figures(n))
		}
	}
	if !f.AsAtGiven {
		r.say("No --as-at was given, so these count as at the day of import, %s.", f.AsAt.Words())
	}
	if late > 0 {
		r.say("Take care: %s published after that day. Is --as-at right?", count(late, "organisation"))
	}
}
