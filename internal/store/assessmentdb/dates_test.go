package assessmentdb_test

import (
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store"
)

func (b bundle) seen() (int, []timetable.Own) {
	b.Helper()
	d, err := b.room.Dates(b.Context(), b.Priya, year)
	if err != nil {
		b.Fatal(err)
	}
	return d.Seen(), d.Own
}

func TestDaysOfOnesOwnKeepTheirIdsAndCountTheirChanges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	dev := b.Person("Dev Rao", access.BoardSecretary, "ZZ1")
	set := func(s store.Scope, seen int, list ...timetable.Own) error {
		return b.room.SetDates(t.Context(), s, year, list, seen, now)
	}
	none, _ := b.seen()
	first := []timetable.Own{{Kind: timetable.FieldworkStart, On: day.Of(2027, 4, 1)}, {Kind: timetable.Named, Name: "Opinion", On: day.Of(2027, 5, 1)}}
	if err := set(b.Priya, none, first...); err != nil {
		t.Fatal(err)
	}
	one, kept := b.seen()
	if len(kept) != 2 || kept[0].Revision != 1 {
		t.Fatalf("kept %+v", kept)
	}
	if err := set(dev, none, first...); fault.KindOf(err) != fault.Conflict {
		t.Errorf("on top of what somebody else set meanwhile: %v", err)
	}
	if err := set(dev, one, kept...); err != nil {
		t.Fatal(err)
	}
	if same, _ := b.seen(); same != one {
		t.Error("nothing was changed, and yet it counts as a change")
	}
	moved := kept[0]
	moved.ID, moved.On = "", day.Of(2027, 4, 8) // there is one beginning: its id does not matter
	if err := set(dev, one, moved); err != nil {
		t.Fatal(err)
	}
	_, after := b.seen()
	if len(after) != 1 || after[0].ID != kept[0].ID || after[0].Revision != 2 || after[0].On != moved.On {
		t.Errorf("after moving one and taking out the other: %+v", after)
	}
	if n := b.Number(`select count(*) from audit_events where verb = 'dates.set'`); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
	for who, s := range map[string]store.Scope{"a contributor": b.Tom, "an assessor": b.Ruth} {
		if err := set(s, one); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s may set them: %v", who, err)
		}
	}
	if err := set(b.Otto, one); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another trust's lead may set them: %v", err)
	}
	if _, err := b.room.Dates(t.Context(), b.Otto, year); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another trust's lead may read them: %v", err)
	}
}

func TestAnothersIdBringsNothingAlong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	theirs := store.NewID()
	b.Exec(`insert into own_dates (ods_code, cycle, id, kind, name, on_day, revision, set_at, set_by, set_by_name)
		values ('ZZ2', '2026-27', $1, 'named', 'Theirs', '2027-04-01', 1, now(), $1, 'Otto')`, theirs)
	none, _ := b.seen()
	if err := b.room.SetDates(t.Context(), b.Priya, year, []timetable.Own{{ID: theirs, Kind: timetable.Named, Name: "Ours", On: today}}, none, now); err != nil {
		t.Fatal(err)
	}
	if n := b.Number(`select count(*) from own_dates where ods_code = 'ZZ2' and name = 'Theirs'`); n != 1 {
		t.Errorf("another trust's day was changed")
	}
	if _, own := b.seen(); len(own) != 1 || own[0].ID == theirs {
		t.Errorf("ours is %+v", own)
	}
}
