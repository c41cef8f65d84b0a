package trustdb_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/trustdb"
)

var (
	summer = day.Of(2026, 7, 1)
	autumn = day.Of(2026, 11, 16)
)

func (r register) importResults(i trustdb.Import, asAt day.Day, rows ...trust.Published) trustdb.ResultChanges {
	r.t.Helper()
	c, err := r.ImportResults(r.t.Context(), command, trustdb.Results{Cycle: "2025-26", AsAt: asAt, AsAtGiven: true, Rows: rows}, i)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func published(code string, s trust.Status) trust.Published {
	return trust.Published{Code: code, Name: "The " + code + " NHS Trust", Region: "ZZB", Status: s, On: day.Of(2026, 6, 30)}
}

func TestEverySnapshotOfAYearIsKept(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importResults(monday, autumn, published("ZZ1", trust.StandardsMet), published("ZZ2", trust.StandardsMet))
	r.importResults(monday, summer, published("ZZ1", trust.ApproachingStandards))
	for _, c := range []struct {
		asAt, want day.Day
		status     trust.Status
	}{
		{day.Day{}, autumn, trust.StandardsMet},
		{day.Of(2030, 1, 1), autumn, trust.StandardsMet},
		{autumn, autumn, trust.StandardsMet},
		{autumn.AddDays(-1), summer, trust.ApproachingStandards},
		{summer, summer, trust.ApproachingStandards},
	} {
		s, rows, err := r.Published(t.Context(), command, "2025-26", c.asAt)
		if err != nil || s.AsAt != c.want || !s.AsAtGiven || s.Organisations != len(rows) || rows[0] != published("ZZ1", c.status) {
			t.Errorf("as at %s: %+v, %+v, %v", c.asAt, s, rows, err)
		}
	}
	list, err := r.Snapshots(t.Context(), command, "")
	if err != nil || len(list) != 2 || list[0].AsAt != autumn || list[0].Organisations != 2 || list[1].SourceFile != "file.csv" {
		t.Errorf("the snapshots are %+v, %v", list, err)
	}
	if list, err = r.Snapshots(t.Context(), command, "2024-25"); err != nil || len(list) != 0 {
		t.Errorf("the snapshots of another year are %+v, %v", list, err)
	}
}

func TestAYearWithoutASnapshotIsNotFound(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importResults(monday, summer, published("ZZ1", trust.StandardsMet))
	_, _, err := r.Published(t.Context(), command, "2025-26", summer.AddDays(-1))
	wantFault(t, err, fault.NotFound)
	if err != nil && !strings.Contains(err.Error(), "as at 30 June 2026 or before") {
		t.Errorf("got %v", err)
	}
	_, _, err = r.Published(t.Context(), command, "2024-25", day.Day{})
	wantFault(t, err, fault.NotFound)
}

func TestImportingADayAgainReplacesItsSnapshot(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	kept, changed, gone, added := published("ZZ1", trust.StandardsMet), published("ZZ2", trust.NotPublished), published("ZZ3", trust.StandardsMet), published("ZZ4", trust.StandardsNotMet)
	if c := r.importResults(monday, autumn, gone, kept, changed); !c.First || len(c.Added) != 3 {
		t.Errorf("the first import reports %+v", c)
	}
	before := r.state()
	if c := r.importResults(tuesday, autumn, kept, changed, gone); c.First || !c.None() || len(c.Unchanged) != 3 || r.state() != before {
		t.Errorf("the same file again reports %+v", c)
	}
	now := published("ZZ2", trust.StandardsExceeded)
	c := r.importResults(tuesday, autumn, kept, now, added)
	want := trustdb.Difference[trust.Published]{
		Added: []trust.Published{added}, Changed: []trustdb.Pair[trust.Published]{{Old: changed, New: now}},
		Unchanged: []trust.Published{kept}, Absent: []trust.Published{gone},
	}
	if !reflect.DeepEqual(c.Difference, want) {
		t.Errorf("got  %+v\nwant %+v", c.Difference, want)
	}
	if _, rows, err := r.Published(t.Context(), command, "2025-26", autumn); err != nil ||
		!reflect.DeepEqual(rows, []trust.Published{kept, now, added}) {
		t.Errorf("read back %+v, %v", rows, err)
	}
}

func TestADayThatIsNamedLaterIsNoted(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	f := trustdb.Results{Cycle: "2025-26", AsAt: monday.On, Rows: []trust.Published{published("ZZ1", trust.StandardsMet)}}
	for _, given := range []bool{false, true, false} {
		f.AsAtGiven = given
		if _, err := r.ImportResults(t.Context(), command, f, monday); err != nil {
			t.Fatal(err)
		}
	}
	if s, _, err := r.Published(t.Context(), command, "2025-26", day.Day{}); err != nil || !s.AsAtGiven {
		t.Errorf("the snapshot is %+v, %v", s, err)
	}
}

func TestStatusesOfOrganisationsThatTheRegisterDoesNotHold(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	welsh, closed := registered("ZZ5", "VALLEY NHS TRUST"), registered("ZZ6", "BECK NHS TRUST")
	welsh.Region, closed.Closed = trust.Wales, autumn.AddDays(-1)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"), registered("ZZ2", "DALE NHS TRUST"), welsh, closed)

	known, unknown := published("ZZ1", trust.StandardsMet), published("ZZ9", trust.StandardsMet)
	known.Region, unknown.Region = "", ""
	given := []trust.Published{known, unknown}
	c := r.importResults(monday, autumn, given...)
	if len(c.Unknown) != 1 || c.Unknown[0].Code != "ZZ9" {
		t.Errorf("unknown: %+v", c.Unknown)
	}
	if len(c.Missing) != 1 || c.Missing[0].Code != "ZZ2" {
		t.Errorf("missing: %+v, want ZZ2: neither Welsh trusts nor closed ones are waited for", c.Missing)
	}
	_, rows, err := r.Published(t.Context(), command, "2025-26", day.Day{})
	if err != nil || len(rows) != 2 || rows[0].Region != "ZZA" || rows[1].Region != "" {
		t.Errorf("read back %+v, %v; ZZ1's region is the register's", rows, err)
	}
	if given[0].Region != "" {
		t.Error("the caller's rows were changed")
	}
}

func TestSixtyThousandStatusesAreImportedWhole(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	rows := make([]trust.Published, 60_000)
	for n := range rows {
		rows[n] = published(fmt.Sprintf("Z%05d", n), trust.Statuses()[n%6])
	}
	r.importResults(monday, autumn, rows...)
	if _, got, err := r.Published(t.Context(), command, "2025-26", autumn); err != nil || !reflect.DeepEqual(got, rows) {
		t.Errorf("read back %d rows, %v", len(got), err)
	}
}
