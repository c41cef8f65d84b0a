package plandb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
	key   = plandb.Key{ODS: "ZZ1", Cycle: "2026-27"}
	year  = workingcopy.Key{ODS: "ZZ1", Cycle: "2026-27"}
)

// life is a trust whose assessment is answered but for two gaps, and whose people know one another. Its clock is moved by hand.
type life struct {
	*testing.T
	plandb.Plans
	db                           *store.DB
	pack                         framework.Pack
	priya, tom, grace, otto, sam store.Scope // lead, contributor, SIRO on the board, lead elsewhere, analyst of the nation
	now                          time.Time
	today                        day.Day
}

func begin(t *testing.T) *life {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
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
		if s.Number == "8" { // it holds items whose own wording accepts an accepted risk
			pack.Standards = []framework.Standard{s}
		}
	}
	if pack, err = pack.With(nil); err != nil {
		t.Fatal(err)
	}
	l := &life{T: t, Plans: plandb.Plans{DB: db}, db: db, pack: pack, now: now, today: today}
	l.do(`insert into regions values ('ZZR', 'Westmark')`)
	l.do(`insert into trusts (ods_code, name, kind, region_code) values ('ZZ1', 'Northmoor and Dale', 'acute', 'ZZR'), ('ZZ2', 'Eastholme', 'acute', 'ZZQ')`)
	l.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', $1, '2026-07-01', '2027-06-30')`, pack.Edition)
	l.priya, l.tom, l.otto = l.person("Priya Nair", access.Lead, "ZZ1"), l.person("Tom Okafor", access.Contributor, "ZZ1"), l.person("Otto Lind", access.Lead, "ZZ2")
	l.grace = l.person("Grace Holt", access.BoardMember, "ZZ1")
	l.do(`insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by)
		values ('ZZ1', $1, 'siro', 'Grace Holt', $2, '2026-01-01', now(), 'test')`, store.NewID(), l.grace.Actor.Person)
	l.sam = analyst(access.ReachNation, "")
	room := assessmentdb.Assessments{DB: db}
	l.must(room.Begin(t.Context(), l.priya, year, now, today))
	for _, q := range pack.Questions() {
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
		if q.ID == open || q.ID == flagged {
			w = assessment.Words{Reply: assessment.No}
		}
		_, err := room.SaveAnswer(t.Context(), l.priya, year, pack, assessment.Edit{Item: q.ID, Words: w, At: now}, today)
		l.must(err)
	}
	return l
}

// The two gaps: the wording of the second takes an accepted risk as being in place.
const (
	open    = "8.1.1"
	flagged = "8.1.3"
)

func analyst(reach access.Reach, place string) store.Scope {
	return store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Sam Keane", Role: access.Analyst, Reach: reach, Place: place}, store.Origin{})
}

func (l *life) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

func (l *life) refused(err error, kind fault.Kind, what string) {
	l.Helper()
	if fault.KindOf(err) != kind || err == nil {
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

// one reads one value with the system's sight.
func one[T any](l *life, sql string, args ...any) (v T) {
	l.Helper()
	l.must(l.db.InSnapshot(l.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(l.Context(), sql, args...).Scan(&v)
	}))
	return v
}

func (l *life) person(name string, role access.Role, ods string) store.Scope {
	l.Helper()
	id := store.NewID()
	l.do(`insert into people (id, email, name, added_at) values ($1, $2, $3, $4)`, id, id+"@example.org", name, now)
	l.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, $5, 'test')`,
		store.NewID(), id, role, ods, now)
	return store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: ods}, store.Origin{})
}

func pounds(n int) *plan.Pounds {
	p := plan.Pounds(n)
	return &p
}

// action is one that is sound, for some gaps.
func (l *life) action(title string, due day.Day, items ...string) plan.Action {
	return plan.Action{Title: title, Items: items, Owner: assessment.Author{ID: l.tom.Actor.Person}, Due: due, Cost: pounds(12000),
		Funding: plan.AskedFor, CareCost: "An evening without the laboratory system."}
}

// planned keeps an action and gives its id.
func (l *life) planned(title string, due day.Day, items ...string) string {
	l.Helper()
	id, err := l.Save(l.Context(), l.priya, key, l.pack, l.action(title, due, items...), "", l.now, l.today)
	l.must(err)
	return id
}

func (l *life) working() plandb.Working {
	l.Helper()
	w, err := l.Working(l.Context(), l.priya, key, l.pack, l.today)
	l.must(err)
	return w
}

// publish sends what there is to the board, and publishes it.
func (l *life) publish() int {
	l.Helper()
	reports := reportdb.Reports{DB: l.db}
	y := reportdb.Year{Cycle: key.Cycle, Pack: l.pack, Deadline: day.Of(2027, 6, 30)}
	v, err := reports.Send(l.Context(), l.priya, key.ODS, y, reportdb.Sending{Kind: signoff.Final, Accepted: true}, l.now, l.today)
	l.must(err)
	l.must(reports.Publish(l.Context(), l.priya, key.ODS, y, reportdb.Publishing{Version: v, WithoutSignatures: true}, l.now, l.today))
	return v
}

func (l *life) decide(version int, action string, v plan.Verdict, words string) error {
	return l.Decide(l.Context(), l.sam, key, version, plan.Decision{Action: action, Verdict: v, Words: words}, l.now, l.today)
}

// later moves the clock.
func (l *life) later(days int) {
	l.now, l.today = l.now.AddDate(0, 0, days), l.today.AddDays(days)
}

// result is the trust's result as the national table has it, and as it was on a day.
func (l *life) result() string {
	return one[string](l, `select result from trust_years where ods_code = 'ZZ1' and cycle = '2026-27'`)
}

func (l *life) resultOn(d day.Day) string {
	return one[string](l, `select result from trust_years_at('2026-27', $1) where ods_code = 'ZZ1'`, d)
}
