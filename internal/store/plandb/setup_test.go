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
	"cyberready/internal/store/plandb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/testkit/storeroom"
)

var (
	now, today = storeroom.Now, storeroom.Today
	key        = plandb.Key{ODS: "ZZ1", Cycle: "2026-27"}
)

// life is a trust whose assessment is answered but for two gaps, and whose people know one another. Its clock is moved by hand.
type life struct {
	storeroom.Scene
	plandb.Plans
	grace, sam store.Scope // SIRO on the board, analyst of the nation
	now        time.Time
	today      day.Day
}

func begin(t *testing.T) *life {
	t.Helper()
	scene := storeroom.New(t)
	pack := scene.Pack
	for _, s := range pack.Standards {
		if s.Number == "8" { // it holds items whose own wording accepts an accepted risk
			pack.Standards = []framework.Standard{s}
		}
	}
	pack, err := pack.With(nil)
	scene.Must(err)
	scene.Pack = pack
	l := &life{Scene: scene, Plans: plandb.Plans{DB: scene.DB}, now: now, today: today}
	l.Exec(`update trusts set region_code = 'ZZQ' where ods_code = 'ZZ2'`)
	l.grace = l.Person("Grace Holt", access.BoardMember, "ZZ1")
	l.Exec(`insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by)
		values ('ZZ1', $1, 'siro', 'Grace Holt', $2, '2026-01-01', now(), 'test')`, store.NewID(), l.grace.Actor.Person)
	l.sam = analyst(access.ReachNation, "")
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
		l.Answer(l.Priya, storeroom.Edit(q.ID, 0, w))
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

func (l *life) refused(err error, kind fault.Kind, what string) {
	l.Helper()
	if fault.KindOf(err) != kind || err == nil {
		l.Errorf("%s: %v", what, err)
	}
}

// one reads one value with the system's sight.
func one[T any](l *life, sql string, args ...any) T {
	l.Helper()
	return storeroom.One[T](l.Scene, store.System("test"), sql, args...)
}

func pounds(n int) *plan.Pounds {
	p := plan.Pounds(n)
	return &p
}

// action is one that is sound, for some gaps.
func (l *life) action(title string, due day.Day, items ...string) plan.Action {
	return plan.Action{Title: title, Items: items, Owner: assessment.Author{ID: l.Tom.Actor.Person}, Due: due, Cost: pounds(12000),
		Funding: plan.AskedFor, CareCost: "An evening without the laboratory system."}
}

// planned keeps an action and gives its id.
func (l *life) planned(title string, due day.Day, items ...string) string {
	l.Helper()
	id, err := l.Save(l.Context(), l.Priya, key, l.Pack, l.action(title, due, items...), "", l.now, l.today)
	l.Must(err)
	return id
}

func (l *life) working() plandb.Working {
	l.Helper()
	w, err := l.Working(l.Context(), l.Priya, key, l.Pack, l.today)
	l.Must(err)
	return w
}

// publish sends what there is to the board, and publishes it.
func (l *life) publish() int {
	l.Helper()
	reports := reportdb.Reports{DB: l.Scene.DB}
	y := reportdb.Year{Cycle: key.Cycle, Pack: l.Pack, Deadline: day.Of(2027, 6, 30)}
	v, err := reports.Send(l.Context(), l.Priya, key.ODS, y, reportdb.Sending{Kind: signoff.Final, Accepted: true}, l.now, l.today)
	l.Must(err)
	l.Must(reports.Publish(l.Context(), l.Priya, key.ODS, y, reportdb.Publishing{Version: v, WithoutSignatures: true}, l.now, l.today))
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
