package assessmentdb

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// SaveAnswer saves one answer for a lead or contributor and gives it as it is kept. The scope's actor is its author; the
// edit brings the instant, and today is its day. Assessment.Apply decides: words that cannot be an answer are an Invalid
// fault about their field, and the answer of somebody who was quicker is an *assessment.Conflict with both texts, also when
// both save an item for the first time. Words that are the same write nothing. A change takes back the confirmation of the
// assertion, if one stands.
func (a Assessments) SaveAnswer(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, e assessment.Edit, today day.Day) (assessment.Answer, error) {
	return a.save(ctx, s, k, pack, []assessment.Edit{e}, today, nil)
}

// Settle ends a race: mine is what the person was saving when somebody else had been quicker, made on the version that the
// other wrote, and chosen is what the answer shall be. Both go into the history, one after the other, so that it holds
// whatever anybody wrote. Of mine only what can be an answer does.
func (a Assessments) Settle(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, mine assessment.Edit, chosen assessment.Words, today day.Day) (assessment.Answer, error) {
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
	workingcopy.Sheet
	Counted bool
}

// SaveAnswerOnSheet saves like SaveAnswer, and gives what a page swaps in as the save leaves it, without a further round
// trip.
func (a Assessments) SaveAnswerOnSheet(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, e assessment.Edit, today day.Day) (Saved, error) {
	var after Saved
	_, err := a.save(ctx, s, k, pack, []assessment.Edit{e}, today, &after)
	return after, err
}

// save writes edits of one item in their order, each on the answer that the one before left.
func (a Assessments) save(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, edits []assessment.Edit, today day.Day, after *Saved) (assessment.Answer, error) {
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
		workingcopy.QueueStage(b, k, &stage)
		workingcopy.QueueLock(b, k, q.ID, &before)
	}
	write := func(tx *store.Tx) error {
		var b pgx.Batch
		var more int
		var err error
		if saved, more, err = workingcopy.QueueSave(&b, tx, k, audit.AnswerSaved, q, before, edits, today); err != nil {
			return err
		}
		if saved.Version != before.Version {
			workingcopy.QueueChangedOn(&b, k, more, today)
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
	if workingcopy.LostFirstSave(err) {
		err = a.DB.InTxAfter(ctx, s, lock, write) // now the other's row is there, and Apply compares
	}
	return saved, err
}

// queueAround asks for what a page shows of the item's surroundings.
func (s *Saved) queueAround(b *pgx.Batch, k workingcopy.Key, pack framework.Pack, q framework.Question) {
	std, _ := pack.Standard(q.Standard)
	own, _ := pack.Assertion(q.Assertion)
	around := workingcopy.PartOf(framework.Standard{Assertions: []framework.Assertion{own}})
	s.About = around.Assertions
	if s.Counted {
		around.Items, s.About = workingcopy.PartOf(std).Items, workingcopy.PartOf(std).Assertions
	}
	around.Proved = []string{q.ID}
	s.QueueAnswers(b, k, around)
	s.QueueProofs(b, k, around)
	s.QueueConfirmations(b, k, around)
	s.QueueOwners(b, k, around)
	s.QueueHandIns(b, k, around)
	if slices.ContainsFunc(around.Items, func(id string) bool { i, _ := pack.Item(id); return i.RiskAccepted }) {
		s.QueueRisks(b, k)
	}
}
