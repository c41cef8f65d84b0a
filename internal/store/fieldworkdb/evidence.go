package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Ask asks the trust for evidence, by a day. The trust sees it at once. Fields: item, words, due-day.
func (f Fieldwork) Ask(ctx context.Context, s store.Scope, k Key, r fieldwork.Request, now time.Time, today day.Day) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		r, err := w.Ask(s.Actor.Person, r, today)
		if err != nil {
			return err
		}
		id := store.NewID()
		const sql = `insert into evidence_requests (ods_code, id, engagement_id, item, words, due, asked_at, asked_by_name)
			values (@ods, @id, @engagement, @item, @words, @due, @now, @by)`
		args := store.Args{"ods": k.ODS, "id": id, "engagement": w.Root(), "item": r.Item, "words": r.Words, "due": r.Due, "now": now, "by": s.Actor.Name}
		if err := exec(ctx, tx, "ask for evidence", sql, args, event(k, audit.EvidenceAsked, id), now); err != nil {
			return err
		}
		// Whoever answers that part, where it is no lead, is reminded of the day, and so hears of it now.
		const owners = `select o.person_id::text as id from assertion_owners o where o.ods_code = $1 and o.cycle = $2 and ($3 = o.assertion or $3 like o.assertion || '.%')
			and exists (select from roles r where r.ods_code = o.ods_code and r.person_id = o.person_id and r.ended_at is null and r.role = 'contributor')`
		type person struct {
			ID string `db:"id"`
		}
		list, err := store.List[person](ctx, tx, owners, k.ODS, k.Cycle, r.Item)
		if err != nil {
			return fmt.Errorf("read who answers: %w", err)
		}
		for _, p := range list {
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.EvidenceAsked, Trust: k.ODS, Cycle: string(k.Cycle), Object: id, To: []string{p.ID}}, now); err != nil {
				return err
			}
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.EvidenceAsked, Trust: k.ODS, Cycle: string(k.Cycle), Object: id}, now)
	})
}

// Proofs lists what the trust has named as proof in the year, for whoever answers a request.
func (f Fieldwork) Proofs(ctx context.Context, s store.Scope, k Key) ([]fieldwork.Named, error) {
	if err := s.May(access.GiveEvidence, access.Of(k.ODS)); err != nil {
		return nil, err
	}
	var list []fieldwork.Named
	err := f.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[fieldwork.Named](ctx, tx, proofsSQL, k.ODS, k.Cycle)
		return err
	})
	return list, err
}

const proofsSQL = `select p.id::text as id, p.title, p.place from proofs p where p.ods_code = $1 and p.withdrawn_at is null
	and exists (select from proof_items i where i.ods_code = p.ods_code and i.proof_id = p.id and i.cycle = $2) order by lower(p.title), p.id`

// Give answers a request with words, with proof that is named already, or both. The first answer stands. Fields: words, proofs.
func (f Fieldwork) Give(ctx context.Context, s store.Scope, k Key, request, words string, proofs []string, now time.Time) error {
	return f.change(ctx, s, access.GiveEvidence, k, func(tx *store.Tx, w fieldwork.Work) error {
		words, err := w.Answer(request, words, proofs)
		if err != nil {
			return err
		}
		known, err := store.List[fieldwork.Named](ctx, tx, proofsSQL, k.ODS, k.Cycle)
		if err != nil {
			return err
		}
		named := map[string]bool{}
		for _, p := range known {
			named[p.ID] = true
		}
		for _, id := range proofs {
			if !named[id] {
				return fault.InvalidField("proofs", "Choose proof from the list. Something that you chose has been withdrawn.")
			}
		}
		by := s.Author()
		const sql = `insert into evidence_answers (ods_code, request_id, engagement_id, words, proofs, answered_at, answered_by, answered_by_name)
			values (@ods, @request, @engagement, @words, @proofs, @now, @by, @by_name)`
		err = exec(ctx, tx, "answer request", sql, store.Args{"ods": k.ODS, "request": request, "engagement": w.Root(), "words": words,
			"proofs": some(proofs), "now": now, "by": by.ID, "by_name": by.Name}, event(k, audit.EvidenceGiven, request), now)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, holdGiven, k.ODS, w.Root(), request, some(proofs)); err != nil {
			return fmt.Errorf("hold given proof: %w", err)
		}
		return tellAssessor(ctx, tx, k, w, letter.EvidenceGiven, now)
	})
}
