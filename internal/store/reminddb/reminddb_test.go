package reminddb_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/reminder"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
	"cyberready/internal/store/reminddb"
	"cyberready/internal/testkit/pgtest"
)

// The year's deadline is 30 June 2027; today lies a week before it.
var (
	today = day.Of(2027, 6, 23)
	now   = time.Date(2027, 6, 23, 8, 0, 0, 0, time.UTC)
)

// trust is a database with one trust that has begun its year, and its people by name.
type trust struct {
	*testing.T
	db   *store.DB
	room reminddb.Reminders
	ids  map[string]string
}

func setup(t *testing.T) trust {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	b := trust{T: t, db: db, room: reminddb.Reminders{DB: db}, ids: map[string]string{}}
	b.do(`insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor'), ('ZZ2', 'Westmark')`)
	b.do(`insert into cycles (label, edition, opens, baseline_due, deadline) values ('2026-27', 'x', '2026-07-01', '2026-12-31', '2027-06-30')`)
	b.do(`insert into assessments (ods_code, cycle, stage, version, begun_at, begun_by) values ('ZZ1', '2026-27', 'draft', 0, '2026-09-01', 'x')`)
	for name, role := range map[string]string{"priya": "lead", "tom": "contributor", "helen": "board-member", "dev": "board-secretary"} {
		b.ids[name] = store.NewID()
		b.do(`insert into people (id, email, name, added_at) values ($1, $2, $3, '2026-01-01')`, b.ids[name], name+"@example.org", name)
		b.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', 'ZZ1', '2026-01-01', 'x')`, store.NewID(), b.ids[name], role)
	}
	return b
}

// do runs SQL; a name of somebody in it, as {tom}, stands for their id, and {new} for a new one.
func (b trust) do(sql string, args ...any) {
	b.Helper()
	for name, id := range b.ids {
		sql = strings.ReplaceAll(sql, "{"+name+"}", "'"+id+"'::uuid")
	}
	sql = strings.ReplaceAll(sql, "{new}", "'"+store.NewID()+"'::uuid")
	err := b.db.InTx(b.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(b.Context(), sql, args...)
		return err
	})
	if err != nil {
		b.Fatalf("%s: %v", sql, err)
	}
}

