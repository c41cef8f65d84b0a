package plandb_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/store"
	"cyberready/internal/store/plandb"
	"cyberready/internal/store/reportdb"
)

func (l *life) published(s store.Scope) plandb.Published {
	l.Helper()
	p, err := l.Published(l.Context(), s, key, l.today)
	l.Must(err)
	return p
}

const (
	gaps     = string(score.Gaps)
	accepted = string(score.GapsPlanned)
)

// A whole life: two actions are published, one is returned and then accepted, the plan holds, runs past a date and lapses,
// the trust reports the action as done, and it holds again. The national table follows at each step.
func TestTheLifeOfAnAcceptedPlan(t *testing.T) {
	t.Parallel()
	l := begin(t)
	soon, late := l.planned("Take stock", today.AddDays(30), open), l.planned("Buy a scanner", today.AddDays(90), flagged)
	version := l.publish()
	published := l.today
	if p := l.published(l.sam); len(p.Actions) != 2 || len(p.Gaps) != 2 || p.Waiting() != 2 || p.Outcome.Result != score.Gaps {
		t.Fatalf("published %+v", p)
	}
	if l.result() != gaps {
		t.Errorf("published with %s", l.result())
	}

	l.later(1)
	l.Must(l.decide(version, soon, plan.Accepted, ""))
	l.Must(l.decide(version, late, plan.Returned, "Who pays for it?"))
	if l.result() != gaps {
		t.Errorf("one of two was returned, and the result is %s", l.result())
	}
	l.told()
	l.later(1)
	acceptedOn := l.today
	l.Must(l.decide(version, late, plan.Accepted, "The money is found."))
	if l.result() != accepted {
		t.Errorf("every action was accepted, and the result is %s", l.result())
	}
	if got := l.told(); got != "plan-accepted to Priya Nair" {
		t.Errorf("accepted, and told %q", got)
	}
	p := l.published(l.sam)
	if p.Outcome.Until != today.AddDays(30) || len(p.Actions[1].Decisions) != 2 {
		t.Errorf("the plan holds as %+v", p.Outcome)
	}

	l.reportSays(version, "National staff have accepted its plan: since 3 March 2027")

	l.later(29) // the day after the first date
	if got := l.published(l.sam).Outcome; got.Result != score.Gaps || !strings.Contains(got.Reason, "lapsed") {
		t.Errorf("past its date, before the round: %+v", got)
	}
	l.reportSays(version, "Since 1 April 2027 its result here is “Gaps” again. The accepted plan lapsed")
	for range 2 {
		if _, err := l.Lapse(t.Context(), l.now, l.today); err != nil {
			t.Fatal(err)
		}
	}
	lapsedOn := l.today
	if got := l.told(); got != "plan-lapsed to Priya Nair" {
		t.Errorf("lapsed, and told %q", got)
	}
	if n := one[int](l, `select count(*) from publication_outcomes where outcome = 'Gaps'`); n != 1 || l.result() != gaps {
		t.Errorf("lapsed %d times, and the result is %s", n, l.result())
	}

	l.later(3)
	l.Must(l.End(t.Context(), l.Tom, key, soon, plan.Done, "The list is complete.", l.now, l.today))
	if l.result() != accepted {
		t.Errorf("reported as done, and the result is %s", l.result())
	}
	for d, want := range map[day.Day]string{
		published: gaps, acceptedOn.AddDays(-1): gaps, acceptedOn: accepted, lapsedOn.AddDays(-1): accepted, lapsedOn: gaps, l.today: accepted,
	} {
		if got := l.resultOn(d); got != want {
			t.Errorf("as at %s it is %s, want %s", d, got, want)
		}
	}
	if got := l.published(l.sam).Outcome; got.Until != today.AddDays(90) {
		t.Errorf("the next date is %s", got.Until)
	}
	if n := one[int](l, `select count(*) from audit_events where ods_code = 'ZZ1' and verb = 'action.decided'`); n != 3 {
		t.Errorf("%d decisions in the trust's trail", n)
	}
}

