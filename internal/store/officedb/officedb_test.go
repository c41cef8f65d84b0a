package officedb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/office"
	"cyberready/internal/store"
	"cyberready/internal/store/officedb"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
)

type bundle struct {
	room   officedb.Offices
	person string // has an account and a role at ZZ1
}

func setup(t *testing.T) bundle {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	id := store.NewID()
	err = db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `with t as (insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor'), ('ZZ2', 'Westmark')),
			p as (insert into people (id, email, name, added_at) values ('`+id+`', 'g@example.org', 'Grace Holt', now()) returning id)
			insert into roles (id, person_id, role, reach, ods_code, given_at, given_by)
			select id, id, 'board-member', 'trust', 'ZZ1', now(), 'test' from p`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return bundle{officedb.Offices{DB: db}, id}
}

func as(r access.Role, ods string) store.Scope {
	return store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Dev Rao", Role: r, Reach: access.ReachTrust, Place: ods}, store.Origin{})
}

func TestTheRegisterKeepsWhatWasRecordedBefore(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i, h := range []office.Holder{
		{Office: office.SIRO, Name: " Grace  Holt ", PersonID: b.person, Since: day.Of(2025, 5, 3)},
		{Office: office.Chair, Name: "Ian Moss", Since: day.Of(2024, 1, 1)},
		{Office: office.SIRO, Since: today},
	} {
		if err := b.room.SetOfficer(t.Context(), as(access.BoardSecretary, "ZZ1"), "ZZ1", h, now.Add(time.Duration(i)*time.Second), today); err != nil {
			t.Fatal(err)
		}
	}
	reg, err := b.room.Register(t.Context(), as(access.BoardMember, "ZZ1"), "ZZ1")
	if err != nil {
		t.Fatal(err)
	}
	if reg.Trust != "Northmoor" || len(reg.Records) != 3 || reg.Records[2].Name != "Grace Holt" || reg.Records[0].By != "Dev Rao" {
		t.Errorf("the register is %+v", reg)
	}
	holders := reg.Holders()
	if siro, ok := office.Of(holders, office.SIRO); !ok || !siro.Vacant() || siro.Words() != "Vacant since 1 March 2027" {
		t.Errorf("SIRO: %+v", siro)
	}
	if _, ok := office.Of(holders, office.ChiefExecutive); ok || len(holders) != 2 {
		t.Errorf("holders %+v: an office that nothing was recorded about is not vacant", holders)
	}
}

func TestWhatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	siro := func(change func(*office.Holder)) office.Holder {
		h := office.Holder{Office: office.SIRO, Name: "Grace Holt", Since: today}
		change(&h)
		return h
	}
	for name, c := range map[string]struct {
		h     office.Holder
		field string
	}{
		"another office":        {siro(func(h *office.Holder) { h.Office = "treasurer" }), "office"},
		"no day":                {siro(func(h *office.Holder) { h.Since = day.Day{} }), "since-day"},
		"a day to come":         {siro(func(h *office.Holder) { h.Since = today.AddDays(1) }), "since-day"},
		"an account elsewhere":  {siro(func(h *office.Holder) { h.PersonID = store.NewID() }), "person"},
		"an account, no holder": {siro(func(h *office.Holder) { h.Name, h.PersonID = "", b.person }), "name"},
	} {
		f := fault.As(b.room.SetOfficer(t.Context(), as(access.Lead, "ZZ1"), "ZZ1", c.h, now, today))
		if f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != c.field {
			t.Errorf("%s: %+v, want a fault about %s", name, f, c.field)
		}
	}
}

func TestWhoMaySeeAndKeepTheRegister(t *testing.T) {
	t.Parallel()
	b := setup(t)
	h := office.Holder{Office: office.Chair, Name: "Ian Moss", Since: today}
	for _, c := range []struct {
		who       store.Scope
		see, keep fault.Kind
	}{
		{as(access.Contributor, "ZZ1"), 0, fault.Forbidden},
		{as(access.Assessor, "ZZ1"), 0, fault.Forbidden},
		{as(access.Lead, "ZZ2"), fault.NotFound, fault.NotFound},
		{store.Scope{}, fault.NotFound, fault.NotFound},
	} {
		_, err := b.room.Register(t.Context(), c.who, "ZZ1")
		if fault.KindOf(err) != c.see {
			t.Errorf("%s of %s sees the register: %v", c.who.Actor.Role, c.who.Actor.Place, err)
		}
		if err := b.room.SetOfficer(t.Context(), c.who, "ZZ1", h, now, today); fault.KindOf(err) != c.keep {
			t.Errorf("%s of %s keeps the register: %v", c.who.Actor.Role, c.who.Actor.Place, err)
		}
	}
}
