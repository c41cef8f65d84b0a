package contentdb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/testkit/pgtest"
)

var (
	now    = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	keeper = store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Ada Whitlock", Role: access.Administrator, Reach: access.ReachService}, store.Origin{})
)

// server is one of several that work on the same database.
type server struct {
	*contentdb.Content
	db *store.DB
}

func servers(t *testing.T) (one, other server) {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	one, other = server{contentdb.New(db, packs), db}, server{contentdb.New(db, packs), db}
	y := contentdb.Year{Label: "2026-27", Edition: packs[0].Edition, Opens: day.Of(2026, 9, 1), Deadline: day.Of(2027, 6, 30)}
	if err := one.Open(t.Context(), keeper, y, now); err != nil {
		t.Fatal(err)
	}
	return one, other
}

// stamp gives what a visitor would come with now.
func (s server) stamp(t *testing.T) (found string) {
	t.Helper()
	err := s.db.InSnapshot(t.Context(), store.System("session"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select `+store.ContentStamp).Scan(&found)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (s server) year(t *testing.T, label, stamp string) contentdb.Year {
	t.Helper()
	y, err := s.Year(t.Context(), keeper, label, stamp)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func TestAChangeElsewhereIsSeenByTheNextVisitor(t *testing.T) {
	t.Parallel()
	one, other := servers(t)
	before := one.stamp(t)
	y := one.year(t, "2026-27", before)
	q := y.Pack.Standards[0].Assertions[0].Items[0]
	not := !q.Mandatory
	ch := framework.Change{Item: q.ID, Mandatory: &not, Basis: "Our board asked for it", Why: "To see it followed"}
	if err := other.Change(t.Context(), keeper, y.Edition, ch, now); err != nil {
		t.Fatal(err)
	}
	after := one.stamp(t)
	if after == before {
		t.Fatalf("the stamp is still %q", after)
	}
	if got := one.year(t, "2026-27", after).Pack.Revision; got != y.Pack.Revision+1 {
		t.Errorf("revision %d after a change elsewhere, want %d", got, y.Pack.Revision+1)
	}
	next := contentdb.Year{Label: "2027-28", Edition: y.Edition, Opens: day.Of(2027, 9, 1), Deadline: day.Of(2028, 6, 30)}
	if err := other.Open(t.Context(), keeper, next, now); err != nil {
		t.Fatal(err)
	}
	if one.stamp(t) == after {
		t.Error("a new year left the stamp as it was")
	}
}

func TestAYearIsReadOnceForEachStamp(t *testing.T) {
	t.Parallel()
	one, _ := servers(t)
	stamp := one.stamp(t)
	want := one.year(t, "2026-27", stamp)
	one.db.Close()
	if got := one.year(t, "2026-27", stamp); got.Deadline != want.Deadline || got.Pack.Revision != want.Pack.Revision {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	for _, other := range []string{"", stamp + "0"} {
		if _, err := one.Year(t.Context(), keeper, "2026-27", other); err == nil {
			t.Errorf("under the stamp %q it was not read", other)
		}
	}
}

func TestAYearNeverChanges(t *testing.T) {
	t.Parallel()
	one, _ := servers(t)
	for _, sql := range []string{`update cycles set deadline = deadline + 1`, `delete from cycles`} {
		err := one.db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		})
		if err == nil {
			t.Errorf("%s: the stamp would not tell", sql)
		}
	}
}
