package trustdb

import (
	"context"
	"fmt"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Regions lists the regions by name.
func (r Register) Regions(ctx context.Context, s store.Scope) ([]trust.Region, error) {
	var list []trust.Region
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = readRegions(ctx, tx)
		return err
	})
	return list, err
}

// ICBs lists the integrated care boards by name.
func (r Register) ICBs(ctx context.Context, s store.Scope) ([]trust.ICB, error) {
	var list []trust.ICB
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = readICBs(ctx, tx)
		return err
	})
	return list, err
}

func readRegions(ctx context.Context, tx *store.Tx) ([]trust.Region, error) {
	list, err := store.List[trust.Region](ctx, tx, `select code, name from regions order by name, code`)
	if err != nil {
		return nil, fmt.Errorf("list regions: %w", err)
	}
	return list, nil
}

func readICBs(ctx context.Context, tx *store.Tx) ([]trust.ICB, error) {
	list, err := store.List[trust.ICB](ctx, tx, `select code, name, region_code from icbs order by name, code`)
	if err != nil {
		return nil, fmt.Errorf("list ICBs: %w", err)
	}
	return list, nil
}

// Geography is what importing a lookup changed.
type Geography struct {
	Regions Difference[trust.Region]
	ICBs    Difference[trust.ICB]
}

// ImportRegions brings the names of regions and ICBs, and which region an ICB belongs to, up to date with a lookup.
// Those of an earlier edition that it does not name stay: closed trusts may belong to them.
func (r Register) ImportRegions(ctx context.Context, s store.Scope, regions []trust.Region, icbs []trust.ICB, i Import) (Geography, error) {
	var g Geography
	err := r.importing(ctx, s, i, func(tx *store.Tx) error {
		keptRegions, err := readRegions(ctx, tx)
		if err != nil {
			return err
		}
		keptICBs, err := readICBs(ctx, tx)
		if err != nil {
			return err
		}
		g.Regions = difference(keptRegions, regions, func(x trust.Region) string { return x.Code },
			func(a, b trust.Region) bool { return a == b })
		g.ICBs = difference(keptICBs, icbs, func(x trust.ICB) string { return x.Code },
			func(a, b trust.ICB) bool { return a == b })
		if err := putGeography(ctx, tx, g); err != nil {
			return err
		}
		did := fmt.Sprintf("regions: %d added, %d changed; ICBs: %d added, %d changed",
			len(g.Regions.Added), len(g.Regions.Changed), len(g.ICBs.Added), len(g.ICBs.Changed))
		return tx.Record(ctx, audit.Event{Verb: audit.RegisterImported, Object: "regions", Note: i.note(did)}, i.At)
	})
	return g, err
}

const (
	upsertRegions = `insert into regions (code, name) select * from unnest($1::text[], $2::text[])
		on conflict (code) do update set name = excluded.name`
	upsertICBs = `insert into icbs (code, name, region_code) select * from unnest($1::text[], $2::text[], $3::text[])
		on conflict (code) do update set name = excluded.name, region_code = excluded.region_code`
)

func putGeography(ctx context.Context, tx *store.Tx, g Geography) error {
	var codes, names, regions []string
	for _, x := range g.Regions.put() {
		codes, names = append(codes, x.Code), append(names, x.Name)
	}
	if len(codes) > 0 {
		if _, err := tx.Exec(ctx, upsertRegions, codes, names); err != nil {
			return fmt.Errorf("write regions: %w", err)
		}
	}
	codes, names = nil, nil
	for _, x := range g.ICBs.put() {
		codes, names, regions = append(codes, x.Code), append(names, x.Name), append(regions, x.RegionCode)
	}
	if len(codes) > 0 {
		if _, err := tx.Exec(ctx, upsertICBs, codes, names, regions); err != nil {
			return fmt.Errorf("write ICBs: %w", err)
		}
	}
	return nil
}
