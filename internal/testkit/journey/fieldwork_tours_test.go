package journey_test

import (
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/paths"
)

// engage appoints Iris Quayle at the bay for a year; the board approves and she declares.
func (s scene) engage(t *testing.T, cycle string) fieldworkdb.Key {
	t.Helper()
	k, room, now := fieldworkdb.Key{ODS: bay.ODS, Cycle: trust.Cycle(cycle)}, fieldworkdb.Fieldwork{DB: s.DB}, s.Clock.Now()
	iris := s.people["Iris Quayle"]
	for _, err := range []error{
		room.Appoint(t.Context(), s.people["Nora Vale"], k, s.pack, fieldworkdb.Appointing{Assessor: iris.Actor.Person, Because: "Auditor of Frost and Lane",
			Choice: []string{"9.2.1", "9.2.2"}, Why: "They worry us."}, now),
		room.Approve(t.Context(), s.people["Helga Stone"], k, "approve", 1, "", now),
		room.Declare(t.Context(), iris, k, fieldwork.Independent, "Nothing.", now),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// draft walks the bay's independent assessment to a draft that differs on one item and has tested no other.
func (s scene) draft(t *testing.T, item string) {
	t.Helper()
	k, room, now, iris := s.engage(t, bay.Cycle), fieldworkdb.Fieldwork{DB: s.DB}, s.Clock.Now(), s.people["Iris Quayle"]
	shot, err := reportdb.Reports{DB: s.DB}.ToTest(t.Context(), iris, k.ODS, reportdb.Year{Cycle: k.Cycle, Pack: s.pack}, s.today())
	if err != nil {
		t.Fatal(err)
	}
	for _, do := range []func() error{
		func() error { return room.Begin(t.Context(), iris, k, shot, now) },
		func() error {
			return room.Ask(t.Context(), iris, k, fieldwork.Request{Item: item, Words: "The log", Due: s.today()}, now, s.today())
		},
		func() error {
			return room.Keep(t.Context(), iris, k, fieldwork.Finding{Item: item, Verdict: fieldwork.Differ, Tested: "Walked", Seen: "A log", Found: "It is old.",
				Recommendation: "Do it again."}, now)
		},
		func() error {
			v, err := room.View(t.Context(), iris, k)
			for _, one := range v.Work.Scope {
				if err == nil && one.Item != item {
					err = room.Keep(t.Context(), iris, k, fieldwork.Finding{Item: one.Item, Verdict: fieldwork.Untested, Found: "No time."}, now)
				}
			}
			return err
		},
		func() error {
			return room.Conclude(t.Context(), iris, k, fieldwork.Conclusion{Risk: "No reliance", Confidence: "Low"}, now)
		},
		func() error { return room.Issue(t.Context(), iris, k, now) },
		func() error { return room.Correct(t.Context(), s.people["Nora Vale"], k, item, "It is of May.", now) },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
}

// left has Iris Quayle leave the bay's independent assessment of a year in the middle, with one item decided and a note.
func (s scene) left(t *testing.T, cycle, decided, noted string) {
	t.Helper()
	year, nora, now := workingcopy.Key{ODS: bay.ODS, Cycle: cycle}, s.people["Nora Vale"], s.Clock.Now()
	if err := (assessmentdb.Assessments{DB: s.DB}).Begin(t.Context(), nora, year, now, s.today()); err != nil {
		t.Fatal(err)
	}
	k, room, iris := s.engage(t, cycle), fieldworkdb.Fieldwork{DB: s.DB}, s.people["Iris Quayle"]
	d, err := reportdb.Reports{DB: s.DB}.Draft(t.Context(), nora, k.ODS, reportdb.Year{Cycle: k.Cycle, Pack: s.pack}, s.today())
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		room.Begin(t.Context(), iris, k, d.Snapshot, now),
		room.Keep(t.Context(), iris, k, fieldwork.Finding{Item: decided, Verdict: fieldwork.Untested, Found: "No time."}, now),
		room.Keep(t.Context(), iris, k, fieldwork.Finding{Item: noted, Seen: "The report of May"}, now),
		room.Leave(t.Context(), nora, k, "She is ill.", now),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// fieldworkTours are the pages of the independent assessment: under way and finished at Northmoor, appointed there for the year before,
// and a draft at the bay.
func fieldworkTours(t *testing.T, s scene) []tour {
	t.Helper()
	s.draft(t, "7.3.5")
	bayBefore := paths.Year{ODS: bay.ODS, Cycle: "2025-26"}
	s.left(t, bayBefore.Cycle, "9.2.1", "9.2.2")
	before, first := paths.Year{ODS: northmoor.ODS, Cycle: "2025-26"}, paths.Year{ODS: northmoor.ODS, Cycle: "2024-25"}
	priya := store.ScopeOf(access.Actor{Person: s.personID(t, "priya@demo.invalid"), Name: "Priya Nair", Role: access.Lead, Reach: access.ReachTrust,
		Place: northmoor.ODS}, store.Origin{})
	err := fieldworkdb.Fieldwork{DB: s.DB}.Appoint(t.Context(), priya, fieldworkdb.Key{ODS: first.ODS, Cycle: trust.Cycle(first.Cycle)}, s.pack,
		fieldworkdb.Appointing{Assessor: s.personID(t, "ruth@demo.invalid"), Because: "Auditor", Choice: []string{"9.2.1", "9.2.2"}, Why: "They worry us."}, s.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	asked := s.text(t, `select id::text from evidence_requests r where ods_code = $1 and not exists (select from evidence_answers a where a.ods_code = r.ods_code
		and a.request_id = r.id) order by due limit 1`, northmoor.ODS)
	earlier := s.text(t, `select item from reopened_findings where ods_code = $1 order by item limit 1`, northmoor.ODS)
	return []tour{
		{"priya@demo.invalid", []stop{
			{paths.Independent, northmoor.Independent(), 0},
			{paths.Independent, before.Independent(), 0},
			{paths.IndependentScope, first.IndependentScope(), 0},
			{paths.IndependentPlan, before.IndependentPlan(), 0},
			{paths.IndependentItem, before.IndependentItem(earlier), 0},
			{paths.IndependentLeave, northmoor.IndependentLeave(), 0},
			{paths.Evidence, northmoor.Evidence(), 0},
			{paths.EvidenceOne, northmoor.EvidenceOne(asked), 0},
		}},
		{"ruth@demo.invalid", []stop{
			{paths.Independent, northmoor.Independent(), 0},
			{paths.IndependentDeclare, first.IndependentDeclare(), 0},
			{paths.IndependentItem, northmoor.IndependentItem("8.3.4"), 0},
			{paths.IndependentEarlier, northmoor.IndependentEarlier(earlier), 0},
			{paths.IndependentOverall, northmoor.IndependentOverall(), 0},
			{paths.FieldworkCopy, northmoor.FieldworkCopy("7"), 0},
			{paths.Evidence, northmoor.Evidence(), 0},
		}},
		{"helen@demo.invalid", []stop{
			{paths.IndependentApprove, first.IndependentApprove(), 0},
			{"", northmoor.IndependentItem("8.3.4"), 404}, // nothing is issued yet
		}},
		{"nora@example.org", []stop{
			{paths.IndependentAppoint, paths.Year{ODS: bay.ODS, Cycle: "2024-25"}.IndependentAppoint(), 0},
			{"", bayBefore.IndependentAppoint(), 0}, // of whoever goes on
			{"", bayBefore.Independent(), 0},
			{paths.Independent, bay.Independent(), 0},
			{paths.IndependentItem, bay.IndependentItem("7.3.5"), 0},
			{paths.IndependentResponse, bay.IndependentResponse("7.3.5"), 0},
		}},
		{"iris@example.org", []stop{
			{paths.Independent, bay.Independent(), 0},
			{paths.IndependentPapers, bayBefore.IndependentPapers(), 0},
			{paths.IndependentItem, bay.IndependentItem("7.3.5"), 0}, // with a correction to decide
		}},
		{"ada@example.org", []stop{
			{paths.AdminMandates, paths.AdminMandates, 0},
			{paths.AdminMandate, paths.ToAdminMandate(northmoor.Cycle), 0},
		}},
	}
}
