package fieldworkdb_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/store"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/store/reportdb"
)

// leaves ends Ruth's appointment in the middle.
func (l *life) leaves() {
	l.Helper()
	l.must(l.Leave(l.Context(), l.priya, key, "Ruth is ill for months.", now))
}

// follows appoints Rory, who goes on.
func (l *life) follows() {
	l.Helper()
	l.must(l.Appoint(l.Context(), l.priya, key, l.pack, fieldworkdb.Appointing{Assessor: l.rory.Actor.Person, Because: "Of the same firm"}, now.AddDate(0, 0, 1)))
	l.must(l.Approve(l.Context(), l.helen, key, "approve", 1, "", now))
	l.must(l.Declare(l.Context(), l.rory, key, fieldwork.Independent, "Nothing.", now))
	l.must(l.GoOn(l.Context(), l.rory, key, now))
}

func TestAnotherAssessorGoesOnWithTheSameFieldwork(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	l.must(l.Ask(t.Context(), l.ruth, key, fieldwork.Request{Item: claim, Words: "The list", Due: today.AddDays(5)}, now, today))
	before := l.view(l.priya)
	l.leaves()
	gap := l.view(l.priya)
	if gap.Work.Stage() != fieldwork.Interrupted || gap.Work.Phase() != fieldwork.Fieldwork || gap.Work.EndedBecause != "Ruth is ill for months." {
		t.Fatalf("%+v", gap.Work.Engagement)
	}
	letters := l.count(store.System("test"), `select count(*) from mails`)
	l.must(l.Give(t.Context(), l.tom, key, gap.Work.Requests[0].ID, "Here it is.", nil, now)) // the trust's clock goes on, and so does its work
	if n := l.count(store.System("test"), `select count(*) from mails`); n != letters {
		t.Error("whoever left is told of what the trust gives to the next assessor")
	}
	l.must(l.Appoint(t.Context(), l.priya, key, l.pack, fieldworkdb.Appointing{Assessor: l.rory.Actor.Person, Because: "Of the same firm"}, now.AddDate(0, 0, 1)))
	l.refused(l.GoOn(t.Context(), l.rory, key, now), fault.Conflict, "without the board and a declaration")
	l.must(l.Declare(t.Context(), l.rory, key, fieldwork.Independent, "Nothing.", now))
	l.refused(l.GoOn(t.Context(), l.rory, key, now), fault.Conflict, "without the board")
	l.refused(l.Choose(t.Context(), l.priya, key, l.pack, []string{"8.3.4"}, "x", now), fault.Conflict, "the scope changes with the assessor")
	l.must(l.Approve(t.Context(), l.helen, key, "approve", 1, "", now))
	d, err := reportdb.Reports{DB: l.db}.Draft(t.Context(), l.priya, key.ODS, reportdb.Year{Cycle: key.Cycle, Pack: l.pack}, today)
	l.must(err)
	l.refused(l.Begin(t.Context(), l.rory, key, d.Snapshot, now), fault.Conflict, "on a new copy")
	l.refused(l.GoOn(t.Context(), l.ruth, key, now), fault.Forbidden, "the one who left")
	l.must(l.GoOn(t.Context(), l.rory, key, now))
	l.refused(l.GoOn(t.Context(), l.rory, key, now), fault.Conflict, "twice")
	v := l.view(l.rory)
	w := v.Work
	if w.Stage() != fieldwork.Fieldwork || w.Copy != before.Work.Copy || !slices.Equal(w.Scope, before.Work.Scope) || len(w.Requests) != 1 || w.Requests[0].Given == nil ||
		v.Copy == nil || len(w.Before) != 1 || w.Before[0].Assessor.Name != "Ruth Adeyemi" || len(v.Past) != 1 {
		t.Errorf("%+v", w)
	}
	if n := l.count(l.priya, `select count(*) from audit_events where verb in ('assessor.left', 'fieldwork.gone-on')`); n != 2 {
		t.Errorf("%d events of the change", n)
	}
}

