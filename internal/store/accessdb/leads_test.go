package accessdb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Given two leads, when one is being withdrawn and that is not committed yet, then withdrawing the other waits for it, and
// is refused: one of them stays.
func TestWithdrawingALeadWaitsForTheOther(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var first string
	if err := h.owner.QueryRow(t.Context(), `select person_id::text from roles where ods_code = 'ZZ1'`).Scan(&first); err != nil {
		t.Fatal(err)
	}
	second := store.NewID()
	h.do(`insert into people (id, email, name, added_at) values ($1, 'second@example.org', 'Second', now())`, second)
	h.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, 'lead', 'trust', 'ZZ1', now(), 'x')`, store.NewID(), second)
	other, err := h.owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec(t.Context(), `update roles set ended_at = now() where person_id = $1`, second); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		lead := store.ScopeOf(access.Actor{Person: first, Name: "First", Role: access.Lead, Reach: access.ReachTrust, Place: "ZZ1"}, store.Origin{})
		done <- h.rooms.Withdraw(t.Context(), lead, "ZZ1", first, access.Lead, now)
	}()
	select {
	case err := <-done:
		t.Errorf("it did not wait: %v", err)
		done <- err
	case <-time.After(300 * time.Millisecond):
	}
	if err := other.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; fault.KindOf(err) != fault.Conflict {
		t.Errorf("the last lead was withdrawn: %v", err)
	}
	var leads int
	if err := h.owner.QueryRow(t.Context(), `select count(*) from roles where ods_code = 'ZZ1' and ended_at is null`).Scan(&leads); err != nil || leads != 1 {
		t.Errorf("%d leads are left (%v)", leads, err)
	}
}
