package nationaldb_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// all reads every page as at a day.
func (w world) all(f compare.Filter, today day.Day) []any {
	w.t.Helper()
	var pages []any
	keep := func(page any, err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
		pages = append(pages, page)
	}
	ctx := w.t.Context()
	trusts, err := w.AllTrusts(ctx, nation, f, today)
	keep(trusts, err)
	m, err := w.WholeMap(ctx, nation, f, today)
	keep(m, err)
	one, err := w.WholeStandard(ctx, nation, f, today, pack(), standards[0])
	keep(one, err)
	p, err := w.Picture(ctx, nation, f, today, standards)
	keep(p, err)
	waiting, err := w.AllWaiting(ctx, nation, f, today, "not-published")
	keep(waiting, err)
	h, err := w.History(ctx, nation, f, today)
	keep(h, err)
	side, err := w.SideBySide(ctx, nation, f, today, []string{"ZZA", "ZZB", "ZZC", "ZZD"})
	keep(side, err)
	b, err := w.Trust(ctx, nation, f, today, "ZZB")
	keep(b, err)
	return pages
}

func TestAPastDayGivesTheSameFiguresForEver(t *testing.T) {
	t.Parallel()
	w := made(t)
	f := compare.Filter{Cycle: "2026-27", AsAt: day.Of(2027, 3, 20)}
	before := w.all(f, today)

	w.publish("ZZA", "2026-27", 3, "final", "2027-04-01", "Gaps", [2]int{1, 12}, [2]int{1, 30})
	w.publish("ZZB", "2026-27", 2, "final", "2027-04-02", "All in place", [2]int{12, 12}, [2]int{30, 30})
	w.publish("ZZD", "2025-26", 1, "final", "2027-04-02", "All in place", [2]int{12, 12}, [2]int{30, 30})
	w.exec(`insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values ('2026-27', '2027-04-03', 'ZZB', 'B', 'ZZW', 'Standards Exceeded')`)
	w.exec(`insert into official_statuses values ('ZZB', gen_random_uuid(), '2026-27', 'Standards Exceeded', '2027-03-01', 'x', '2027-04-03 09:00+01', 'x')`)
	w.exec(`update progress set answered = answered + 1, changed_on = '2027-04-03'`)
	// A later import: one trust has closed before the day already, one has moved, one is new, one has another kind.
	w.exec(`update trusts set closed = '2027-03-01' where ods_code = 'ZZH'`)
	w.exec(`update trusts set region_code = 'ZZE', name = 'Moved' where ods_code = 'ZZB'`)
	w.exec(`update trusts set kind = 'combined', major_trauma = true where ods_code = 'ZZC'`)
	w.exec(`insert into trusts (ods_code, name, region_code, opened) values ('ZZN', 'New', 'ZZW', '2027-04-01')`)
	w.exec(`insert into trust_versions select ods_code, '2027-04-03', name, kind, region_code, icb_code, opened, closed, major_trauma from trusts`)

	after := w.all(f, day.Of(2027, 4, 4))
	for i := range before {
		if !reflect.DeepEqual(before[i], after[i]) {
			t.Errorf("page %d has changed\nfrom %+v\nto   %+v", i, before[i], after[i])
		}
	}
	if reflect.DeepEqual(w.all(compare.Filter{Cycle: "2026-27"}, day.Of(2027, 4, 4))[0], before[0]) {
		t.Error("today has not changed either: nothing was tested")
	}
}

