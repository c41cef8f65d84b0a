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

func TestFieldworkNeedsTheBoardAndTheAssessor(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.mandate()
	l.appoint()
	l.refused(l.begins(), fault.Conflict, "without either")
	l.must(l.Declare(l.Context(), l.ruth, key, fieldwork.Independent, "Nothing.", now))
	l.refused(l.begins(), fault.Conflict, "without the board")
	l.refused(l.Approve(l.Context(), l.priya, key, "approve", 1, "", now), fault.Forbidden, "the lead approves")
	l.refused(l.Approve(l.Context(), l.dev, key, "approve", 1, "", now), fault.Forbidden, "the secretary approves")
	l.must(l.Approve(l.Context(), l.helen, key, "approve", 1, "", now))
	l.must(l.Choose(l.Context(), l.priya, key, l.pack, []string{"8.3.4"}, "It worries us more.", now))
	l.refused(l.begins(), fault.Conflict, "on a scope that the board has not seen")
	l.refused(l.Approve(l.Context(), l.helen, key, "approve", 1, "", now), fault.Conflict, "of the old scope")
	l.must(l.Approve(l.Context(), l.helen, key, "approve", 2, "", now))
	l.must(l.begins())
	w := l.view(l.helen).Work
	want := []fieldwork.Scoped{{Item: claim, Mandated: true}, {Item: gap, Mandated: true}, {Item: "8.3.4"}}
	if !slices.Equal(w.Scope, want) || w.Stage() != fieldwork.Fieldwork || len(w.Copy.SHA256) != 64 || w.Copy.Reference != today {
		t.Errorf("%+v", w)
	}
	l.refused(l.begins(), fault.Conflict, "twice")
	l.refused(l.Choose(l.Context(), l.priya, key, l.pack, []string{choice}, "x", now), fault.Conflict, "the scope changes in the middle")
	l.refused(l.TakeBack(l.Context(), l.priya, key, "x", now), fault.Conflict, "the assessor is sent away in the middle")
}

func TestAnAssessorWhoDeclinesMakesPlaceForAnother(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.appoint()
	l.refused(l.Appoint(l.Context(), l.priya, key, l.pack, l.appointing(), now), fault.Conflict, "two at a time")
	l.refused(l.Declare(l.Context(), l.rory, key, fieldwork.Independent, "Nothing.", now), fault.Forbidden, "another assessor declares")
	l.must(l.Declare(l.Context(), l.ruth, key, fieldwork.Declined, "I set up their backups.", now))
	l.appoint()
	l.must(l.TakeBack(l.Context(), l.priya, key, "Ill", now))
	v := l.view(l.dev)
	if v.Work != nil || len(v.Past) != 2 || !strings.Contains(v.Past[0].EndedBecause+v.Past[1].EndedBecause, "I set up their backups.") {
		t.Errorf("%+v", v)
	}
}

