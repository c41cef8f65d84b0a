package store_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/audit"
	"cyberready/internal/store"
)

// record writes an event into a trail in a transaction of its own.
func record(t testing.TB, db *store.DB, trust, object string, at time.Time) {
	t.Helper()
	err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.Record(t.Context(), audit.Event{Verb: audit.AnswerSaved, Trust: trust, Object: object}, at)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sealAll does what the sealer does: until nothing is left.
func sealAll(t testing.TB, db *store.DB) (events int) {
	t.Helper()
	for {
		var n int
		err := db.InTx(t.Context(), store.System("sealer"), func(tx *store.Tx) (err error) {
			n, err = tx.SealSome(t.Context(), now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if events += n; n == 0 {
			return events
		}
	}
}

// linked gives the objects of a trust's events in the order of its chain, with the links' sums checked on the way.
func linked(t testing.TB, db *store.DB, trust string) (objects []string) {
	t.Helper()
	c := audit.Checker{Trust: trust, Damage: func(d audit.Damage) { t.Error(d) }}
	err := db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
		rows, err := tx.Query(t.Context(), `select `+store.EntryColumns+`, l.seq, l.event_sha256, l.sealed_at, l.sha256
			from audit_links l join audit_events e on e.ods_code = l.ods_code and e.id = l.event_id where l.ods_code = $1 order by l.seq`, trust)
		if err != nil {
			return err
		}
		var e audit.Entry
		l := audit.Link{Trust: trust}
		var eventSum, sum []byte
		_, err = pgx.ForEachRow(rows, append(store.EntryFields(&e), &l.Seq, &eventSum, &l.SealedAt, &sum), func() error {
			l.Event, l.EventSum, l.Sum = e.ID, audit.Sum(eventSum), audit.Sum(sum)
			c.Link(l, &e)
			objects = append(objects, e.Object)
			return nil
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

func TestSealingChainsEachTrailByItself(t *testing.T) {
	t.Parallel()
	db := open(t)
	for i, trust := range []string{"ZZ1", "ZZ2", "", "ZZ1", "ZZ2", "ZZ1"} {
		record(t, db, trust, string(rune('a'+i)), now.Add(time.Duration(i)*time.Second))
	}
	if n := sealAll(t, db); n != 6 {
		t.Errorf("sealed %d events, want 6", n)
	}
	record(t, db, "ZZ1", "g", now.Add(time.Minute))
	if n := sealAll(t, db); n != 1 {
		t.Errorf("sealed %d more events, want 1", n)
	}
	for trust, want := range map[string][]string{"ZZ1": {"a", "d", "f", "g"}, "ZZ2": {"b", "e"}, "": {"c"}} {
		if got := linked(t, db, trust); !slices.Equal(got, want) {
			t.Errorf("the chain of %q is %q, want %q", trust, got, want)
		}
	}
}

// An event that was recorded before a sealing and commits after it takes the next place, and the chain is whole.
func TestALateCommitIsSealedLater(t *testing.T) {
	t.Parallel()
	db := open(t)
	recorded, commit, committed := make(chan error), make(chan struct{}), make(chan error, 1)
	go func() {
		committed <- db.InTx(t.Context(), lead("ZZ1"), func(tx *store.Tx) error {
			err := tx.Record(t.Context(), audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: "late"}, now)
			recorded <- err
			select {
			case <-commit:
			case <-t.Context().Done(): // the test has failed
			}
			return err
		})
	}()
	if err := <-recorded; err != nil {
		t.Fatal(err)
	}
	record(t, db, "ZZ1", "first", now.Add(time.Second))
	if n := sealAll(t, db); n != 1 {
		t.Errorf("sealed %d events while one was not committed, want 1", n)
	}
	close(commit)
	if err := <-committed; err != nil {
		t.Fatal(err)
	}
	record(t, db, "ZZ1", "third", now.Add(2*time.Second))
	if n := sealAll(t, db); n != 2 {
		t.Errorf("sealed %d events afterwards, want 2", n)
	}
	if got := linked(t, db, "ZZ1"); !slices.Equal(got, []string{"first", "late", "third"}) {
		t.Errorf("the chain is %q", got)
	}
}

func TestAnEventThatIsRolledBackIsNeverSealed(t *testing.T) {
	t.Parallel()
	db := open(t)
	wanted := errors.New("on purpose")
	err := db.InTx(t.Context(), lead("ZZ1"), func(tx *store.Tx) error {
		if err := tx.Record(t.Context(), audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"}, now); err != nil {
			return err
		}
		if head, err := tx.Seal(t.Context(), "ZZ1", now); err != nil || head.Seq != 1 {
			t.Errorf("sealed up to %q (%v), want the event of the transaction itself", head, err)
		}
		return wanted
	})
	if !errors.Is(err, wanted) {
		t.Fatal(err)
	}
	if n := sealAll(t, db); n != 0 || len(linked(t, db, "ZZ1")) != 0 {
		t.Errorf("%d events sealed, %q in the chain", n, linked(t, db, "ZZ1"))
	}
}

// Many sealers, and leads who send to their boards, while people save: every event is sealed once.
func TestManySealAtOnce(t *testing.T) {
	t.Parallel()
	db := open(t)
	ctx := t.Context()
	trusts := []string{"ZZ1", "ZZ2", "ZZ3"}
	const each = 60
	var saving, sealing sync.WaitGroup
	stop := make(chan struct{})
	for _, trust := range trusts {
		for half := range 2 {
			saving.Go(func() {
				for i := range each / 2 {
					record(t, db, trust, string(rune('a'+half)), now.Add(time.Duration(i)*time.Second))
				}
			})
		}
	}
	for i := range 4 {
		sealing.Go(func() {
			for {
				err := db.InTx(ctx, store.System("sealer"), func(tx *store.Tx) (err error) {
					if i == 0 {
						_, err = tx.Seal(ctx, trusts[0], now)
					} else {
						_, err = tx.SealSome(ctx, now)
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	saving.Wait()
	close(stop)
	sealing.Wait()
	sealAll(t, db)
	for _, trust := range trusts {
		if got := linked(t, db, trust); len(got) != each {
			t.Errorf("%d events in the chain of %s, want %d", len(got), trust, each)
		}
	}
}

// While one transaction seals a trail, a sealer passes it by and does the others.
func TestASealerWaitsForNobody(t *testing.T) {
	t.Parallel()
	db := open(t)
	record(t, db, "ZZ1", "a", now)
	record(t, db, "ZZ2", "b", now)
	err := db.InTx(t.Context(), lead("ZZ1"), func(tx *store.Tx) error {
		if _, err := tx.Seal(t.Context(), "ZZ1", now); err != nil {
			return err
		}
		if n := sealAll(t, db); n != 1 {
			t.Errorf("sealed %d events beside a transaction that holds the other trail, want 1", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for trust, want := range map[string]int{"ZZ1": 1, "ZZ2": 1} {
		if got := linked(t, db, trust); len(got) != want {
			t.Errorf("the chain of %s is %q", trust, got)
		}
	}
}

// A restored backup may fill the queue anew: what is sealed leaves it, and is not sealed twice.
func TestWhatIsSealedIsNotSealedAgain(t *testing.T) {
	t.Parallel()
	db := open(t)
	record(t, db, "ZZ1", "a", now)
	sealAll(t, db)
	err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into audit_unsealed select ods_code, id from audit_events`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sealAll(t, db)
	if got := linked(t, db, "ZZ1"); len(got) != 1 {
		t.Errorf("the chain is %q", got)
	}
}

func TestTheChainCannotBeChanged(t *testing.T) {
	t.Parallel()
	db := open(t)
	record(t, db, "ZZ1", "a", now)
	sealAll(t, db)
	for _, sql := range []string{`update audit_links set seq = 2`, `delete from audit_links`, `truncate audit_links`,
		`update audit_looks set page = 'x'`, `delete from audit_looks`} {
		err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error { _, err := tx.Exec(t.Context(), sql); return err })
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "42501" {
			t.Errorf("the serving role may: %s (%v)", sql, err)
		}
	}
}

func TestAChainIsItsTrustsOwn(t *testing.T) {
	t.Parallel()
	db := open(t)
	record(t, db, "ZZ1", "a", now)
	sealAll(t, db)
	for _, table := range []string{"audit_links", "audit_events"} {
		for name, c := range map[string]struct {
			scope store.Scope
			want  int
		}{"own trust": {lead("ZZ1"), 1}, "another trust": {lead("ZZ2"), 0}, "nobody": {store.Scope{}, 0}} {
			var n int
			err := db.InSnapshot(context.Background(), c.scope, func(tx *store.Tx) error {
				return tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n)
			})
			if err != nil || n != c.want {
				t.Errorf("%s sees %d rows of %s (%v), want %d", name, n, table, err, c.want)
			}
		}
	}
	err := db.InTx(t.Context(), lead("ZZ2"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into audit_links values ('ZZ1', 2, $1, sha256('a'), now(), sha256('b'))`, store.NewID())
		return err
	})
	if err == nil {
		t.Error("a lead of ZZ2 put a link into the chain of ZZ1")
	}
}
