package reportdb

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Draft is the working copy as a report would read it today.
type Draft struct {
	Snapshot snapshot.Snapshot // version 0, its reference day today
	Stage    assessment.Stage
	Sent     int // the last version that was sent; 0 before the first
}

// Draft reads the working copy. The peers are read first, in a transaction of their own that sees other trusts'
// published counts; everything else in one repeatable-read transaction. Whoever may see the answers may.
func (r Reports) Draft(ctx context.Context, s store.Scope, ods string, y Year, today day.Day) (Draft, error) {
	if err := s.May(access.SeeAnswers, access.Of(ods)); err != nil {
		return Draft{}, err
	}
	return r.draft(ctx, s, ods, y, today)
}

// ToTest reads the working copy for the assessor who begins fieldwork and freezes it in the same moment: the caller has asked
// core/fieldwork whether they may, and shows it to nobody before it is frozen.
func (r Reports) ToTest(ctx context.Context, s store.Scope, ods string, y Year, today day.Day) (snapshot.Snapshot, error) {
	if err := s.May(access.Assess, access.Of(ods)); err != nil {
		return snapshot.Snapshot{}, err
	}
	d, err := r.draft(ctx, s, ods, y, today)
	return d.Snapshot, err
}

func (r Reports) draft(ctx context.Context, s store.Scope, ods string, y Year, today day.Day) (Draft, error) {
	peers, err := r.peers(ctx, s, ods, y.Cycle, today)
	if err != nil {
		return Draft{}, err
	}
	var d Draft
	var p position
	err = r.DB.InSnapshotAfter(ctx, s, positionOf(ods, y.Cycle, &p), func(tx *store.Tx) (err error) {
		d.Stage, d.Sent = p.Stage, p.Version
		d.Snapshot, err = live(ctx, tx, ods, y, signoff.Final, today, peers)
		return err
	})
	return d, err
}

// live reads the working copy, and all that stands around it, as a snapshot that is not frozen yet: one round trip.
func live(ctx context.Context, tx *store.Tx, ods string, y Year, kind signoff.Kind, today day.Day, peers snapshot.Peers) (snapshot.Snapshot, error) {
	s := snapshot.Snapshot{
		Rules: score.Rules, Cycle: y.Cycle, Deadline: y.Deadline, Kind: kind, Reference: today, Pack: y.Pack, Peers: peers,
	}
	var b pgx.Batch
	answersOf(ods, y.Cycle).queue(&b, &s.Answers)
	proofsOf(ods, y.Cycle).queue(&b, &s.Proofs)
	confirmationsOf(ods, y.Cycle).queue(&b, &s.Confirmations)
	var improvement plan.Plan
	store.QueuePlan(&b, ods, y.Cycle, &improvement)
	var services critical.List
	store.QueueCritical(&b, ods, &services)
	var replies quality.Replies
	store.QueueReplies(&b, ods, y.Cycle, &replies)
	queueIndependent(&b, ods, y.Cycle, &s.Independent)
	queueAround(&b, ods, &s)
	err := tx.SendBatch(ctx, &b).Close()
	if !improvement.Empty() {
		s.Plan = &improvement
	}
	if !services.Empty() {
		s.Critical = &services
	}
	if err == nil && len(replies) > 0 {
		s.Explained, err = explained(s, replies)
	}
	return s, err
}

// explained gives the questions of a reviewer that still fit and have their reply. What nobody has replied to is not frozen:
// the board sees a question only with its answer beside it.
func explained(s snapshot.Snapshot, replies quality.Replies) ([]quality.Explained, error) {
	pairs, err := framework.Pairs(s.Pack.Edition)
	if err != nil {
		return nil, err
	}
	return replies.Given(quality.Review(quality.Inputs{Pack: s.Pack, Pairs: pairs, Answers: s.AnswersByItem(), Proofs: s.Proofs,
		Result: score.Assess(s.Inputs()), Cycle: s.Cycle, On: s.Reference})), nil
}

func answersOf(ods string, cycle trust.Cycle) query[[]assessment.Answer] {
	type row struct {
		Item    string                 `db:"item"`
		Reply   assessment.Reply       `db:"reply"`
		Text    string                 `db:"text"`
		Figure  *assessment.Hundredths `db:"figure"`
		Date    day.Day                `db:"figure_date"`
		Version int                    `db:"version"`
		At      time.Time              `db:"saved_at"`
		By      string                 `db:"saved_by"`
		ByName  string                 `db:"saved_by_name"`
	}
	const sql = `select item, reply, text, figure, figure_date, version, saved_at, saved_by::text, saved_by_name
		from answers where ods_code = $1 and cycle = $2`
	return query[[]assessment.Answer]{"answers", sql, []any{ods, cycle}, store.Each(func(r row) assessment.Answer {
		return assessment.Answer{
			Item: r.Item, Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.Date},
			Version: r.Version, SavedAt: r.At, SavedBy: assessment.Author{ID: r.By, Name: r.ByName},
		}
	})}
}

func proofsOf(ods string, cycle trust.Cycle) query[[]assessment.Proof] {
	type row struct {
		ID     string    `db:"id"`
		Title  string    `db:"title"`
		Dated  day.Day   `db:"dated"`
		Holds  int       `db:"holds_months"`
		Place  string    `db:"place"`
		At     time.Time `db:"added_at"`
		By     string    `db:"added_by"`
		ByName string    `db:"added_by_name"`
		Items  []string  `db:"items"`
	}
	const sql = `select p.id::text, p.title, p.dated, p.holds_months, p.place, p.added_at, p.added_by::text, p.added_by_name,
			array_agg(i.item order by i.item) as items
		from proofs p join proof_items i on i.ods_code = p.ods_code and i.proof_id = p.id and i.cycle = $2
		where p.ods_code = $1 and p.withdrawn_at is null
		group by p.ods_code, p.id`
	return query[[]assessment.Proof]{"proofs", sql, []any{ods, cycle}, store.Each(func(r row) assessment.Proof {
		return assessment.Proof{
			ID: r.ID, Title: r.Title, Dated: r.Dated, HoldsMonths: r.Holds, Place: r.Place, Items: r.Items,
			AddedAt: r.At, AddedBy: assessment.Author{ID: r.By, Name: r.ByName},
		}
	})}
}

func confirmationsOf(ods string, cycle trust.Cycle) query[[]assessment.Confirmation] {
	type row struct {
		Assertion string    `db:"assertion"`
		At        time.Time `db:"confirmed_at"`
		By        string    `db:"confirmed_by"`
		ByName    string    `db:"confirmed_by_name"`
	}
	const sql = `select assertion, confirmed_at, confirmed_by::text, confirmed_by_name
		from confirmations where ods_code = $1 and cycle = $2 and taken_back_at is null`
	return query[[]assessment.Confirmation]{"confirmations", sql, []any{ods, cycle}, store.Each(func(r row) assessment.Confirmation {
		return assessment.Confirmation{Assertion: r.Assertion, At: r.At, By: assessment.Author{ID: r.By, Name: r.ByName}}
	})}
}