// Notes are private until the draft is issued: for everybody of the trust, for national staff, and in the database itself.
func TestNotesArePrivateUntilTheDraftIsIssued(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	l.must(l.Keep(l.Context(), l.ruth, key, fieldwork.Finding{Item: claim, Seen: "SECRET first note"}, now))
	f := found(claim, fieldwork.Differ)
	f.Version = 1
	l.must(l.Keep(l.Context(), l.ruth, key, f, now))
	l.must(l.Keep(l.Context(), l.ruth, key, found(gap, fieldwork.Agree), now))
	l.must(l.Keep(l.Context(), l.ruth, key, found(choice, fieldwork.Agree), now))
	l.must(l.Conclude(l.Context(), l.ruth, key, fieldwork.Conclusion{Risk: "Limited reliance", Confidence: "Low", Words: "SECRET"}, now))
	everybody := map[string]store.Scope{"lead": l.priya, "contributor": l.tom, "board": l.helen, "secretary": l.dev, "another assessor": l.rory}
	for who, s := range everybody {
		if v := l.view(s); len(v.Work.Findings) != 0 || v.Work.Conclusion != nil {
			t.Errorf("%s reads %+v, %+v before the draft", who, v.Work.Findings, v.Work.Conclusion)
		}
		if n := l.count(s, `select count(*) from findings`) + l.count(s, `select count(*) from conclusions`); n != 0 {
			t.Errorf("%s sees %d rows of notes", who, n)
		}
	}
	for who, s := range map[string]store.Scope{"nation": l.sam, "administrator": l.ada, "lead elsewhere": l.otto} {
		if _, err := l.View(l.Context(), s, key); err == nil {
			t.Errorf("%s sees the fieldwork", who)
		}
		for _, table := range []string{"engagements", "fieldwork_copies", "evidence_requests", "findings", "conclusions", "final_records"} {
			if n := l.count(s, `select count(*) from `+table); n != 0 {
				t.Errorf("%s sees %d rows of %s", who, n, table)
			}
		}
	}
	if n := l.count(l.priya, `select count(*) from audit_events where note like '%SECRET%' or object = '`+claim+`' and verb like 'finding%'`); n != 0 {
		t.Errorf("the trail tells what is tested: %d events", n)
	}
	if v := l.view(l.ruth); len(v.Work.Findings) != 3 || v.Work.Conclusion == nil {
		t.Errorf("the assessor reads %d findings", len(v.Work.Findings))
	}
	l.must(l.Issue(l.Context(), l.ruth, key, now))
	for who, s := range everybody {
		w := l.view(s).Work
		if len(w.Findings) != 3 || w.Conclusion == nil || w.Finding(claim, false).Verdict != fieldwork.Differ {
			t.Errorf("%s reads %d findings after the draft", who, len(w.Findings))
		}
		if n := l.count(s, `select count(*) from findings where seen = 'SECRET first note'`); n != 0 {
			t.Errorf("%s reads a note that was never issued", who)
		}
	}
	if n := l.count(l.sam, `select count(*) from findings`); n != 0 {
		t.Errorf("the nation reads %d findings of a draft", n)
	}
}

func TestOnlyTheAppointedAssessorWrites(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	for who, s := range map[string]store.Scope{"lead": l.priya, "board": l.helen, "another assessor": l.rory} {
		l.refused(l.Keep(l.Context(), s, key, found(claim, fieldwork.Agree), now), fault.Forbidden, who)
		err := l.db.InTx(l.Context(), s, func(tx *store.Tx) error { // as if the code forgot to ask
			_, err := tx.Exec(l.Context(), `insert into findings (ods_code, engagement_id, item, reopened, version, verdict, tested, seen, found, recommendation, issued,
				written_at, written_by, written_by_name) values ('ZZ1', $1, '8.1.1', false, 1, 'agree', 'x', 'x', 'x', '', true, $2, $3, 'x')`, l.view(l.ruth).Work.ID, now, s.Actor.Person)
			return err
		})
		if err == nil {
			t.Errorf("%s writes a finding", who)
		}
	}
	l.refused(l.Keep(l.Context(), l.ruth, key, found("8.4.1", fieldwork.Agree), now), fault.NotFound, "outside the scope")
	l.refused(l.Issue(l.Context(), l.ruth, key, now), fault.Invalid, "with nothing decided")
	l.refused(l.Issue(l.Context(), l.priya, key, now), fault.Forbidden, "by the lead")
}

