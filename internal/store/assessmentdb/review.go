package assessmentdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Review is what an experienced reviewer would ask of the working copy, with the replies that were given.
type Review struct {
	workingcopy.Sheet
	Remarks []quality.Remark
	Replies quality.Replies // by key; also of remarks that fit no more
}

// Open gives the remarks that nobody has explained.
func (r Review) Open() []quality.Remark { return r.Replies.Open(r.Remarks) }

// Review reviews the whole working copy, for whoever may see the answers.
func (a Assessments) Review(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, today day.Day) (Review, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return Review{}, err
	}
	var r Review
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		r, err = review(ctx, tx, k, pack, today)
		return err
	})
	return r, err
}

// ReviewedStandard is Review of one standard: the sheet of its page, and what is asked of its items, also where that takes answers
// and proof of other standards.
func (a Assessments) ReviewedStandard(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, number string, today day.Day) (Review, error) {
	std, ok := pack.Standard(number)
	if !ok {
		return Review{}, fault.New(fault.NotFound, "There is no standard %s.", number)
	}
	pairs, err := framework.Pairs(pack.Edition)
	if err != nil {
		return Review{}, err
	}
	p := workingcopy.PartOf(std)
	p.Proved = workingcopy.PartOf(pack.Standards...).Items // a proof that is named for many is asked about at the first
	for _, pair := range pairs {
		if slices.Contains(p.Items, pair.First.Item) && !slices.Contains(p.Items, pair.Second.Item) {
			p.Items = append(slices.Clip(p.Items), pair.Second.Item)
		}
	}
	var r Review
	more := func(b *pgx.Batch) { store.QueueReplies(b, k.ODS, trust.Cycle(k.Cycle), &r.Replies) }
	if r.Sheet, err = a.standard(ctx, s, k, std, p, more); err != nil {
		return r, err
	}
	all, err := r.Sheet.Remarks(pack, k.Cycle, r.Sheet.Result(pack, today), today)
	for _, one := range all {
		if q, _ := pack.Question(one.Item); q.Standard == number {
			r.Remarks = append(r.Remarks, one)
		}
	}
	return r, err
}

func review(ctx context.Context, tx *store.Tx, k workingcopy.Key, pack framework.Pack, today day.Day) (Review, error) {
	var r Review
	var b pgx.Batch
	r.Queue(&b, k, workingcopy.PartOf(pack.Standards...))
	store.QueueReplies(&b, k.ODS, trust.Cycle(k.Cycle), &r.Replies)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return r, err
	}
	var err error
	r.Remarks, err = r.Sheet.Remarks(pack, k.Cycle, r.Sheet.Result(pack, today), today)
	return r, err
}

// Explain keeps a lead's reply to a remark, at every stage: the board sees the remark with it in what is sent next. A remark
// that no longer fits is a Conflict. Field: reply.
func (a Assessments) Explain(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, key, reply string, now time.Time, today day.Day) error {
	if err := s.May(access.Explain, access.Of(k.ODS)); err != nil {
		return err
	}
	reply, wrong := quality.CheckReply(reply)
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		r, err := review(ctx, tx, k, pack, today)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(r.Remarks, func(one quality.Remark) bool { return one.Key == key })
		switch {
		case i < 0:
			return fault.New(fault.Conflict, "This question is not asked any more: what it was about has changed.")
		case wrong != nil:
			return wrong
		}
		const sql = `insert into remark_replies (ods_code, id, cycle, key, item, words, replied_at, replied_by, replied_by_name)
			values (@ods, @id, @cycle, @key, @item, @words, @at, @by, @by_name)`
		by := s.Author()
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "key": key, "item": r.Remarks[i].Item,
			"words": reply, "at": now, "by": by.ID, "by_name": by.Name}); err != nil {
			return fmt.Errorf("keep reply: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.RemarkExplained, Trust: k.ODS, Cycle: k.Cycle, Object: r.Remarks[i].Item,
			Note: string(r.Remarks[i].Check)}, now)
	})
}
