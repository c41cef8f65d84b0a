package assessmentdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Content is what reconfirming reads of the content: of this year, of the year that the answers come from, and which answers
// do not go together.
type Content struct {
	Pack  framework.Pack
	Then  framework.History
	Pairs []framework.Pair
}

// Decide gives what is to be done about each answer that was brought along.
func (c Carried) Decide(content Content) []carry.Decision {
	in := c.Inputs
	in.Pack, in.Then, in.Pairs = content.Pack, content.Then, content.Pairs
	return carry.Decide(in)
}

// Reconfirm makes this year's answers of those of last year that a lead or contributor saw in an assertion and says are still
// true: all that can be (carry.Reconfirmable), in one decision. When the items that they saw are not those any more, nothing is
// written. It confirms nothing: whoever stands behind the assertion does that beside its answers.
func (a Assessments) Reconfirm(ctx context.Context, s store.Scope, k workingcopy.Key, content Content, assertion string, saw []string, now time.Time, today day.Day) error {
	if err := s.May(access.Answer, access.Of(k.ODS)); err != nil {
		return err
	}
	if _, ok := content.Pack.Assertion(assertion); !ok {
		return fault.New(fault.NotFound, "There is no part %s.", assertion)
	}
	try := func(tx *store.Tx) error {
		return reconfirm(ctx, tx, k, content, assertion, saw, now, today)
	}
	err := a.DB.InTx(ctx, s, try)
	if workingcopy.LostFirstSave(err) {
		err = a.DB.InTx(ctx, s, try) // now the other's answer is there, and the look at it differs
	}
	return err
}

func reconfirm(ctx context.Context, tx *store.Tx, k workingcopy.Key, content Content, assertion string, saw []string, now time.Time, today day.Day) error {
	as, _ := content.Pack.Assertion(assertion)
	const lock = `select from answers where ods_code = $1 and cycle = $2 and item = any ($3) order by item for update`
	var b pgx.Batch
	workingcopy.QueueStage(&b, k, new(assessment.Stage))
	b.Queue(lock, k.ODS, k.Cycle, workingcopy.PartOf(framework.Standard{Assertions: []framework.Assertion{as}}).Items)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	c, err := readCarried(ctx, tx, k, today)
	if err != nil {
		return err
	}
	decisions := c.Decide(content)
	can := carry.Reconfirmable(decisions, assertion)
	if len(can) == 0 || !slices.Equal(can, saw) {
		return fault.New(fault.Conflict, "What can be reconfirmed in %s has changed since you looked at it.", assertion)
	}
	var write pgx.Batch
	more := 0
	for _, d := range decisions {
		if !slices.Contains(can, d.Item) {
			continue
		}
		q, _ := content.Pack.Question(d.Item)
		before := c.Answers[d.Item]
		edits := []assessment.Edit{{Item: d.Item, Base: before.Version, Words: d.Words, At: now}}
		_, one, err := workingcopy.QueueSave(&write, tx, k, audit.AnswerReconfirmed, q, before, edits, today)
		if err != nil {
			return fmt.Errorf("reconfirm %s: %w", d.Item, err)
		}
		more += one
	}
	workingcopy.QueueChangedOn(&write, k, more, today)
	if err := tx.SendBatch(ctx, &write).Close(); err != nil {
		return err
	}
	return nil
}
