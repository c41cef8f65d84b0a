// Package storeroom gives the test of a store room a database with two trusts and their people. Northmoor and Dale (ZZ1) has begun
// 2026-27 with nothing answered; Westmark (ZZ2) has begun nothing.
package storeroom

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/pgtest"
)

// When and of what the scene is.
var (
	Now   = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	Today = day.Of(2027, 3, 1)
	Year  = workingcopy.Key{ODS: "ZZ1", Cycle: "2026-27"}
)

// Scene is the database, and how its people come to it.
type Scene struct {
	*testing.T
	DB          *store.DB
	Pack        framework.Pack // of both years, 2026-27 and 2027-28
	Assessments assessmentdb.Assessments
	Sharing     sharedb.Sharing

	Priya, Tom, Ruth store.Scope // lead, contributor and assessor of ZZ1
	Otto             store.Scope // lead of ZZ2
}

// New sets the scene.
func New(t *testing.T) Scene {
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
	s := Scene{T: t, DB: db, Pack: packs[0], Assessments: assessmentdb.Assessments{DB: db}, Sharing: sharedb.Sharing{DB: db}}
	s.Exec(`insert into regions values ('ZZR', 'Westmark')`)
	s.Exec(`insert into trusts (ods_code, name, kind, region_code) values ('ZZ1', 'Northmoor and Dale', 'acute', 'ZZR'), ('ZZ2', 'Westmark', 'acute', 'ZZR')`)
	s.Exec(`insert into cycles (label, edition, opens, deadline) values ('2026-27', $1, '2026-07-01', '2027-06-30'), ('2027-28', $1, '2027-07-01', '2028-06-30')`, s.Pack.Edition)
	s.Priya = s.Person("Priya Nair", access.Lead, "ZZ1")
	s.Tom = s.Person("Tom Okafor", access.Contributor, "ZZ1")
	s.Ruth = s.Person("Ruth Adeyemi", access.Assessor, "ZZ1")
	s.Otto = s.Person("Otto Lind", access.Lead, "ZZ2")
	s.Must(s.Assessments.Begin(t.Context(), s.Priya, Year, Now, Today))
	return s
}

// Must ends the test on an error.
func (s Scene) Must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// Person adds somebody with a role at a trust.
func (s Scene) Person(name string, role access.Role, ods string) store.Scope {
	s.Helper()
	id := store.NewID()
	s.Exec(`insert into people (id, email, name, added_at) values ($1, $2, $3, $4)`, id, id+"@example.org", name, Now)
	s.Exec(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, $5, 'test')`,
		store.NewID(), id, role, ods, Now)
	return store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: ods}, store.Origin{RequestID: "r1"})
}

// Exec runs SQL with the system's sight.
func (s Scene) Exec(sql string, args ...any) {
	s.Helper()
	s.Must(s.DB.InTx(s.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(s.Context(), sql, args...)
		return err
	}))
}

// Number reads one number with the system's sight.
func (s Scene) Number(sql string, args ...any) int {
	s.Helper()
	return One[int](s, store.System("test"), sql, args...)
}

// One reads one value as a scope sees it.
func One[T any](s Scene, as store.Scope, sql string, args ...any) (v T) {
	s.Helper()
	s.Must(s.DB.InSnapshot(s.Context(), as, func(tx *store.Tx) error {
		return tx.QueryRow(s.Context(), sql, args...).Scan(&v)
	}))
	return v
}

// Edit says something about an item on top of a version.
func Edit(item string, base int, w assessment.Words) assessment.Edit {
	return assessment.Edit{Item: item, Base: base, Words: w, At: Now}
}

// Yes says that something is in place.
func Yes(text string) assessment.Words { return assessment.Words{Reply: assessment.Yes, Text: text} }

// No says that it is not.
func No() assessment.Words { return assessment.Words{Reply: assessment.No} }

// Answer saves an answer.
func (s Scene) Answer(as store.Scope, e assessment.Edit) assessment.Answer {
	s.Helper()
	a, err := s.Assessments.SaveAnswer(s.Context(), as, Year, s.Pack, e, Today)
	s.Must(err)
	return a
}

// Give gives a part to somebody, by a day or by none.
func (s Scene) Give(part string, to store.Scope, due day.Day) {
	s.Helper()
	s.Must(s.Sharing.HandOut(s.Context(), s.Priya, Year, s.Pack, part, to.Actor.Person, due, Now, Today))
}

// History reads all that was ever said of an item, as its trust's lead.
func (s Scene) History(item string) assessmentdb.History {
	s.Helper()
	h, err := s.Assessments.History(s.Context(), s.Priya, Year, s.Pack, item)
	s.Must(err)
	return h
}

// Sheet reads the whole working copy, as its lead.
func (s Scene) Sheet() workingcopy.Sheet {
	s.Helper()
	sh, err := s.Assessments.Whole(s.Context(), s.Priya, Year, s.Pack)
	s.Must(err)
	return sh
}
