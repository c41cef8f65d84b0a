package askdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Asks is the door for people of the trust.
type Asks struct{ DB *store.DB }

// AskSheet is what was asked by link about an item, with the answers of its standard around it.
type AskSheet struct {
	workingcopy.Sheet
	All []assessment.Ask // of the item, also those that are settled; newest first, each with the newest reply through its newest link
}

// Asks reads what was asked by link about an item: for leads, and for whom the item or its assertion was given to.
func (a Asks) Asks(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item string) (AskSheet, error) {
	q, err := k.Question(s, pack, item, access.SeeSharing)
	if err != nil {
		return AskSheet{}, err
	}
	std, _ := pack.Standard(q.Standard)
	var as AskSheet
	err = a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.SeeSharing); err != nil {
			return err
		}
		var b pgx.Batch
		as.Queue(&b, k, workingcopy.PartOf(std))
		b.Queue(workingcopy.AsksOf+` and a.item = $3 order by a.asked_at desc, a.id desc`, k.ODS, k.Cycle, item).Query(func(rows pgx.Rows) (err error) {
			if as.All, err = workingcopy.Asks(rows); err != nil {
				return fmt.Errorf("read asks: %w", err)
			}
			return nil
		})
		return tx.SendBatch(ctx, &b).Close()
	})
	as.About = workingcopy.PartOf(std).Assertions
	return as, err
}

// AskByLink asks somebody without an account about an item: their letter, with the link, leaves with the transaction. For a
// lead, or whom the item was given to. What can be asked decides assessment.Ask.Check, and how many in a day
// assessment.MayAskMore. It changes nothing that a report reads, so it is possible at every stage.
func (a Asks) AskByLink(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, ask assessment.Ask, now time.Time, today day.Day) error {
	q, err := k.Question(s, pack, ask.Item, access.AskByLink)
	if err != nil {
		return err
	}
	ask, wrong := ask.Check(today)
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.AskByLink); err != nil {
			return err
		}
		if wrong != nil {
			return wrong
		}
		if err := mayAskMore(ctx, tx, k, now); err != nil {
			return err
		}
		const sql = `insert into asks (ods_code, id, cycle, item, kind, name, email, question, until_day, asked_at, asked_by, asked_by_name)
			values (@ods, @id, @cycle, @item, @kind, @name, @email, @question, @until, @at, @by, @by_name)`
		id, by := store.NewID(), s.Author()
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": id, "cycle": k.Cycle, "item": ask.Item, "kind": ask.Kind, "name": ask.Name,
			"email": ask.Email, "question": ask.Question, "until": ask.Until, "at": now, "by": by.ID, "by_name": by.Name}); err != nil {
			return fmt.Errorf("ask by link: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.LinkAsked, Trust: k.ODS, Cycle: k.Cycle, Object: id}, now); err != nil {
			return err
		}
		return tx.Record(ctx, askEvent(k, audit.AskedByLink, ask.Item, id), now)
	})
}

// WithdrawAsk ends a link that takes or waits for an answer: whoever holds it is told whom to ask.
func (a Asks) WithdrawAsk(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, id string, now time.Time) error {
	return a.changeAsk(ctx, s, k, pack, item, id, func(tx *store.Tx, _ assessment.Ask) error {
		const sql = `update asks set withdrawn_at = @at, withdrawn_by_name = @by where ods_code = @ods and id::text = @id and withdrawn_at is null
			and not exists (select from ask_replies r where r.ods_code = asks.ods_code and r.ask_id = asks.id
				and r.generation = asks.generation and r.verdict = 'accepted')`
		tag, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": id, "at": now, "by": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("withdraw link: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Conflict, "This link has ended already.")
		}
		return tx.Record(ctx, askEvent(k, audit.LinkWithdrawn, item, id), now)
	})
}

