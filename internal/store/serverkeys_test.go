package store_test

import (
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/testkit/pgtest"
)

func TestADatabaseKnowsItsServersKeys(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		ids  []string
		anew bool
		kind fault.Kind
		ok   bool
	}{
		{"the first server", []string{"a"}, false, 0, true},
		{"the same server again", []string{"a"}, false, 0, true},
		{"a server with another key", []string{"b"}, false, fault.Conflict, false},
		{"a newer key before the known one", []string{"c", "a"}, false, 0, true},
		{"when the old one is taken out", []string{"c"}, false, 0, true},
		{"a key that is said to be new", []string{"b"}, true, 0, true},
	} {
		err := db.KnowKeys(t.Context(), c.ids, c.anew, now)
		if (err == nil) != c.ok || (!c.ok && fault.KindOf(err) != c.kind) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestOfTwoServersWithDifferentKeysOneStarts(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	var both sync.WaitGroup
	var errs [2]error
	for i, id := range []string{"a", "b"} {
		both.Go(func() { errs[i] = db.KnowKeys(t.Context(), []string{id}, false, time.Now()) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v, %v", errs[0], errs[1])
	}
}
