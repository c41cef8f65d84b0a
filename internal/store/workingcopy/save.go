package workingcopy

import (
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// QueueSave queues what edits of one item make of its locked answer, by who acts: the answer with its revisions, what the change
// takes back, and an audit event of a verb for each. It gives the answer as it then is, of the same version when nothing changed,
// and how many more questions are answered (1, 0 or -1): whoever changed something goes on with QueueChangedOn. Errors are those of
// assessment.Answer.Apply.
func QueueSave(b *pgx.Batch, tx *store.Tx, k Key, verb audit.Verb, q framework.Question, before assessment.Answer, edits []assessment.Edit, today day.Day) (saved assessment.Answer, more int, err error) {
	revisions, err := apply(before, edits, tx.Scope.Author(), q.Item, today)
	if err != nil {
		return before, 0, err
	}
	saved = before
	for _, r := range revisions {
		queueAnswer(b, k, r)
		saved = r
	}
	more = moreAnswered(q, before, saved)
	if len(revisions) > 0 {
		queueTakeBack(b, k, q, saved.SavedAt)
	}
	for _, r := range revisions {
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: verb, Trust: k.ODS, Cycle: k.Cycle, Object: q.ID}, r.SavedAt))
	}
	return saved, more, nil
}

// apply gives the revisions that edits make of an answer, in their order: none for words that are the same.
func apply(a assessment.Answer, edits []assessment.Edit, by assessment.Author, item framework.Item, today day.Day) ([]assessment.Answer, error) {
	var revisions []assessment.Answer
	for i, e := range edits {
		if e.By = by; i > 0 {
			e.Base = a.Version
		}
		next, err := a.Apply(e, item, today)
		if err != nil {
			return nil, err
		}
		if next.Version != a.Version {
			revisions = append(revisions, next)
		}
		a = next
	}
	return revisions, nil
}

// QueueLock locks the answer and gives it. An item that was never answered has no row to lock: the primary key decides
// between two first saves.
func QueueLock(b *pgx.Batch, k Key, item string, found *assessment.Answer) {
	const sql = `select ` + AnswerColumns + ` from answers where ods_code = $1 and cycle = $2 and item = $3 for update`
	b.Queue(sql, k.ODS, k.Cycle, item).Query(func(rows pgx.Rows) error {
		list, err := store.Each(answerRow.value)(rows)
		if err != nil {
			return fmt.Errorf("lock answer: %w", err)
		}
		if *found = (assessment.Answer{}); len(list) > 0 {
			*found = list[0]
		}
		return nil
	})
}

// LostFirstSave tells whether somebody else's first answer to the same item was written while this one was waiting.
func LostFirstSave(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == pgerrcode.UniqueViolation && pg.ConstraintName == "answers_pkey"
}

// queueAnswer writes the answer and its revision.
func queueAnswer(b *pgx.Batch, k Key, a assessment.Answer) {
	const insert = `insert into answers (ods_code, cycle, item, reply, text, figure, figure_date, version, saved_at, saved_by, saved_by_name)
		values (@ods, @cycle, @item, @reply, @text, @figure, @date, @version, @at, @by, @by_name)`
	const update = `update answers set reply = @reply, text = @text, figure = @figure, figure_date = @date, version = @version,
		saved_at = @at, saved_by = @by, saved_by_name = @by_name where ods_code = @ods and cycle = @cycle and item = @item`
	const revision = `insert into answer_revisions (ods_code, cycle, item, version, reply, text, figure, figure_date, saved_at, saved_by, saved_by_name)
		values (@ods, @cycle, @item, @version, @reply, @text, @figure, @date, @at, @by, @by_name)`
	args := store.Args{"ods": k.ODS, "cycle": k.Cycle, "item": a.Item, "reply": a.Reply, "text": a.Text, "figure": a.Figure,
		"date": a.Date, "version": a.Version, "at": a.SavedAt, "by": a.SavedBy.ID, "by_name": a.SavedBy.Name}
	if a.Version == 1 {
		b.Queue(insert, args)
	} else {
		b.Queue(update, args)
	}
	b.Queue(revision, args)
}

// queueTakeBack takes back the confirmation that stands, and what was handed in and not sent back, and keeps who gave them
// and when.
func queueTakeBack(b *pgx.Batch, k Key, q framework.Question, at time.Time) {
	const sql = `update confirmations set taken_back_at = @at, taken_back_because = @item
		where ods_code = @ods and cycle = @cycle and assertion = @assertion and taken_back_at is null`
	b.Queue(sql, store.Args{"ods": k.ODS, "cycle": k.Cycle, "assertion": q.Assertion, "item": q.ID, "at": at})
	const handIns = `update hand_ins set taken_back_at = @at, taken_back_because = @item
		where ods_code = @ods and cycle = @cycle and part in (@assertion, @item) and taken_back_at is null and verdict <> 'sent-back'`
	b.Queue(handIns, store.Args{"ods": k.ODS, "cycle": k.Cycle, "assertion": q.Assertion, "item": q.ID, "at": at})
}

// moreAnswered is 1 when a question of the ten standards got its answer, -1 when it lost it, and 0 otherwise.
func moreAnswered(q framework.Question, before, after assessment.Answer) int {
	was, is := before.Words.Answered(q.Item), after.Words.Answered(q.Item)
	switch {
	case q.Own || was == is:
		return 0
	case is:
		return 1
	}
	return -1
}

// QueueNewProof queues proof that has been checked, named for an item, and gives its event.
func QueueNewProof(b *pgx.Batch, k Key, item string, p assessment.Proof, by assessment.Author, now time.Time) audit.Event {
	const insert = `insert into proofs (ods_code, id, title, dated, holds_months, place, added_at, added_by, added_by_name)
		values (@ods, @id, @title, @dated, @holds, @place, @at, @by, @by_name)`
	p.ID = store.NewID()
	b.Queue(insert, store.Args{"ods": k.ODS, "id": p.ID, "title": p.Title, "dated": p.Dated, "holds": p.HoldsMonths,
		"place": p.Place, "at": now, "by": by.ID, "by_name": by.Name})
	queueLink(b, k, item, p.ID)
	return audit.Event{Verb: audit.ProofNamed, Note: p.ID}
}

func queueLink(b *pgx.Batch, k Key, item, proof string) {
	b.Queue(`insert into proof_items (ods_code, cycle, item, proof_id) values ($1, $2, $3, $4)`, k.ODS, k.Cycle, item, proof)
}
