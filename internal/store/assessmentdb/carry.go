package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// BeginFromLast begins a year like Begin, and brings along what the trust answered in the last year that it began. Of that
// nothing counts until somebody reconfirms it.
func (a Assessments) BeginFromLast(ctx context.Context, s store.Scope, k workingcopy.Key, now time.Time, today day.Day) error {
	return a.begin(ctx, s, k, now, today, bringAlong)
}

// BringAlong brings along last year's answers into a year that was begun without them. Once brought, they stay as they are.
func (a Assessments) BringAlong(ctx context.Context, s store.Scope, k workingcopy.Key, now time.Time, today day.Day) error {
	if err := s.May(access.Begin, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		workingcopy.QueueStage(&b, k, new(assessment.Stage))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		return bringAlong(ctx, tx, k, now, today)
	})
}

// An answer that was taken away again is no answer.
const someWords = `(reply <> '' or text <> '' or figure is not null or figure_date is not null)`

// bringAlong copies the answers of the newest year before, and names the proof that holds today for the same items.
func bringAlong(ctx context.Context, tx *store.Tx, k workingcopy.Key, now time.Time, today day.Day) error {
	var from string
	const before = `select coalesce(max(cycle), '') from assessments where ods_code = $1 and cycle < $2`
	if err := tx.QueryRow(ctx, before, k.ODS, k.Cycle).Scan(&from); err != nil {
		return fmt.Errorf("look for last year: %w", err)
	}
	if from == "" {
		return fault.New(fault.Conflict, "There is no earlier year to begin from.")
	}
	const copy = `insert into carried_answers (ods_code, cycle, item, from_cycle, reply, text, figure, figure_date,
			answered_at, answered_by, answered_by_name, carried_at)
		select ods_code, @cycle, item, cycle, reply, text, figure, figure_date, saved_at, saved_by, saved_by_name, @now
		from answers where ods_code = @ods and cycle = @from and ` + someWords + ` on conflict do nothing`
	tag, err := tx.Exec(ctx, copy, store.Args{"ods": k.ODS, "cycle": k.Cycle, "from": from, "now": now})
	if err != nil {
		return fmt.Errorf("bring answers along: %w", err)
	}
	if err := nameProofAgain(ctx, tx, k, from, today); err != nil {
		return err
	}
	return tx.Record(ctx, audit.Event{Verb: audit.AnswersCarried, Trust: k.ODS, Cycle: k.Cycle, Object: from,
		Note: fmt.Sprintf("%d answers", tag.RowsAffected())}, now)
}

// nameProofAgain names last year's proof that is in date for the same items. It proves nothing before there is an answer.
func nameProofAgain(ctx context.Context, tx *store.Tx, k workingcopy.Key, from string, today day.Day) error {
	var proofs []assessment.Proof
	var b pgx.Batch
	queueProofsOf(&b, k.ODS, []string{from}, &proofs)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	var items, ids []string
	for _, p := range proofs {
		for _, item := range p.Items {
			if p.InDate(today) {
				items, ids = append(items, item), append(ids, p.ID)
			}
		}
	}
	const name = `insert into proof_items (ods_code, cycle, item, proof_id)
		select $1, $2, x.item, x.id::uuid from unnest($3::text[], $4::text[]) as x (item, id) on conflict do nothing`
	if _, err := tx.Exec(ctx, name, k.ODS, k.Cycle, items, ids); err != nil {
		return fmt.Errorf("name proof again: %w", err)
	}
	return nil
}

// Carried is what a year was begun with, and all that decides what becomes of it (carry.Decide); what its content was last
// year, the caller adds.
type Carried struct {
	Trust  string
	Stage  assessment.Stage
	From   string // the year that it comes from; empty: nothing was brought along
	Before string // the newest year before that the trust has begun; empty: none
	carry.Inputs
}

// Carried reads what was brought along, for whoever may see the answers.
func (a Assessments) Carried(ctx context.Context, s store.Scope, k workingcopy.Key, today day.Day) (Carried, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return Carried{}, err
	}
	var c Carried
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		c, err = readCarried(ctx, tx, k, today)
		return err
	})
	return c, err
}