// RenewAsk puts a question again whose link has lapsed or has done its work: by a next link, in a new letter. Whoever puts it again
// is who asks now. What can be put again decides assessment.Ask.Renew, and how many in a day assessment.MayAskMore. Field: until-day.
func (a Asks) RenewAsk(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, id string, until day.Day, now time.Time, today day.Day) error {
	return a.changeAsk(ctx, s, k, pack, item, id, func(tx *store.Tx, ask assessment.Ask) error {
		again, err := ask.Renew(until, s.Author(), now, today)
		if err != nil {
			return err
		}
		if err := mayAskMore(ctx, tx, k, now); err != nil {
			return err
		}
		const sql = `update asks set generation = @generation, until_day = @until, asked_at = @at, asked_by = @by, asked_by_name = @by_name
			where ods_code = @ods and id::text = @id`
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": id, "generation": again.Generation, "until": again.Until, "at": again.At,
			"by": again.By.ID, "by_name": again.By.Name}); err != nil {
			return fmt.Errorf("renew link: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.LinkAsked, Trust: k.ODS, Cycle: k.Cycle, Object: id}, now); err != nil {
			return err
		}
		return tx.Record(ctx, askEvent(k, audit.LinkRenewed, item, id), now)
	})
}

// mayAskMore refuses a trust that has asked too many people within a day.
func mayAskMore(ctx context.Context, tx *store.Tx, k workingcopy.Key, now time.Time) error {
	const lately = `select count(*) from asks where ods_code = $1 and asked_at > $2`
	var asked int
	if err := tx.QueryRow(ctx, lately, k.ODS, now.Add(-24*time.Hour)).Scan(&asked); err != nil {
		return fmt.Errorf("count asks: %w", err)
	}
	return assessment.MayAskMore(asked)
}

// ReturnReply sends what came through a link back with a word why, and tells who gave it: the link is open again. Fields:
// because.
func (a Asks) ReturnReply(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, id, because string, now time.Time, today day.Day) error {
	return a.changeAsk(ctx, s, k, pack, item, id, func(tx *store.Tx, ask assessment.Ask) error {
		judged, err := ask.Judge(assessment.SentBack, because, s.Author(), now, today)
		if err != nil {
			return err
		}
		var b pgx.Batch
		queueReplyVerdict(&b, k, judged)
		b.Queue(`update asks set until_day = $3 where ods_code = $1 and id::text = $2`, k.ODS, id, judged.Until)
		b.Queue(store.RecordSQL, tx.RecordArgs(askEvent(k, audit.LinkReplyReturned, item, id), now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("return reply: %w", err)
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.LinkReturned, Trust: k.ODS, Cycle: k.Cycle, Object: id}, now)
	})
}

// AcceptReply makes what came through a link the item's answer, or names it as proof, by whoever accepts and as any save does:
// with its revision, its audit event, and the confirmation taken back. base is the version of the answer that they saw beside
// it; when somebody else has saved since, nothing happens, and the error is an *assessment.Conflict. Of two who accept at once
// one does, and the other is told so (assessment.Ask.Judge).
func (a Asks) AcceptReply(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, id string, base int, now time.Time, today day.Day) error {
	q, err := k.Question(s, pack, item, access.AskByLink)
	if err != nil {
		return err
	}
	accept := func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.AskByLink); err != nil {
			return err
		}
		ask, err := lockAsk(ctx, tx, k, item, id)
		if err != nil {
			return err
		}
		judged, err := ask.Judge(assessment.Accepted, "", s.Author(), now, today)
		if err != nil {
			return err
		}
		var b pgx.Batch
		if ask.Kind == assessment.AskProof {
			err = a.takeProof(ctx, tx, &b, k, item, judged.Given.Proof, now, today)
		} else {
			err = a.takeAnswer(ctx, tx, &b, k, q, assessment.Edit{Item: item, Base: base, Words: judged.Given.Words, At: now}, today)
		}
		if err != nil {
			return err
		}
		queueReplyVerdict(&b, k, judged)
		b.Queue(store.RecordSQL, tx.RecordArgs(askEvent(k, audit.LinkReplyAccepted, item, id), now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("accept reply: %w", err)
		}
		return nil
	}
	err = a.DB.InTx(ctx, s, accept)
	if workingcopy.LostFirstSave(err) { // as a save does: now the other's row is there, and it compares
		err = a.DB.InTx(ctx, s, accept)
	}
	return err
}

