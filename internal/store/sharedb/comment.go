package sharedb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Talk is what people said about an item to one another.
type Talk struct {
	workingcopy.Sheet
	Comments []assessment.Comment // oldest first
}

// Comments reads what was said about an item: for leads, and for whom the item or its assertion was given to.
func (a Sharing) Comments(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item string) (Talk, error) {
	q, err := k.Question(s, pack, item, access.SeeSharing)
	if err != nil {
		return Talk{}, err
	}
	const sql = `select id::text as id, item, words, written_at, written_by::text as written_by, written_by_name, resolved_at, resolved_by_name
		from item_comments where ods_code = $1 and cycle = $2 and item = $3 order by written_at, id`
	std, _ := pack.Standard(q.Standard)
	var t Talk
	err = a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.SeeSharing); err != nil {
			return err
		}
		var b pgx.Batch
		t.Queue(&b, k, workingcopy.PartOf(std))
		b.Queue(sql, k.ODS, k.Cycle, item).Query(func(rows pgx.Rows) (err error) {
			if t.Comments, err = store.Each(commentRow.value)(rows); err != nil {
				return fmt.Errorf("read comments: %w", err)
			}
			return nil
		})
		return tx.SendBatch(ctx, &b).Close()
	})
	t.About = workingcopy.PartOf(std).Assertions
	return t, err
}

// WriteComment writes a comment on an item. It changes nothing that a report reads, so it is possible at every stage.
// Field: comment.
func (a Sharing) WriteComment(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, words string, now time.Time) error {
	q, err := k.Question(s, pack, item, access.Comment)
	if err != nil {
		return err
	}
	words, wrong := assessment.CheckComment(words)
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.Comment); err != nil {
			return err
		}
		if wrong != nil {
			return wrong
		}
		const sql = `insert into item_comments (ods_code, id, cycle, item, words, written_at, written_by, written_by_name)
			values (@ods, @id, @cycle, @item, @words, @at, @by, @by_name)`
		by, id := s.Author(), store.NewID()
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": id, "cycle": k.Cycle, "item": item, "words": words,
			"at": now, "by": by.ID, "by_name": by.Name}); err != nil {
			return fmt.Errorf("write comment: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.Commented, Trust: k.ODS, Cycle: k.Cycle, Object: id}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.CommentWritten, Trust: k.ODS, Cycle: k.Cycle, Object: item}, now)
	})
}

// ResolveComment folds a comment away: nobody has to think of it any more. Whoever may comment on the item may.
func (a Sharing) ResolveComment(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, id string, now time.Time) error {
	q, err := k.Question(s, pack, item, access.Comment)
	if err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.Comment); err != nil {
			return err
		}
		const sql = `update item_comments set resolved_at = @at, resolved_by_name = @by
			where ods_code = @ods and cycle = @cycle and item = @item and id::text = @id and resolved_at is null`
		tag, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "cycle": k.Cycle, "item": item, "id": id, "at": now, "by": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("resolve comment: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Conflict, "This comment is resolved already.")
		}
		return tx.Record(ctx, audit.Event{Verb: audit.CommentResolved, Trust: k.ODS, Cycle: k.Cycle, Object: item}, now)
	})
}

type commentRow struct {
	ID             string
	Item           string
	Words          string
	WrittenAt      time.Time
	WrittenBy      string
	WrittenByName  string
	ResolvedAt     *time.Time
	ResolvedByName string
}

func (r commentRow) value() assessment.Comment {
	c := assessment.Comment{ID: r.ID, Item: r.Item, Words: r.Words, At: r.WrittenAt, By: assessment.Author{ID: r.WrittenBy, Name: r.WrittenByName},
		ResolvedBy: r.ResolvedByName}
	if r.ResolvedAt != nil {
		c.ResolvedAt = *r.ResolvedAt
	}
	return c
}
