package reportdb

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
	"cyberready/internal/core/letter"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Publishing is what a lead decides when publishing.
type Publishing struct {
	Version           int
	WithoutSignatures bool // chosen explicitly, where not everybody who was asked has signed
}

// Publish makes the version that lies before the board the current publication of its kind, signed or without the
// board's signature, and late after its deadline's day. Its counts by standard and the state of each question are
// written with it, out of the snapshot itself. Field: without.
func (r Reports) Publish(ctx context.Context, s store.Scope, ods string, y Year, send Publishing, now time.Time, today day.Day) error {
	if err := s.May(access.Publish, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, y.Cycle)
		if err != nil {
			return err
		}
		after, err := p.next(assessment.Publish, send.Version)
		if err != nil {
			return err
		}
		var hash string
		if err := tx.QueryRow(ctx, currentHash, ods, y.Cycle, p.Version).Scan(&hash); err != nil {
			return fmt.Errorf("read hash: %w", err)
		}
		f, err := thaw(ctx, tx, ods, y.Cycle, p.Version, hash)
		if err != nil {
			return err
		}
		seats, err := seatsOf(ods, y.Cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		given, err := signaturesOf(ods, y.Cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		quorum, err := quorumOf(ods, y.Cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		standing := signoff.StandingOf(asked(seats), given, f.SHA256, quorum)
		pub := signoff.Publish(signoff.Publication{
			Cycle: y.Cycle, Kind: f.Snapshot.Kind, Version: p.Version, SHA256: f.SHA256, At: now, On: today,
			By: s.Author(), Deadline: y.due(f.Snapshot.Kind),
		}, standing)
		if pub.WithoutSignatures && !send.WithoutSignatures {
			why := "Not everybody who was asked has signed."
			if quorum > 0 {
				why = "The quorum is not met."
			}
			return fault.InvalidField("without", "%s Wait, or choose to publish without the board’s signature.", why)
		}
		var b pgx.Batch
		queue(&b, f.PublishedRows(pub, standing))
		b.Queue(`update assessments set stage = $3 where ods_code = $1 and cycle = $2`, ods, y.Cycle, after)
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.AssessmentPublished, Trust: ods, Cycle: string(y.Cycle),
			Object: fmt.Sprintf("version %d", p.Version), Note: f.SHA256}, now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.AssessmentPublic, Trust: ods, Cycle: string(y.Cycle), Version: p.Version}, now)
	})
}

// A publication is superseded on the day on which a later version of its kind was published.
const publicationColumns = `p.cycle, p.version, p.kind, p.sha256, p.published_at, p.published_on, p.published_by, p.deadline, p.late, p.signed,
	(select min(n.published_on) from publications n where n.ods_code = p.ods_code and n.cycle = p.cycle and n.kind = p.kind
		and n.version > p.version) as superseded_on`

type publicationRow struct {
	Cycle        trust.Cycle  `db:"cycle"`
	Version      int          `db:"version"`
	Kind         signoff.Kind `db:"kind"`
	SHA256       string       `db:"sha256"`
	At           time.Time    `db:"published_at"`
	On           day.Day      `db:"published_on"`
	By           string       `db:"published_by"`
	Deadline     day.Day      `db:"deadline"`
	Late         bool         `db:"late"`
	Signed       bool         `db:"signed"`
	SupersededOn day.Day      `db:"superseded_on"`
}

func (r publicationRow) publication() signoff.Publication {
	return signoff.Publication{Cycle: r.Cycle, Kind: r.Kind, Version: r.Version, SHA256: r.SHA256, At: r.At, On: r.On,
		By: assessment.Author{Name: r.By}, Deadline: r.Deadline, Late: r.Late, WithoutSignatures: !r.Signed, SupersededOn: r.SupersededOn}
}

// publicationOf gives the publication of a version, nil when it is not published.
func publicationOf(ods string, cycle trust.Cycle, version int) query[*signoff.Publication] {
	const sql = `select ` + publicationColumns + ` from publications p where p.ods_code = $1 and p.cycle = $2 and p.version = $3`
	return query[*signoff.Publication]{"publication", sql, []any{ods, cycle, version}, perhaps(store.Each(publicationRow.publication))}
}

// planStandingOf gives what a version's published plan has made of its result, as it was written down last; nil when nothing.
func planStandingOf(ods string, cycle trust.Cycle, version int) query[*plan.Standing] {
	type row struct {
		Outcome score.Outcome `db:"outcome"`
		From    day.Day       `db:"from_day"`
		Until   day.Day       `db:"until_day"`
		Reason  string        `db:"reason"`
	}
	const sql = `select outcome, from_day, until_day, reason from publication_outcomes where ods_code = $1 and cycle = $2 and version = $3
		order by recorded_at desc, id desc limit 1`
	return query[*plan.Standing]{"what the plan came to", sql, []any{ods, cycle, version}, perhaps(store.Each(func(r row) plan.Standing {
		return plan.Standing{Outcome: plan.Outcome{Result: r.Outcome, Until: r.Until, Reason: r.Reason}, From: r.From}
	}))}
}
