package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
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

	about []string // its assertions; nil for the whole
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
	if sh.about != nil {
		pack = pack.Of(sh.about...)
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

// Standard reads what the page of one standard shows, for whoever may see the answers.
func (a Assessments) Standard(ctx context.Context, s store.Scope, k Key, pack framework.Pack, number string) (Sheet, error) {
	std, ok := pack.Standard(number)
	if !ok {
		return Sheet{}, fault.New(fault.NotFound, "There is no standard %s.", number)
	}
	return a.standard(ctx, s, k, std, partOf(std), func(*pgx.Batch) {})
}

// standard reads the sheet of one standard, with as much of the others as the part names.
func (a Assessments) standard(ctx context.Context, s store.Scope, k Key, std framework.Standard, p part, more func(*pgx.Batch)) (Sheet, error) {
	var carried []carry.Answer
	sh, err := a.sheet(ctx, s, k, p, func(b *pgx.Batch) {
		queueCarried(b, stillCarried, []any{k.ODS, k.Cycle, partOf(std).items}, &carried)
		more(b)
	})
	sh.about, sh.Carried = partOf(std).assertions, make(map[string]carry.Answer, len(carried))
	for _, c := range carried {
		sh.Carried[c.Item] = c
	}
	return sh, err
}

// Whole reads the whole working copy, for whoever may see the answers.
func (a Assessments) Whole(ctx context.Context, s store.Scope, k Key, pack framework.Pack) (Sheet, error) {
	return a.sheet(ctx, s, k, partOf(pack.Standards...), func(*pgx.Batch) {})
}

// stillCarried reads what was brought along and has no answer of this year.
const stillCarried = `select ` + carriedColumns + ` from carried_answers c where ods_code = $1 and cycle = $2 and item = any ($3)
	and not exists (select from answers a where a.ods_code = c.ods_code and a.cycle = c.cycle and a.item = c.item and ` + someWords + `)`

func (a Assessments) sheet(ctx context.Context, s store.Scope, k Key, p part, more func(*pgx.Batch)) (Sheet, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return Sheet{}, err
	}
	var sh Sheet
	err := a.DB.Ask(ctx, s, func(b *pgx.Batch) {
		sh.queue(b, k, p)
		more(b)
	})
	return sh, err
}

// part names what a sheet is about: the items with their answers, the items with their proof, and the assertions.
type part struct{ items, proved, assertions []string }

func partOf(standards ...framework.Standard) part {
	var p part
	for _, s := range standards {
		for _, a := range s.Assertions {
			p.assertions = append(p.assertions, a.ID)
			for _, i := range a.Items {
				p.items = append(p.items, i.ID)
			}
		}
	}
	p.proved = p.items
	return p
}

// queue asks for everything in one round trip.
func (sh *Sheet) queue(b *pgx.Batch, k Key, p part) {
	sh.queueHead(b, k)
	sh.queueAnswers(b, k, p)
	sh.queueProofs(b, k, p)
	sh.queueConfirmations(b, k, p)
	sh.queueOwners(b, k, p)
	sh.queueHandIns(b, k, p)
	sh.queueComments(b, k, p)
	sh.queueAsks(b, k, p)
	sh.queueRisks(b, k)
}

func (sh *Sheet) queueHead(b *pgx.Batch, k Key) {
	const sql = `select t.name, a.stage, a.version from assessments a join trusts t on t.ods_code = a.ods_code
		where a.ods_code = $1 and a.cycle = $2`
	b.Queue(sql, k.ODS, k.Cycle).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&sh.Trust, &sh.Stage, &sh.Version)
		if store.None(err) {
			return notBegun()
		}
		if err != nil {
			return fmt.Errorf("read assessment: %w", err)
		}
		return nil
	})
}

func (sh *Sheet) queueAnswers(b *pgx.Batch, k Key, p part) {
	const sql = `select ` + answerColumns + ` from answers where ods_code = $1 and cycle = $2 and item = any ($3)`
	b.Queue(sql, k.ODS, k.Cycle, p.items).Query(func(rows pgx.Rows) error {
		list, err := store.Each(answerRow.value)(rows)
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

func (sh *Sheet) queueProofs(b *pgx.Batch, k Key, p part) {
	const sql = `select p.id::text as id, p.title, p.dated, p.holds_months, p.place, p.added_at, p.added_by::text as added_by,
			p.added_by_name, array_agg(i.item order by i.item) as items
		from proof_items i join proofs p on p.ods_code = i.ods_code and p.id = i.proof_id
		where i.ods_code = $1 and i.cycle = $2 and i.item = any ($3) and p.withdrawn_at is null
		group by p.ods_code, p.id order by p.title, p.id`
	b.Queue(sql, k.ODS, k.Cycle, p.proved).Query(func(rows pgx.Rows) (err error) {
		if sh.Proofs, err = store.Each(proofRow.value)(rows); err != nil {
			return fmt.Errorf("read proofs: %w", err)
		}
		return nil
	})
}

func (sh *Sheet) queueConfirmations(b *pgx.Batch, k Key, p part) {
	const sql = `select distinct on (assertion) ` + confirmationColumns + ` from confirmations
		where ods_code = $1 and cycle = $2 and assertion = any ($3)
		order by assertion, taken_back_at desc nulls first, confirmed_at desc`
	b.Queue(sql, k.ODS, k.Cycle, p.assertions).Query(func(rows pgx.Rows) (err error) {
		if sh.Confirmations, err = store.Each(confirmationRow.value)(rows); err != nil {
			return fmt.Errorf("read confirmations: %w", err)
		}
		return nil
	})
}

func (sh *Sheet) queueRisks(b *pgx.Batch, k Key) {
	const sql = `select id::text as id, item, until_day, accepted_by::text as accepted_by, accepted_by_name, accepted_on from risks
		where ods_code = $1 and cycle = $2 and accepted_on is not null and ended_on is null`
	b.Queue(sql, k.ODS, k.Cycle).Query(func(rows pgx.Rows) (err error) {
		if sh.Risks, err = store.Each(riskRow.value)(rows); err != nil {
			return fmt.Errorf("read accepted risks: %w", err)
		}
		return nil
	})
}
