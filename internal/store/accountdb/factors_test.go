package accountdb_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
)

// Given one code and ten requests at once, then one of them comes in: what was shown is used up by the same statement that
// looks whether it was.
func TestAProofIsUsedUpOnceAlsoByTenAtOnce(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	id := person(t, a, "ada@example.org")
	self := accountdb.Self{Person: id, Name: "Ada"}
	if err := a.SetUpApp(t.Context(), self, []byte("sealed"), 0, accountdb.First, now); err != nil {
		t.Fatal(err)
	}
	if err := a.KeepRecoveryCodes(t.Context(), self, []accountdb.RecoveryCode{{Label: "1234", Hash: "hash"}}, now); err != nil {
		t.Fatal(err)
	}
	came := accountdb.Came{Issuer: "https://login.example.org", Subject: "s-1"}
	if err := a.LinkIdentity(t.Context(), self, came, now); err != nil {
		t.Fatal(err)
	}
	came.Answer = []byte("one")
	for name, p := range map[string]accountdb.Proof{
		"a code": {By: credential.ByApp, Step: 100}, "a recovery code": {By: credential.ByRecoveryCode, Label: "1234"},
		"an answer of single sign-on": {By: credential.BySingleSignOn, Came: came},
	} {
		var in atomic.Int32
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				_, err := a.SignIn(t.Context(), accountdb.Arrival{Self: self, Email: "ada@example.org", Epoch: 1, Proof: p}, now)
				switch {
				case err == nil:
					in.Add(1)
				case !errors.Is(err, accountdb.ErrUsed) || fault.KindOf(err) != fault.Invalid:
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 {
			t.Errorf("%s let %d in", name, in.Load())
		}
	}
	if _, err := a.SignIn(t.Context(), accountdb.Arrival{Self: self, Email: "ada@example.org", Epoch: 1,
		Proof: accountdb.Proof{By: credential.ByApp, Step: 99}}, now); !errors.Is(err, accountdb.ErrUsed) {
		t.Errorf("an older code than one that was used: %v", err)
	}
	if _, err := a.SignIn(t.Context(), accountdb.Arrival{Self: self, Email: "ada@example.org", Epoch: 1,
		Proof: accountdb.Proof{By: credential.ByPasskey, Passkey: accountdb.Passkey{ID: []byte("gone")}}}, now); !errors.Is(err, accountdb.ErrUsed) {
		t.Errorf("a passkey that is not there: %v", err)
	}
	if list, err := a.Sessions(t.Context(), self, now); err != nil || len(list) != 3 {
		t.Errorf("%d sessions, %v", len(list), err)
	}
}

func TestTheFirstFactorIsSetUpOnce(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	self := accountdb.Self{Person: person(t, a, "ada@example.org")}
	var done atomic.Int32
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			err := a.SetUpApp(t.Context(), self, []byte("sealed"), 0, accountdb.First, now)
			if err == nil {
				done.Add(1)
			} else if fault.KindOf(err) != fault.Conflict {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if done.Load() != 1 {
		t.Errorf("%d set one up", done.Load())
	}
	if err := a.AddPasskey(t.Context(), self, accountdb.Passkey{ID: []byte("k"), Name: "Laptop", Record: []byte("{}")}, accountdb.First, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a passkey as the first, beside an app: %v", err)
	}
	if err := a.AddPasskey(t.Context(), self, accountdb.Passkey{ID: []byte("k"), Name: "Laptop", Record: []byte("{}")}, accountdb.Further, now); err != nil {
		t.Errorf("a further one: %v", err)
	}
	if err := a.AddPasskey(t.Context(), self, accountdb.Passkey{ID: []byte("k"), Name: "Again", Record: []byte("{}")}, accountdb.Further, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the same again: %v", err)
	}
}

// What belongs to signing in is seen by no person's scope, whatever their role.
func TestNoRoleSeesSecondFactors(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	id := person(t, a, "ada@example.org")
	self := accountdb.Self{Person: id}
	if err := a.SetUpApp(t.Context(), self, []byte("sealed"), 0, accountdb.First, now); err != nil {
		t.Fatal(err)
	}
	come(t, a, id, "ada@example.org", accountdb.Place{Address: "192.0.2.1"})
	scope := store.ScopeOf(access.Actor{Person: id, Role: access.Administrator, Reach: access.ReachService}, store.Origin{})
	err := a.DB.InTx(t.Context(), scope, func(tx *store.Tx) error {
		for _, table := range []string{"app_secrets", "passkeys", "recovery_codes", "person_sessions", "known_places", "signin_attempts", "server_keys"} {
			var n int
			if err := tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
				return err
			}
			if n != 0 {
				t.Errorf("an administrator sees %d rows of %s", n, table)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An app and its recovery codes are there together or not at all: nobody has a second factor and no way back.
func TestAnAppComesWithItsRecoveryCodesOrNotAtAll(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	id := person(t, a, "helen@example.org")
	self := accountdb.Self{Person: id, Name: "Helen"}
	twice := []accountdb.RecoveryCode{{Label: "1234", Hash: "hash"}, {Label: "1234", Hash: "hash"}} // the second cannot be kept
	if err := a.SetUpApp(t.Context(), self, []byte("sealed"), 0, accountdb.First, now, twice...); err == nil {
		t.Fatal("it went well")
	}
	if err := a.AddPasskey(t.Context(), self, accountdb.Passkey{ID: []byte("k"), Name: "Laptop", Record: []byte("{}")}, accountdb.First, now, twice...); err == nil {
		t.Fatal("it went well")
	}
	if f, err := a.Factors(t.Context(), id); err != nil || f.Any() || len(f.Recovery) > 0 {
		t.Errorf("half of it is there: %+v, %v", f, err)
	}
	if err := a.SetUpApp(t.Context(), self, []byte("sealed"), 0, accountdb.First, now, twice[:1]...); err != nil {
		t.Fatal(err)
	}
	if f, err := a.Factors(t.Context(), id); err != nil || f.App == nil || f.RecoveryLeft() != 1 {
		t.Errorf("%+v, %v", f, err)
	}
}

// Whoever adds, changes or takes away a way of signing in causes a letter to the person whose account it is: it may have been
// somebody else in their session. Whoever comes for the first time is told nothing.
func TestAChangedWayInIsToldToItsPerson(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	self := accountdb.Self{Person: person(t, a, "ada@example.org"), Name: "Ada"}
	if err := a.SetUpApp(t.Context(), self, []byte("sealed"), 0, accountdb.First, now); err != nil {
		t.Fatal(err)
	}
	if n := letters(t, a, self); n != 0 {
		t.Errorf("%d letters about the first second factor", n)
	}
	passkey := accountdb.Passkey{ID: []byte("key"), Name: "Laptop", Record: []byte("{}")}
	for i, c := range []struct {
		name   string
		change func() error
	}{
		{"a passkey added", func() error { return a.AddPasskey(t.Context(), self, passkey, accountdb.Further, now) }},
		{"the app changed", func() error { return a.SetUpApp(t.Context(), self, []byte("other"), 0, accountdb.Further, now) }},
		{"recovery codes made anew", func() error {
			return a.KeepRecoveryCodes(t.Context(), self, []accountdb.RecoveryCode{{Label: "1234", Hash: "hash"}}, now)
		}},
		{"single sign-on linked", func() error {
			return a.LinkIdentity(t.Context(), self, accountdb.Came{Issuer: issuer, Subject: "s-1"}, now)
		}},
		{"single sign-on removed", func() error { return a.RemoveIdentity(t.Context(), self, identities(t, a, self)[0].ID, "", now) }},
		{"the app removed", func() error { return a.RemoveApp(t.Context(), self, now) }},
		{"the password changed", func() error { return a.ChangePassword(t.Context(), self, "hash", "", now) }},
	} {
		if err := c.change(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if n := letters(t, a, self); n != i+1 {
			t.Errorf("%s: %d letters so far, want %d", c.name, n, i+1)
		}
	}
}

// letters counts what waits to be sent to a person about how they sign in.
func letters(t *testing.T, a accountdb.Accounts, to accountdb.Self) (n int) {
	t.Helper()
	err := a.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select count(*) from mails where person_id = $1 and kind = $2`, to.Person, letter.WayInChanged).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