func TestTodayReadFromTheKeptRowsIsTodayReadFromTheHistories(t *testing.T) {
	t.Parallel()
	w := empty(t)
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(values ...string) string { return values[r.IntN(len(values))] }
	w.exec(`insert into regions values ('ZZW', 'Westmark'), ('ZZE', 'Eastholme')`)
	w.exec(`insert into cycles values ('2025-26', 'ndg-2023-24', '2025-07-01', null, '2026-06-30', ''), ('2026-27', 'ndg-2023-24', '2026-07-01', null, '2027-06-30', '')`)
	for i := range 300 { // in whatever order, as imports, publications and mends come
		ods := fmt.Sprintf("ZZ%02d", r.IntN(40))
		cycle := pick("2025-26", "2026-27", "2021-22")
		date := func() any {
			if r.IntN(3) > 0 {
				return nil
			}
			return day.Of(2027, 3, 20+r.IntN(15)).Time()
		}
		switch r.IntN(6) {
		case 0, 1:
			w.exec(`insert into trusts (ods_code, name, kind, region_code, opened, closed) values ($1, $2, $3, $4, $5, $6)
				on conflict (ods_code) do update set kind = excluded.kind, region_code = excluded.region_code, opened = excluded.opened, closed = excluded.closed`,
				ods, pick("Ash ", "Beech ", "Cedar ")+ods, pick("acute", "", "ambulance"), pick("ZZW", "ZZE", "", "W00"), date(), date())
		case 2, 3:
			w.exec(`insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values ($1, $2, $3, 'x', '', $4)
				on conflict on constraint published_results_pkey do update set status = excluded.status`, cycle, day.Of(2026, 11, 1+r.IntN(3)).Time(), ods,
				pick("Standards Met", "Approaching Standards", "Not Published"))
		case 4:
			if cycle != "2021-22" {
				w.publish(ods, cycle, i+1, pick("final", "baseline"), "2027-01-01", pick("Gaps", "All in place"), [2]int{1, 2}, [2]int{1, 2})
			}
		case 5:
			w.exec(`delete from published_results where ods_code = $1 and cycle = $2`, ods, cycle)
		}
		if i == 150 {
			w.exec(`insert into regions values ('ZZN', 'Northmoor')`)
			w.exec(`update regions set name = 'Westmark and Marches' where code = 'ZZW'`)
			w.exec(`delete from trusts where ods_code < 'ZZ05'`)
		}
	}
	for _, cycle := range []trust.Cycle{"2025-26", "2026-27", "2021-22"} {
		for _, d := range []day.Day{today, day.Of(2027, 3, 22), day.Of(2027, 4, 2)} {
			tomorrow := d.AddDays(1)
			kept, err := w.AllTrusts(t.Context(), nation, compare.Filter{Cycle: cycle}, d)
			if err != nil {
				t.Fatal(err)
			}
			read, err := w.AllTrusts(t.Context(), nation, compare.Filter{Cycle: cycle, AsAt: d}, tomorrow)
			if err != nil {
				t.Fatal(err)
			}
			if len(kept.Trusts) < 5 || !reflect.DeepEqual(kept.Trusts, read.Trusts) {
				t.Errorf("%s as at %s: %d rows are kept, %d read:\n%+v\n%+v", cycle, d, len(kept.Trusts), len(read.Trusts), kept.Trusts, read.Trusts)
			}
			if a, b := sorted(kept.Counts), sorted(read.Counts); !slices.Equal(a, b) {
				t.Errorf("%s as at %s: counted\n%v, read\n%v", cycle, d, a, b)
			}
		}
	}
}

func sorted(c compare.Counts) []string {
	var list []string
	for _, n := range c {
		if n.Open != 0 {
			list = append(list, fmt.Sprint(n))
		}
	}
	slices.Sort(list)
	return list
}

func TestTheListsOfTheDatabaseAreThoseOfTheCore(t *testing.T) {
	t.Parallel()
	w := empty(t)
	place := func(function, value string) int {
		var n int
		err := w.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `select `+function+`($1)`, value).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i, k := range trust.Kinds() {
		if got := place("app_kind_place", string(k)); got != i+1 {
			t.Errorf("%s is in place %d, want %d", k, got, i+1)
		}
	}
	for i, s := range trust.Statuses() {
		if got := place("app_status_place", string(s)); got != i+1 {
			t.Errorf("%s is in place %d, want %d", s, got, i+1)
		}
	}
	for i, o := range compare.Outcomes() {
		stored := string(o)
		want := i + 1
		if o == score.NotPublished {
			stored, want = "", 99
		}
		if got := place("app_result_place", stored); got != want {
			t.Errorf("%s is in place %d, want %d", o, got, want)
		}
	}
}
