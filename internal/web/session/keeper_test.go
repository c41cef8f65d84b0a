package session

import (
	"context"
	"testing"
	"time"

	"github.com/alexedwards/scs/pgxstore"

	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/pgtest"
)

var keeperNow = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)

// twoAtTheDoor is a keeper and two people's sessions; the browser with the token "a" is Ada's.
func twoAtTheDoor(t *testing.T) (k *keeper, exec func(string, ...any), ada, ben string) {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	exec = func(sql string, args ...any) {
		t.Helper()
		err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), sql, args...)
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	ada, ben = store.NewID(), store.NewID()
	for id, name := range map[string]string{ada: "Ada", ben: "Ben"} {
		exec(`insert into people (id, email, name, added_at) values ($1, lower($2), $2, now())`, id, name)
		exec(`insert into person_sessions (id, person_id, epoch, device, address, began_at, seen_at, factor, factor_at)
			select id, id, epoch, '', '', $2, $2, 'app', $2 from people where id = $1`, id, keeperNow)
	}
	exec(`insert into sessions (token, data, expiry) values ('a', 'of Ada', now() + interval '1 hour')`)
	return newKeeper(pgxstore.NewWithCleanupInterval(db.Pool, 0), accountdb.Accounts{DB: db}, func() time.Time { return keeperNow }), exec, ada, ben
}

// request reads the session of a token as a request does, and then whose the session is that it holds.
func request(t *testing.T, k *keeper, token, id string) (data, name string, foreknown bool) {
	t.Helper()
	f := &foreseen{}
	ctx := context.WithValue(t.Context(), foreseenKey{}, f)
	b, found, err := k.FindCtx(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		return "", "", f.id != ""
	}
	v, ok, err := k.visit(ctx, id, keeperNow)
	if err != nil {
		t.Fatal(err)
	}
	if ok {
		name = v.Person.Name
	}
	return string(b), name, f.id == id
}

func TestWhoCameBeforeIsReadWithTheirSession(t *testing.T) {
	t.Parallel()
	k, _, ada, _ := twoAtTheDoor(t)
	if data, name, foreknown := request(t, k, "a", ada); data != "of Ada" || name != "Ada" || foreknown {
		t.Errorf("the first time: %q of %q, foreknown %t", data, name, foreknown)
	}
	if data, name, foreknown := request(t, k, "a", ada); data != "of Ada" || name != "Ada" || !foreknown {
		t.Errorf("the second time: %q of %q, foreknown %t", data, name, foreknown)
	}
}

func TestAWrongGuessIsNotBelieved(t *testing.T) {
	t.Parallel()
	k, exec, ada, ben := twoAtTheDoor(t)
	k.remember("a", ben)
	if data, name, _ := request(t, k, "a", ada); data != "of Ada" || name != "Ada" {
		t.Errorf("guessed to be Ben's: %q of %q", data, name)
	}
	if _, _, foreknown := request(t, k, "a", ada); !foreknown {
		t.Error("it did not learn from it")
	}
	exec(`delete from person_sessions where person_id = $1`, ada)
	if _, name, _ := request(t, k, "a", ada); name != "" {
		t.Errorf("her session was ended, and she is still %q", name)
	}
	exec(`delete from sessions`)
	if data, name, _ := request(t, k, "a", ada); data != "" || name != "" {
		t.Errorf("a browser's session that is gone: %q of %q", data, name)
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	k := newKeeper(nil, accountdb.Accounts{}, time.Now)
	for range mostGuesses + 1 {
		k.remember(store.NewID(), "x")
	}
	if n := len(k.ids); n > mostGuesses {
		t.Errorf("%d are remembered", n)
	}
}