// reportSays asks of the report of a version what it says of its publication.
func (l *life) reportSays(version int, sentence string) {
	l.Helper()
	sent, err := reportdb.Reports{DB: l.Scene.DB}.Inputs(l.Context(), l.Priya, key.ODS, key.Cycle, version, l.today)
	l.Must(err)
	if said := strings.Join(report.Build(sent.Inputs()).Signing.Publication, " "); !strings.Contains(said, sentence) {
		l.Errorf("on %s the report says %q, want %q", l.today, said, sentence)
	}
}

func TestWhatIsPublishedOfAPlanDoesNotMoveWithIt(t *testing.T) {
	t.Parallel()
	l := begin(t)
	id := l.planned("Take stock", today.AddDays(30), open)
	l.Must(l.Note(t.Context(), l.Tom, key, id, "Only for us.", l.now))
	gone := l.planned("Buy a scanner", today.AddDays(40), flagged)
	l.Must(l.End(t.Context(), l.Priya, key, gone, plan.GivenUp, "Too dear.", l.now, l.today))
	l.publish()
	a, _ := l.working().Action(id)
	a.Title, a.Due = "Something else", today.AddDays(90)
	_, err := l.Save(t.Context(), l.Priya, key, l.Pack, a, "It came late.", l.now, l.today)
	l.Must(err)
	p := l.published(l.sam)
	if len(p.Actions) != 1 || p.Actions[0].Title != "Take stock" || p.Actions[0].Due != today.AddDays(30) || len(p.Actions[0].Notes) != 0 {
		t.Errorf("published %+v", p.Actions)
	}
}

func TestWhoDecidesOnAPlan(t *testing.T) {
	t.Parallel()
	l := begin(t)
	id := l.planned("Take stock", today.AddDays(30), open)
	version := l.publish()
	by := func(s store.Scope, version int, action string) error {
		return l.Decide(t.Context(), s, key, version, plan.Decision{Action: action, Verdict: plan.Accepted}, l.now, l.today)
	}
	l.refused(by(l.Priya, version, id), fault.Forbidden, "the trust itself")
	l.refused(by(analyst(access.ReachRegion, "ZZQ"), version, id), fault.NotFound, "an analyst of another region")
	l.refused(by(l.sam, version+1, id), fault.Conflict, "a version that is not current")
	l.refused(by(l.sam, version, store.NewID()), fault.NotFound, "an action that is none")
	l.refused(l.decide(version, id, plan.Returned, " "), fault.Invalid, "returned without a reason")
	l.Must(by(analyst(access.ReachRegion, "ZZR"), version, id))
	_, err := l.Published(t.Context(), analyst(access.ReachRegion, "ZZQ"), key, l.today)
	l.refused(err, fault.NotFound, "another region reads it")
	if _, err := l.Published(t.Context(), l.Priya, key, l.today); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a lead reads by the door of national staff: %v", err)
	}
	if p := l.working().Published; p == nil || len(p.Actions) != 1 || len(p.Actions[0].Decisions) != 1 {
		t.Errorf("the trust does not see what was decided: %+v", p)
	}
}

// Not even a defect of ours lets a trust decide on its own plan: the policies refuse it.
func TestATrustCannotWriteADecision(t *testing.T) {
	t.Parallel()
	l := begin(t)
	id := l.planned("Take stock", today.AddDays(30), open)
	version := l.publish()
	err := l.Scene.DB.InTx(t.Context(), l.Priya, func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into action_decisions (ods_code, id, cycle, version, action_id, verdict, words, decided_at, decided_on,
			decided_by, decided_by_name) values ('ZZ1', $1, '2026-27', $2, $3, 'accepted', '', now(), now(), $1, 'x')`, store.NewID(), version, id)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "row-level security") {
		t.Errorf("got %v", err)
	}
}
