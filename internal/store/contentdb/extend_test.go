package contentdb_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
)

var today = day.Of(2027, 3, 1)

// run runs SQL with the system's sight.
func (s server) run(t *testing.T, sql string, args ...any) {
	t.Helper()
	err := s.db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s server) count(t *testing.T, scope store.Scope, sql string, args ...any) (n int) {
	t.Helper()
	err := s.db.InSnapshot(t.Context(), scope, func(tx *store.Tx) error { return tx.QueryRow(t.Context(), sql, args...).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func more(until day.Day) timetable.Extension {
	return timetable.Extension{Cycle: "2026-27", Kind: signoff.Final, Until: until, Reason: "Their systems were down for weeks"}
}

func TestMoreTimeIsForTheNamedTrustsAlone(t *testing.T) {
	t.Parallel()
	one, other := servers(t)
	one.run(t, `insert into trusts (ods_code, name, region_code) values ('ZZ1', 'Northmoor', 'ZZR'), ('ZZ2', 'Westmark', 'ZZQ')`)
	before := one.stamp(t)
	if due := one.year(t, "2026-27", before).For("ZZ1").Due(signoff.Final); due != day.Of(2027, 6, 30) {
		t.Fatalf("due on %s", due)
	}
	july := day.Of(2027, 7, 31)
	if err := other.Extend(t.Context(), keeper, []string{"ZZ1"}, more(july), now, today); err != nil {
		t.Fatal(err)
	}
	y := one.year(t, "2026-27", one.stamp(t))
	if due := y.For("ZZ1").Due(signoff.Final); due != july {
		t.Errorf("the trust has until %s, as the next visitor sees it", due)
	}
	if z := y.For("ZZ2"); z.Due(signoff.Final) != day.Of(2027, 6, 30) || len(z.Extended) != 0 {
		t.Errorf("another trust has until %s and reads %v", z.Due(signoff.Final), z.Extended)
	}
	if n := one.count(t, store.System("test"), `select count(*) from audit_events where ods_code = 'ZZ1' and verb = 'deadline.extended' and note = 'until 2027-07-31'`); n != 1 {
		t.Errorf("the trust's trail says it %d times", n)
	}
	if n := one.count(t, store.System("test"), `select (app_due('ZZ1', '2026-27', 'final') = '2027-07-31' and app_due('ZZ2', '2026-27', 'final') = '2027-06-30'
		and app_due('ZZ1', '2026-27', 'baseline') is null)::int`); n != 1 {
		t.Error("the database says other days than the core")
	}
	if err := one.TakeBack(t.Context(), keeper, "ZZ1", "2026-27", signoff.Final, now.Add(1)); err != nil {
		t.Fatal(err)
	}
	if due := one.year(t, "2026-27", one.stamp(t)).For("ZZ1").Due(signoff.Final); due != day.Of(2027, 6, 30) {
		t.Errorf("taken back, the trust has until %s", due)
	}
	if err := one.TakeBack(t.Context(), keeper, "ZZ1", "2026-27", signoff.Final, now.Add(2)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("taken back twice: %v", err)
	}
}

func TestWhatIsNoExtension(t *testing.T) {
	t.Parallel()
	one, _ := servers(t)
	one.run(t, `insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor')`)
	july := day.Of(2027, 7, 31)
	other := func(do func(*timetable.Extension)) timetable.Extension { e := more(july); do(&e); return e }
	for name, c := range map[string]struct {
		trusts []string
		e      timetable.Extension
		field  string
	}{
		"nobody named":         {nil, more(july), "trusts"},
		"one unknown of two":   {[]string{"ZZ1", "ZZ9"}, more(july), "trusts"},
		"no such year":         {[]string{"ZZ1"}, other(func(e *timetable.Extension) { e.Cycle = "2030-31" }), "cycle"},
		"no such kind":         {[]string{"ZZ1"}, other(func(e *timetable.Extension) { e.Kind = "x" }), "kind"},
		"before the deadline":  {[]string{"ZZ1"}, more(today), "until-day"},
		"a baseline of no day": {[]string{"ZZ1"}, other(func(e *timetable.Extension) { e.Kind = signoff.Baseline }), "kind"},
		"without a reason":     {[]string{"ZZ1"}, other(func(e *timetable.Extension) { e.Reason = "" }), "reason"},
	} {
		f := fault.As(one.Extend(t.Context(), keeper, c.trusts, c.e, now, today))
		if f == nil || len(f.Fields) == 0 || f.Fields[0].Name != c.field {
			t.Errorf("%s: %v, want a word about %s", name, f, c.field)
		}
	}
	if n := one.count(t, store.System("test"), `select count(*) from deadline_extensions`); n != 0 {
		t.Errorf("%d were given all the same", n)
	}
}

func TestWhoSeesAndGivesMoreTime(t *testing.T) {
	t.Parallel()
	one, _ := servers(t)
	one.run(t, `insert into trusts (ods_code, name, region_code) values ('ZZ1', 'Northmoor', 'ZZR')`)
	if err := one.Extend(t.Context(), keeper, []string{"ZZ1"}, more(day.Of(2027, 7, 31)), now, today); err != nil {
		t.Fatal(err)
	}
	scope := func(role access.Role, reach access.Reach, place string) store.Scope {
		return store.ScopeOf(access.Actor{Person: store.NewID(), Name: "x", Role: role, Reach: reach, Place: place}, store.Origin{})
	}
	for who, c := range map[string]struct {
		scope store.Scope
		sees  int
	}{
		"the trust":          {scope(access.Lead, access.ReachTrust, "ZZ1"), 1},
		"another trust":      {scope(access.Lead, access.ReachTrust, "ZZ2"), 0},
		"the nation":         {scope(access.Analyst, access.ReachNation, ""), 1},
		"its own region":     {scope(access.Analyst, access.ReachRegion, "ZZR"), 1},
		"another region":     {scope(access.Analyst, access.ReachRegion, "ZZQ"), 0},
		"somebody of no one": {store.Scope{}, 0},
	} {
		if n := one.count(t, c.scope, `select count(*) from deadline_extensions`); n != c.sees {
			t.Errorf("%s sees %d, want %d", who, n, c.sees)
		}
		if err := one.Extend(t.Context(), c.scope, []string{"ZZ1"}, more(day.Of(2027, 8, 31)), now, today); err == nil {
			t.Errorf("%s may give more time", who)
		}
		err := one.db.InTx(t.Context(), c.scope, func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `insert into deadline_extensions (ods_code, id, cycle, kind, until_day, reason, given_at, given_by, given_by_name)
				values ('ZZ1', $1, '2026-27', 'final', '2028-01-01', 'x', now(), $1, 'x')`, store.NewID())
			return err
		})
		if err == nil {
			t.Errorf("%s writes one past the program", who)
		}
	}
}

// The leads and the secretary of the board are told both days and the reason, each time that the day changes.
func TestWhoIsToldOfMoreTime(t *testing.T) {
	t.Parallel()
	one, _ := servers(t)
	one.run(t, `insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor')`)
	for name, role := range map[string]string{"priya": "lead", "dev": "board-secretary", "helen": "board-member", "tom": "contributor"} {
		id := store.NewID()
		one.run(t, `insert into people (id, email, name, added_at) values ($1, $2, $3, now())`, id, name+"@example.org", name)
		one.run(t, `insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', 'ZZ1', now(), 'x')`, store.NewID(), id, role)
	}
	at := now
	told := func(want ...string) {
		t.Helper()
		type row struct {
			ID string `db:"id"`
		}
		var names []string
		var list []row
		err := one.db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) (err error) {
			list, err = store.List[row](t.Context(), tx, `update mails set state = 'sent' where state = 'waiting' returning id::text`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			e, err := maildb.Mails{DB: one.db}.Envelope(t.Context(), m.ID, at)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, e.Facts.Name)
			text := letter.Write(e.Facts).Text()
			for _, words := range want {
				if !strings.Contains(text, words) {
					t.Errorf("%s does not read %q: %s", e.Facts.Name, words, text)
				}
			}
		}
		if slices.Sort(names); !slices.Equal(names, []string{"dev", "priya"}) {
			t.Errorf("told: %v", names)
		}
	}
	extend := func(until day.Day) {
		t.Helper()
		at = at.Add(time.Hour)
		if err := one.Extend(t.Context(), keeper, []string{"ZZ1"}, more(until), at, today); err != nil {
			t.Fatal(err)
		}
	}
	extend(day.Of(2027, 7, 31))
	told("Until now: 30 June 2027. From now on: 31 July 2027.", "publishes its 2026-27 assessment here", "The reason given: “"+more(today).Reason+"”")
	extend(day.Of(2027, 8, 31))
	told("Until now: 31 July 2027. From now on: 31 August 2027.")
	if err := one.TakeBack(t.Context(), keeper, "ZZ1", "2026-27", signoff.Final, at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	told("Until now: 31 August 2027. From now on: 30 June 2027.")
}

// Whoever has the part is told, once for each change; where nobody has it, every lead; and nobody of a trust without that answer.
func TestAChangeAsksWhoseAnswersItTouches(t *testing.T) {
	t.Parallel()
	one, _ := servers(t)
	person := map[string]string{}
	for _, p := range []struct{ name, ods, role string }{{"priya", "ZZ1", "lead"}, {"tom", "ZZ1", "contributor"}, {"otto", "ZZ2", "lead"}, {"una", "ZZ2", "lead"}, {"nora", "ZZ3", "lead"}, {"sent", "ZZ4", "lead"}} {
		person[p.name] = store.NewID()
		one.run(t, `insert into trusts (ods_code, name) values ($1, $1) on conflict do nothing`, p.ods)
		one.run(t, `insert into people (id, email, name, added_at) values ($1, $2, $2, now())`, person[p.name], p.name+"@example.org")
		one.run(t, `insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, now(), 'x')`, store.NewID(), person[p.name], p.role, p.ods)
		stage := "draft"
		if p.ods == "ZZ4" {
			stage = "published"
		}
		one.run(t, `insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ($1, '2026-27', $2, now(), 'x') on conflict do nothing`, p.ods, stage)
	}
	for _, ods := range []string{"ZZ1", "ZZ2", "ZZ4"} {
		one.run(t, `insert into answers (ods_code, cycle, item, reply, text, version, saved_at, saved_by, saved_by_name) values ($1, '2026-27', '1.1.1', 'yes', 'x', 1, now(), $2, 'x')`, ods, person["tom"])
	}
	one.run(t, `insert into answers (ods_code, cycle, item, reply, text, version, saved_at, saved_by, saved_by_name) values ('ZZ3', '2026-27', '1.1.1', '', '', 2, now(), $1, 'x')`, person["nora"]) // taken away again
	one.run(t, `insert into assertion_owners (ods_code, cycle, assertion, person_id, person_name, given_at, given_by) values ('ZZ1', '2026-27', '1.1', $1, 'tom', now(), 'x')`, person["tom"])

	y := one.year(t, "2026-27", "")
	q, _ := y.Pack.Item("1.1.1")
	not := !q.Mandatory
	ch := framework.Change{Item: "1.1.1", Mandatory: &not, Why: "A new form"}
	if err := one.Change(t.Context(), keeper, y.Edition, ch, now); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"priya": 0, "tom": 1, "otto": 1, "una": 1, "nora": 0, "sent": 0} {
		if n := one.count(t, store.System("test"), `select count(*) from mails where kind = 'guidance-changed' and person_id = $1`, person[name]); n != want {
			t.Errorf("%s got %d letters, want %d", name, n, want)
		}
	}
	if h := one.year(t, "2026-27", "").History; len(h.Changes) != 1 || h.Changes[0].Item != "1.1.1" || h.Changes[0].Revision != 1 {
		t.Errorf("the history is %+v", h.Changes)
	}
}
