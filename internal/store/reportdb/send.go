package reportdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store"
)

// Candidate is a person of the trust who can be asked to sign.
type Candidate struct {
	Person string `db:"id"`
	Name   string `db:"name"`
	Post   string `db:"post"`
	Member bool   `db:"member"` // of the board
	Lead   bool   `db:"lead"`   // leads the assessment, which is said wherever the person signs
}

const candidates = `select p.id::text, p.name, p.post, bool_or(r.role = 'board-member') as member, bool_or(r.role = 'lead') as lead
	from people p join roles r on r.person_id = p.id
	where r.ods_code = $1 and r.role in ('board-member', 'lead') and r.ended_at is null and p.disabled_at is null
	group by p.id order by bool_or(r.role = 'board-member') desc, lower(p.name), p.id`

// Candidates lists who can be asked to sign: the trust's board members, then leads who are none.
func (r Reports) Candidates(ctx context.Context, s store.Scope, ods string) ([]Candidate, error) {
	if err := s.May(access.KeepSignatories, access.Of(ods)); err != nil {
		return nil, err
	}
	var list []Candidate
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Candidate](ctx, tx, candidates, ods)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who can sign: %w", err)
	}
	return list, nil
}

// Sending is what a lead decides when sending to the board.
type Sending struct {
	Kind        signoff.Kind
	Signatories []string // ids of people among the Candidates; may be empty, and is then said in the report
	// Accepted says that unanswered mandatory items were seen: they count as not in place.
	Accepted bool
}

// Send freezes the working copy and lays it before the board; it returns the version's number. Nothing about the content
// stops it: where mandatory items are unanswered, one confirmation is asked for. Fields: accepted, signatories, kind.
func (r Reports) Send(ctx context.Context, s store.Scope, ods string, y Year, send Sending, now time.Time, today day.Day) (int, error) {
	if err := s.May(access.SendToBoard, access.Of(ods)); err != nil {
		return 0, err
	}
	if _, err := signoff.ParseKind(string(send.Kind)); err != nil {
		return 0, err
	}
	peers, err := r.peers(ctx, s, ods, y.Cycle, today)
	if err != nil {
		return 0, err
	}
	version := 0
	err = r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, y.Cycle)
		if err != nil {
			return err
		}
		after, err := assessment.Next(p.Stage, assessment.Send)
		if err != nil {
			return err
		}
		shot, err := live(ctx, tx, ods, y, send.Kind, today, peers)
		if err != nil {
			return err
		}
		version = p.Version + 1
		shot.Version, shot.SentAt = version, now
		shot.SentBy = s.Author()
		head, err := tx.Seal(ctx, ods, now)
		if err != nil {
			return err
		}
		shot.AuditHead = head.String()
		frozen, err := Freeze(shot)
		if err != nil {
			return err
		}
		if n := Unanswered(frozen.Result); n > 0 && !send.Accepted {
			return fault.InvalidField("accepted", "Confirm that %s without an answer %s as not in place.",
				english.Count(n, "mandatory item", "mandatory items"), english.Plural(n, "counts", "count"))
		}
		who, err := chosen(ctx, tx, ods, send.Signatories)
		if err != nil {
			return err
		}
		var b pgx.Batch
		queue(&b, frozen.SentRows(who))
		b.Queue(`update assessments set stage = $3, version = $4 where ods_code = $1 and cycle = $2`, ods, y.Cycle, after, version)
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.AssessmentSent, Trust: ods, Cycle: string(y.Cycle),
			Object: fmt.Sprintf("version %d", version), Note: frozen.SHA256}, now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("send: %w", err)
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.SigningAsked, Trust: ods, Cycle: string(y.Cycle), Version: version}, now)
	})
	return version, err
}

// Unanswered counts the mandatory items without an answer.
func Unanswered(r score.Result) int {
	n := 0
	for _, g := range r.Gaps {
		if g.State == score.Unanswered {
			n++
		}
	}
	return n
}

// chosen gives the people who were chosen to sign, in the order of the candidates.
func chosen(ctx context.Context, tx *store.Tx, ods string, ids []string) ([]signoff.Signatory, error) {
	list, err := store.List[Candidate](ctx, tx, candidates, ods)
	if err != nil {
		return nil, fmt.Errorf("list who can sign: %w", err)
	}
	var who []signoff.Signatory
	for _, c := range list {
		if slices.Contains(ids, c.Person) {
			who = append(who, c.signatory())
		}
	}
	if len(who) != len(ids) {
		return nil, fault.InvalidField("signatories", "Choose people from the list. Somebody you chose can no longer sign for this trust.")
	}
	return who, nil
}

func (c Candidate) signatory() signoff.Signatory {
	return signoff.Signatory{Person: c.Person, Name: c.Name, Post: c.Post, Lead: c.Lead}
}
