package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// ItemProof is what the page of an item's proof shows.
type ItemProof struct {
	workingcopy.Sheet                    // of the item's standard
	Others            []assessment.Proof // that the trust has named for something else, in this year or an earlier one; by title
}

// mostOthers bounds the list of proof to choose from.
const mostOthers = 300

// ItemProof reads the proof that is named for an item, and what could be named for it too.
func (a Assessments) ItemProof(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item string) (ItemProof, error) {
	q, ok := pack.Question(item)
	if !ok {
		return ItemProof{}, fault.New(fault.NotFound, "There is no item %s.", item)
	}
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return ItemProof{}, err
	}
	const others = `select p.id::text as id, p.title, p.dated, p.holds_months, p.place, p.added_at, p.added_by::text as added_by,
			p.added_by_name, coalesce(array_agg(i.item order by i.item) filter (where i.item is not null), '{}') as items
		from proofs p left join proof_items i on i.ods_code = p.ods_code and i.proof_id = p.id and i.cycle = $2
		where p.ods_code = $1 and p.withdrawn_at is null
		group by p.ods_code, p.id having not coalesce(bool_or(i.item = $3), false) order by p.title, p.id limit $4`
	std, _ := pack.Standard(q.Standard)
	var ip ItemProof
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		p := workingcopy.PartOf(std)
		p.Proved = workingcopy.PartOf(pack.Standards...).Items // what each proof is named for besides
		ip.Queue(&b, k, p)
		b.Queue(others, k.ODS, k.Cycle, item, mostOthers).Query(func(rows pgx.Rows) (err error) {
			if ip.Others, err = workingcopy.Proofs(rows); err != nil {
				return fmt.Errorf("read other proofs: %w", err)
			}
			return nil
		})
		return tx.SendBatch(ctx, &b).Close()
	})
	return ip, err
}

// NameProof names new proof for an item, for a lead or contributor. Proof.Check says what is wrong with it, field by
// field. Naming proof changes no answer, so a confirmation stands.
func (a Assessments) NameProof(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item string, p assessment.Proof, now time.Time, today day.Day) error {
	if err := s.May(access.Answer, access.Of(k.ODS)); err != nil {
		return err
	}
	p, err := p.Check(today)
	if err != nil {
		return err
	}
	return a.changeProof(ctx, s, k, pack, item, now, today, func(b *pgx.Batch) audit.Event {
		return workingcopy.QueueNewProof(b, k, item, p, s.Author(), now)
	})
}

// UseProof names proof that the trust has already for one more item. Proof that is unknown or withdrawn is refused;
// field: proof.
func (a Assessments) UseProof(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, proof string, now time.Time, today day.Day) error {
	return a.changeProof(ctx, s, k, pack, item, now, today, func(b *pgx.Batch) audit.Event {
		const known = `select exists (select from proofs where ods_code = $1 and id::text = $2 and withdrawn_at is null)`
		b.Queue(known, k.ODS, proof).QueryRow(func(row pgx.Row) error {
			var ok bool
			if err := row.Scan(&ok); err != nil {
				return fmt.Errorf("look for proof: %w", err)
			}
			if !ok {
				return fault.InvalidField("proof", "Choose one of the proofs that are shown.")
			}
			return nil
		})
		const link = `insert into proof_items (ods_code, cycle, item, proof_id)
			select ods_code, $2, $3, id from proofs where ods_code = $1 and id::text = $4 and withdrawn_at is null
			on conflict do nothing`
		b.Queue(link, k.ODS, k.Cycle, item, proof)
		return audit.Event{Verb: audit.ProofNamed, Note: proof}
	})
}

// UnlinkProof takes proof off one item; for others, and for later use, it stays.
func (a Assessments) UnlinkProof(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, proof string, now time.Time, today day.Day) error {
	return a.changeProof(ctx, s, k, pack, item, now, today, func(b *pgx.Batch) audit.Event {
		const unlink = `delete from proof_items where ods_code = $1 and cycle = $2 and item = $3 and proof_id::text = $4`
		b.Queue(unlink, k.ODS, k.Cycle, item, proof).Exec(foundProof)
		return audit.Event{Verb: audit.ProofWithdrawn, Note: proof}
	})
}

// WithdrawProof withdraws proof for all items that it is named for: it was wrong, or has gone. It stays in the history.
func (a Assessments) WithdrawProof(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item, proof string, now time.Time, today day.Day) error {
	return a.changeProof(ctx, s, k, pack, item, now, today, func(b *pgx.Batch) audit.Event {
		const withdraw = `update proofs set withdrawn_at = $3, withdrawn_by = $4
			where ods_code = $1 and id::text = $2 and withdrawn_at is null`
		b.Queue(withdraw, k.ODS, proof, now, s.Actor.Name).Exec(foundProof)
		return audit.Event{Verb: audit.ProofWithdrawn, Note: proof + ", from every question"}
	})
}

// changeProof runs one change to the proof of an item: right, stage, change and audit event.
func (a Assessments) changeProof(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, item string, now time.Time, today day.Day, change func(*pgx.Batch) audit.Event) error {
	if err := s.May(access.Answer, access.Of(k.ODS)); err != nil {
		return err
	}
	if _, ok := pack.Item(item); !ok {
		return fault.New(fault.NotFound, "There is no item %s.", item)
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		workingcopy.QueueStage(&b, k, new(assessment.Stage))
		e := change(&b)
		e.Trust, e.Cycle, e.Object = k.ODS, k.Cycle, item
		workingcopy.QueueChangedOn(&b, k, 0, today)
		b.Queue(store.RecordSQL, tx.RecordArgs(e, now))
		return tx.SendBatch(ctx, &b).Close()
	})
}

func foundProof(tag pgconn.CommandTag) error {
	if tag.RowsAffected() == 0 {
		return fault.New(fault.NotFound, "There is no such proof.")
	}
	return nil
}