func readCarried(ctx context.Context, tx *store.Tx, k workingcopy.Key, today day.Day) (Carried, error) {
	c := Carried{Inputs: carry.Inputs{Cycle: trust.Cycle(k.Cycle), On: today}}
	const from = `select coalesce((select max(from_cycle) from carried_answers where ods_code = $1 and cycle = $2), ''),
		coalesce((select max(cycle) from assessments where ods_code = $1 and cycle < $2), '')`
	if err := tx.QueryRow(ctx, from, k.ODS, k.Cycle).Scan(&c.From, &c.Before); err != nil {
		return c, fmt.Errorf("look for last year: %w", err)
	}
	var sh workingcopy.Sheet
	var b pgx.Batch
	sh.QueueHead(&b, k)
	c.queue(&b, k)
	err := tx.SendBatch(ctx, &b).Close()
	c.Trust, c.Stage = sh.Trust, sh.Stage
	return c, err
}

// queue asks for everything but the content.
func (c *Carried) queue(b *pgx.Batch, k workingcopy.Key) {
	queueCarried(b, `select `+carriedColumns+` from carried_answers where ods_code = $1 and cycle = $2`, []any{k.ODS, k.Cycle}, &c.Carried)
	b.Queue(`select `+workingcopy.AnswerColumns+` from answers where ods_code = $1 and cycle = $2`, k.ODS, k.Cycle).Query(func(rows pgx.Rows) error {
		list, err := workingcopy.Answers(rows)
		if err != nil {
			return fmt.Errorf("read answers: %w", err)
		}
		c.Answers = make(map[string]assessment.Answer, len(list))
		for _, a := range list {
			c.Answers[a.Item] = a
		}
		return nil
	})
	queueProofsOf(b, k.ODS, []string{k.Cycle, c.From}, &c.Proofs)
	type owner struct{ Assertion, Person string }
	const owners = `select distinct on (assertion) assertion, person_id::text as person from assertion_owners
		where ods_code = $1 and cycle = any ($2) order by assertion, cycle desc`
	b.Queue(owners, k.ODS, []string{k.Cycle, c.From}).Query(func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowToStructByName[owner])
		if err != nil {
			return fmt.Errorf("read owners: %w", err)
		}
		c.Owner = make(map[string]string, len(list))
		for _, o := range list {
			c.Owner[o.Assertion] = o.Person
		}
		return nil
	})
	const people = `select distinct p.id::text from people p join roles r on r.person_id = p.id
		where r.ods_code = $1 and r.ended_at is null and r.role in ('lead', 'contributor') and p.disabled_at is null`
	b.Queue(people, k.ODS).Query(func(rows pgx.Rows) (err error) {
		if c.People, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
			return fmt.Errorf("read who answers: %w", err)
		}
		return nil
	})
}

const carriedColumns = `item, from_cycle, reply, text, figure, figure_date, answered_at, answered_by::text as answered_by, answered_by_name`

type carriedRow struct {
	Item           string
	FromCycle      trust.Cycle
	Reply          assessment.Reply
	Text           string
	Figure         *assessment.Hundredths
	FigureDate     day.Day
	AnsweredAt     time.Time
	AnsweredBy     string
	AnsweredByName string
}

func (r carriedRow) value() carry.Answer {
	return carry.Answer{Item: r.Item, From: r.FromCycle, Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.FigureDate},
		At: r.AnsweredAt, By: assessment.Author{ID: r.AnsweredBy, Name: r.AnsweredByName}}
}

func queueCarried(b *pgx.Batch, sql string, args []any, into *[]carry.Answer) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) (err error) {
		if *into, err = store.Each(carriedRow.value)(rows); err != nil {
			return fmt.Errorf("read last year’s answers: %w", err)
		}
		return nil
	})
}

// queueProofsOf asks for the proof that is named in any of some years, each with the items that it is named for there.
func queueProofsOf(b *pgx.Batch, ods string, cycles []string, into *[]assessment.Proof) {
	const sql = `select p.id::text as id, p.title, p.dated, p.holds_months, p.place, p.added_at, p.added_by::text as added_by,
			p.added_by_name, array_agg(distinct i.item order by i.item) as items
		from proof_items i join proofs p on p.ods_code = i.ods_code and p.id = i.proof_id
		where i.ods_code = $1 and i.cycle = any ($2) and p.withdrawn_at is null
		group by p.ods_code, p.id order by p.title, p.id`
	b.Queue(sql, ods, cycles).Query(func(rows pgx.Rows) (err error) {
		if *into, err = workingcopy.Proofs(rows); err != nil {
			return fmt.Errorf("read proofs: %w", err)
		}
		return nil
	})
}
