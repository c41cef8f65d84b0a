package auditdb_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
)

// trail is the trail of a service with two trusts, ZZ1 in Westmark and ZZ2 in Eastmark, and its owner, who can do anything.
type trail struct {
	testing.TB
	auditdb.Trail
	owner *pgx.Conn
}

func open(t testing.TB) trail {
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
	t.Cleanup(func() { _ = owner.Close(context.Background()) })
	tr := trail{t, auditdb.Trail{DB: db}, owner}
	tr.do(`insert into regions values ('ZZW', 'Westmark'), ('ZZE', 'Eastmark')`)
	tr.do(`insert into trusts (ods_code, name, kind, region_code, icb_code) values
		('ZZ1', 'Northmoor and Dale NHS Foundation Trust', 'acute', 'ZZW', 'ZZQ'), ('ZZ2', 'Eastvale NHS Trust', 'acute', 'ZZE', 'ZZP')`)
	return tr
}

// do runs SQL as the owner of the database.
func (tr trail) do(sql string, args ...any) {
	tr.Helper()
	if _, err := tr.owner.Exec(tr.Context(), sql, args...); err != nil {
		tr.Fatalf("%s: %v", sql, err)
	}
}

// person is somebody in a role at a trust, with the id that their name stands for.
func person(name string, role access.Role, ods string) store.Scope {
	return store.ScopeOf(access.Actor{Person: ids[name], Name: name, Role: role, Reach: access.ReachTrust, Place: ods},
		store.Origin{Address: "192.0.2.7", RequestID: "r-" + name})
}

var ids = map[string]string{
	"Priya": "01890000-0000-7000-8000-000000000001", "Tom": "01890000-0000-7000-8000-000000000002",
	"Grace": "01890000-0000-7000-8000-000000000003", "Helen": "01890000-0000-7000-8000-000000000004",
}

func analyst(name string, reach access.Reach, place string) store.Scope {
	return store.ScopeOf(access.Actor{Person: ids[name], Name: name, Role: access.Analyst, Reach: reach, Place: place},
		store.Origin{Address: "192.0.2.9", RequestID: "r-" + name})
}

var (
	priya = person("Priya", access.Lead, "ZZ1")
	tom   = person("Tom", access.Contributor, "ZZ1")
	grace = analyst("Grace", access.ReachNation, "")
)

// record writes an event, a minute after another by its number.
func (tr trail) record(s store.Scope, n int, e audit.Event) {
	tr.Helper()
	err := tr.DB.InTx(tr.Context(), s, func(tx *store.Tx) error {
		return tx.Record(tr.Context(), e, now.Add(time.Duration(n)*time.Minute))
	})
	if err != nil {
		tr.Fatal(err)
	}
}

// seal does what the sealer does.
func (tr trail) seal(want int) {
	tr.Helper()
	if n, err := tr.Seal(tr.Context(), now.Add(time.Hour)); err != nil || n != want {
		tr.Fatalf("sealed %d events (%v), want %d", n, err, want)
	}
}

// check verifies as the command does.
func (tr trail) check(ods string) (auditdb.Verified, []string) {
	tr.Helper()
	var found []string
	v, err := tr.Verify(tr.Context(), store.System("verify audit"), ods, func(d audit.Damage) { found = append(found, d.String()) })
	if err != nil {
		tr.Fatal(err)
	}
	return v, found
}
