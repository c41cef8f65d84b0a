package site

import (
	"context"
	"sync"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
)

// Password is everybody's in tests.
const Password = "three random words"

var passwordHash = sync.OnceValue(func() string {
	h, err := passhash.Make(context.Background(), Password)
	if err != nil {
		panic(err)
	}
	return h
})

// Trust adds a trust to the register.
func (s *Site) Trust(t testing.TB, ods, name string) {
	t.Helper()
	s.Exec(t, `insert into regions (code, name) values ('ZZR', 'Westmark') on conflict do nothing`)
	s.Exec(t, `insert into trusts (ods_code, name, kind, region_code, opened) values ($1, $2, 'acute', 'ZZR', '2010-04-01')`, ods, name)
}

// Year opens the year 2026-27 on the released edition.
func (s *Site) Year(t testing.TB) {
	t.Helper()
	s.Exec(t, `insert into cycles (label, edition, opens, baseline_due, deadline) values ('2026-27', 'ndg-2023-24', '2026-09-01', '2026-12-31', '2027-06-30')`)
}

// Person adds somebody with a role, a password and an authenticator app, and gives their id.
func (s *Site) Person(t testing.TB, email, name string, g accountdb.Grant) string {
	t.Helper()
	id, _, err := accountdb.Accounts{DB: s.DB}.Add(t.Context(), store.System("test"),
		accountdb.Newcomer{Email: email, Name: name, PasswordHash: passwordHash(), Grant: g}, s.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	s.setUpApp(t, id)
	return id
}

// At gives a role at a trust.
func At(ods string, role access.Role) accountdb.Grant {
	return accountdb.Grant{Role: role, Reach: access.ReachTrust, Place: ods}
}
