package trustdb_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/trustdb"
	"cyberready/internal/testkit/pgtest"
)

var (
	command = store.System("test")
	monday  = on(day.Of(2026, 11, 23))
	tuesday = on(day.Of(2026, 11, 24))
)

// on is an import of a file on a day.
func on(d day.Day) trustdb.Import {
	return trustdb.Import{Files: []string{"file.csv"}, At: d.Time().Add(10 * time.Hour), On: d}
}

// register is a register on a database of the test's own, and a look at its tables past every policy.
type register struct {
	trustdb.Register
	t     *testing.T
	owner *pgx.Conn
}

func newRegister(t *testing.T) register {
	t.Helper()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	owner, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close(context.Background()) })
	return register{trustdb.Register{DB: db}, t, owner}
}

func (r register) importTrusts(i trustdb.Import, read ...trust.Trust) trust.Changes {
	r.t.Helper()
	c, err := r.ImportTrusts(r.t.Context(), command, read, i)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// look reads one value.
func look[T any](r register, sql string) T {
	r.t.Helper()
	var v T
	if err := r.owner.QueryRow(r.t.Context(), sql).Scan(&v); err != nil {
		r.t.Fatal(err)
	}
	return v
}

// state changes when anything is written, but for the audit trail.
func (r register) state() string {
	r.t.Helper()
	return look[string](r, `select concat_ws(' ',
		(select string_agg(ods_code || xmin::text, ',' order by ods_code) from trusts),
		(select string_agg(ods_code || recorded_on || xmin::text, ',' order by ods_code, recorded_on) from trust_versions),
		(select string_agg(code || xmin::text, ',' order by code) from regions),
		(select string_agg(code || xmin::text, ',' order by code) from icbs),
		(select string_agg(cycle || as_at || xmin::text, ',' order by cycle, as_at) from published_snapshots),
		(select string_agg(cycle || as_at || ods_code || xmin::text, ',' order by cycle, as_at, ods_code) from published_results))`)
}

func registered(code, name string) trust.Trust {
	return trust.Trust{Code: code, Name: trust.ReadableName(name), SourceName: name, Region: "ZZA", ICB: "ZZQ", Opened: day.Of(2001, 4, 1)}
}

func wantFault(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Errorf("got %v, want a fault of kind %d", err, kind)
	}
}

// everyImport gives the imports as one shape, for what holds of all of them.
func everyImport(r register, s store.Scope) map[string]func() error {
	ctx := r.t.Context()
	return map[string]func() error{
		"trusts": func() error {
			_, err := r.ImportTrusts(ctx, s, []trust.Trust{registered("ZZ1", "MOOR NHS TRUST")}, monday)
			return err
		},
		"regions": func() error {
			_, err := r.ImportRegions(ctx, s, []trust.Region{{Code: "ZZA", Name: "Moors"}},
				[]trust.ICB{{Code: "ZZQ", Name: "High Moors", RegionCode: "ZZA"}}, monday)
			return err
		},
		"kinds": func() error {
			_, err := r.ImportKinds(ctx, s, []trust.Profile{{Code: "ZZ1", Kind: trust.Acute}}, monday)
			return err
		},
		"results": func() error {
			_, err := r.ImportResults(ctx, s, trustdb.Results{Cycle: "2025-26", AsAt: day.Of(2026, 7, 1),
				Rows: []trust.Published{{Code: "ZZ1", Status: trust.StandardsMet}}}, monday)
			return err
		},
	}
}

func TestADemonstrationTakesNoImport(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	if err := r.DB.InTx(t.Context(), command, func(tx *store.Tx) error {
		return tx.SetMark(t.Context(), store.Demonstration, monday.At)
	}); err != nil {
		t.Fatal(err)
	}
	before := r.state()
	for name, run := range everyImport(r, command) {
		if err := run(); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s are imported into a demonstration: %v", name, err)
		}
	}
	if r.state() != before || look[int](r, `select count(*) from audit_events`) != 0 {
		t.Error("a refused import left something behind")
	}
}

func TestTheFirstImportMarksTheDatabaseAsReal(t *testing.T) {
	t.Parallel()
	for name := range everyImport(register{t: t}, command) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRegister(t)
			if err := everyImport(r, command)[name](); err != nil {
				t.Fatal(err)
			}
			if mark, err := r.DB.Mark(t.Context()); err != nil || mark != store.Real {
				t.Errorf("the mark is %q, %v", mark, err)
			}
		})
	}
}

func TestOnlyWhoKeepsTheRegisterImports(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	analyst := access.Actor{Person: store.NewID(), Role: access.Analyst, Reach: access.ReachNation}
	for name, run := range everyImport(r, store.ScopeOf(analyst, store.Origin{})) {
		if err := run(); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an analyst imports %s: %v", name, err)
		}
	}
	administrator := access.Actor{Person: store.NewID(), Name: "Ada Moor", Role: access.Administrator, Reach: access.ReachService}
	if err := everyImport(r, store.ScopeOf(administrator, store.Origin{}))["trusts"](); err != nil {
		t.Fatal(err)
	}
	if who := look[string](r, `select person_name from audit_events`); who != "Ada Moor" {
		t.Errorf("the audit trail names %q", who)
	}
}

func TestEveryScopeReadsTheRegister(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	r.importTrusts(monday, registered("ZZ1", "MOOR NHS TRUST"))
	lead := access.Actor{Person: store.NewID(), Role: access.Lead, Reach: access.ReachTrust, Place: "ZZ9"}
	if got, err := r.Trust(t.Context(), store.ScopeOf(lead, store.Origin{}), "ZZ1"); err != nil || got.Name != "Moor NHS Trust" {
		t.Errorf("a lead of another trust reads %+v, %v", got, err)
	}
	_, err := r.Trust(t.Context(), command, "ZZ7")
	wantFault(t, err, fault.NotFound)
}