func TestEvidenceIsAskedForAndGiven(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	proof := store.NewID()
	l.do(`insert into proofs (ods_code, id, title, dated, holds_months, place, added_at, added_by, added_by_name)
		values ('ZZ1', $1, 'Asset list', '2027-01-01', 12, 'Shared drive', $2, $1, 'x')`, proof, now)
	l.do(`insert into proof_items (ods_code, cycle, item, proof_id) values ('ZZ1', '2026-27', $2, $1)`, proof, claim)
	ask := fieldwork.Request{Item: claim, Words: "The list of all computers", Due: today.AddDays(5)}
	l.refused(l.Ask(l.Context(), l.priya, key, ask, now, today), fault.Forbidden, "the lead asks")
	l.must(l.Ask(l.Context(), l.ruth, key, ask, now, today))
	asked := l.view(l.tom).Work.Requests
	if len(asked) != 1 || asked[0].State(today) != "Open" {
		t.Fatalf("%+v", asked)
	}
	id := asked[0].ID
	l.refused(l.Give(l.Context(), l.tom, key, id, "", nil, now), fault.Invalid, "an empty answer")
	l.refused(l.Give(l.Context(), l.tom, key, id, "", []string{store.NewID()}, now), fault.Invalid, "proof of nobody")
	// Two people answer at once: one answer stands, and the other is told so.
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i, s := range []store.Scope{l.tom, l.priya} {
		both.Go(func() { errs[i] = l.Give(l.Context(), s, key, id, "Here it is.", []string{proof}, now) })
	}
	both.Wait()
	won := slices.IndexFunc(errs, func(err error) bool { return err == nil })
	if won < 0 || fault.KindOf(errs[1-won]) != fault.Conflict {
		t.Errorf("%v", errs)
	}
	given := l.view(l.ruth).Work.Requests[0].Given
	if given == nil || len(given.Proofs) != 1 || given.Proofs[0].Title != "Asset list" || given.Words != "Here it is." {
		t.Errorf("%+v", given)
	}
}

func TestOneAssessorInTwoWindowsLosesNothing(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	l.must(l.Keep(l.Context(), l.ruth, key, found(claim, fieldwork.Agree), now))
	l.refused(l.Keep(l.Context(), l.ruth, key, found(claim, fieldwork.Differ), now), fault.Invalid, "on the version before")
	if f := l.view(l.ruth).Work.Finding(claim, false); f.Verdict != fieldwork.Agree || f.Version != 1 {
		t.Errorf("%+v", f)
	}
}

func TestTheTrustCorrectsFactsAndAnswersEachRecommendation(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.issued()
	l.refused(l.Finish(l.Context(), l.ruth, key, now, today), fault.Invalid, "without an answer to the recommendation")
	l.refused(l.Correct(l.Context(), l.tom, key, choice, "x", now), fault.Forbidden, "a contributor corrects")
	l.must(l.Correct(l.Context(), l.priya, key, choice, "The list has 40 lines and not 4.", now))
	l.refused(l.Finish(l.Context(), l.ruth, key, now, today), fault.Invalid, "with a correction that is not decided")
	c := l.view(l.ruth).Work.Corrections[0]
	l.refused(l.Settle(l.Context(), l.priya, key, c.ID, "accept", "", now), fault.Forbidden, "the lead decides on their own correction")
	l.refused(l.Settle(l.Context(), l.ruth, key, c.ID, "reject", " ", now), fault.Invalid, "without a reason")
	old := l.response()
	l.must(l.Respond(l.Context(), l.priya, key, old, "yes", now, today))
	l.must(l.Settle(l.Context(), l.ruth, key, c.ID, "accept", "", now))
	l.refused(l.Settle(l.Context(), l.ruth, key, c.ID, "reject", "x", now), fault.Conflict, "twice")
	f := found(choice, fieldwork.Differ)
	f.Found, f.Version = "40 lines, none of them signed", l.view(l.ruth).Work.Finding(choice, false).Version
	l.must(l.Keep(l.Context(), l.ruth, key, f, now))
	other := found(claim, fieldwork.Differ)
	l.refused(l.Keep(l.Context(), l.ruth, key, other, now), fault.Conflict, "of a finding that nobody corrected")
	if got := l.view(l.priya).Work.Finding(choice, false); got.Found != f.Found {
		t.Errorf("the trust reads %q", got.Found)
	}
	l.refused(l.Finish(l.Context(), l.ruth, key, now, today), fault.Invalid, "with an answer to the finding as it was before")
	l.refused(l.Respond(l.Context(), l.priya, key, old, "yes", now, today), fault.Conflict, "an answer to the old finding")
	again := l.response()
	l.refused(l.Respond(l.Context(), l.priya, key, again, "yes", now, today), fault.Invalid, "on an older answer of our own")
	again.Version = 1
	l.must(l.Respond(l.Context(), l.priya, key, again, "yes", now, today))
	l.must(l.Finish(l.Context(), l.ruth, key, now, today))
}

