package sharedb_test

import (
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

func TestCommentsAreForLeadsAndForWhomTheItemWasGivenTo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	helen := b.Person("Helen Marsh", access.BoardMember, "ZZ1")
	write := func(s store.Scope, item string) error {
		return b.room.WriteComment(t.Context(), s, year, b.Pack, item, "Which depot is that?", now)
	}
	if err := write(b.Tom, "7.3.5"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("on an item of somebody else: %v", err)
	}
	b.Give("7.3", b.Tom, day.Day{})
	b.Give("8.1.1", b.Tom, day.Day{})
	for _, item := range []string{"7.3.5", "8.1.1"} {
		if err := write(b.Tom, item); err != nil {
			t.Errorf("on %s, which was given to him: %v", item, err)
		}
	}
	if err := write(b.Priya, "7.3.5"); err != nil {
		t.Error(err)
	}
	for name, s := range map[string]store.Scope{"board member": helen, "assessor": b.Ruth} {
		if err := write(s, "7.3.5"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a %s wrote: %v", name, err)
		}
		if _, err := b.room.Comments(t.Context(), s, year, b.Pack, "7.3.5"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a %s reads: %v", name, err)
		}
	}
	if err := write(b.Otto, "7.3.5"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another trust's lead wrote: %v", err)
	}
	talk, err := b.room.Comments(t.Context(), b.Tom, year, b.Pack, "7.3.5")
	if err != nil || len(talk.Comments) != 2 || talk.Comments[0].By.Name != "Tom Okafor" || !talk.Comments[0].At.Equal(now) {
		t.Fatalf("%+v (%v)", talk.Comments, err)
	}
	if n := b.Sheet().Comments["7.3.5"]; n != 2 {
		t.Errorf("%d are counted, want 2", n)
	}
	if err := b.room.ResolveComment(t.Context(), b.Priya, year, b.Pack, "7.3.5", talk.Comments[0].ID, now); err != nil {
		t.Fatal(err)
	}
	if err := b.room.ResolveComment(t.Context(), b.Priya, year, b.Pack, "7.3.5", talk.Comments[0].ID, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("resolved twice: %v", err)
	}
	if n := b.Sheet().Comments["7.3.5"]; n != 1 {
		t.Errorf("%d are counted after one was resolved, want 1", n)
	}
}

// What people share is the trust's own: the database itself shows it to nobody outside, whatever the server asks.
func TestTheDatabaseShowsSharedWorkToItsTrustOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.answerAll("7.2")
	b.Give("7.2", b.Tom, today)
	b.Give("7.2.1", b.Tom, today)
	b.handIn(b.Tom, "7.2", now)
	if err := b.room.WriteComment(t.Context(), b.Priya, year, b.Pack, "7.2.1", "Is that so?", now); err != nil {
		t.Fatal(err)
	}
	scope := func(role access.Role, reach access.Reach, place string) store.Scope {
		return store.ScopeOf(access.Actor{Person: store.NewID(), Role: role, Reach: reach, Place: place}, store.Origin{})
	}
	for name, c := range map[string]struct {
		s    store.Scope
		want int
	}{
		"its lead": {b.Priya, 1}, "another trust's lead": {b.Otto, 0},
		"the nation": {scope(access.Analyst, access.ReachNation, ""), 0}, "its region": {scope(access.Analyst, access.ReachRegion, "ZZR"), 0},
		"an administrator": {scope(access.Administrator, access.ReachService, ""), 0}, "the public": {store.Public(store.Origin{}), 0}, "nobody": {store.Scope{}, 0},
	} {
		for _, table := range []string{"item_comments", "hand_ins", "item_owners"} {
			var n int
			err := b.DB.InSnapshot(t.Context(), c.s, func(tx *store.Tx) error {
				return tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n)
			})
			if err != nil || n != c.want {
				t.Errorf("%s sees %d of %s, want %d (%v)", name, n, table, c.want, err)
			}
		}
	}
}
