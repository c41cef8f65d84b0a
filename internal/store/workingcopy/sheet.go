package workingcopy

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Sheet is the working copy, whole or of one standard, as it was at one moment.
type Sheet struct {
	Trust         string // name of the trust
	Stage         assessment.Stage
	Version       int                          // the last that was sent; 0 before the first
	Answers       map[string]assessment.Answer // by item
	Proofs        []assessment.Proof           // not withdrawn, by title; each with its items among those of the sheet
	Confirmations []Confirmation               // the newest of each assertion, whether or not it still stands
	Owners        map[string]Owner             // by assertion, and by item where one was given to somebody by itself
	HandIns       map[string]assessment.HandIn // the newest of each part, by assertion or item
	Comments      map[string]int               // that are not resolved, by item
	Asks          []assessment.Ask             // by link, that are open or whose reply waits; the oldest first
	Carried       map[string]carry.Answer      // of a standard: last year's answers to what has none of this year, by item
	Risks         []plan.Risk                  // those that can count as in place; of a whole home all that are recorded

	About []string // its assertions; nil for the whole
}

// Confirmation is the newest confirmation of an assertion.
type Confirmation struct {
	assessment.Confirmation
	TakenBackAt time.Time // zero: it stands
	Because     string    // the item whose change took it back
}

// Stands tells whether nothing has changed since.
func (c Confirmation) Stands() bool { return c.TakenBackAt.IsZero() }

// Result is what the sheet comes to on a day: of a sheet of one standard, that standard alone.
func (sh Sheet) Result(pack framework.Pack, on day.Day) score.Result {
	if sh.About != nil {
		pack = pack.Of(sh.About...)
	}
	var standing []assessment.Confirmation
	for _, c := range sh.Confirmations {
		if c.Stands() {
			standing = append(standing, c.Confirmation)
		}
	}
	return score.Assess(score.Inputs{Pack: pack, Answers: sh.Answers, Proofs: sh.Proofs, Confirmations: standing,
		Accepted: plan.Plan{Risks: sh.Risks}.Acceptances(pack, on), On: on})
}

// ConfirmationOf gives the newest confirmation of an assertion, and whether there ever was one.
func (sh Sheet) ConfirmationOf(assertion string) (Confirmation, bool) {
	for _, c := range sh.Confirmations {
		if c.Assertion == assertion {
			return c, true
		}
	}
	return Confirmation{}, false
}

// ProofsOf gives the proof that is named for an item.
func (sh Sheet) ProofsOf(item string) []assessment.Proof {
	var list []assessment.Proof
	for _, p := range sh.Proofs {
		for _, i := range p.Items {
			if i == item {
				list = append(list, p)
			}
		}
	}
	return list
}

// Part names what a sheet is about: the items with their answers, the items with their proof, and the assertions.
type Part struct{ Items, Proved, Assertions []string }

// PartOf gives what some standards hold.
func PartOf(standards ...framework.Standard) Part {
	var p Part
	for _, s := range standards {
		for _, a := range s.Assertions {
			p.Assertions = append(p.Assertions, a.ID)
			for _, i := range a.Items {
				p.Items = append(p.Items, i.ID)
			}
		}
	}
	p.Proved = p.Items
	return p
}

// Queue asks for everything. A year that has not been begun is a NotFound fault.
func (sh *Sheet) Queue(b *pgx.Batch, k Key, p Part) {
	sh.QueueHead(b, k)
	sh.QueueAnswers(b, k, p)
	sh.QueueProofs(b, k, p)
	sh.QueueConfirmations(b, k, p)
	sh.QueueOwners(b, k, p)
	sh.QueueHandIns(b, k, p)
	sh.QueueComments(b, k, p)
	sh.QueueAsks(b, k, p)
	sh.QueueRisks(b, k)
}

// QueueHead asks for the trust's name and the stage.
func (sh *Sheet) QueueHead(b *pgx.Batch, k Key) {
	const sql = `select t.name, a.stage, a.version from assessments a join trusts t on t.ods_code = a.ods_code
		where a.ods_code = $1 and a.cycle = $2`
	b.Queue(sql, k.ODS, k.Cycle).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&sh.Trust, &sh.Stage, &sh.Version)
		if store.None(err) {
			return NotBegun()
		}
		if err != nil {
			return fmt.Errorf("read assessment: %w", err)
		}
		return nil
	})
}

