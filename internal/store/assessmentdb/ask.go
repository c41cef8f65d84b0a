package assessmentdb

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
)

// AskSheet is what was asked by link about an item, with the answers of its standard around it.
type AskSheet struct {
	Sheet
	All []assessment.Ask // of the item, also those that are settled; newest first, each with its newest reply
}

// Asks reads what was asked by link about an item: for leads, and for whom the item or its assertion was given to.
func (a Assessments) Asks(ctx context.Context, s store.Scope, k Key, pack framework.Pack, item string) (AskSheet, error) {
	q, err := sharedQuestion(s, k, pack, item, access.SeeSharing)
	if err != nil {
		return AskSheet{}, err
	}
	std, _ := pack.Standard(q.Standard)
	var as AskSheet
	err = a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		if err := mustConcern(ctx, tx, k, q, access.SeeSharing); err != nil {
			return err
		}
		var b pgx.Batch
		as.queue(&b, k, partOf(std))
		b.Queue(asksOf+` and a.item = $3 order by a.asked_at desc, a.id desc`, k.ODS, k.Cycle, item).Query(func(rows pgx.Rows) (err error) {
			if as.All, err = store.Each(askRow.value)(rows); err != nil {
				return fmt.Errorf("read asks: %w", err)
			}
			return nil
		})
		return tx.SendBatch(ctx, &b).Close()
	})
	as.about = partOf(std).assertions
	return as, err
}

