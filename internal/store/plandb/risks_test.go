package plandb_test

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/store"
	"cyberready/internal/testkit/storeroom"
)

// kept records a risk and gives its id.
func (l *life) kept(item string, until day.Day) string {
	l.Helper()
	l.Must(l.KeepRisk(l.Context(), l.Priya, key, l.Pack, plan.Risk{Item: item, Owner: assessment.Author{Name: "Grace Holt"},
		Reason: "Isolated until the new scanner comes.", Until: until}, l.now, l.today))
	return one[string](l, `select id::text from risks where item = $1 order by recorded_at desc, id desc limit 1`, item)
}

func (l *life) state(item string) score.State {
	l.Helper()
	sheet, err := l.Assessments.Whole(l.Context(), l.Priya, storeroom.Year, l.Pack)
	l.Must(err)
	for _, it := range sheet.Result(l.Pack, l.today).Items {
		if it.ID == item {
			return it.State
		}
	}
	return ""
}

func TestARiskCountsOnlyWhereTheWordingAcceptsItAndTheSIRODid(t *testing.T) {
	t.Parallel()
	l := begin(t)
	mine, other := l.kept(flagged, today.AddMonths(3)), l.kept(open, today.AddMonths(3))
	if s := l.state(flagged); s != score.NotInPlace {
		t.Errorf("recorded by the lead alone, it is %s", s)
	}
	l.refused(l.AcceptRisk(t.Context(), l.Priya, key, mine, l.now, l.today), fault.Forbidden, "the lead accepts for the SIRO")
	l.refused(l.AcceptRisk(t.Context(), l.Tom, key, mine, l.now, l.today), fault.Forbidden, "a contributor accepts")
	l.refused(l.AcceptRisk(t.Context(), l.Otto, key, mine, l.now, l.today), fault.NotFound, "somebody elsewhere accepts")
	l.Must(l.AcceptRisk(t.Context(), l.grace, key, mine, l.now, l.today))
	l.Must(l.AcceptRisk(t.Context(), l.grace, key, other, l.now, l.today))
	l.refused(l.AcceptRisk(t.Context(), l.grace, key, mine, l.now, l.today), fault.Conflict, "accepted twice")
	if s := l.state(flagged); s != score.InPlace {
		t.Errorf("accepted by the SIRO, and the wording takes it: %s", s)
	}
	if s := l.state(open); s != score.NotInPlace {
		t.Errorf("accepted by the SIRO, and the wording does not take it: %s", s)
	}
	if w := l.working(); len(w.Result.Gaps) != 1 {
		t.Errorf("the plan sees gaps %+v", w.Result.Gaps)
	}
	risks, err := l.Risks(t.Context(), l.grace, key)
	l.Must(err)
	if len(risks.List) != 2 || risks.SIRO.Name != "Grace Holt" || !risks.List[0].Accepted() {
		t.Errorf("risks %+v", risks)
	}
	l.refused(l.EndRisk(t.Context(), l.Otto, key, mine, l.now, l.today), fault.NotFound, "ended from elsewhere")
	l.Must(l.EndRisk(t.Context(), l.grace, key, mine, l.now, l.today))
	if s := l.state(flagged); s != score.NotInPlace {
		t.Errorf("taken back: %s", s)
	}
}

func TestAnotherBoardMemberIsNotTheSIRO(t *testing.T) {
	t.Parallel()
	l := begin(t)
	risk := l.kept(flagged, today.AddMonths(3))
	helen := l.Person("Helen Marsh", "board-member", "ZZ1")
	l.refused(l.AcceptRisk(t.Context(), helen, key, risk, l.now, l.today), fault.Forbidden, "another member")
	l.refused(l.EndRisk(t.Context(), helen, key, risk, l.now, l.today), fault.Forbidden, "another member ends it")
	// The office passes on: the one before is no longer asked.
	l.Exec(`insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by)
		values ('ZZ1', $1, 'siro', 'Helen Marsh', $2, '2027-03-01', now() + interval '1 minute', 'test')`, store.NewID(), helen.Actor.Person)
	l.refused(l.AcceptRisk(t.Context(), l.grace, key, risk, l.now, l.today), fault.Forbidden, "the SIRO of before")
	l.Must(l.AcceptRisk(t.Context(), helen, key, risk, l.now, l.today))
}

func TestAnAcceptedRiskIsFrozenWithWhatWasSent(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.Must(l.AcceptRisk(t.Context(), l.grace, key, l.kept(flagged, today.AddDays(10)), l.now, l.today))
	l.publish()
	if got := one[string](l, `select state from publication_items where item = $1`, flagged); got != string(score.InPlace) {
		t.Errorf("published as %s", got)
	}
	l.later(20) // the risk has ended: the working copy says so, and what was published stays what it was
	if s := l.state(flagged); s != score.NotInPlace {
		t.Errorf("after its end it is %s", s)
	}
}
