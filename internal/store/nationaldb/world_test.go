package nationaldb_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/testkit/pgtest"
)

var today = day.Of(2027, 3, 27)

func analyst(reach access.Reach, place string) store.Scope {
	return store.ScopeOf(access.Actor{Person: "01890000-0000-7000-8000-000000000001", Name: "Sam Keane", Role: access.Analyst, Reach: reach, Place: place}, store.Origin{})
}

var nation = analyst(access.ReachNation, "")

// world is a database with a few trusts made by hand, and a hand that reaches past every policy.
type world struct {
	nationaldb.National
	t     testing.TB
	owner *pgx.Conn
}

func empty(t testing.TB) world {
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
	return world{nationaldb.National{DB: db}, t, owner}
}

func (w world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.owner.Exec(w.t.Context(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

// publish makes a publication with the counts "in place of mandatory" of the standards 7 and 9.
func (w world) publish(ods, cycle string, version int, kind, on, outcome string, seven, nine [2]int) {
	w.t.Helper()
	w.exec(`insert into assessments values ($1, $2, 'published', $3, now(), 'x') on conflict do nothing`, ods, cycle, version)
	w.exec(`insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
		values ($1, $2, $3, $4, '', 'x', $5::date - 3, now(), gen_random_uuid(), 'x')`, ods, cycle, version, kind, on)
	w.exec(`insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_at, published_on, published_by, late, signed,
		reservations, refusals, outcome, mandatory, in_place, does_not_apply, exempt, proved, unconfirmed)
		values ($1, $2, $3, $4, 'x', $5::date - 3, $5::date, $5, 'x', false, true, 0, 0, $6, $7, $8, 0, 0, 1, 0)`,
		ods, cycle, version, kind, on, outcome, seven[1]+nine[1], seven[0]+nine[0])
	for standard, c := range map[string][2]int{"7": seven, "9": nine} {
		w.exec(`insert into publication_counts values ($1, $2, $3, $4, $5, $6, 0, 0, 1)`, ods, cycle, version, standard, c[1], c[0])
	}
	state := func(missing int) string {
		if missing > 0 {
			return "not in place"
		}
		return "in place"
	}
	w.exec(`insert into publication_items values ($1, $2, $3, '7.3.5', $4, true), ($1, $2, $3, '7.1.1', 'does not apply', true), ($1, $2, $3, '9.1.1', $5, true)`,
		ods, cycle, version, state(seven[1]-seven[0]), state(nine[1]-nine[0]))
}

// made is the world as it stands on 27 March 2027. Open then: A and B and H in Westmark, C and D in Eastholme. F closed at
// the end of 2026; G is yet to open; V is Welsh. A has published twice, C once, B only its baseline.
func made(t testing.TB) world {
	t.Helper()
	w := empty(t)
	w.exec(`insert into regions values ('ZZW', 'Westmark'), ('ZZE', 'Eastholme'), ('W00', 'Wales')`)
	w.exec(`insert into icbs values ('ZZ1', 'Moor and Fell ICB', 'ZZW'), ('ZZ2', 'Coast ICB', 'ZZE')`)
	w.exec(`insert into trusts (ods_code, name, kind, region_code, icb_code, opened, closed, major_trauma) values
		('ZZA', 'Ashcombe Vale', 'acute', 'ZZW', 'ZZ1', '2001-04-01', null, true),
		('ZZB', 'Brackenhill', 'mental health', 'ZZW', 'ZZ1', '2001-04-01', null, false),
		('ZZC', 'Calder Fells', 'acute', 'ZZE', 'ZZ2', null, null, false),
		('ZZD', 'dunmere', '', 'ZZE', '', null, null, null),
		('ZZF', 'Fenwold', 'acute', 'ZZW', 'ZZ1', '2001-04-01', '2026-12-31', null),
		('ZZG', 'Greywater', 'acute', 'ZZE', 'ZZ2', '2027-05-01', null, null),
		('ZZH', 'Harrowdale', 'ambulance', 'ZZW', '', null, null, null),
		('ZZV', 'Valleys', 'acute', 'W00', '', null, null, null)`)
	w.exec(`insert into trust_versions select ods_code, '2025-01-01', case ods_code when 'ZZA' then 'Ashcombe' else name end, kind,
		case ods_code when 'ZZD' then 'ZZW' else region_code end, icb_code, opened, null, major_trauma from trusts`)
	w.exec(`insert into trust_versions select ods_code, '2027-01-15', name, kind, region_code, icb_code, opened, closed, major_trauma from trusts
		where ods_code in ('ZZA', 'ZZD', 'ZZF')`)
	w.exec(`insert into trust_successors values ('ZZF', 'ZZA', '2027-01-01')`)
	w.exec(`insert into cycles values ('2025-26', 'ndg-2023-24', '2025-07-01', null, '2026-06-30', ''), ('2026-27', 'ndg-2023-24', '2026-07-01', null, '2027-06-30', '')`)
	w.exec(`insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values
		('2022-23', '2023-11-16', 'ZZA', 'ASHCOMBE', 'ZZW', 'Standards Met'), ('2022-23', '2023-11-16', 'ZZC', 'CALDER', 'ZZE', 'Approaching Standards'),
		('2022-23', '2023-11-16', 'ZZX', 'XERXES', 'ZZE', 'Standards Met'),
		('2025-26', '2026-11-16', 'ZZA', 'A', 'ZZW', 'Standards Met'), ('2025-26', '2026-11-16', 'ZZB', 'B', 'ZZW', 'Approaching Standards'),
		('2025-26', '2026-11-16', 'ZZF', 'F', 'ZZW', 'Standards Exceeded'),
		('2025-26', '2027-02-10', 'ZZA', 'A', 'ZZW', 'Standards Met'), ('2025-26', '2027-02-10', 'ZZB', 'B', 'ZZW', 'Standards Met')`)
	w.publish("ZZA", "2025-26", 1, "final", "2026-05-01", "Gaps", [2]int{9, 12}, [2]int{30, 30})
	w.publish("ZZB", "2025-26", 1, "final", "2026-06-20", "All in place", [2]int{12, 12}, [2]int{30, 30})
	w.publish("ZZF", "2025-26", 1, "final", "2026-03-01", "All in place", [2]int{12, 12}, [2]int{30, 30})
	w.publish("ZZA", "2026-27", 1, "final", "2027-01-10", "Gaps", [2]int{10, 12}, [2]int{27, 30})
	w.publish("ZZA", "2026-27", 2, "final", "2027-03-01", "All in place", [2]int{12, 12}, [2]int{30, 30})
	w.publish("ZZC", "2026-27", 1, "final", "2027-02-01", "Gaps", [2]int{6, 12}, [2]int{30, 30})
	w.publish("ZZB", "2026-27", 1, "baseline", "2027-02-15", "Gaps", [2]int{1, 12}, [2]int{1, 30})
	w.exec(`insert into progress values ('ZZA', '2026-27', '2026-09-01', 118, '2027-02-28'), ('ZZB', '2026-27', '2026-09-02', 90, '2027-03-20'),
		('ZZC', '2026-27', '2026-09-03', 118, '2027-01-30'), ('ZZH', '2026-27', '2026-09-04', 7, '2027-03-06')`)
	w.exec(`insert into official_statuses values
		('ZZB', gen_random_uuid(), '2026-27', 'Standards Not Met', '2027-01-30', 'x', '2027-01-31 09:00+00', 'x'),
		('ZZB', gen_random_uuid(), '2026-27', 'Standards Met', '2027-03-01', 'x', '2027-03-02 09:00+00', 'x')`)
	return w
}

func (w world) codes(s store.Scope, f compare.Filter) string {
	w.t.Helper()
	l, err := w.Trusts(w.t.Context(), s, f, today)
	if err != nil {
		w.t.Fatal(err)
	}
	return codesOf(l.Trusts)
}

func codesOf(list []compare.Trust) string {
	var codes []string
	for _, t := range list {
		codes = append(codes, strings.TrimPrefix(t.Code, "ZZ"))
	}
	return strings.Join(codes, " ")
}

// pack has a standard 7 of two questions and a standard 9 of one.
func pack() framework.Pack {
	item := func(id string) framework.Item { return framework.Item{ID: id, Mandatory: true} }
	return framework.Pack{Standards: []framework.Standard{
		{Number: "7", Title: "Continuity planning", Assertions: []framework.Assertion{{ID: "7.1", Items: []framework.Item{item("7.1.1"), item("7.3.5")}}}},
		{Number: "9", Title: "IT protection", Assertions: []framework.Assertion{{ID: "9.1", Items: []framework.Item{item("9.1.1")}}}},
	}}
}

var standards = compare.StandardsOf(pack())