// AskByLink asks somebody without an account about an item: their letter, with the link, leaves with the transaction. For a
// lead, or whom the item was given to. What can be asked decides assessment.Ask.Check, and how many in a day
// assessment.MayAskMore. It changes nothing that a report reads, so it is possible at every stage.
func (a Assessments) AskByLink(ctx context.Context, s store.Scope, k Key, pack framework.Pack, ask assessment.Ask, now time.Time, today day.Day) error {
	q, err := sharedQuestion(s, k, pack, ask.Item, access.AskByLink)
	if err != nil {
		return err
	}
	ask, wrong := ask.Check(today)
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := mustConcern(ctx, tx, k, q, access.AskByLink); err != nil {
			return err
		}
		if wrong != nil {
			return wrong
		}
		const lately = `select count(*) from asks where ods_code = $1 and asked_at > $2`
		var asked int
		if err := tx.QueryRow(ctx, lately, k.ODS, now.Add(-24*time.Hour)).Scan(&asked); err != nil {
			return fmt.Errorf("count asks: %w", err)
		}
		if err := assessment.MayAskMore(asked); err != nil {
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
func (a Assessments) WithdrawAsk(ctx context.Context, s store.Scope, k Key, pack framework.Pack, item, id string, now time.Time) error {
	return a.changeAsk(ctx, s, k, pack, item, id, func(tx *store.Tx, _ assessment.Ask) error {
		const sql = `update asks set withdrawn_at = @at, withdrawn_by_name = @by where ods_code = @ods and id::text = @id and withdrawn_at is null
			and not exists (select from ask_replies r where r.ods_code = asks.ods_code and r.ask_id = asks.id and r.verdict = 'accepted')`
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

// ReturnReply sends what came through a link back with a word why, and tells who gave it: the link is open again. Fields:
// because.
func (a Assessments) ReturnReply(ctx context.Context, s store.Scope, k Key, pack framework.Pack, item, id, because string, now time.Time, today day.Day) error {
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
func (a Assessments) AcceptReply(ctx context.Context, s store.Scope, k Key, pack framework.Pack, item, id string, base int, now time.Time, today day.Day) error {
	q, err := sharedQuestion(s, k, pack, item, access.AskByLink)
	if err != nil {
		return err
	}
	accept := func(tx *store.Tx) error {
		if err := mustConcern(ctx, tx, k, q, access.AskByLink); err != nil {
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
	if lostFirstSave(err) { // as a save does: now the other's row is there, and it compares
		err = a.DB.InTx(ctx, s, accept)
	}
	return err
}

// takeAnswer queues the save of an answer within a transaction, as save does.
func (a Assessments) takeAnswer(ctx context.Context, tx *store.Tx, b *pgx.Batch, k Key, q framework.Question, e assessment.Edit, today day.Day) error {
	var stage assessment.Stage
	var before assessment.Answer
	var locks pgx.Batch
	queueStage(&locks, k, &stage)
	queueLock(&locks, k, q.ID, &before)
	if err := tx.SendBatch(ctx, &locks).Close(); err != nil {
		return err
	}
	_, _, err := queueSave(b, tx, k, q, before, []assessment.Edit{e}, today)
	return err
}

// takeProof queues new proof within a transaction, as NameProof does. What was proof when it was given is checked again.
func (a Assessments) takeProof(ctx context.Context, tx *store.Tx, b *pgx.Batch, k Key, item string, p assessment.Proof, now time.Time, today day.Day) error {
	p, err := p.Check(today)
	if err != nil {
		return err
	}
	var locks pgx.Batch
	queueStage(&locks, k, new(assessment.Stage))
	if err := tx.SendBatch(ctx, &locks).Close(); err != nil {
		return err
	}
	e := queueNewProof(b, k, item, p, tx.Scope.Author(), now)
	e.Trust, e.Cycle, e.Object = k.ODS, k.Cycle, item
	queueChangedOn(b, k, 0, today)
	b.Queue(store.RecordSQL, tx.RecordArgs(e, now))
	return nil
}

// changeAsk runs one change to an ask: right, owner, lock and change.
func (a Assessments) changeAsk(ctx context.Context, s store.Scope, k Key, pack framework.Pack, item, id string, change func(*store.Tx, assessment.Ask) error) error {
	q, err := sharedQuestion(s, k, pack, item, access.AskByLink)
	if err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := mustConcern(ctx, tx, k, q, access.AskByLink); err != nil {
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
func lockAsk(ctx context.Context, tx *store.Tx, k Key, item, id string) (assessment.Ask, error) {
	const lock = `select 1 from asks where ods_code = $1 and cycle = $2 and item = $3 and id::text = $4 for update`
	var one int
	err := tx.QueryRow(ctx, lock, k.ODS, k.Cycle, item, id).Scan(&one)
	if store.None(err) {
		return assessment.Ask{}, fault.New(fault.NotFound, "Nothing like this was asked.")
	}
	if err != nil {
		return assessment.Ask{}, fmt.Errorf("lock ask: %w", err)
	}
	row, err := store.One[askRow](ctx, tx, asksOf+` and a.id::text = $3`, k.ODS, k.Cycle, id)
	if err != nil {
		return assessment.Ask{}, fmt.Errorf("read ask: %w", err)
	}
	return row.value(), nil
}

func queueReplyVerdict(b *pgx.Batch, k Key, ask assessment.Ask) {
	const sql = `update ask_replies set verdict = @verdict, because = @because, judged_at = @at, judged_by = @by, judged_by_name = @by_name
		where ods_code = @ods and id = @id`
	g := ask.Given
	b.Queue(sql, store.Args{"ods": k.ODS, "id": g.ID, "verdict": g.Verdict, "because": g.Because, "at": g.JudgedAt, "by": g.JudgedBy.ID, "by_name": g.JudgedBy.Name})
}

func askEvent(k Key, v audit.Verb, item, id string) audit.Event {
	return audit.Event{Verb: v, Trust: k.ODS, Cycle: k.Cycle, Object: item, Note: id}
}

// queueAsks asks for what is open or waits.
func (sh *Sheet) queueAsks(b *pgx.Batch, k Key, p part) {
	const sql = asksOf + ` and a.item = any ($3) and a.withdrawn_at is null and coalesce(g.verdict, '') <> 'accepted' order by a.asked_at, a.id`
	b.Queue(sql, k.ODS, k.Cycle, p.items).Query(func(rows pgx.Rows) (err error) {
		if sh.Asks, err = store.Each(askRow.value)(rows); err != nil {
			return fmt.Errorf("read asks: %w", err)
		}
		return nil
	})
}

const asksOf = `select a.id::text as id, a.item, a.kind, a.name, a.email, a.question, a.until_day, a.asked_at, a.asked_by::text as asked_by, a.asked_by_name,
		a.withdrawn_at, a.withdrawn_by_name, coalesce(g.id::text, '') as given_id, coalesce(g.reply, '') as reply, coalesce(g.text, '') as text, g.figure, g.figure_date,
		coalesce(g.title, '') as title, g.dated, coalesce(g.holds_months, 0) as holds_months, coalesce(g.place, '') as place, g.given_at,
		coalesce(g.verdict, '') as verdict, coalesce(g.because, '') as because, g.judged_at, coalesce(g.judged_by::text, '') as judged_by,
		coalesce(g.judged_by_name, '') as judged_by_name
	from asks a left join lateral (select * from ask_replies r where r.ods_code = a.ods_code and r.ask_id = a.id
		order by r.given_at desc, r.id desc limit 1) g on true
	where a.ods_code = $1 and a.cycle = $2`

type askRow struct {
	ID              string
	Item            string
	Kind            assessment.AskKind
	Name            string
	Email           string
	Question        string
	UntilDay        day.Day
	AskedAt         time.Time
	AskedBy         string
	AskedByName     string
	WithdrawnAt     *time.Time
	WithdrawnByName string
	GivenID         string
	Reply           assessment.Reply
	Text            string
	Figure          *assessment.Hundredths
	FigureDate      day.Day
	Title           string
	Dated           day.Day
	HoldsMonths     int
	Place           string
	GivenAt         *time.Time
	Verdict         assessment.Verdict
	Because         string
	JudgedAt        *time.Time
	JudgedBy        string
	JudgedByName    string
}

func (r askRow) value() assessment.Ask {
	return assessment.Ask{
		ID: r.ID, Item: r.Item, Kind: r.Kind, Name: r.Name, Email: r.Email, Question: r.Question, Until: r.UntilDay, At: r.AskedAt,
		By: assessment.Author{ID: r.AskedBy, Name: r.AskedByName}, WithdrawnAt: instant(r.WithdrawnAt), WithdrawnBy: r.WithdrawnByName,
		Given: assessment.Given{
			ID: r.GivenID, At: instant(r.GivenAt), Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.FigureDate},
			Proof:   assessment.Proof{Title: r.Title, Dated: r.Dated, HoldsMonths: r.HoldsMonths, Place: r.Place},
			Verdict: r.Verdict, Because: r.Because, JudgedAt: instant(r.JudgedAt), JudgedBy: assessment.Author{ID: r.JudgedBy, Name: r.JudgedByName},
		},
	}
}
