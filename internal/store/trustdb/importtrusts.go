package trustdb

import (
	"context"
	"fmt"
	"slices"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// ImportTrusts brings the register up to date with what was read, in which each code stands once. It changes what the
// register says and never a trust's kind or figures. Each state is kept by its day (trust_versions).
func (r Register) ImportTrusts(ctx context.Context, s store.Scope, read []trust.Trust, i Import) (trust.Changes, error) {
	var c trust.Changes
	err := r.importing(ctx, s, i, func(tx *store.Tx) error {
		kept, err := whole(ctx, tx)
		if err != nil {
			return err
		}
		c = trust.Compare(kept, read)
		codes, err := putTrusts(ctx, tx, c)
		if err != nil {
			return err
		}
		if err := keepVersions(ctx, tx, codes, i.On); err != nil {
			return err
		}
		did := fmt.Sprintf("%d added, %d changed, %d closed, %d unchanged, %d absent",
			len(c.Added), len(c.Changed), len(c.Closed), len(c.Unchanged), len(c.Absent))
		return tx.Record(ctx, audit.Event{Verb: audit.RegisterImported, Object: "trusts", Note: i.note(did)}, i.At)
	})
	return c, err
}

const upsertTrusts = `insert into trusts (ods_code, name, source_name, region_code, icb_code, opened, closed)
	select * from unnest(@codes::text[], @names::text[], @source_names::text[], @regions::text[], @icbs::text[],
		@opened::date[], @closed::date[])
	on conflict (ods_code) do update set name = excluded.name, source_name = excluded.source_name,
		region_code = excluded.region_code, icb_code = excluded.icb_code, opened = excluded.opened, closed = excluded.closed`

// putTrusts writes what is new or different, in one statement, and gives the codes of what it wrote.
func putTrusts(ctx context.Context, tx *store.Tx, c trust.Changes) ([]string, error) {
	put := slices.Clone(c.Added)
	for _, changes := range [][]trust.Change{c.Changed, c.Closed} {
		for _, change := range changes {
			put = append(put, change.New)
		}
	}
	if len(put) == 0 {
		return nil, nil
	}
	var codes, names, sources, regions, icbs []string
	var opened, closed []day.Day
	for _, t := range put {
		codes, names, sources = append(codes, t.Code), append(names, t.Name), append(sources, t.SourceName)
		regions, icbs = append(regions, t.Region), append(icbs, t.ICB)
		opened, closed = append(opened, t.Opened), append(closed, t.Closed)
	}
	_, err := tx.Exec(ctx, upsertTrusts, store.Args{"codes": codes, "names": names, "source_names": sources,
		"regions": regions, "icbs": icbs, "opened": opened, "closed": closed})
	if err != nil {
		return nil, fmt.Errorf("write trusts: %w", err)
	}
	return codes, nil
}

const insertVersions = `insert into trust_versions
		(ods_code, recorded_on, name, kind, region_code, icb_code, opened, closed, major_trauma)
	select ods_code, @on, name, kind, region_code, icb_code, opened, closed, major_trauma
	from trusts where ods_code = any (@codes)
	on conflict (ods_code, recorded_on) do update set name = excluded.name, kind = excluded.kind,
		region_code = excluded.region_code, icb_code = excluded.icb_code, opened = excluded.opened,
		closed = excluded.closed, major_trauma = excluded.major_trauma`

// keepVersions keeps the present state of trusts as that of a day.
func keepVersions(ctx context.Context, tx *store.Tx, codes []string, on day.Day) error {
	if len(codes) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, insertVersions, store.Args{"on": on, "codes": codes}); err != nil {
		return fmt.Errorf("keep versions of trusts: %w", err)
	}
	return nil
}