// takeAnswer queues the save of an answer within a transaction, as save does.
func (a Asks) takeAnswer(ctx context.Context, tx *store.Tx, b *pgx.Batch, k workingcopy.Key, q framework.Question, e assessment.Edit, today day.Day) error {
	var stage assessment.Stage
	var before assessment.Answer
	var locks pgx.Batch
	workingcopy.QueueStage(&locks, k, &stage)
	workingcopy.QueueLock(&locks, k, q.ID, &before)
	if err := tx.SendBatch(ctx, &locks).Close(); err != nil {
		return err
	}
	saved, more, err := workingcopy.QueueSave(b, tx, k, audit.AnswerSaved, q, before, []assessment.Edit{e}, today)
	if saved.Version != before.Version {
		workingcopy.QueueChangedOn(b, k, more, today)
	}
	return err
}

// takeProof queues new proof within a transaction, as NameProof does. What was proof when it was given is checked again.
func (a Asks) takeProof(ctx context.Context, tx *store.Tx, b *pgx.Batch, k workingcopy.Key, item string, p assessment.Proof, now time.Time, today day.Day) error {
	p, err := p.Check(today)
	if err != nil {
		return err
	}
	var locks pgx.Batch
	workingcopy.QueueStage(&locks, k, new(assessment.Stage))
	if err := tx.SendBatch(ctx, &locks).Close(); err != nil {
		return err
	}
	e := workingcopy.QueueNewProof(b, k, item, p, tx.Scope.Author(), now)
	e.Trust, e.Cycle, e.Object = k.ODS, k.Cycle, item
	workingcopy.QueueChangedOn(b, k, 0, today)
	b.Queue(store.RecordSQL, tx.RecordArgs(e, now))
	return nil
}

// changeAsk runs one change to an ask: right, owner, lock and change.
func (a Asks) changeAsk(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, id string, change func(*store.Tx, assessment.Ask) error) error {
	q, err := k.Question(s, pack, item, access.AskByLink)
	if err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := workingcopy.MustConcern(ctx, tx, k, q, access.AskByLink); err != nil {
			return err
		}
		ask, err := lockAsk(ctx, tx, k, item, id)
		if err != nil {
			return err
		}
		return change(tx, ask)
	})
}

// lockAsk locks an ask, so that its replies are judged one after the other, and then reads it.
func lockAsk(ctx context.Context, tx *store.Tx, k workingcopy.Key, item, id string) (assessment.Ask, error) {
	const lock = `select 1 from asks where ods_code = $1 and cycle = $2 and item = $3 and id::text = $4 for update`
	var one int
	err := tx.QueryRow(ctx, lock, k.ODS, k.Cycle, item, id).Scan(&one)
	if store.None(err) {
		return assessment.Ask{}, fault.New(fault.NotFound, "Nothing like this was asked.")
	}
	if err != nil {
		return assessment.Ask{}, fmt.Errorf("lock ask: %w", err)
	}
	rows, err := tx.Query(ctx, workingcopy.AsksOf+` and a.id::text = $3`, k.ODS, k.Cycle, id)
	if err != nil {
		return assessment.Ask{}, fmt.Errorf("read ask: %w", err)
	}
	list, err := workingcopy.Asks(rows)
	if err != nil {
		return assessment.Ask{}, fmt.Errorf("read ask: %w", err)
	}
	return list[0], nil
}

func queueReplyVerdict(b *pgx.Batch, k workingcopy.Key, ask assessment.Ask) {
	const sql = `update ask_replies set verdict = @verdict, because = @because, judged_at = @at, judged_by = @by, judged_by_name = @by_name
		where ods_code = @ods and id = @id`
	g := ask.Given
	b.Queue(sql, store.Args{"ods": k.ODS, "id": g.ID, "verdict": g.Verdict, "because": g.Because, "at": g.JudgedAt, "by": g.JudgedBy.ID, "by_name": g.JudgedBy.Name})
}

func askEvent(k workingcopy.Key, v audit.Verb, item, id string) audit.Event {
	return audit.Event{Verb: v, Trust: k.ODS, Cycle: k.Cycle, Object: item, Note: id}
}
