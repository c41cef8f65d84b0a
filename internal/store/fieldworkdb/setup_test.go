package fieldworkdb_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
	key   = fieldworkdb.Key{ODS: "ZZ1", Cycle: "2026-27"}
)

// life is a trust with an assessment in which one item of standard 8 is not in place, and its people.
type life struct {
	*testing.T
	fieldworkdb.Fieldwork
	db                                                 *store.DB
	url                                                string
	pack                                               framework.Pack
	priya, tom, helen, dev, ruth, rory, otto, sam, ada store.Scope
}

func begin(t *testing.T) *life {
	t.Helper()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	pack := packs[0]
	for _, s := range pack.Standards {
		if s.Number == "8" {
			pack.Standards = []framework.Standard{s}
		}
	}
	if pack, err = pack.With(nil); err != nil {
		t.Fatal(err)
	}
	l := &life{T: t, Fieldwork: fieldworkdb.Fieldwork{DB: db}, db: db, url: url, pack: pack}
	l.do(`insert into regions values ('ZZR', 'Westmark')`)
	l.do(`insert into trusts (ods_code, name, kind, region_code) values ('ZZ1', 'Northmoor and Dale', 'acute', 'ZZR'), ('ZZ2', 'Eastholme', 'acute', 'ZZR')`)
	l.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', $1, '2026-07-01', '2027-06-30'), ('2027-28', $1, '2027-02-01', '2028-06-30')`, pack.Edition)
	l.priya, l.tom, l.helen = l.person("Priya Nair", access.Lead, "ZZ1"), l.person("Tom Okafor", access.Contributor, "ZZ1"), l.person("Helen Marsh", access.BoardMember, "ZZ1")
	l.dev, l.ruth, l.rory = l.person("Dev Rao", access.BoardSecretary, "ZZ1"), l.person("Ruth Adeyemi", access.Assessor, "ZZ1"), l.person("Rory Lane", access.Assessor, "ZZ1")
	l.otto = l.person("Otto Lind", access.Lead, "ZZ2")
	l.sam = store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Sam Keane", Role: access.Analyst, Reach: access.ReachNation}, store.Origin{})
	l.ada = store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Ada", Role: access.Administrator, Reach: access.ReachService}, store.Origin{})
	l.answer("2026-27")
	return l
}

// answer begins a year and claims everything but 8.1.3.
func (l *life) answer(cycle string) {
	l.Helper()
	room, year := assessmentdb.Assessments{DB: l.db}, workingcopy.Key{ODS: "ZZ1", Cycle: cycle}
	l.must(room.Begin(l.Context(), l.priya, year, now, today))
	for _, q := range l.pack.Questions() {
		w := assessment.Words{Reply: assessment.Yes, Text: "As planned."}
		if q.Ask == "" {
			w = assessment.Words{}
		}
		if f := q.Figure; f != nil && f.Kind == framework.Date {
			w.Date = today.AddDays(-20)
		} else if f != nil {
			h := assessment.Hundredths(10000)
			if f.Max != nil {
				h = 0
			}
			w.Figure = &h
		}
		if q.ID == gap {
			w = assessment.Words{Reply: assessment.No}
		}
		_, err := room.SaveAnswer(l.Context(), l.priya, year, l.pack, assessment.Edit{Item: q.ID, Words: w, At: now}, today)
		l.must(err)
	}
}

// The scope of these tests: two items are mandated, the trust adds one. The trust says No to the second.
const (
	claim  = "8.1.1"
	gap    = "8.1.3"
	choice = "8.2.1"
)

func (l *life) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

func (l *life) refused(err error, kind fault.Kind, what string) {
	l.Helper()
	if err == nil || fault.KindOf(err) != kind {
		l.Errorf("%s: %v", what, err)
	}
}

func (l *life) do(sql string, args ...any) {
	l.Helper()
	l.must(l.db.InTx(l.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(l.Context(), sql, args...)
		return err
	}))
}

