package trustdb

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Results is a file of published statuses to import.
type Results struct {
	Cycle     trust.Cycle
	AsAt      day.Day // the day that the file shows
	AsAtGiven bool    // false: nobody named a day, and the day of import stands for it
	Rows      []trust.Published
}

// ResultChanges is what importing statuses changed in that day's snapshot.
type ResultChanges struct {
	Difference[trust.Published]                   // Absent: they were in that day's snapshot and are no longer
	First                       bool              // there was no snapshot for that day
	Unknown                     []trust.Published // organisations that the register does not hold. They are kept.
	Missing                     []trust.Trust     // trusts of England, open on that day, of which the file says nothing
}

// ImportResults makes the snapshot of a cycle as at a day what was read, in which each code stands once. An organisation
// whose region the file does not give has the register's, as far as that knows it.
func (r Register) ImportResults(ctx context.Context, s store.Scope, f Results, i Import) (ResultChanges, error) {
	var c ResultChanges
	err := r.importing(ctx, s, i, func(tx *store.Tx) error {
		register, err := whole(ctx, tx)
		if err != nil {
			return err
		}
		kept, err := readPublished(ctx, tx, f.Cycle, f.AsAt)
		if err != nil {
			return err
		}
		exists, given, err := readHeader(ctx, tx, f)
		if err != nil {
			return err
		}
		f.Rows = placed(f.Rows, register)
		c = compareResults(register, kept, f)
		c.First = !exists
		if err := putResults(ctx, tx, f, c.Difference); err != nil {
			return err
		}
		if c.First || !c.None() || f.AsAtGiven && !given {
			if err := putHeader(ctx, tx, f, i); err != nil {
				return err
			}
		}
		did := fmt.Sprintf("%d added, %d changed, %d unchanged, %d removed, %d not in the register",
			len(c.Added), len(c.Changed), len(c.Unchanged), len(c.Absent), len(c.Unknown))
		event := audit.Event{Verb: audit.ResultsImported, Cycle: string(f.Cycle), Object: f.AsAt.String(), Note: i.note(did)}
		return tx.Record(ctx, event, i.At)
	})
	return c, err
}

// placed gives the rows with the register's region where the file has none.
func placed(rows []trust.Published, register []trust.Trust) []trust.Published {
	regions := make(map[string]string, len(register))
	for _, t := range register {
		regions[t.Code] = t.Region
	}
	rows = slices.Clone(rows)
	for n, p := range rows {
		if p.Region == "" {
			rows[n].Region = regions[p.Code]
		}
	}
	return rows
}

func compareResults(register []trust.Trust, kept []trust.Published, f Results) ResultChanges {
	var c ResultChanges
	c.Difference = difference(kept, f.Rows, func(p trust.Published) string { return p.Code },
		func(a, b trust.Published) bool { a.Line, b.Line = 0, 0; return a == b })
	unnamed := make(map[string]bool, len(register))
	for _, t := range register {
		unnamed[t.Code] = true
	}
	for _, p := range f.Rows {
		if !unnamed[p.Code] {
			c.Unknown = append(c.Unknown, p)
		}
		delete(unnamed, p.Code)
	}
	for _, t := range register {
		if unnamed[t.Code] && t.England() && t.OpenOn(f.AsAt) {
			c.Missing = append(c.Missing, t)
		}
	}
	return c
}

// readHeader tells whether there is a snapshot of that day, and whether its day was given.
func readHeader(ctx context.Context, tx *store.Tx, f Results) (exists, given bool, err error) {
	const sql = `select as_at_given from published_snapshots where cycle = $1 and as_at = $2`
	err = tx.QueryRow(ctx, sql, f.Cycle, f.AsAt).Scan(&given)
	if store.None(err) {
		return false, false, nil
	}
	if err != nil {
		return false, false, fmt.Errorf("look for snapshot: %w", err)
	}
	return true, given, nil
}

const (
	deleteResults = `delete from published_results where cycle = $1 and as_at = $2 and ods_code = any ($3)`
	upsertResults = `insert into published_results (cycle, as_at, ods_code, org_name, region_code, status, published_on)
		select @cycle, @as_at, * from unnest(@codes::text[], @names::text[], @regions::text[], @statuses::text[], @on::date[])
		on conflict on constraint published_results_pkey do update set org_name = excluded.org_name,
			region_code = excluded.region_code, status = excluded.status, published_on = excluded.published_on`
)

// putResults writes what is different: each row that is written costs the national table a row too. Row-level security
// shuts COPY out; one statement with arrays does as well.
func putResults(ctx context.Context, tx *store.Tx, f Results, d Difference[trust.Published]) error {
	if len(d.Absent) > 0 {
		var gone []string
		for _, p := range d.Absent {
			gone = append(gone, p.Code)
		}
		if _, err := tx.Exec(ctx, deleteResults, f.Cycle, f.AsAt, gone); err != nil {
			return fmt.Errorf("remove statuses: %w", err)
		}
	}
	put := d.put()
	if len(put) == 0 {
		return nil
	}
	var codes, names, regions, statuses []string
	var on []day.Day
	for _, p := range put {
		codes, names, regions = append(codes, p.Code), append(names, p.Name), append(regions, p.Region)
		statuses, on = append(statuses, string(p.Status)), append(on, p.On)
	}
	_, err := tx.Exec(ctx, upsertResults, store.Args{"cycle": f.Cycle, "as_at": f.AsAt, "codes": codes, "names": names,
		"regions": regions, "statuses": statuses, "on": on})
	if err != nil {
		return fmt.Errorf("write statuses: %w", err)
	}
	return nil
}

const upsertHeader = `insert into published_snapshots (cycle, as_at, source_file, as_at_given, imported_at)
	values (@cycle, @as_at, @file, @given, @at)
	on conflict (cycle, as_at) do update set source_file = excluded.source_file,
		as_at_given = published_snapshots.as_at_given or excluded.as_at_given, imported_at = excluded.imported_at`

func putHeader(ctx context.Context, tx *store.Tx, f Results, i Import) error {
	args := store.Args{"cycle": f.Cycle, "as_at": f.AsAt, "file": strings.Join(i.Files, ", "), "given": f.AsAtGiven, "at": i.At}
	if _, err := tx.Exec(ctx, upsertHeader, args); err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	return nil
}
