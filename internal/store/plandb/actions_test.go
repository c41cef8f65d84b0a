package plandb_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/store"
)

func TestAnActionIsKeptAndItsGapHasOne(t *testing.T) {
	t.Parallel()
	l := begin(t)
	if w := l.working(); len(w.WithoutAction(w.Result.Gaps)) != 2 {
		t.Fatalf("gaps %+v", w.Result.Gaps)
	}
	l.planned("Take stock of all devices", today.AddDays(30), open)
	w := l.working()
	if bare := w.WithoutAction(w.Result.Gaps); len(bare) != 1 || bare[0].Item != flagged {
		t.Errorf("without an action %+v", bare)
	}
	a := w.Actions[0]
	if a.Owner.Name != "Tom Okafor" || *a.Cost != 12000 || a.Version != 1 || a.AddedBy.Name != "Priya Nair" || w.Trust != "Northmoor and Dale" {
		t.Errorf("kept %+v", a)
	}
	if n := one[int](l, `select count(*) from audit_events where verb = 'action.planned'`); n != 1 {
		t.Errorf("%d audit events", n)
	}
}

func TestAMovedDateKeepsTheOldOneAndItsReason(t *testing.T) {
	t.Parallel()
	l := begin(t)
	first := today.AddDays(30)
	id := l.planned("Take stock", first, open)
	for i, why := range []string{"The scanner came late.", "The person who knows it fell ill."} {
		a, _ := l.working().Action(id)
		a.Due = a.Due.AddDays(14)
		_, err := l.Save(t.Context(), l.Priya, key, l.Pack, a, " ", l.now, l.today)
		l.refused(err, fault.Invalid, "moved without a reason")
		l.later(1)
		if _, err = l.Save(t.Context(), l.Priya, key, l.Pack, a, why, l.now, l.today); err != nil {
			t.Fatalf("move %d: %v", i, err)
		}
	}
	a, _ := l.working().Action(id)
	if len(a.Moves) != 2 || a.FirstDue() != first || a.Moves[1].From != first.AddDays(14) || a.Due != first.AddDays(28) ||
		a.Moves[0].Reason != "The scanner came late." || a.Moves[1].By.Name != "Priya Nair" {
		t.Errorf("moves %+v", a.Moves)
	}
	if n := one[int](l, `select count(*) from audit_events where verb = 'action.moved'`); n != 2 {
		t.Errorf("%d audit events", n)
	}
}

func TestTwoLeadsChangeOneAction(t *testing.T) {
	t.Parallel()
	l := begin(t)
	id := l.planned("Take stock", today.AddDays(30), open)
	mine, _ := l.working().Action(id)
	theirs := mine
	theirs.Title = "Take stock of everything"
	_, err := l.Save(t.Context(), l.Priya, key, l.Pack, theirs, "", l.now, l.today)
	l.Must(err)
	mine.Title = "Count the devices"
	_, err = l.Save(t.Context(), l.Priya, key, l.Pack, mine, "", l.now, l.today)
	l.refused(err, fault.Invalid, "the second of two")
	if a, _ := l.working().Action(id); a.Title != "Take stock of everything" {
		t.Errorf("the first was lost: %q", a.Title)
	}
}

func TestWhoWorksOnAnAction(t *testing.T) {
	t.Parallel()
	l := begin(t)
	toms := l.planned("Take stock", today.AddDays(30), open)
	a := l.action("Buy a scanner", today.AddDays(60), flagged)
	a.Owner = assessment.Author{Name: "The estates firm"}
	other, err := l.Save(t.Context(), l.Priya, key, l.Pack, a, "", l.now, l.today)
	l.Must(err)
	l.Must(l.Note(t.Context(), l.Tom, key, toms, "Half of the sites are counted.", l.now))
	l.refused(l.Note(t.Context(), l.Tom, key, other, "x", l.now), fault.Forbidden, "a contributor on what is another's")
	l.refused(l.Note(t.Context(), l.Tom, key, toms, "  ", l.now), fault.Invalid, "an empty note")
	l.refused(l.Note(t.Context(), l.Tom, key, store.NewID(), "x", l.now), fault.NotFound, "an action that is none")
	l.refused(l.Note(t.Context(), l.grace, key, toms, "x", l.now), fault.Forbidden, "a board member")
	l.refused(l.Note(t.Context(), l.Otto, key, toms, "x", l.now), fault.NotFound, "a lead elsewhere")
	_, err = l.Save(t.Context(), l.Tom, key, l.Pack, l.action("x", today, open), "", l.now, l.today)
	l.refused(err, fault.Forbidden, "a contributor plans")
	_, err = l.Working(t.Context(), l.grace, key, l.Pack, l.today)
	l.refused(err, fault.Forbidden, "the board reads the working plan")
	_, err = l.Working(t.Context(), l.sam, key, l.Pack, l.today)
	l.refused(err, fault.NotFound, "national staff read the working plan")
	l.Must(l.End(t.Context(), l.Tom, key, toms, plan.Done, "The list is in the document store.", l.now, l.today))
	l.refused(l.End(t.Context(), l.Tom, key, toms, plan.Done, "x", l.now, l.today), fault.Conflict, "ended twice")
	got, _ := l.working().Action(toms)
	if got.End != plan.Done || got.EndedOn != l.today || len(got.Notes) != 1 || got.Notes[0].By.Name != "Tom Okafor" {
		t.Errorf("ended %+v", got)
	}
}

func TestAnOwnerFromElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	l := begin(t)
	a := l.action("x", today.AddDays(3), open)
	a.Owner.ID = l.Otto.Actor.Person
	_, err := l.Save(t.Context(), l.Priya, key, l.Pack, a, "", l.now, l.today)
	l.refused(err, fault.Invalid, "an owner of another trust")
}

// The policies say it again: by the scope of the nation not one row of a working plan is seen.
func TestNationalStaffSeeNoRowOfAWorkingPlan(t *testing.T) {
	t.Parallel()
	l := begin(t)
	id := l.planned("Take stock", today.AddDays(30), open)
	l.Must(l.Note(t.Context(), l.Tom, key, id, "A note.", l.now))
	l.Must(l.KeepRisk(t.Context(), l.Priya, key, l.Pack, plan.Risk{Item: flagged, Owner: assessment.Author{Name: "Grace Holt"},
		Reason: "Isolated.", Until: today.AddMonths(3)}, l.now, l.today))
	for _, s := range []store.Scope{l.sam, analyst(access.ReachRegion, "ZZR"), l.Otto} {
		for _, table := range strings.Fields("actions action_notes action_moves risks") {
			err := l.Scene.DB.InSnapshot(t.Context(), s, func(tx *store.Tx) error {
				var n int
				err := tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n)
				if n > 0 {
					t.Errorf("%s sees %d rows of %s", s.Actor.Name, n, table)
				}
				return err
			})
			l.Must(err)
		}
	}
}
