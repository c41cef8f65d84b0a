package assessmentdb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
	year  = assessmentdb.Key{ODS: "ZZ1", Cycle: "2026-27"}
)

// bundle is a database with two trusts and their people. ZZ1 has begun 2026-27.
type bundle struct {
	*testing.T
	db   *store.DB
	room assessmentdb.Assessments
	pack framework.Pack

	priya, tom, ruth store.Scope // lead, contributor and assessor of ZZ1
	otto             store.Scope // lead of ZZ2
}

func setup(t *testing.T) bundle {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	b := bundle{T: t, db: db, room: assessmentdb.Assessments{DB: db}, pack: packs[0]}
	b.exec(`insert into trusts (ods_code, name, region_code) values ('ZZ1', 'Northmoor and Dale', 'ZZR'), ('ZZ2', 'Westmark', 'ZZR')`)
	b.exec(`insert into cycles (label, edition, opens, deadline) values ('2026-27', $1, '2026-07-01', '2027-06-30'), ('2027-28', $1, '2027-07-01', '2028-06-30')`, b.pack.Edition)
	b.priya = b.person("Priya Nair", access.Lead, "ZZ1")
	b.tom = b.person("Tom Okafor", access.Contributor, "ZZ1")
	b.ruth = b.person("Ruth Adeyemi", access.Assessor, "ZZ1")
	b.otto = b.person("Otto Lind", access.Lead, "ZZ2")
	if err := b.room.Begin(t.Context(), b.priya, year, now, today); err != nil {
		t.Fatal(err)
	}
	return b
}

// exec runs SQL with the system's sight.
func (b bundle) exec(sql string, args ...any) {
	b.Helper()
	err := b.db.InTx(b.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(b.Context(), sql, args...)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// number reads one number with the system's sight.
func (b bundle) number(sql string, args ...any) (n int) {
	b.Helper()
	err := b.db.InSnapshot(b.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(b.Context(), sql, args...).Scan(&n)
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func (b bundle) person(name string, role access.Role, ods string) store.Scope {
	b.Helper()
	id := store.NewID()
	b.exec(`insert into people (id, email, name, added_at) values ($1, $2, $3, $4)`, id, id+"@example.org", name, now)
	b.exec(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, $5, 'test')`,
		store.NewID(), id, role, ods, now)
	return store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: ods}, store.Origin{RequestID: "r1"})
}

// edit says something about an item on top of a version.
func edit(item string, base int, w assessment.Words) assessment.Edit {
	return assessment.Edit{Item: item, Base: base, Words: w, At: now}
}

func yes(text string) assessment.Words {
	return assessment.Words{Reply: assessment.Yes, Text: text}
}

func no() assessment.Words { return assessment.Words{Reply: assessment.No} }

// save must succeed.
func (b bundle) save(s store.Scope, e assessment.Edit) assessment.Answer {
	b.Helper()
	a, err := b.room.SaveAnswer(b.Context(), s, year, b.pack, e, today)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

func (b bundle) whole() assessmentdb.Sheet {
	b.Helper()
	sh, err := b.room.Whole(b.Context(), b.priya, year, b.pack)
	if err != nil {
		b.Fatal(err)
	}
	return sh
}

func (b bundle) history(item string) assessmentdb.History {
	b.Helper()
	h, err := b.room.History(b.Context(), b.priya, year, b.pack, item)
	if err != nil {
		b.Fatal(err)
	}
	return h
}
