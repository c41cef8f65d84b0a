package reportdb_test

import (
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store"
	"cyberready/internal/store/reportdb"
)

// letters gives "kind to name" of what was queued since the last call, each with its job.
func (l *trustLife) letters() []string {
	l.Helper()
	const sql = `with gone as (update mails set state = 'sent' where state = 'waiting' and exists (
			select from river_job j where j.kind = 'letter' and j.args ->> 'mail' = mails.id::text) returning kind, person_id)
		select kind || ' to ' || p.name from gone join people p on p.id = gone.person_id order by 1`
	rows, err := l.owner.Query(l.Context(), sql)
	l.must(err)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	l.must(err)
	return list
}

func (l *trustLife) told(want ...string) {
	l.Helper()
	if got := l.letters(); !slices.Equal(got, want) {
		l.Errorf("told %q, want %q", got, want)
	}
}

// Given Helen and Amir who are asked to sign, when it is sent, recalled, sent again, signed and published, then each who
// needs to know has a letter in the queue, and nobody gets one about what they did themselves but for their receipt.
func TestWhoNeedsToKnowIsTold(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen, l.amir)
	l.told("signing-asked to Amir Das", "signing-asked to Helen Marsh")
	l.must(l.Recall(t.Context(), l.priya.scope, ods, cycle, v, l.now))
	l.told("assessment-back to Amir Das", "assessment-back to Helen Marsh")
	v = l.send(l.helen, l.priya)
	l.told("signing-asked to Helen Marsh") // Priya sent it herself
	l.must(l.ReplaceSignatory(t.Context(), l.dev.scope, ods, cycle, reportdb.Replacing{Version: v, Old: l.helen.id, New: l.amir.id, Why: "She is away."}, l.now))
	l.told("signing-asked to Amir Das", "signing-passed-on to Helen Marsh")
	l.must(l.sign(l.amir, signoff.Signed, ""))
	l.told("signed to Dev Rao", "signed to Priya Nair", "signing-receipt to Amir Das")
	l.must(l.publish(v, true))
	l.told("assessment-public to Amir Das", "assessment-public to Dev Rao", "assessment-public to Helen Marsh")
}

// The assessment lead and who stands in for her are told of a question, and who asked of the answer; of a question that the
// service asked, those who could not tell. No letter of that names the person who rated last.
func TestAQuestionFindsItsWayAndSoDoesTheAnswer(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.do(`insert into covers (ods_code, id, lead_id, cover_id, from_day, until_day, named_at, named_by_name)
		values ($1, $2, $3, $4, '2027-06-20', '2027-06-20', now(), 'Priya Nair'), ($1, $5, $3, $6, '2027-06-21', '2027-06-30', now(), 'Priya Nair')`,
		ods, store.NewID(), l.priya.id, l.dev.id, store.NewID(), l.amir.id)
	v := l.send(l.helen)
	l.letters()
	l.must(l.sign(l.helen, signoff.Question, "When was the last restore?"))
	l.told("board-asked to Dev Rao", "board-asked to Priya Nair", "signing-receipt to Helen Marsh")
	l.must(l.Answer(t.Context(), l.priya.scope, ods, cycle, l.read(l.priya, v).Questions()[0].ID, "On 4 May.", l.now))
	l.told("board-answered to Helen Marsh")

	unsure := []reportdb.Judgement{{Standard: "7", Rating: signoff.CannotTell}}
	l.must(l.Rate(t.Context(), l.helen.scope, ods, cycle, v, unsure, l.now))
	l.told()
	l.must(l.Rate(t.Context(), l.amir.scope, ods, cycle, v, unsure, l.now))
	l.told("board-asked to Dev Rao", "board-asked to Priya Nair")
	var by string
	l.must(l.owner.QueryRow(t.Context(), `select by_name from mails where kind = 'board-asked' order by id desc limit 1`).Scan(&by))
	if by != "The service" {
		t.Errorf("the letter names %s", by)
	}
	l.must(l.Answer(t.Context(), l.priya.scope, ods, cycle, l.read(l.priya, v).Questions()[1].ID, "The test of May.", l.now))
	l.told("board-answered to Amir Das", "board-answered to Helen Marsh")
	if l.audited("board.asked") != 0 || l.audited("board.answered") != 2 || l.audited("report.signed") != 1 {
		t.Error("not one event for each thing that somebody did")
	}
}

func TestWhatIsRefusedTellsNobody(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.send(l.helen)
	l.letters()
	l.refused(sendAgain(l), fault.Conflict)
	l.refused(l.publish(1, false), fault.Invalid)
	l.told()
}
