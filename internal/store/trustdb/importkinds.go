package trustdb

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// KindChanges is what importing kinds changed, each list by code.
type KindChanges struct {
	Changed   []KindChange
	Unchanged []trust.Profile
	Unknown   []trust.Profile // no trust of the register has this code: nothing is kept of it
	Absent    []trust.Trust   // trusts that the file does not name. They stay as they are.
}

// KindChange is one trust before, what the file says of it, and what is different.
type KindChange struct {
	Old  trust.Trust
	New  trust.Profile
	What []trust.FieldChange // never empty
}

// ImportKinds sets the kind, the Major Trauma Centre and the figures of the trusts that the file names. What it leaves
// open about one of them becomes unknown: the file says all that is known of the trusts in it.
func (r Register) ImportKinds(ctx context.Context, s store.Scope, read []trust.Profile, i Import) (KindChanges, error) {
	var c KindChanges
	err := r.importing(ctx, s, i, func(tx *store.Tx) error {
		kept, err := whole(ctx, tx)
		if err != nil {
			return err
		}
		c = compareKinds(kept, read)
		if err := putKinds(ctx, tx, c.Changed); err != nil {
			return err
		}
		if err := keepVersions(ctx, tx, c.dated(), i.On); err != nil {
			return err
		}
		did := fmt.Sprintf("%d changed, %d unchanged, %d unknown", len(c.Changed), len(c.Unchanged), len(c.Unknown))
		return tx.Record(ctx, audit.Event{Verb: audit.RegisterImported, Object: "kinds", Note: i.note(did)}, i.At)
	})
	return c, err
}

func compareKinds(kept []trust.Trust, read []trust.Profile) KindChanges {
	var c KindChanges
	before := make(map[string]trust.Trust, len(kept))
	for _, t := range kept {
		before[t.Code] = t
	}
	for _, p := range slices.SortedFunc(slices.Values(read), func(a, b trust.Profile) int { return cmp.Compare(a.Code, b.Code) }) {
		old, known := before[p.Code]
		delete(before, p.Code)
		what := kindDifferences(old, p)
		switch {
		case !known:
			c.Unknown = append(c.Unknown, p)
		case len(what) == 0:
			c.Unchanged = append(c.Unchanged, p)
		default:
			c.Changed = append(c.Changed, KindChange{old, p, what})
		}
	}
	for _, t := range kept {
		if _, left := before[t.Code]; left {
			c.Absent = append(c.Absent, t)
		}
	}
	return c
}

func kindDifferences(t trust.Trust, p trust.Profile) []trust.FieldChange {
	var what []trust.FieldChange
	for _, f := range []trust.FieldChange{
		{Field: "kind", From: string(t.Kind), To: string(p.Kind)},
		{Field: "Major Trauma Centre", From: yesNo(t.MajorTrauma), To: yesNo(p.MajorTrauma)},
		{Field: "weekly appointments", From: figureWords(t.WeeklyAppointments), To: figureWords(p.WeeklyAppointments)},
		{Field: "beds", From: figureWords(t.Beds), To: figureWords(p.Beds)},
		{Field: "staff", From: figureWords(t.Staff), To: figureWords(p.Staff)},
	} {
		if f.From != f.To {
			what = append(what, f)
		}
	}
	return what
}

func yesNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "yes"
	}
	return "no"
}

func figureWords(f *trust.Figure) string {
	if f == nil {
		return ""
	}
	return fmt.Sprintf("%d (%d, %s)", f.Value, f.Year, f.Source)
}

// dated gives the codes of the trusts whose versions are kept by day: figures are not among what a version holds.
func (c KindChanges) dated() []string {
	var codes []string
	for _, k := range c.Changed {
		if k.Old.Kind != k.New.Kind || yesNo(k.Old.MajorTrauma) != yesNo(k.New.MajorTrauma) {
			codes = append(codes, k.New.Code)
		}
	}
	return codes
}

const updateKinds = `update trusts t set kind = n.kind, major_trauma = n.trauma,
		weekly_appointments = n.appointments, weekly_appointments_year = n.appointments_year,
		weekly_appointments_source = n.appointments_source,
		beds = n.beds, beds_year = n.beds_year, beds_source = n.beds_source,
		staff = n.staff, staff_year = n.staff_year, staff_source = n.staff_source
	from unnest(@codes::text[], @kinds::text[], @trauma::boolean[],
		@appointments::integer[], @appointments_year::integer[], @appointments_source::text[],
		@beds::integer[], @beds_year::integer[], @beds_source::text[],
		@staff::integer[], @staff_year::integer[], @staff_source::text[])
	as n (code, kind, trauma, appointments, appointments_year, appointments_source,
		beds, beds_year, beds_source, staff, staff_year, staff_source)
	where t.ods_code = n.code`

// figureColumn is one figure of many trusts, as three columns: null and "" for what is not known.
type figureColumn struct {
	values, years []*int
	sources       []string
}

func (c *figureColumn) add(f *trust.Figure) {
	if f == nil {
		c.values, c.years, c.sources = append(c.values, nil), append(c.years, nil), append(c.sources, "")
		return
	}
	c.values, c.years, c.sources = append(c.values, &f.Value), append(c.years, &f.Year), append(c.sources, f.Source)
}

func putKinds(ctx context.Context, tx *store.Tx, changed []KindChange) error {
	if len(changed) == 0 {
		return nil
	}
	var codes, kinds []string
	var trauma []*bool
	var appointments, beds, staff figureColumn
	for _, k := range changed {
		codes, kinds, trauma = append(codes, k.New.Code), append(kinds, string(k.New.Kind)), append(trauma, k.New.MajorTrauma)
		appointments.add(k.New.WeeklyAppointments)
		beds.add(k.New.Beds)
		staff.add(k.New.Staff)
	}
	_, err := tx.Exec(ctx, updateKinds, store.Args{"codes": codes, "kinds": kinds, "trauma": trauma,
		"appointments": appointments.values, "appointments_year": appointments.years, "appointments_source": appointments.sources,
		"beds": beds.values, "beds_year": beds.years, "beds_source": beds.sources,
		"staff": staff.values, "staff_year": staff.years, "staff_source": staff.sources})
	if err != nil {
		return fmt.Errorf("write kinds: %w", err)
	}
	return nil
}
