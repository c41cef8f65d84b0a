package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// History is everything that was ever answered to an item.
type History struct {
	Trust         string
	Revisions     []assessment.Answer        // newest first; the first is the answer as it is now
	Confirmations []workingcopy.Confirmation // of the item's assertion, newest first, also those that were taken back
	HandIns       []assessment.HandIn        // of the item and of its assertion, newest first
	Given         []GivenByLink              // what came through a link, newest first
	LastYear      []carry.Answer             // the answer of last year, if there was one that was brought along
}

// GivenByLink is a reply that came through a link, and what was said of it.
type GivenByLink struct {
	Name         string // who was asked
	Kind         assessment.AskKind
	GivenAt      time.Time
	Verdict      assessment.Verdict
	JudgedAt     *time.Time
	JudgedByName string
}

// History reads an item's history, for whoever may see the answers.
func (a Assessments) History(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item string) (History, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return History{}, err
	}
	q, ok := pack.Question(item)
	if !ok {
		return History{}, fault.New(fault.NotFound, "There is no item %s.", item)
	}
	var h History
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		var head workingcopy.Sheet
		head.QueueHead(&b, k)
		const revisions = `select ` + workingcopy.AnswerColumns + ` from answer_revisions
			where ods_code = $1 and cycle = $2 and item = $3 order by version desc`
		b.Queue(revisions, k.ODS, k.Cycle, item).Query(func(rows pgx.Rows) (err error) {
			if h.Revisions, err = workingcopy.Answers(rows); err != nil {
				return fmt.Errorf("read revisions: %w", err)
			}
			return nil
		})
		workingcopy.QueuePastConfirmations(&b, k, q.Assertion, &h.Confirmations)
		workingcopy.QueuePastHandIns(&b, k, pack.PartsWith(item), &h.HandIns)
		const given = `select a.name, a.kind, r.given_at, r.verdict, r.judged_at, r.judged_by_name
			from asks a join ask_replies r on r.ods_code = a.ods_code and r.ask_id = a.id
			where a.ods_code = $1 and a.cycle = $2 and a.item = $3 order by r.given_at desc, r.id desc`
		b.Queue(given, k.ODS, k.Cycle, item).Query(func(rows pgx.Rows) (err error) {
			if h.Given, err = pgx.CollectRows(rows, pgx.RowToStructByName[GivenByLink]); err != nil {
				return fmt.Errorf("read what came by link: %w", err)
			}
			return nil
		})
		const lastYear = `select ` + carriedColumns + ` from carried_answers where ods_code = $1 and cycle = $2 and item = $3`
		queueCarried(&b, lastYear, []any{k.ODS, k.Cycle, item}, &h.LastYear)
		err := tx.SendBatch(ctx, &b).Close()
		h.Trust = head.Trust
		return err
	})
	return h, err
}