// QueueAnswers asks for the answers of the items.
func (sh *Sheet) QueueAnswers(b *pgx.Batch, k Key, p Part) {
	const sql = `select ` + AnswerColumns + ` from answers where ods_code = $1 and cycle = $2 and item = any ($3)`
	b.Queue(sql, k.ODS, k.Cycle, p.Items).Query(func(rows pgx.Rows) error {
		list, err := Answers(rows)
		if err != nil {
			return fmt.Errorf("read answers: %w", err)
		}
		sh.Answers = make(map[string]assessment.Answer, len(list))
		for _, a := range list {
			sh.Answers[a.Item] = a
		}
		return nil
	})
}

// QueueProofs asks for the proof that is named for the items to prove.
func (sh *Sheet) QueueProofs(b *pgx.Batch, k Key, p Part) {
	const sql = `select p.id::text as id, p.title, p.dated, p.holds_months, p.place, p.added_at, p.added_by::text as added_by,
			p.added_by_name, array_agg(i.item order by i.item) as items
		from proof_items i join proofs p on p.ods_code = i.ods_code and p.id = i.proof_id
		where i.ods_code = $1 and i.cycle = $2 and i.item = any ($3) and p.withdrawn_at is null
		group by p.ods_code, p.id order by p.title, p.id`
	b.Queue(sql, k.ODS, k.Cycle, p.Proved).Query(func(rows pgx.Rows) (err error) {
		if sh.Proofs, err = Proofs(rows); err != nil {
			return fmt.Errorf("read proofs: %w", err)
		}
		return nil
	})
}

// QueueConfirmations asks for the newest confirmation of each assertion.
func (sh *Sheet) QueueConfirmations(b *pgx.Batch, k Key, p Part) {
	const sql = `select distinct on (assertion) ` + confirmationColumns + ` from confirmations
		where ods_code = $1 and cycle = $2 and assertion = any ($3)
		order by assertion, taken_back_at desc nulls first, confirmed_at desc`
	b.Queue(sql, k.ODS, k.Cycle, p.Assertions).Query(func(rows pgx.Rows) (err error) {
		if sh.Confirmations, err = store.Each(confirmationRow.value)(rows); err != nil {
			return fmt.Errorf("read confirmations: %w", err)
		}
		return nil
	})
}

// QueueRisks asks for the risks of the year that are accepted.
func (sh *Sheet) QueueRisks(b *pgx.Batch, k Key) {
	const sql = `select id::text as id, item, until_day, accepted_by::text as accepted_by, accepted_by_name, accepted_on from risks
		where ods_code = $1 and cycle = $2 and accepted_on is not null and ended_on is null`
	b.Queue(sql, k.ODS, k.Cycle).Query(func(rows pgx.Rows) (err error) {
		if sh.Risks, err = store.Each(riskRow.value)(rows); err != nil {
			return fmt.Errorf("read accepted risks: %w", err)
		}
		return nil
	})
}

// Remarks reviews the sheet, whose result is at hand.
func (sh Sheet) Remarks(pack framework.Pack, cycle string, result score.Result, on day.Day) ([]quality.Remark, error) {
	pairs, err := framework.Pairs(pack.Edition)
	in := sh.review(pack, cycle, result, on)
	in.Pairs = pairs
	return quality.Review(in), err
}

// RemarksOn gives what is asked about one answer by itself: a save reads no more than what it changes, and the rest is seen when the
// page is read again.
func (sh Sheet) RemarksOn(item string, pack framework.Pack, cycle string, result score.Result, on day.Day) []quality.Remark {
	return quality.ReviewOne(sh.review(pack, cycle, result, on), item)
}

func (sh Sheet) review(pack framework.Pack, cycle string, result score.Result, on day.Day) quality.Inputs {
	return quality.Inputs{Pack: pack, Answers: sh.Answers, Proofs: sh.Proofs, Result: result, Cycle: trust.Cycle(cycle), On: on}
}