// count counts rows with somebody's own sight.
func (l *life) count(s store.Scope, sql string) (n int) {
	l.Helper()
	l.must(l.db.InSnapshot(l.Context(), s, func(tx *store.Tx) error { return tx.QueryRow(l.Context(), sql).Scan(&n) }))
	return n
}

func (l *life) person(name string, role access.Role, ods string) store.Scope {
	l.Helper()
	id := store.NewID()
	l.do(`insert into people (id, email, name, added_at) values ($1, $2, $3, $4)`, id, id+"@example.org", name, now)
	l.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, $5, 'test')`,
		store.NewID(), id, role, ods, now)
	return store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: ods}, store.Origin{})
}

// owner is a connection that owns every table, and that no policy holds.
func (l *life) owner() *pgx.Conn {
	l.Helper()
	c, err := pgx.Connect(l.Context(), l.url)
	l.must(err)
	l.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func (l *life) view(s store.Scope) fieldworkdb.View {
	l.Helper()
	v, err := l.View(l.Context(), s, key)
	l.must(err)
	return v
}

func (l *life) mandate() {
	l.Helper()
	l.must(l.Mandate(l.Context(), l.ada, key.Cycle, l.pack, fieldwork.Mandated{Parts: []string{claim, gap}, Choices: 1, Source: "Our own test"}, now))
}

func (l *life) appoint() {
	l.Helper()
	l.must(l.Appoint(l.Context(), l.priya, key, l.pack, l.appointing(), now))
}

func (l *life) appointing() fieldworkdb.Appointing {
	return fieldworkdb.Appointing{Assessor: l.ruth.Actor.Person, Because: "Auditor of Frost and Lane", Choice: []string{choice}, Why: "It worries us."}
}

// shot is the working copy as it is now.
func (l *life) begins() error {
	l.Helper()
	shot, err := reportdb.Reports{DB: l.db}.ToTest(l.Context(), l.ruth, key.ODS, reportdb.Year{Cycle: key.Cycle, Pack: l.pack, Deadline: day.Of(2027, 6, 30)}, today)
	l.must(err)
	return l.Begin(l.Context(), l.ruth, key, shot, now)
}

// fieldwork walks to the beginning of fieldwork.
func (l *life) fieldwork() {
	l.Helper()
	l.mandate()
	l.appoint()
	l.must(l.Approve(l.Context(), l.helen, key, "approve", 1, "", now))
	l.must(l.Declare(l.Context(), l.ruth, key, fieldwork.Independent, "Nothing.", now))
	l.must(l.begins())
}

func found(item string, v fieldwork.Verdict) fieldwork.Finding {
	f := fieldwork.Finding{Item: item, Verdict: v, Tested: "Walked through with the head of IT", Seen: "The list of 1 March", Found: "SECRET of " + item}
	if v == fieldwork.Differ {
		f.Recommendation = "Count them again, and sign the list."
	}
	return f
}

// decided keeps a verdict of each item and the overall view.
func (l *life) decided() {
	l.Helper()
	for item, v := range map[string]fieldwork.Verdict{claim: fieldwork.Agree, gap: fieldwork.Agree, choice: fieldwork.Differ} {
		l.must(l.Keep(l.Context(), l.ruth, key, found(item, v), now))
	}
	l.must(l.Conclude(l.Context(), l.ruth, key, fieldwork.Conclusion{Risk: "Moderate reliance", Confidence: "Medium", Words: "SECRET reason."}, now))
}

// issued walks to the draft.
func (l *life) issued() {
	l.Helper()
	l.fieldwork()
	l.decided()
	l.must(l.Issue(l.Context(), l.ruth, key, now))
}

func (l *life) response() fieldwork.Response {
	l.Helper()
	return fieldwork.Response{Item: choice, Finding: l.view(l.priya).Work.Finding(choice, false).Version, Words: "We count them in April.",
		Owner: assessment.Author{ID: l.tom.Actor.Person}, Due: today.AddDays(40)}
}

// final walks to the final.
func (l *life) final() {
	l.Helper()
	l.issued()
	l.must(l.Respond(l.Context(), l.priya, key, l.response(), "yes", now, today))
	l.must(l.Finish(l.Context(), l.ruth, key, now, today))
}
