package trustdb_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/trustdb"
)

func TestImportTrustsKeepsWhatWasRead(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	open, closed, bare := registered("ZZ1", "MOOR NHS TRUST"), registered("ZZ2", "DALE NHS TRUST"), trust.Trust{Code: "ZZ3", Name: "Fell", SourceName: "FELL"}
	closed.Closed = day.Of(2023, 3, 31)
	c := r.importTrusts(monday, closed, open, bare)
	if !reflect.DeepEqual(c, trust.Changes{Added: []trust.Trust{open, closed, bare}}) {
		t.Errorf("the import reports %+v", c)
	}
	for _, want := range []trust.Trust{open, closed, bare} {
		if got, err := r.Trust(t.Context(), command, want.Code); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read back %+v, %v", got, err)
		}
	}
}

func TestTheSameRegisterAgainWritesNothingButTheAuditEvent(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	all := []trust.Trust{registered("ZZ1", "MOOR NHS TRUST"), registered("ZZ2", "DALE NHS TRUST")}
	r.importTrusts(monday, all...)
	before := r.state()
	again := tuesday
	again.SetAside = 3
	if c := r.importTrusts(again, all...); !reflect.DeepEqual(c, trust.Changes{Unchanged: all}) {
		t.Errorf("the second import reports %+v", c)
	}
	if r.state() != before {
		t.Error("the second import wrote something")
	}
	want := "file.csv: 0 added, 0 changed, 0 closed, 2 unchanged, 0 absent, 3 set aside"
	if note := look[string](r, `select note from audit_events order by at desc limit 1`); note != want {
		t.Errorf("the audit trail says %q", note)
	}
}

func TestEachStateOfATrustIsKeptByItsDay(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	was, other := registered("ZZ1", "MOOR NHS TRUST"), registered("ZZ2", "DALE NHS TRUST")
	r.importTrusts(monday, was, other)
	moved := was
	moved.Region = "ZZB"
	r.importTrusts(tuesday, moved)
	closed := moved
	closed.Closed = day.Of(2026, 11, 24)
	if c := r.importTrusts(tuesday, closed); len(c.Closed) != 1 || len(c.Absent) != 1 {
		t.Errorf("the import reports %+v", c)
	}
	got := look[string](r, `select string_agg(concat_ws(' ', ods_code, recorded_on, region_code, closed), '; '
		order by ods_code, recorded_on) from trust_versions`)
	if want := "ZZ1 2026-11-23 ZZA; ZZ1 2026-11-24 ZZB 2026-11-24; ZZ2 2026-11-23 ZZA"; got != want {
		t.Errorf("kept %q, want %q", got, want)
	}
	if _, err := r.Trust(t.Context(), command, "ZZ2"); err != nil {
		t.Errorf("a trust that the file does not name is gone: %v", err)
	}
}

func TestImportTrustsLeavesKindAndFiguresAlone(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"))
	beds := trust.Figure{Value: 910, Year: 2025, Source: "bed returns"}
	if _, err := r.ImportKinds(t.Context(), command, []trust.Profile{{Code: "ZZ1", Kind: trust.Acute, Beds: &beds}}, monday); err != nil {
		t.Fatal(err)
	}
	r.importTrusts(tuesday, registered("ZZ1", "MOOR AND DALE NHS TRUST"))
	got, err := r.Trust(t.Context(), command, "ZZ1")
	if err != nil || got.Kind != trust.Acute || !reflect.DeepEqual(got.Beds, &beds) || got.Name != "Moor and Dale NHS Trust" {
		t.Errorf("read back %+v, %v", got, err)
	}
	if kind := look[string](r, `select kind from trust_versions where recorded_on = '2026-11-24'`); kind != "acute" {
		t.Errorf("the kept state has the kind %q", kind)
	}
}

func TestTrustsAreListedByNameAPageAtATime(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	closed := registered("ZZ4", "BECK NHS TRUST")
	closed.Closed = day.Of(2023, 3, 31)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"), registered("ZZ2", "DALE NHS TRUST"), registered("ZZ3", "FELL NHS TRUST"), closed)
	for _, c := range []struct {
		name string
		q    trustdb.Search
		want string
	}{
		{"all", trustdb.Search{Limit: 10}, "4: Beck, Dale, Fell, Moor"},
		{"a page", trustdb.Search{Limit: 2, Offset: 1}, "4: Dale, Fell"},
		{"part of a name", trustdb.Search{Text: "mOO", Limit: 10}, "1: Moor"},
		{"a code", trustdb.Search{Text: "zz2", Limit: 10}, "1: Dale"},
		{"no pattern", trustdb.Search{Text: "%", Limit: 10}, "0: "},
		{"on the last day", trustdb.Search{OpenOn: day.Of(2023, 3, 31), Limit: 10}, "4: Beck, Dale, Fell, Moor"},
		{"on the day after", trustdb.Search{OpenOn: day.Of(2023, 4, 1), Limit: 10}, "3: Dale, Fell, Moor"},
		{"before any opened", trustdb.Search{OpenOn: day.Of(1999, 4, 1), Limit: 10}, "0: "},
	} {
		list, all, err := r.Trusts(t.Context(), command, c.q)
		var names []string
		for _, x := range list {
			names = append(names, strings.TrimSuffix(x.Name, " NHS Trust"))
		}
		if got := fmt.Sprintf("%d: %s", all, strings.Join(names, ", ")); err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}
