package accountdb_test

import (
	"errors"
	"testing"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
)

const issuer = "https://login.example.org"

func link(t *testing.T, a accountdb.Accounts, who accountdb.Self, subject string) {
	t.Helper()
	if err := a.LinkIdentity(t.Context(), who, accountdb.Came{Issuer: issuer, Subject: subject, Shown: "wren@example.org"}, now); err != nil {
		t.Fatal(err)
	}
}

func identities(t *testing.T, a accountdb.Accounts, who accountdb.Self) []accountdb.Identity {
	t.Helper()
	f, err := a.Factors(t.Context(), who.Person)
	if err != nil {
		t.Fatal(err)
	}
	return f.Identities
}

func TestIssuerAndSubjectTogetherAreOnePerson(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	ada, eve := accountdb.Self{Person: person(t, a, "ada@example.org")}, accountdb.Self{Person: person(t, a, "eve@example.org")}
	link(t, a, ada, "s-1")
	for _, c := range []struct {
		name, issuer, subject, want string
	}{
		{"the same", issuer, "s-1", ada.Person},
		{"another subject", issuer, "s-2", ""},
		{"a subject in other letters", issuer, "S-1", ""},
		{"the same subject of another issuer", "https://evil.example", "s-1", ""},
		{"an issuer that differs by a slash", issuer + "/", "s-1", ""},
		{"her e-mail address", issuer, "ada@example.org", ""},
	} {
		if k, err := a.WhoIs(t.Context(), c.issuer, c.subject); err != nil || k.Person != c.want || k.Disabled {
			t.Errorf("%s: %+v %v", c.name, k, err)
		}
	}
	if err := a.LinkIdentity(t.Context(), eve, accountdb.Came{Issuer: issuer, Subject: "s-1"}, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second person with the same identity: %v", err)
	}
	if len(identities(t, a, eve)) != 0 {
		t.Error("something was linked")
	}
	link(t, a, ada, "s-2") // one person may have several
	if list := identities(t, a, ada); len(list) != 2 || list[0].How != accountdb.ByThemselves || list[0].Shown != "wren@example.org" || list[0].UsedAt != nil {
		t.Errorf("%+v", list)
	}
	if err := a.Disable(t.Context(), store.System("test"), ada.Person, true, now); err != nil {
		t.Fatal(err)
	}
	if k, err := a.WhoIs(t.Context(), issuer, "s-1"); err != nil || !k.Disabled {
		t.Errorf("disabled: %+v %v", k, err)
	}
}

func TestAnAnswerOfSingleSignOnIsForOneLinkedPersonAndOnce(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	ada, eve := accountdb.Self{Person: person(t, a, "ada@example.org")}, accountdb.Self{Person: person(t, a, "eve@example.org")}
	link(t, a, ada, "s-1")
	came := accountdb.Came{Issuer: issuer, Subject: "s-1", Answer: []byte("one")}
	if err := a.UseIdentity(t.Context(), eve, came, now); !errors.Is(err, accountdb.ErrUsed) {
		t.Errorf("used by somebody else: %v", err)
	}
	if err := a.UseIdentity(t.Context(), ada, came, now); err != nil {
		t.Fatal(err)
	}
	if err := a.UseIdentity(t.Context(), ada, came, now); !errors.Is(err, accountdb.ErrUsed) {
		t.Errorf("used twice: %v", err)
	}
	came.Answer = []byte("two")
	if err := a.RemoveIdentity(t.Context(), ada, identities(t, a, ada)[0].ID, "", now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("with a password alone she could not come in: %v", err)
	}
	if err := a.SetUpApp(t.Context(), ada, []byte("sealed"), 0, accountdb.First, now); err != nil {
		t.Fatal(err)
	}
	if err := a.RemoveIdentity(t.Context(), eve, identities(t, a, ada)[0].ID, "", now); fault.KindOf(err) != fault.NotFound {
		t.Errorf("somebody else's: %v", err)
	}
	here, elsewhere := come(t, a, ada.Person, "ada@example.org", accountdb.Place{}), come(t, a, ada.Person, "ada@example.org", accountdb.Place{})
	if err := a.RemoveIdentity(t.Context(), ada, identities(t, a, ada)[0].ID, here, now); err != nil {
		t.Fatal(err)
	}
	for session, want := range map[string]bool{here: true, elsewhere: false} {
		if _, ok, err := a.Visit(t.Context(), session, now, day.Day{}); err != nil || ok != want {
			t.Errorf("still signed in %t, want %t (%v)", ok, want, err)
		}
	}
	_, err := a.SignIn(t.Context(), accountdb.Arrival{Self: ada, Email: "ada@example.org", Epoch: 1,
		Proof: accountdb.Proof{By: credential.BySingleSignOn, Came: came}}, now)
	if !errors.Is(err, accountdb.ErrUsed) {
		t.Errorf("an answer that came after it was removed: %v", err)
	}
}

// A provider lets somebody in whom it asked hours ago: that is no second factor that was just shown.
func TestASecondFactorIsAsOldAsTheProviderSays(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	ada := accountdb.Self{Person: person(t, a, "ada@example.org")}
	link(t, a, ada, "s-1")
	for answer, c := range map[string]struct{ shown, want time.Time }{
		"it says when":     {now.Add(-3 * time.Hour), now.Add(-3 * time.Hour)},
		"it says just now": {now, now},
		"it does not say":  {time.Time{}, time.Unix(0, 0)},
	} {
		id, err := a.SignIn(t.Context(), accountdb.Arrival{Self: ada, Email: "ada@example.org", Epoch: 1, Proof: accountdb.Proof{By: credential.BySingleSignOn,
			Came: accountdb.Came{Issuer: issuer, Subject: "s-1", At: c.shown, Answer: []byte(answer)}}}, now)
		if err != nil {
			t.Fatal(err)
		}
		v, ok, err := a.Visit(t.Context(), id, now, day.Day{})
		if err != nil || !ok || !v.Session.FactorAt.Equal(c.want) || credential.Fresh(v.Session.FactorAt, now, credential.FreshFor) != c.shown.Equal(now) {
			t.Errorf("%s: %v, want %v (%v)", answer, v.Session.FactorAt, c.want, err)
		}
	}
}

// Whoever helps somebody after a theft takes away what a thief may have linked.
func TestAResetTakesSingleSignOnAway(t *testing.T) {
	t.Parallel()
	a := accounts(t)
	ada := accountdb.Self{Person: person(t, a, "ada@example.org")}
	link(t, a, ada, "s-1")
	if err := a.ResetFactor(t.Context(), store.System("test"), accountdb.Resetting{Person: ada.Person, Reason: "phone stolen", Checked: credential.InPerson,
		CheckedWords: "at the desk", PasswordHash: "new"}, now); err != nil {
		t.Fatal(err)
	}
	if list := identities(t, a, ada); len(list) != 0 {
		t.Errorf("%+v are left", list)
	}
}
