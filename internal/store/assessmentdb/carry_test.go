package assessmentdb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
)

var (
	nextYear  = workingcopy.Key{ODS: "ZZ1", Cycle: "2027-28"}
	nextNow   = time.Date(2027, 9, 14, 10, 0, 0, 0, time.UTC)
	nextToday = day.Of(2027, 9, 14)
)

func (b bundle) content() assessmentdb.Content {
	return assessmentdb.Content{Pack: b.Pack, Then: framework.History{Released: b.Pack}}
}

// begunFromLast has three answers of last year in 1.1, one of them taken away again, and begins the next year from it.
func begunFromLast(t *testing.T) bundle {
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("In place at all sites.")))
	b.Answer(b.Tom, edit("1.1.2", 0, no()))
	b.Answer(b.Tom, edit("1.1.3", 0, yes("gone")))
	b.Answer(b.Tom, edit("1.1.3", 1, assessment.Words{}))
	for _, p := range []assessment.Proof{
		{Title: "Policy", Dated: today, HoldsMonths: 24, Place: "Library"},
		{Title: "Old minutes", Dated: day.Of(2025, 1, 1), HoldsMonths: 12, Place: "Library"},
	} {
		if err := b.room.NameProof(t.Context(), b.Priya, year, b.Pack, "1.1.1", p, now, today); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.room.BeginFromLast(t.Context(), b.Priya, nextYear, nextNow, nextToday); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b bundle) decisions() []carry.Decision {
	b.Helper()
	c, err := b.room.Carried(b.Context(), b.Priya, nextYear, nextToday)
	if err != nil {
		b.Fatal(err)
	}
	return c.Decide(b.content())
}

func (b bundle) reconfirm(s store.Scope, saw ...string) error {
	return b.room.Reconfirm(b.Context(), s, nextYear, b.content(), "1.1", saw, nextNow, nextToday)
}

func TestACarriedAnswerCountsNowhere(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	sh, err := b.room.Whole(t.Context(), b.Priya, nextYear, b.Pack)
	if err != nil {
		t.Fatal(err)
	}
	r := sh.Result(b.Pack, nextToday)
	if len(sh.Answers) != 0 || r.Answered != 0 || r.InPlace != 0 || r.Proved != 0 {
		t.Errorf("%d answers, %d answered, %d in place, %d proved", len(sh.Answers), r.Answered, r.InPlace, r.Proved)
	}
	if n := b.Number(`select answered from progress where ods_code = 'ZZ1' and cycle = '2027-28'`); n != 0 {
		t.Errorf("progress says %d", n)
	}
	h, err := b.room.Home(t.Context(), b.Priya, nextYear, b.Pack)
	if err != nil || h.Waiting != 2 || h.Before != "2026-27" {
		t.Errorf("home says that %d wait of %q (%v)", h.Waiting, h.Before, err)
	}
	if s, err := b.room.Standard(t.Context(), b.Priya, nextYear, b.Pack, "1"); err != nil || len(s.Carried) != 2 || s.Carried["1.1.1"].Text != "In place at all sites." {
		t.Errorf("the standard shows %v (%v)", s.Carried, err)
	}
}

func TestTheHistoryGoesBackToLastYearsAnswer(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	for item, want := range map[string]string{"1.1.1": "In place at all sites.", "7.3.4": ""} {
		h, err := b.room.History(t.Context(), b.Priya, nextYear, b.Pack, item)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, a := range h.LastYear {
			got += a.Text
		}
		if got != want || len(h.Revisions) != 0 {
			t.Errorf("%s had %q last year, and %d revisions this year", item, got, len(h.Revisions))
		}
	}
}

func TestOnlyProofThatIsInDateComesAlong(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	if n := b.Number(`select count(*) from proof_items i join proofs p on p.id = i.proof_id where i.cycle = '2027-28' and p.title = 'Policy' and i.item = '1.1.1'`); n != 1 {
		t.Errorf("%d links to proof that is in date, want 1", n)
	}
	if n := b.Number(`select count(*) from proof_items where cycle = '2027-28'`); n != 1 {
		t.Errorf("%d links in all, want 1", n)
	}
}

func TestReconfirmingMakesThisYearsAnswers(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	if err := b.reconfirm(b.Tom, "1.1.1", "1.1.2"); err != nil {
		t.Fatal(err)
	}
	sh, err := b.room.Whole(t.Context(), b.Priya, nextYear, b.Pack)
	if err != nil {
		t.Fatal(err)
	}
	if a := sh.Answers["1.1.1"]; a.Text != "In place at all sites." || a.Version != 1 || a.SavedBy.Name != "Tom Okafor" || !a.SavedAt.Equal(nextNow) {
		t.Errorf("the answer is %+v", a)
	}
	if r := sh.Result(b.Pack, nextToday); r.Answered != 2 || r.Proved == 0 {
		t.Errorf("%d answered, %d proved", r.Answered, r.Proved)
	}
	if n := b.Number(`select answered from progress where ods_code = 'ZZ1' and cycle = '2027-28'`); n != 2 {
		t.Errorf("progress says %d, want 2", n)
	}
	if n := b.Number(`select count(*) from answer_revisions where cycle = '2027-28'`); n != 2 {
		t.Errorf("%d revisions, want 2", n)
	}
	if n := b.Number(`select count(*) from audit_events where verb = 'answer.reconfirmed' and object in ('1.1.1', '1.1.2')`); n != 2 {
		t.Errorf("%d events, want one for each answer", n)
	}
	if n := carry.Counts(b.decisions()); n[carry.Settled] != 2 || n[carry.Waiting] != 0 {
		t.Errorf("afterwards %v", n)
	}
}

