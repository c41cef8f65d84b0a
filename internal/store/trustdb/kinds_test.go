package trustdb_test

import (
	"reflect"
	"testing"

	"cyberready/internal/core/trust"
	"cyberready/internal/store/trustdb"
)

func TestImportKindsSetsWhatTheFileSays(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"), registered("ZZ2", "DALE NHS TRUST"), registered("ZZ3", "FELL NHS TRUST"))
	yes := true
	full := trust.Profile{
		Line: 2, Code: "ZZ1", Kind: trust.Acute, MajorTrauma: &yes,
		WeeklyAppointments: &trust.Figure{Value: 14500, Year: 2025, Source: "activity returns"},
		Beds:               &trust.Figure{Value: 910, Year: 2024, Source: "bed returns"},
		Staff:              &trust.Figure{Value: 8800, Year: 2023, Source: "workforce returns"},
	}
	run := func(i trustdb.Import, read ...trust.Profile) trustdb.KindChanges {
		c, err := r.ImportKinds(t.Context(), command, read, i)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := run(monday, full, trust.Profile{Line: 3, Code: "ZZ2"}, trust.Profile{Line: 4, Code: "ZZ9", Kind: trust.Community})
	want := []trust.FieldChange{
		{Field: "kind", To: "acute"}, {Field: "Major Trauma Centre", To: "yes"},
		{Field: "weekly appointments", To: "14500 (2025, activity returns)"},
		{Field: "beds", To: "910 (2024, bed returns)"}, {Field: "staff", To: "8800 (2023, workforce returns)"},
	}
	if len(c.Changed) != 1 || !reflect.DeepEqual(c.Changed[0].What, want) {
		t.Errorf("changed: %+v", c.Changed)
	}
	if len(c.Unchanged) != 1 || len(c.Unknown) != 1 || c.Unknown[0].Line != 4 || len(c.Absent) != 1 || c.Absent[0].Code != "ZZ3" {
		t.Errorf("unchanged %+v, unknown %+v, absent %+v", c.Unchanged, c.Unknown, c.Absent)
	}
	got, err := r.Trust(t.Context(), command, "ZZ1")
	if err != nil || got.Kind != full.Kind || !reflect.DeepEqual(got.MajorTrauma, full.MajorTrauma) ||
		!reflect.DeepEqual([]*trust.Figure{got.WeeklyAppointments, got.Beds, got.Staff}, []*trust.Figure{full.WeeklyAppointments, full.Beds, full.Staff}) {
		t.Errorf("read back %+v, %v", got, err)
	}
	before := r.state()
	if c = run(tuesday, full); len(c.Changed) != 0 || len(c.Unchanged) != 1 || r.state() != before {
		t.Errorf("the same kinds again: %+v", c)
	}
}

func TestWhatAFileOfKindsLeavesOpenBecomesUnknown(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"))
	no := false
	for _, p := range []trust.Profile{
		{Code: "ZZ1", Kind: trust.Ambulance, MajorTrauma: &no, Staff: &trust.Figure{Value: 10, Year: 2025, Source: "returns"}},
		{Code: "ZZ1"},
	} {
		if _, err := r.ImportKinds(t.Context(), command, []trust.Profile{p}, monday); err != nil {
			t.Fatal(err)
		}
	}
	got, err := r.Trust(t.Context(), command, "ZZ1")
	if err != nil || !reflect.DeepEqual(got, registered("ZZ1", "MOOR NHS TRUST")) {
		t.Errorf("read back %+v, %v", got, err)
	}
}

func TestAFigureAloneMakesNoNewStateOfATrust(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"))
	beds := trust.Profile{Code: "ZZ1", Beds: &trust.Figure{Value: 910, Year: 2025, Source: "bed returns"}}
	if _, err := r.ImportKinds(t.Context(), command, []trust.Profile{beds}, tuesday); err != nil {
		t.Fatal(err)
	}
	if n := look[int](r, `select count(*) from trust_versions`); n != 1 {
		t.Errorf("%d states are kept", n)
	}
	beds.Kind = trust.Combined
	if _, err := r.ImportKinds(t.Context(), command, []trust.Profile{beds}, tuesday); err != nil {
		t.Fatal(err)
	}
	if kind := look[string](r, `select kind from trust_versions where recorded_on = '2026-11-24'`); kind != "combined" {
		t.Errorf("the kept state has the kind %q", kind)
	}
}