// Nobody edits a final: neither through the room, nor by SQL of the service's role, nor as the owner of the tables.
func TestNobodyChangesAFinal(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.fieldwork()
	l.must(l.Ask(l.Context(), l.ruth, key, fieldwork.Request{Words: "The policy", Due: today.AddDays(3)}, now, today))
	l.decided()
	l.must(l.Issue(l.Context(), l.ruth, key, now))
	l.must(l.Correct(l.Context(), l.priya, key, choice, "40 lines", now))
	l.must(l.Settle(l.Context(), l.ruth, key, l.view(l.ruth).Work.Corrections[0].ID, "accept", "", now))
	l.must(l.Respond(l.Context(), l.priya, key, l.response(), "yes", now, today))
	l.must(l.Finish(l.Context(), l.ruth, key, now, today))
	l.refused(l.Keep(l.Context(), l.ruth, key, found(choice, fieldwork.Agree), now), fault.Conflict, "a finding")
	l.refused(l.Conclude(l.Context(), l.ruth, key, fieldwork.Conclusion{Risk: "Substantial reliance", Confidence: "High", Words: "x"}, now), fault.Conflict, "the view")
	l.refused(l.Respond(l.Context(), l.priya, key, l.response(), "no", now, today), fault.Conflict, "a response")
	l.refused(l.Give(l.Context(), l.tom, key, l.view(l.tom).Work.Requests[0].ID, "Late", nil, now), fault.Conflict, "evidence")
	l.refused(l.Finish(l.Context(), l.ruth, key, now, today), fault.Conflict, "the final again")
	id := l.view(l.ruth).Work.ID
	statements := []string{
		`update engagements set final_at = null`, `delete from engagements`, `update findings set verdict = 'agree', issued = true`, `delete from findings`,
		`insert into findings select ods_code, engagement_id, item, reopened, version + 50, 'agree', tested, seen, found, recommendation, issued, written_at,
			written_by, written_by_name from findings where engagement_id = '` + id + `'`,
		`update conclusions set confidence = 'High'`, `insert into conclusions select ods_code, engagement_id, version + 50, risk, 'High', words, issued, written_at,
			written_by, written_by_name from conclusions`,
		`update management_responses set agreed = false`, `delete from final_records`, `update final_records set record = '{}'`,
		`update fieldwork_copies set sha256 = 'x'`, `delete from fieldwork_items`, `update corrections set words = 'x'`,
		`update correction_answers set accepted = false`, `update engagement_approvals set approved = false, words = 'x'`, `update evidence_requests set words = 'x'`,
	}
	owner := l.owner()
	if _, err := owner.Exec(t.Context(), `select set_config('cyberready.scope', 'system', false)`); err != nil {
		t.Fatal(err)
	}
	for _, sql := range statements {
		for who, s := range map[string]store.Scope{"assessor": l.ruth, "lead": l.priya, "system": store.System("test")} {
			err := l.db.InTx(t.Context(), s, func(tx *store.Tx) error {
				tag, err := tx.Exec(t.Context(), sql)
				if err == nil && tag.RowsAffected() > 0 {
					t.Errorf("%s: %s", who, sql)
				}
				return err
			})
			_ = err // refused, or no row was in its reach
		}
		if tag, err := owner.Exec(t.Context(), sql); err == nil {
			t.Errorf("the owner of the tables, %d rows: %s", tag.RowsAffected(), sql)
		} else if !strings.Contains(err.Error(), "never changed") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestAFinalBecomesActionsOnce(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.issued()
	l.must(l.Respond(l.Context(), l.priya, key, l.response(), "yes", now, today))
	_, err := l.Plan(l.Context(), l.priya, key, l.pack, nil, now, today)
	l.refused(err, fault.Conflict, "a draft becomes actions")
	l.must(l.Finish(l.Context(), l.ruth, key, now, today))
	_, err = l.Plan(l.Context(), l.tom, key, l.pack, nil, now, today)
	l.refused(err, fault.Forbidden, "a contributor plans")
	// Two windows at once: one action.
	var both sync.WaitGroup
	errs, made := make([]error, 2), make([]int, 2)
	for i := range errs {
		both.Go(func() { made[i], errs[i] = l.Plan(l.Context(), l.priya, key, l.pack, nil, now, today) })
	}
	both.Wait()
	if made[0]+made[1] != 1 || (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v %v", made, errs)
	}
	if n := l.count(l.priya, `select count(*) from actions where title = 'Count them again, and sign the list.' and items = '{`+choice+`}' and owner_name = 'Tom Okafor'`); n != 1 {
		t.Errorf("%d actions", n)
	}
	if w := l.view(l.priya).Work; len(w.Actions()) != 0 || w.Planned[choice] == "" {
		t.Errorf("%+v", w.Planned)
	}
}

// What the next version that is sent holds is the final: the claim that was agreed with is verified, as long as its answer stands.
func TestTheNextVersionHoldsTheFinal(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.issued()
	reports, y := reportdb.Reports{DB: l.db}, reportdb.Year{Cycle: key.Cycle, Pack: l.pack}
	d, err := reports.Draft(t.Context(), l.priya, key.ODS, y, today)
	l.must(err)
	if d.Snapshot.Independent != nil {
		t.Error("a draft of the assessor is in the assessment")
	}
	l.must(l.Respond(t.Context(), l.priya, key, l.response(), "yes", now, today))
	l.must(l.Finish(t.Context(), l.ruth, key, now, today))
	d, err = reports.Draft(t.Context(), l.priya, key.ODS, y, today)
	l.must(err)
	r := d.Snapshot.Independent
	if r == nil || r.Assessor != "Ruth Adeyemi" || r.ApprovedBy != "Helen Marsh" || r.Confidence != "Medium" || len(r.Sample) != 3 {
		t.Fatalf("%+v", r)
	}
	if s, ok := r.Of(choice); !ok || s.Verdict != fieldwork.Differ || s.Owner != "Tom Okafor" || !s.TakenUp {
		t.Errorf("%+v", s)
	}
	if got := r.Verified(d.Snapshot.AnswersByItem()); len(got) != 1 || !got[claim] {
		t.Errorf("verified: %v", got)
	}
}

func TestLastYearsFindingsAreReopenedFirst(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.final()
	l.answer("2027-28")
	next := fieldworkdb.Key{ODS: "ZZ1", Cycle: "2027-28"}
	a := l.appointing()
	l.must(l.Appoint(t.Context(), l.priya, next, l.pack, a, now))
	l.must(l.Approve(t.Context(), l.helen, next, "approve", 1, "", now))
	l.must(l.Declare(t.Context(), l.ruth, next, fieldwork.Independent, "I assessed last year, too.", now))
	shot, err := reportdb.Reports{DB: l.db}.ToTest(t.Context(), l.ruth, "ZZ1", reportdb.Year{Cycle: next.Cycle, Pack: l.pack}, today)
	l.must(err)
	l.must(l.Begin(t.Context(), l.ruth, next, shot, now))
	v, err := l.View(t.Context(), l.priya, next)
	l.must(err)
	if e := v.Work.Earlier; len(e) != 1 || e[0].Item != choice || e[0].From != "2026-27" || e[0].Owner != "Tom Okafor" {
		t.Fatalf("%+v", e)
	}
	f := found(choice, fieldwork.Agree)
	l.must(l.Keep(t.Context(), l.ruth, next, f, now))
	l.must(l.Conclude(t.Context(), l.ruth, next, fieldwork.Conclusion{Risk: "Substantial reliance", Confidence: "High"}, now))
	l.refused(l.Issue(t.Context(), l.ruth, next, now), fault.Invalid, "with an earlier finding that is not decided")
	l.must(l.Keep(t.Context(), l.ruth, next, fieldwork.Finding{Item: choice, Reopened: true, Verdict: fieldwork.Closed, Found: "Signed since April."}, now))
	l.must(l.Issue(t.Context(), l.ruth, next, now))
}