func TestNobodyReconfirmsWhatTheyHaveNotSeen(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	if err := b.reconfirm(b.Tom, "1.1.1"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("one of two was seen: %v", err)
	}
	if _, err := b.room.SaveAnswer(t.Context(), b.Priya, nextYear, b.Pack, edit("1.1.2", 0, yes("Now it is.")), nextToday); err != nil {
		t.Fatal(err)
	}
	if err := b.reconfirm(b.Tom, "1.1.1", "1.1.2"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("somebody answered meanwhile: %v", err)
	}
	if err := b.reconfirm(b.Tom, "1.1.1"); err != nil {
		t.Fatal(err)
	}
	if err := b.reconfirm(b.Tom, "1.1.1"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second time: %v", err)
	}
}

func TestTwoWhoReconfirmAtOnceMakeOneAnswer(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	errs := make(chan error, 2)
	for _, s := range []store.Scope{b.Priya, b.Tom} {
		go func() { errs <- b.reconfirm(s, "1.1.1", "1.1.2") }()
	}
	first, second := <-errs, <-errs
	if (first == nil) == (second == nil) {
		t.Errorf("%v and %v, want one of them to come too late", first, second)
	}
	if n := b.Number(`select answered from progress where ods_code = 'ZZ1' and cycle = '2027-28'`); n != 2 {
		t.Errorf("progress says %d, want 2", n)
	}
}

func TestAnAnswerThatWasTakenAwayCanBeReconfirmedAgain(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	if err := b.reconfirm(b.Priya, "1.1.1", "1.1.2"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.room.SaveAnswer(t.Context(), b.Priya, nextYear, b.Pack, edit("1.1.2", 1, assessment.Words{}), nextToday); err != nil {
		t.Fatal(err)
	}
	if err := b.reconfirm(b.Priya, "1.1.2"); err != nil {
		t.Fatal(err)
	}
	if n := b.Number(`select version from answers where cycle = '2027-28' and item = '1.1.2'`); n != 3 {
		t.Errorf("version %d, want 3", n)
	}
}

func TestAYearThatWasBegunWithNothingTakesLastYearsAnswersLater(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("In place.")))
	if err := b.room.BringAlong(t.Context(), b.Priya, year, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("there is no year before the first: %v", err)
	}
	if err := b.room.Begin(t.Context(), b.Priya, nextYear, nextNow, nextToday); err != nil {
		t.Fatal(err)
	}
	if n := len(b.decisions()); n != 0 {
		t.Fatalf("%d answers came along", n)
	}
	for range 2 { // a second time changes nothing
		if err := b.room.BringAlong(t.Context(), b.Priya, nextYear, nextNow, nextToday); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(b.decisions()); n != 1 {
		t.Errorf("%d answers were brought along, want 1", n)
	}
	b.Exec(`update assessments set stage = 'with the board' where cycle = '2027-28'`)
	if err := b.room.BringAlong(t.Context(), b.Priya, nextYear, nextNow, nextToday); fault.KindOf(err) != fault.Conflict {
		t.Errorf("while it is with the board: %v", err)
	}
	if err := b.reconfirm(b.Priya, "1.1.1"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("reconfirmed while it is with the board: %v", err)
	}
}

func TestOthersSeeNoCarriedAnswer(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	nation := store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Sam Keane", Role: access.Analyst, Reach: access.ReachNation}, store.Origin{})
	admin := store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Ada", Role: access.Administrator, Reach: access.ReachService}, store.Origin{})
	for who, s := range map[string]store.Scope{"another trust": b.Otto, "national staff": nation, "an administrator": admin} {
		err := b.DB.InSnapshot(t.Context(), s, func(tx *store.Tx) error {
			for _, table := range []string{"carried_answers", "guidance_held"} {
				var n int
				if err := tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
					return err
				}
				if n != 0 {
					t.Errorf("%s sees %d rows of %s", who, n, table)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := b.Number(`select count(*) from carried_answers`); n != 2 {
		t.Errorf("%d answers were brought along, want 2", n)
	}
}

func TestACarriedAnswerNeverChanges(t *testing.T) {
	t.Parallel()
	b := begunFromLast(t)
	for _, sql := range []string{`update carried_answers set reply = 'yes'`, `delete from carried_answers`} {
		err := b.DB.InTx(t.Context(), b.Priya, func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		})
		if err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}

func TestAnAnswerHoldsUnderChangedGuidance(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("In place.")))
	not := false
	ch := framework.Dated{Revision: 1, At: now.Add(time.Hour), Change: framework.Change{Item: "1.1.1", Mandatory: &not, By: "Ada", Why: "A new form"}}
	b.Exec(`insert into pack_changes (edition, revision, item, mandatory, basis, why, changed_at, changed_by_name) values ($1, 1, '1.1.1', false, '', 'A new form', $2, 'Ada')`, b.Pack.Edition, ch.At)
	history := framework.History{Released: b.Pack, Changes: []framework.Dated{ch}}
	touched := func() int {
		g, err := b.room.Guidance(t.Context(), b.Priya, year, b.Pack, history)
		if err != nil {
			t.Fatal(err)
		}
		return len(g.Touched)
	}
	if n := touched(); n != 1 {
		t.Fatalf("%d answers are touched, want 1", n)
	}
	if err := b.room.Hold(t.Context(), b.Tom, year, b.Pack, history, "1.1.1", 2, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("for a change that is not there: %v", err)
	}
	if err := b.room.Hold(t.Context(), b.Tom, year, b.Pack, history, "1.1.1", 1, now); err != nil {
		t.Fatal(err)
	}
	if n := touched(); n != 0 {
		t.Errorf("%d answers are still touched", n)
	}
	if a := b.Sheet().Answers["1.1.1"]; a.Version != 1 || a.SavedBy.Name != "Priya Nair" {
		t.Errorf("the answer became %+v", a)
	}
}
