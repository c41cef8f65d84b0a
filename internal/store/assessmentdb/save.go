package assessmentdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// SaveAnswer saves one answer for a lead or contributor and gives it as it is kept. The scope's actor is its author; the
// edit brings the instant, and today is its day. Assessment.Apply decides: words that cannot be an answer are an Invalid
// fault about their field, and the answer of somebody who was quicker is an *assessment.Conflict with both texts, also when
// both save an item for the first time. Words that are the same write nothing. A change takes back the confirmation of the
// assertion, if one stands.
func (a Assessments) SaveAnswer(ctx context.Context, s store.Scope, k Key, pack framework.Pack, e assessment.Edit, today day.Day) (assessment.Answer, error) {
	return a.save(ctx, s, k, pack, []assessment.Edit{e}, today, nil)
}

// Settle ends a race: mine is what the person was saving when somebody else had been quicker, made on the version that the
// other wrote, and chosen is what the answer shall be. Both go into the history, one after the other, so that it holds
// whatever anybody wrote. Of mine only what can be an answer does.
func (a Assessments) Settle(ctx context.Context, s store.Scope, k Key, pack framework.Pack, mine assessment.Edit, chosen assessment.Words, today day.Day) (assessment.Answer, error) {
	last := mine
	last.Words = chosen
	saved, err := a.save(ctx, s, k, pack, []assessment.Edit{mine, last}, today, nil)
	if fault.KindOf(err) == fault.Invalid {
		return a.SaveAnswer(ctx, s, k, pack, last, today)
	}
	return saved, err
}

// Saved is what a page needs of an answer that was just saved: its assertion, or its whole standard when the number of
// answered questions changed (Counted). It holds the proof of that one item only, and leaves out what a save does not change:
// the trust's name, comments and what was asked by link.
type Saved struct {
	Sheet
	Counted bool
}

// SaveAnswerOnSheet saves like SaveAnswer, and gives what a page swaps in as the save leaves it, without a further round
// trip.
func (a Assessments) SaveAnswerOnSheet(ctx context.Context, s store.Scope, k Key, pack framework.Pack, e assessment.Edit, today day.Day) (Saved, error) {
	var after Saved
	_, err := a.save(ctx, s, k, pack, []assessment.Edit{e}, today, &after)
	return after, err
}

// save writes edits of one item in their order, each on the answer that the one before left.
func (a Assessments) save(ctx context.Context, s store.Scope, k Key, pack framework.Pack, edits []assessment.Edit, today day.Day, after *Saved) (assessment.Answer, error) {
	if err := s.May(access.Answer, access.Of(k.ODS)); err != nil {
		return assessment.Answer{}, err
	}
	q, ok := pack.Question(edits[0].Item)
	if !ok {
		return assessment.Answer{}, fault.New(fault.NotFound, "There is no item %s.", edits[0].Item)
	}
	var before, saved assessment.Answer
	var stage assessment.Stage
	lock := func(b *pgx.Batch) {
		queueStage(b, k, &stage)
		queueLock(b, k, q.ID, &before)
	}
	write := func(tx *store.Tx) error {
		var b pgx.Batch
		var more int
		var err error
		if saved, more, err = queueSave(&b, tx, k, q, before, edits, today); err != nil {
			return err
		}
		if after != nil {
			after.Stage, after.Counted = stage, more != 0
			after.queueAround(&b, k, pack, q)
		}
		if b.Len() == 0 {
			return nil
		}
		return tx.SendLast(ctx, &b)
	}
	err := a.DB.InTxAfter(ctx, s, lock, write)
	if lostFirstSave(err) {
		err = a.DB.InTxAfter(ctx, s, lock, write) // now the other's row is there, and Apply compares
	}
	return saved, err
}

// queueSave queues what edits of one item make of its locked answer: the answer with its revisions, what the change takes back,
// and an audit event for each. It gives the answer as it then is, and how many more questions are answered (see moreAnswered).
func queueSave(b *pgx.Batch, tx *store.Tx, k Key, q framework.Question, before assessment.Answer, edits []assessment.Edit, today day.Day) (saved assessment.Answer, more int, err error) {
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
		queueChangedOn(b, k, more, today)
	}
	for _, r := range revisions {
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.AnswerSaved, Trust: k.ODS, Cycle: k.Cycle, Object: q.ID}, r.SavedAt))
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

// queueAround asks for what a page shows of the item's surroundings.
func (s *Saved) queueAround(b *pgx.Batch, k Key, pack framework.Pack, q framework.Question) {
	std, _ := pack.Standard(q.Standard)
	own, _ := pack.Assertion(q.Assertion)
	around := partOf(framework.Standard{Assertions: []framework.Assertion{own}})
	s.about = around.assertions
	if s.Counted {
		around.items, s.about = partOf(std).items, partOf(std).assertions
	}
	around.proved = []string{q.ID}
	s.queueAnswers(b, k, around)
	s.queueProofs(b, k, around)
	s.queueConfirmations(b, k, around)
	s.queueOwners(b, k, around)
	s.queueHandIns(b, k, around)
	if slices.ContainsFunc(around.items, func(id string) bool { i, _ := pack.Item(id); return i.RiskAccepted }) {
		s.queueRisks(b, k)
	}
}

// queueLock locks the answer and gives it. An item that was never answered has no row to lock: the primary key decides
// between two first saves.
func queueLock(b *pgx.Batch, k Key, item string, found *assessment.Answer) {
	const sql = `select ` + answerColumns + ` from answers where ods_code = $1 and cycle = $2 and item = $3 for update`
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

// lostFirstSave tells whether somebody else's first answer to the same item was written while this one was waiting.
func lostFirstSave(err error) bool {
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
