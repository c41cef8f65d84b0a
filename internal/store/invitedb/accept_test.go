package invitedb_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/store"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/testkit/pgtest"
)

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

// Given an invitation that somebody is just using and has not committed, when another uses it, then they wait and are told
// that it has been used.
func TestUsingAnInvitationWaitsForWhoeverWasFirst(t *testing.T) {
	t.Parallel()
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
	if _, err := owner.Exec(t.Context(), `insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor NHS Trust')`); err != nil {
		t.Fatal(err)
	}
	key := []byte("a key of thirty-two bytes length")
	rooms := invitedb.Invitations{DB: db, Keys: [][]byte{key}}
	id, err := rooms.Invite(t.Context(), store.System("test"), invitedb.Offer{Email: "tom@example.org", Role: access.Contributor, Reach: access.ReachTrust, Place: "ZZ1"}, now)
	if err != nil {
		t.Fatal(err)
	}
	first, err := owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Exec(t.Context(), `update invitations set accepted_at = $1`, now); err != nil {
		t.Fatal(err)
	}
	type answer struct {
		invitedb.Accepted
		err error
	}
	done := make(chan answer, 1)
	go func() {
		a, err := rooms.AcceptNew(t.Context(), credential.LinkToken(key, id, 1), invitedb.Newcomer{Name: "Tom", PasswordHash: "x"}, store.Origin{}, now)
		done <- answer{a, err}
	}()
	time.Sleep(300 * time.Millisecond) // time enough to go wrong
	if err := first.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := <-done; a.err != nil || a.State != invitedb.Used || a.Person != "" {
		t.Errorf("the second got %+v", a)
	}
	var people int
	if err := owner.QueryRow(t.Context(), `select count(*) from people`).Scan(&people); err != nil || people != 0 {
		t.Errorf("%d people came in (%v)", people, err)
	}
}
