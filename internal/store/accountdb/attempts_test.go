package accountdb_test

import (
	"fmt"
	"testing"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/pgtest"
)

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

func accounts(t *testing.T) accountdb.Accounts {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return accountdb.Accounts{DB: db}
}

func wait(t *testing.T, a accountdb.Accounts, email string, at accountdb.Place, when time.Time) time.Duration {
	t.Helper()
	c, err := a.Candidate(t.Context(), email, at, when)
	if err != nil {
		t.Fatal(err)
	}
	again, err := a.Wait(t.Context(), email, at, when)
	if err != nil || again != c.Wait {
		t.Errorf("at the password %v, at the code %v (%v)", c.Wait, again, err)
	}
	return c.Wait
}

func fail(t *testing.T, a accountdb.Accounts, email string, at accountdb.Place, times int) {
	t.Helper()
	for range times {
		if err := a.RecordFailure(t.Context(), accountdb.Self{}, email, at, audit.Event{Verb: audit.SignInFailed}, now); err != nil {
			t.Fatal(err)
		}
	}
}

// come signs somebody in at a place, by single sign-on.
func come(t *testing.T, a accountdb.Accounts, person, email string, at accountdb.Place) string {
	t.Helper()
	self, came := accountdb.Self{Person: person, Name: email}, accountdb.Came{Issuer: "https://login.example.org", Subject: person}
	if err := a.LinkIdentity(t.Context(), self, came, now); err != nil && fault.KindOf(err) != fault.Conflict { // linked the first time
		t.Fatal(err)
	}
	came.Answer = []byte(store.NewID())
	id, err := a.SignIn(t.Context(), accountdb.Arrival{Self: self, Email: email, Epoch: 1, At: at,
		Device: "Firefox on Windows", Proof: accountdb.Proof{By: credential.BySingleSignOn, Came: came}}, now)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func person(t *testing.T, a accountdb.Accounts, email string) string {
	t.Helper()
	id, _, err := a.Add(t.Context(), store.System("test"), accountdb.Newcomer{Email: email, Name: email, PasswordHash: "hash",
		Grant: accountdb.Grant{Role: "administrator", Reach: "service"}}, now)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Given 500 people of one trust behind one address, when every one of them mistypes as often as is free, in one hour, then
// none waits, neither they nor somebody who comes after them; and when all of them go on until they must wait, the others
// still do not.
func TestFiveHundredHonestPeopleBehindOneAddressNeverWait(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	hospital := accountdb.Place{Address: "192.0.2.1"}
	email := func(i int) string { return fmt.Sprintf("person%d@example.org", i) }
	for i := range 500 {
		fail(t, a, email(i), hospital, 4)
	}
	for _, i := range []int{0, 250, 499, 500} {
		if w := wait(t, a, email(i), hospital, now); w != 0 {
			t.Errorf("person %d waits %v", i, w)
		}
	}
	for i := range 500 {
		fail(t, a, email(i), hospital, 1)
	}
	if w := wait(t, a, email(0), hospital, now); w != 30*time.Second {
		t.Errorf("who failed five times waits %v", w)
	}
	if w := wait(t, a, email(500), hospital, now); w != 0 {
		t.Errorf("who has not failed waits %v for the others", w)
	}
	// One failure more than 500 people can make, and the address is closed to computers that nobody knows.
	fail(t, a, "guess@example.org", hospital, 1)
	if w := wait(t, a, email(500), hospital, now); w != time.Minute {
		t.Errorf("behind an address that guesses, an unknown computer waits %v", w)
	}
	if w := wait(t, a, email(500), hospital, now.Add(time.Minute)); w != 0 {
		t.Errorf("a minute later it waits %v", w)
	}
}

// Given somebody who attacks an account from elsewhere, and from the same address, then its owner comes in on their own
// computer without a wait, and the attacker waits.
func TestNobodyMakesAnotherWait(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	ada := person(t, a, "ada@example.org")
	own := accountdb.Place{Device: "the cookie of ada's computer", Address: "192.0.2.1"}
	come(t, a, ada, "ada@example.org", own)
	attacker := accountdb.Place{Address: "198.51.100.1"}
	fail(t, a, "ada@example.org", attacker, 20)
	if w := wait(t, a, "ada@example.org", attacker, now); w != 15*time.Minute {
		t.Errorf("the attacker waits %v", w)
	}
	for i := range 30 { // and by many machines
		fail(t, a, "ada@example.org", accountdb.Place{Address: fmt.Sprintf("203.0.113.%d", i)}, 4)
	}
	neighbour := accountdb.Place{Device: "another cookie", Address: "192.0.2.1"}
	fail(t, a, "ada@example.org", neighbour, 10)
	for name, c := range map[string]struct {
		at   accountdb.Place
		want time.Duration
	}{
		"her own computer":                          {own, 0},
		"her own computer elsewhere":                {accountdb.Place{Device: own.Device, Address: "198.51.100.1"}, 0},
		"a colleague's computer, who attacks":       {neighbour, 15 * time.Minute},
		"a machine that nobody knows":               {accountdb.Place{Address: "203.0.113.200"}, 15 * time.Minute},
		"somebody who makes up a cookie, as others": {accountdb.Place{Device: "made up", Address: "198.51.100.1"}, 15 * time.Minute},
	} {
		if w := wait(t, a, "ada@example.org", c.at, now); w != c.want {
			t.Errorf("%s: waits %v, want %v", name, w, c.want)
		}
	}
	if w := wait(t, a, "bob@example.org", attacker, now); w != 0 {
		t.Errorf("another account waits %v", w)
	}
	fail(t, a, "ada@example.org", own, 5)
	if w := wait(t, a, "ada@example.org", own, now); w != 30*time.Second {
		t.Errorf("after her own five failures she waits %v", w)
	}
	come(t, a, ada, "ada@example.org", own)
	if w := wait(t, a, "ada@example.org", own, now); w != 0 {
		t.Errorf("after coming in she waits %v", w)
	}
}

func TestFailuresAreForgottenAfterADay(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	at := accountdb.Place{Address: "192.0.2.1"}
	fail(t, a, "ada@example.org", at, 50)
	tomorrow := now.Add(credential.ForgottenAfter + time.Minute)
	if err := a.RecordFailure(t.Context(), accountdb.Self{}, "bob@example.org", at, audit.Event{Verb: audit.SignInFailed}, tomorrow); err != nil {
		t.Fatal(err)
	}
	var left int
	err := a.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select count(*) from signin_attempts`).Scan(&left)
	})
	if err != nil || left != 1 {
		t.Errorf("%d rows are left, %v", left, err)
	}
}