// Decided findings go to the next assessor and to nobody else; a note without a decision, and the overall view, stay with their writer.
func TestWhatIsDecidedIsHandedOverAndNotesAreNot(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	l.must(l.Keep(t.Context(), l.ruth, key, found(claim, fieldwork.Differ), now))
	l.must(l.Keep(t.Context(), l.ruth, key, fieldwork.Finding{Item: gap, Seen: "SECRET note"}, now))
	l.refused(l.Keep(t.Context(), l.ruth, key, fieldwork.Finding{Item: claim, Version: 1, Found: "x"}, now), fault.Invalid, "a decision becomes a note")
	l.leaves()
	l.refused(l.Keep(t.Context(), l.ruth, key, found(choice, fieldwork.Agree), now), fault.Conflict, "whoever left writes")
	sees := func(s store.Scope) int {
		return l.count(s, `select count(*) from findings where seen like '%SECRET%' or found like '%SECRET%'`)
	}
	if n := sees(l.rory); n != 0 {
		t.Errorf("an assessor who is not appointed sees %d rows", n)
	}
	l.must(l.Appoint(t.Context(), l.priya, key, l.pack, fieldworkdb.Appointing{Assessor: l.rory.Actor.Person, Because: "x"}, now.AddDate(0, 0, 1)))
	l.must(l.Approve(t.Context(), l.helen, key, "approve", 1, "", now))
	if n := sees(l.rory); n != 0 {
		t.Errorf("an assessor who has not declared sees %d rows", n)
	}
	l.must(l.Declare(t.Context(), l.rory, key, fieldwork.Independent, "Nothing.", now))
	l.must(l.GoOn(t.Context(), l.rory, key, now))
	for who, s := range map[string]store.Scope{"lead": l.priya, "contributor": l.tom, "board": l.helen, "secretary": l.dev} {
		if n, w := sees(s), l.view(s).Work; n != 0 || len(w.Findings)+len(w.Handed) != 0 {
			t.Errorf("%s sees %d rows of what was handed over", who, n)
		}
	}
	if n := l.count(l.rory, `select count(*) from findings where seen = 'SECRET note'`); n != 0 {
		t.Error("a note that was not decided is handed over")
	}
	w := l.view(l.rory).Work
	if left, ok := w.LeftBefore(claim, false); !ok || left.Verdict != fieldwork.Differ || left.By.Name != "Ruth Adeyemi" || len(w.Findings) != 0 {
		t.Fatalf("%+v", w.Handed)
	}
	l.refused(l.TakeOver(t.Context(), l.rory, key, gap, false, now), fault.Conflict, "a note")
	l.refused(l.TakeOver(t.Context(), l.ruth, key, claim, false, now), fault.Forbidden, "by whoever left")
	l.refused(l.TakeOver(t.Context(), l.priya, key, claim, false, now), fault.Forbidden, "by the lead")
	// Two windows at once: one row.
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		both.Go(func() { errs[i] = l.TakeOver(t.Context(), l.rory, key, claim, false, now) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v", errs)
	}
	f := l.view(l.rory).Work.Finding(claim, false)
	if f.By.Name != "Rory Lane" || f.TestedBy != "Ruth Adeyemi" || f.Version != 1 || f.Issued {
		t.Errorf("%+v", f)
	}
	if n := l.count(l.priya, `select count(*) from findings`); n != 0 {
		t.Errorf("the lead sees %d rows of what was taken over", n)
	}
	for item, v := range map[string]fieldwork.Verdict{gap: fieldwork.Agree, choice: fieldwork.Agree} {
		l.must(l.Keep(t.Context(), l.rory, key, found(item, v), now))
	}
	l.must(l.Conclude(t.Context(), l.rory, key, fieldwork.Conclusion{Risk: "Moderate reliance", Confidence: "Medium", Words: "x"}, now))
	l.must(l.Issue(t.Context(), l.rory, key, now))
	if f := l.view(l.priya).Work.Finding(claim, false); f.By.Name != "Rory Lane" || f.TestedBy != "Ruth Adeyemi" || !f.Issued {
		t.Errorf("the trust reads %+v", f)
	}
	papers, err := l.Papers(t.Context(), l.ruth, key)
	l.must(err)
	if len(papers) != 1 || len(papers[0].Findings) != 2 {
		t.Errorf("whoever left reads %+v", papers)
	}
	if papers, err := l.Papers(t.Context(), l.rory, key); err != nil || len(papers) != 0 {
		t.Errorf("%+v %v", papers, err)
	}
}

func TestADraftThatWasIssuedStays(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.issued()
	l.leaves()
	if w := l.view(l.helen).Work; len(w.Findings) != 3 || w.Conclusion == nil || w.Phase() != fieldwork.Drafted {
		t.Fatalf("the board reads %d findings after the assessor left", len(w.Findings))
	}
	l.must(l.Respond(t.Context(), l.priya, key, l.response(), "yes", now, today)) // in between
	l.must(l.Correct(t.Context(), l.priya, key, choice, "40 lines", now))
	l.follows()
	w := l.view(l.rory).Work
	if w.Stage() != fieldwork.Drafted || !w.IssuedAt.Equal(now) {
		t.Fatalf("%+v", w.Engagement)
	}
	l.must(l.Settle(t.Context(), l.rory, key, w.Corrections[0].ID, "reject", "There are four.", now))
	l.refused(l.Finish(t.Context(), l.rory, key, now, today), fault.Invalid, "with findings of another")
	l.must(l.TakeOver(t.Context(), l.rory, key, choice, false, now))
	l.must(l.TakeOver(t.Context(), l.rory, key, gap, false, now))
	own := found(claim, fieldwork.Untested)
	own.Version = w.Finding(claim, false).Version
	l.must(l.Keep(t.Context(), l.rory, key, own, now))
	w = l.view(l.priya).Work
	if _, ok := w.Response(w.Finding(choice, false)); !ok {
		t.Error("the trust's answer is lost with the change of the assessor")
	}
	l.refused(l.Finish(t.Context(), l.rory, key, now, today), fault.Invalid, "with the view of another")
	c := fieldwork.Conclusion{Version: w.Conclusion.Version, Risk: "Limited reliance", Confidence: "Low", Words: "Seen anew."}
	l.must(l.Conclude(t.Context(), l.rory, key, c, now))
	l.must(l.Finish(t.Context(), l.rory, key, now, today))
	l.refused(l.Leave(t.Context(), l.priya, key, "x", now), fault.Conflict, "after the final")
	d, err := reportdb.Reports{DB: l.db}.Draft(t.Context(), l.priya, key.ODS, reportdb.Year{Cycle: key.Cycle, Pack: l.pack}, today)
	l.must(err)
	r := d.Snapshot.Independent
	if r == nil || r.Assessor != "Rory Lane" || !slices.Equal(r.Before, []string{"Ruth Adeyemi"}) {
		t.Fatalf("%+v", r)
	}
	if s, _ := r.Of(choice); s.TestedBy != "Ruth Adeyemi" || !s.TakenUp {
		t.Errorf("%+v", s)
	}
	if s, _ := r.Of(claim); s.TestedBy != "" || s.Verdict != fieldwork.Untested {
		t.Errorf("%+v", s)
	}
	// What the first assessor left is final, too.
	owner := l.owner()
	if _, err := owner.Exec(t.Context(), `select set_config('cyberready.scope', 'system', false)`); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`update findings set verdict = 'agree' where written_by_name = 'Ruth Adeyemi'`, `delete from corrections`,
		`update engagements set ended_because = 'x' where ended_at is not null`} {
		if _, err := owner.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "never changed") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestWhoMayEndAnAppointmentAndWhen(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.mandate()
	l.appoint()
	l.refused(l.Leave(t.Context(), l.priya, key, "x", now), fault.Conflict, "before fieldwork")
	l.must(l.TakeBack(t.Context(), l.priya, key, "Ill", now))
	l.refused(l.Leave(t.Context(), l.priya, key, "x", now), fault.Conflict, "with nobody appointed")
	l.appoint()
	l.must(l.Approve(t.Context(), l.helen, key, "approve", 1, "", now))
	l.must(l.Declare(t.Context(), l.ruth, key, fieldwork.Independent, "Nothing.", now))
	l.must(l.begins())
	l.refused(l.Leave(t.Context(), l.tom, key, "x", now), fault.Forbidden, "a contributor")
	l.refused(l.Leave(t.Context(), l.helen, key, "x", now), fault.Forbidden, "the board")
	l.refused(l.Leave(t.Context(), l.rory, key, "x", now), fault.Forbidden, "another assessor")
	l.refused(l.Leave(t.Context(), l.priya, key, " ", now), fault.Invalid, "without a reason")
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i, s := range []store.Scope{l.priya, l.ruth} { // the lead, and the assessor who steps down
		both.Go(func() { errs[i] = l.Leave(t.Context(), s, key, "Ill", now) })
	}
	both.Wait()
	won := slices.IndexFunc(errs, func(err error) bool { return err == nil })
	if won < 0 || fault.KindOf(errs[1-won]) != fault.Conflict {
		t.Errorf("%v", errs)
	}
	// As if the code forgot to ask: the database takes nothing from whoever has left.
	err := l.db.InTx(t.Context(), l.ruth, func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into findings (ods_code, engagement_id, item, reopened, version, verdict, tested, seen, found, recommendation, issued,
			written_at, written_by, written_by_name) values ('ZZ1', $1, '8.1.1', false, 1, 'agree', 'x', 'x', 'x', '', true, $2, $3, 'x')`, l.view(l.ruth).Work.ID, now, l.ruth.Actor.Person)
		return err
	})
	if err == nil {
		t.Error("whoever left writes a finding")
	}
	a := fieldworkdb.Appointing{Assessor: l.rory.Actor.Person, Because: "x"}
	for i := range errs {
		both.Go(func() { errs[i] = l.Appoint(t.Context(), l.priya, key, l.pack, a, now.AddDate(0, 0, 1)) })
	}
	both.Wait()
	won = slices.IndexFunc(errs, func(err error) bool { return err == nil })
	if won < 0 || fault.KindOf(errs[1-won]) != fault.Conflict {
		t.Errorf("%v", errs)
	}
	l.must(l.TakeBack(t.Context(), l.priya, key, "Declined by telephone", now))
	if w := l.view(l.priya).Work; w.Assessor.Name != "Ruth Adeyemi" || w.Stage() != fieldwork.Interrupted {
		t.Errorf("%+v", w.Engagement)
	}
	l.follows()
}
