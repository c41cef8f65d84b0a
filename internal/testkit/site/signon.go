package site

import (
	"testing"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/idp"
)

// LinkTo links somebody to who they are at the provider of single sign-on.
func (s *Site) LinkTo(t testing.TB, person string, u idp.User) {
	t.Helper()
	who, came := accountdb.Self{Person: person}, accountdb.Came{Issuer: s.SignOn.Settings("").Issuer, Subject: u.Subject, Shown: u.Email}
	if err := (accountdb.Accounts{DB: s.DB}).LinkIdentity(t.Context(), who, came, s.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

// SignOnOnly leaves somebody single sign-on as their only way in.
func (s *Site) SignOnOnly(t testing.TB, email string) {
	t.Helper()
	s.WithoutFactor(t, email)
	s.Exec(t, `delete from credentials where person_id = (select id from people where email = $1)`, email)
}
