package reportdb_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/testkit/pgtest"
)

const cycle = trust.Cycle("2026-27")

// trustLife is a trust with its people on a database of its own.
type trustLife struct {
	*testing.T
	reportdb.Reports
	owner *pgx.Conn // sees and writes everything: for what lies outside this room
	year  reportdb.Year
	now   time.Time

	priya, helen, amir, dev, ruth person // lead, two board members (Amir is the chair), secretary, assessor
}

type person struct {
	id, name string
	scope    store.Scope
}

const ods = "ZZ1"

func begin(t *testing.T) *trustLife {
	t.Helper()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	owner, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close(context.Background()) })
	l := &trustLife{T: t, Reports: reportdb.Reports{DB: db}, owner: owner, now: time.Date(2027, 6, 20, 13, 0, 0, 0, time.UTC)}
	l.year = reportdb.Year{Cycle: cycle, Pack: pack(), BaselineDue: day.Of(2027, 2, 28), Deadline: day.Of(2027, 6, 30)}
	l.do(`insert into service (demo, filled_at) values (true, now())`)
	l.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', 'test', '2026-07-01', '2027-06-30'), ('2025-26', 'test', '2025-07-01', '2026-06-30')`)
	l.do(`insert into regions values ('ZZW', 'Westmark')`)
	l.trust(ods, "Northmoor and Dale NHS Foundation Trust")
	l.priya = l.person("Priya Nair", "Head of IT", access.Lead)
	l.helen = l.person("Helen Marsh", "Non-executive director", access.BoardMember)
	l.amir = l.person("Amir Das", "Chair", access.BoardMember)
	l.dev = l.person("Dev Rao", "Board secretary", access.BoardSecretary)
	l.ruth = l.person("Ruth Adeyemi", "Assessor", access.Assessor)
	l.do(`insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by) values
		($1, $2, 'chair', 'Amir Das', $3, '2026-01-01', now(), 'Dev Rao'), ($1, $4, 'siro', '', null, '2027-01-01', now(), 'Dev Rao')`,
		ods, store.NewID(), l.amir.id, store.NewID())
	l.do(`insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ($1, $2, 'draft', now(), 'Priya Nair')`, ods, cycle)
	l.do(`insert into progress values ($1, $2, '2026-09-01', 2, '2027-06-19')`, ods, cycle)
	l.answer("7.3.5", "yes", "All wards")
	l.answer("8.1.4", "no", "")
	return l
}

// do runs a statement as the owner of the database.
func (l *trustLife) do(sql string, args ...any) {
	l.Helper()
	if _, err := l.owner.Exec(l.Context(), sql, args...); err != nil {
		l.Fatal(err)
	}
}

func (l *trustLife) trust(code, name string) {
	l.Helper()
	l.do(`insert into trusts (ods_code, name, kind, region_code) values ($1, $2, 'acute', 'ZZW')`, code, name)
}

func (l *trustLife) person(name, post string, role access.Role) person {
	l.Helper()
	id := store.NewID()
	l.do(`insert into people (id, email, name, post, added_at) values ($1, $2, $3, $4, now())`, id, strings.ToLower(strings.ReplaceAll(name, " ", "."))+"@example.org", name, post)
	l.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, now(), 'test')`, store.NewID(), id, role, ods)
	return person{id, name, l.scope(id, name, role, ods)}
}

func (l *trustLife) scope(id, name string, role access.Role, code string) store.Scope {
	return store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: code}, store.Origin{Address: "127.0.0.1", RequestID: "r"})
}

func (l *trustLife) answer(item, reply, text string) {
	l.Helper()
	l.do(`insert into answers values ($1, $2, $3, $4, $5, null, null, 1, now(), $6, 'Priya Nair')`, ods, cycle, item, reply, text, store.NewID())
}

func (l *trustLife) today() day.Day { return day.In(l.now, time.UTC) }

// send lays the working copy before the board and asks people to sign.
func (l *trustLife) send(asked ...person) int {
	l.Helper()
	var ids []string
	for _, p := range asked {
		ids = append(ids, p.id)
	}
	v, err := l.Send(l.Context(), l.priya.scope, ods, l.year, reportdb.Sending{Kind: signoff.Final, Signatories: ids, Accepted: true}, l.now, l.today())
	if err != nil {
		l.Fatal(err)
	}
	return v
}

// read gives a version as somebody sees it.
func (l *trustLife) read(who person, version int) reportdb.Sent {
	l.Helper()
	sent, err := l.Inputs(l.Context(), who.scope, ods, cycle, version, l.today())
	if err != nil {
		l.Fatal(err)
	}
	return sent
}

// sign says what a signatory decides on the newest version.
func (l *trustLife) sign(who person, d signoff.Decision, words string) error {
	l.Helper()
	v := l.read(who, 0)
	l.now = l.now.Add(time.Minute)
	_, err := l.Sign(l.Context(), who.scope, ods, cycle, reportdb.Signing{Version: v.Number, SHA256: v.Version.SHA256, Decision: d, Words: words}, l.now)
	return err
}

func (l *trustLife) publish(version int, without bool) error {
	return l.Publish(l.Context(), l.priya.scope, ods, l.year, reportdb.Publishing{Version: version, WithoutSignatures: without}, l.now, l.today())
}

// must ends the test on an error.
func (l *trustLife) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// refused ends the test unless the error is a fault of the kind.
func (l *trustLife) refused(err error, kind fault.Kind) {
	l.Helper()
	if err == nil || fault.KindOf(err) != kind {
		l.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
}

// audited counts the trust's audit events of a verb.
func (l *trustLife) audited(verb string) int {
	l.Helper()
	var n int
	l.must(l.owner.QueryRow(l.Context(), `select count(*) from audit_events where ods_code = $1 and verb = $2`, ods, verb).Scan(&n))
	return n
}

// pack has two standards with three mandatory items, and a question of our own.
func pack() framework.Pack {
	item := func(id, title string, mandatory bool, e framework.Effect) framework.Item {
		return framework.Item{ID: id, Title: title, Gap: title + " is missing.", Ask: "Is it in place?", Mandatory: mandatory, Effect: e,
			EffectReason: "Care would stop.", Owner: "Head of IT", Satisfies: "A record.", Proof: framework.ProofWelcome}
	}
	return framework.Pack{
		Edition: "test", Label: "the test items", Kind: framework.NDG,
		Standards: []framework.Standard{
			{Number: "7", Title: "Continuity planning", Asks: "Plan. Test.", Assertions: []framework.Assertion{
				{ID: "7.3", Title: "Restore", Items: []framework.Item{item("7.3.5", "Full restore", true, framework.StopsCare)}}}},
			{Number: "8", Title: "Unsupported systems", Asks: "Know. Replace.", Assertions: []framework.Assertion{
				{ID: "8.1", Title: "Know", Items: []framework.Item{
					item("8.1.4", "List of systems", true, framework.DelaysCare), item("8.1.5", "Owners", true, framework.WeakensProof),
					item("8.1.6", "Labels", false, framework.WeakensProof)}}}},
			{Number: "x", Title: "Board readiness, our own", Own: true, Assertions: []framework.Assertion{
				{ID: "x1", Title: "Board", Items: []framework.Item{item("x1.1", "Exercise", false, framework.WeakensProof)}}}},
		},
	}
}