func (b trust) remind(on day.Day) int {
	b.Helper()
	n, err := b.room.Remind(b.Context(), now.AddDate(0, 0, on.DaysSince(today)), on)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// said gives everything that was said: "tom: assignment 7.3, 7".
func (b trust) said() []string {
	b.Helper()
	type row struct{ Name, Kind, Thing, Days string }
	var list []string
	err := b.db.InSnapshot(b.Context(), store.System("test"), func(tx *store.Tx) error {
		rows, err := store.List[row](b.Context(), tx, `select p.name, r.kind, case when length(r.thing) = 36 then '' else r.thing end as thing, r.days::text as days
			from reminders r join people p on p.id = r.person_id`)
		for _, r := range rows {
			list = append(list, fmt.Sprintf("%s: %s %s, %s", r.Name, r.Kind, r.Thing, r.Days))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(list)
	return list
}

func (b trust) wantSaid(want ...string) {
	b.Helper()
	if got := b.said(); !slices.Equal(got, want) {
		b.Errorf("said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Rows that are due in a week.
const (
	part     = `insert into assertion_owners (ods_code, cycle, assertion, person_id, person_name, due, given_at, given_by) values ('ZZ1', '2026-27', '7.3', {tom}, 'x', '2027-06-30', '2027-01-01', 'x')`
	handedIn = `insert into hand_ins (ods_code, id, cycle, part, words, handed_in_at, handed_in_by, handed_in_by_name) values ('ZZ1', {new}, '2026-27', '7.3', '', '2027-06-01', {tom}, 'x')`
	actionO  = `insert into actions (ods_code, id, cycle, title, items, owner_id, owner_name, due, funding, care_cost, version, added_at, added_by, added_by_name)
		values ('ZZ1', '01920000-0000-7000-8000-0000000000a1', '2026-27', 'x', '{7.3.5}', %s, 'x', '2027-06-30', 'funded', '', 1, '2027-01-01', {priya}, 'x')`
	snapshot = `insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
		values ('ZZ1', '2026-27', 1, 'final', '{}', 'x', '2027-05-01', '2027-05-01', {priya}, 'x')`
	sent    = `update assessments set stage = 'with the board', version = 1`
	seat    = `insert into signatories (ods_code, cycle, version, seat, person_id, name, post) values ('ZZ1', '2026-27', 1, 1, {helen}, 'x', 'x')`
	signed  = `insert into signatures (ods_code, id, cycle, version, seat, person_id, decision, words, sha256, signed_at) values ('ZZ1', {new}, '2026-27', 1, 1, {helen}, '%s', 'x', 'x', '2027-06-01')`
	siro    = `insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by) values ('ZZ1', {new}, 'siro', 'x', {helen}, '2020-01-01', '2020-01-01', 'x')`
	proofOf = `insert into proofs (ods_code, id, title, dated, holds_months, place, added_at, added_by, added_by_name)
		values ('ZZ1', '01920000-0000-7000-8000-0000000000b1', 'x', '2026-12-30', 6, 'x', '2026-12-30', {priya}, 'x')`
	engaged = `insert into engagements (ods_code, id, cycle, assessor_id, assessor_name, because, choice, choice_why, scope_version, appointed_at, appointed_by, appointed_by_name, begun_at)
		values ('ZZ1', '01920000-0000-7000-8000-0000000000c1', '2026-27', {helen}, 'x', 'x', '{}', '', 1, now(), {priya}, 'x', now())`
	asked = `insert into evidence_requests (ods_code, id, engagement_id, item, words, due, asked_at, asked_by_name)
		values ('ZZ1', '01920000-0000-7000-8000-0000000000d1', '01920000-0000-7000-8000-0000000000c1', '7.3.5', 'x', '2027-06-30', '2027-01-01', 'x')`
	extended = `insert into deadline_extensions (ods_code, id, cycle, kind, until_day, reason, given_at, given_by, given_by_name)
		values ('ZZ1', {new}, '2026-27', 'final', '2027-07-31', 'x', '2027-01-01', {priya}, 'x')`
	named = `insert into proof_items (ods_code, cycle, item, proof_id) values ('ZZ1', '2026-27', '7.3.5', '01920000-0000-7000-8000-0000000000b1')`
)

func TestWhoIsRemindedOfWhat(t *testing.T) {
	t.Parallel()
	deadline := "priya: deadline final, 7" // the lead's duty, whatever else is due
	for name, c := range map[string]struct {
		rows []string
		want []string
	}{
		"nothing but the year":           {want: []string{deadline}},
		"more time for the year":         {rows: []string{`insert into deadline_extensions (ods_code, id, cycle, kind, until_day, reason, given_at, given_by, given_by_name) values ('ZZ1', {new}, '2026-27', 'final', '2027-07-31', 'x', now(), {tom}, 'Ada')`}},
		"a part":                         {rows: []string{part}, want: []string{deadline, "tom: assignment 7.3, 7"}},
		"a part, confirmed":              {rows: []string{part, `insert into confirmations (ods_code, id, cycle, assertion, confirmed_at, confirmed_by, confirmed_by_name) values ('ZZ1', {new}, '2026-27', '7.3', now(), {tom}, 'x')`}, want: []string{deadline}},
		"a part, sent to the board":      {rows: []string{part, snapshot, sent}, want: []string{deadline}},
		"a part, given today":            {rows: []string{part, `update assertion_owners set given_at = '2027-06-23 07:00Z'`}, want: []string{deadline}},
		"a part, given today by London":  {rows: []string{part, `update assertion_owners set given_at = '2027-06-22 23:30Z'`}, want: []string{deadline}},
		"a part, given the day before":   {rows: []string{part, `update assertion_owners set given_at = '2027-06-22 22:30Z'`}, want: []string{deadline, "tom: assignment 7.3, 7"}},
		"a part due in thirty days":      {rows: []string{part, `update assertion_owners set due = '2027-07-23'`}, want: []string{deadline, "tom: assignment 7.3, 30"}},
		"a part due later than that":     {rows: []string{part, `update assertion_owners set due = '2027-07-24'`}, want: []string{deadline}},
		"a part long overdue":            {rows: []string{part, `update assertion_owners set due = '2027-06-08'`}, want: []string{deadline, "tom: assignment 7.3, -1"}},
		"a part overdue for longer":      {rows: []string{part, `update assertion_owners set due = '2027-06-07'`}, want: []string{deadline}},
		"a part of somebody who left":    {rows: []string{part, `update roles set ended_at = now() where person_id = {tom}`}, want: []string{"priya: assignment 7.3, 7", deadline}},
		"a part, account disabled":       {rows: []string{part, `update people set disabled_at = now() where id = {tom}`}, want: []string{"priya: assignment 7.3, 7", deadline}},
		"an action of somebody who left": {rows: []string{fmt.Sprintf(actionO, "{tom}"), `update roles set ended_at = now() where person_id = {tom}`}, want: []string{"priya: action , 7", deadline}},
		"an action":                      {rows: []string{fmt.Sprintf(actionO, "{tom}")}, want: []string{deadline, "tom: action , 7"}},
		"an action of nobody here":       {rows: []string{fmt.Sprintf(actionO, "null")}, want: []string{"priya: action , 7", deadline}},
		"an action that is done":         {rows: []string{fmt.Sprintf(actionO, "{tom}"), `update actions set ending = 'done', ended_on = '2027-06-01'`}, want: []string{deadline}},
		"an action moved today":          {rows: []string{fmt.Sprintf(actionO, "{tom}"), `insert into action_moves (ods_code, id, action_id, from_day, to_day, reason, moved_at, moved_by, moved_by_name) values ('ZZ1', {new}, '01920000-0000-7000-8000-0000000000a1', '2027-06-01', '2027-06-30', 'x', '2027-06-23', {tom}, 'x')`}, want: []string{deadline}},
		"who stands in for the lead":     {rows: []string{`insert into covers (ods_code, id, lead_id, cover_id, from_day, until_day, named_at, named_by_name) values ('ZZ1', {new}, {priya}, {tom}, '2027-06-01', '2027-07-31', now(), 'x')`}, want: []string{deadline, "tom: deadline final, 7"}},
		"a part, handed in":              {rows: []string{part, handedIn}, want: []string{deadline}},
		"a part, sent back":              {rows: []string{part, handedIn, `update hand_ins set verdict = 'sent-back', because = 'x', judged_at = now(), judged_by = {priya}`}, want: []string{deadline, "tom: assignment 7.3, 7"}},
		"a single item":                  {rows: []string{`insert into item_owners (ods_code, cycle, item, person_id, person_name, due, given_at, given_by) values ('ZZ1', '2026-27', '7.3.5', {tom}, 'x', '2027-06-30', '2027-01-01', 'x')`}, want: []string{deadline, "tom: assignment 7.3.5, 7"}},
		"published": {rows: []string{snapshot, `insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_on, published_at, published_by, outcome, late, signed,
			mandatory, in_place, does_not_apply, exempt, proved, unconfirmed) values ('ZZ1', '2026-27', 1, 'final', 'x', '2027-05-01', '2027-06-01', now(), 'x', 'gaps', false, true, 1, 0, 0, 0, 0, 0)`}},
		"the board meets": {
			rows: []string{`insert into meetings (ods_code, id, cycle, body, meets_on, paper_due, set_at, set_by, set_by_name) values ('ZZ1', {new}, '2026-27', 'board', '2027-06-30', '2027-06-24', '2027-01-01', {dev}, 'x')`},
			want: []string{"dev: date meeting board, 7", "dev: date paper board, 1", "helen: date meeting board, 7", "priya: date paper board, 1", deadline},
		},
		"the meeting is called off": {
			rows: []string{`insert into meetings (ods_code, id, cycle, body, meets_on, paper_due, set_at, set_by, set_by_name) values ('ZZ1', {new}, '2026-27', 'board', '2027-06-30', '2027-06-24', '2027-01-01', {dev}, 'x')`,
				`insert into meetings (ods_code, id, cycle, body, set_at, set_by, set_by_name) values ('ZZ1', {new}, '2026-27', 'board', '2027-02-01', {dev}, 'x')`},
			want: []string{deadline},
		},
		"more time":               {rows: []string{extended}, want: nil},
		"more time, taken back":   {rows: []string{extended, strings.Replace(strings.Replace(extended, "'2027-07-31'", "null", 1), "2027-01-01", "2027-02-01", 1)}, want: []string{deadline}},
		"signing, with more time": {rows: []string{snapshot, sent, seat, extended}},
		"a date of the trust's own": {rows: []string{`insert into own_dates (ods_code, cycle, id, kind, name, on_day, revision, set_at, set_by, set_by_name) values ('ZZ1', '2026-27', {new}, 'named', 'x', '2027-06-30', 1, '2027-01-01', {priya}, 'x')`},
			want: []string{"priya: date , 7", deadline}},
		"asked to sign":               {rows: []string{snapshot, sent, seat}, want: []string{"helen: signing 1, 7", deadline}},
		"asked to sign, has left":     {rows: []string{snapshot, sent, seat, `update roles set ended_at = now() where person_id = {helen}`}, want: []string{deadline}},
		"asked to sign, disabled":     {rows: []string{snapshot, sent, seat, `update people set disabled_at = now() where id = {helen}`}, want: []string{deadline}},
		"signed":                      {rows: []string{snapshot, sent, seat, fmt.Sprintf(signed, "signed")}, want: []string{deadline}},
		"asked a question first":      {rows: []string{snapshot, sent, seat, fmt.Sprintf(signed, "needs-an-answer-first")}, want: []string{"helen: signing 1, 7", deadline}},
		"somebody else is to sign":    {rows: []string{snapshot, sent, seat, `update signatories set replaced_at = now()`}, want: []string{deadline}},
		"recalled":                    {rows: []string{snapshot, seat, `update snapshots set recalled_at = now()`}, want: []string{deadline}},
		"a risk to accept":            {rows: []string{siro, `insert into risks (ods_code, id, cycle, item, owner_name, reason, until_day, recorded_at, recorded_by, recorded_by_name) values ('ZZ1', {new}, '2026-27', '7.3.5', 'x', 'x', '2028-01-01', '2027-01-01', {priya}, 'x')`}, want: []string{"helen: risk , 7", deadline}},
		"an accepted risk that ends":  {rows: []string{siro, `insert into risks (ods_code, id, cycle, item, owner_name, reason, until_day, recorded_at, recorded_by, recorded_by_name, accepted_by, accepted_on) values ('ZZ1', {new}, '2026-27', '7.3.5', 'x', 'x', '2027-06-24', '2027-01-01', {priya}, 'x', {helen}, '2027-02-01')`}, want: []string{"helen: risk , 1", deadline}},
		"an accepted risk that holds": {rows: []string{siro, `insert into risks (ods_code, id, cycle, item, owner_name, reason, until_day, recorded_at, recorded_by, recorded_by_name, accepted_by, accepted_on) values ('ZZ1', {new}, '2026-27', '7.3.5', 'x', 'x', '2028-06-24', '2027-01-01', {priya}, 'x', {helen}, '2027-02-01')`}, want: []string{deadline}},
		"proof that lapses":           {rows: []string{proofOf, named}, want: []string{deadline, "priya: proof , 7"}},
		"proof of somebody's own":     {rows: []string{proofOf, named, `update proofs set owner_id = {tom}, owner_name = 'x'`}, want: []string{deadline, "tom: proof , 7"}},
		"evidence for nobody's part":  {rows: []string{engaged, asked}, want: []string{deadline, "priya: evidence , 7"}},
		"evidence for somebody's part": {rows: []string{engaged, asked, `insert into assertion_owners (ods_code, cycle, assertion, person_id, person_name, given_at, given_by) values ('ZZ1', '2026-27', '7.3', {tom}, 'x', now(), 'x')`},
			want: []string{deadline, "tom: evidence , 7"}},
		"evidence that is given": {rows: []string{engaged, asked, `insert into evidence_answers (ods_code, request_id, engagement_id, words, proofs, answered_at, answered_by, answered_by_name)
			values ('ZZ1', '01920000-0000-7000-8000-0000000000d1', '01920000-0000-7000-8000-0000000000c1', 'x', '{}', now(), {tom}, 'x')`}, want: []string{deadline}},
		"proof that is withdrawn":    {rows: []string{proofOf, named, `update proofs set withdrawn_at = now()`}, want: []string{deadline}},
		"proof of nothing":           {rows: []string{proofOf}, want: []string{deadline}},
		"proof until it is replaced": {rows: []string{strings.Replace(proofOf, ", 6,", ", 0,", 1), named}, want: []string{deadline}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			for _, sql := range c.rows {
				b.do(sql)
			}
			b.remind(today)
			b.wantSaid(c.want...)
		})
	}
}

// The database ends a proof on the day on which the core does.
func TestProofLapsesOnItsLastDayWhateverTheMonth(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, dated := range []day.Day{day.Of(2024, 2, 29), day.Of(2025, 8, 31), day.Of(2025, 11, 30), day.Of(2026, 1, 31)} {
		for _, months := range assessment.HoldsChoices() {
			want := assessment.Proof{Dated: dated, HoldsMonths: months}.Until()
			if want.IsZero() {
				continue
			}
			var same bool
			err := b.db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
				return tx.QueryRow(t.Context(), `select ($1::date + make_interval(months => $2))::date = $3::date`, dated, months, want).Scan(&same)
			})
			if err != nil || !same {
				t.Errorf("%s and %d months: not %s (%v)", dated, months, want, err)
			}
		}
	}
}

func TestNothingIsSaidTwiceAndADigestADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.do(part)
	if n := b.remind(today); n != 2 {
		t.Fatalf("%d letters, want one to the lead and one to Tom", n)
	}
	b.do(fmt.Sprintf(actionO, "{tom}")) // new since this morning
	if n := b.remind(today); n != 0 {
		t.Errorf("%d more letters on the same day", n)
	}
	if n := b.remind(today.AddDays(1)); n != 1 {
		t.Errorf("%d letters on the next day, want the one about the action", n)
	}
	b.wantSaid("priya: deadline final, 7", "tom: action , 7", "tom: assignment 7.3, 7")
	b.do(`update assertion_owners set due = '2027-07-07', given_at = '2027-06-25'`) // moved: it begins anew
	b.remind(day.Of(2027, 6, 30))
	b.wantSaid("priya: deadline final, 1", "priya: deadline final, 7", "tom: action , 1", "tom: action , 7", "tom: assignment 7.3, 7", "tom: assignment 7.3, 7")
}

func TestSeveralServersRemindOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.do(part)
	var all sync.WaitGroup
	counts := make([]int, 8)
	for i := range counts {
		all.Go(func() {
			n, err := b.room.Remind(t.Context(), now, today)
			if err != nil {
				t.Error(err)
			}
			counts[i] = n
		})
	}
	all.Wait()
	total := 0
	for _, n := range counts {
		total += n
	}
	if total != 2 {
		t.Errorf("%d letters by eight servers, want 2", total)
	}
	b.wantSaid("priya: deadline final, 7", "tom: assignment 7.3, 7")
}

// What a letter says is read when it leaves: a mail server that was away for two days does not make it lie.
func TestADigestSaysWhatIsTrueWhenItLeaves(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.do(part)
	b.remind(today)
	var id string
	err := b.db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), `select id::text from mails where person_id = $1`, b.ids["tom"]).Scan(&id)
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := maildb.Mails{DB: b.db}.Envelope(t.Context(), id, now.AddDate(0, 0, 2))
	if err != nil || len(e.Due) != 1 {
		t.Fatalf("%+v (%v)", e.Due, err)
	}
	if d := e.Due[0]; d.Trust != "ZZ1" || d.TrustName != "Northmoor" || d.Kind != reminder.Assignment || d.ID != "7.3" || d.Today != today.AddDays(2) || d.On != day.Of(2027, 6, 30) {
		t.Errorf("%+v", d)
	}
}

func TestWhatIsTurnedOffStaysOffAndDutiesDoNot(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.do(fmt.Sprintf(actionO, "{priya}"))
	priya := reminddb.Self{Person: b.ids["priya"], Name: "Priya"}
	choose := func(on ...string) {
		t.Helper()
		if err := b.room.Choose(t.Context(), priya, on, now); err != nil {
			t.Fatal(err)
		}
	}
	choose("assignment", "proof", "commented")
	if off, err := b.room.Off(t.Context(), priya); err != nil || !off["action"] || !off["date"] || off["proof"] || off["deadline"] ||
		!off["hand-in-accepted"] || off["commented"] || off["hand-in-sent-back"] {
		t.Errorf("%v (%v)", off, err)
	}
	b.remind(today)
	b.wantSaid("priya: deadline final, 7")
	choose("action")
	b.remind(today.AddDays(1))
	b.wantSaid("priya: action , 7", "priya: deadline final, 7")
	if err := b.room.Choose(t.Context(), priya, []string{"everything"}, now); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a kind that there is not: %v", err)
	}
}
