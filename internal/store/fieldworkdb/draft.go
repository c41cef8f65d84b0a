package fieldworkdb

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
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Issue issues the draft: the trust reads from now on what was found. What was noted on the way stays the assessor's own.
func (f Fieldwork) Issue(ctx context.Context, s store.Scope, k Key, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayWork(s.Actor.Person, fieldwork.Fieldwork); err != nil {
			return err
		}
		scales, a, err := computed(ctx, tx, k, w)
		if err != nil {
			return err
		}
		if err := w.MayIssue(s.Actor.Person, scales, a); err != nil {
			return err
		}
		var b pgx.Batch
		for _, one := range w.Findings {
			b.Queue(addFinding, findingArgs(tx, k, w.ID, one, one.Version+1, true, now))
		}
		b.Queue(addConclusion, conclusionArgs(tx, k, w.ID, *w.Conclusion, w.Conclusion.Version+1, true, now))
		b.Queue(`update engagements set issued_at = $3 where ods_code = $1 and id = $2`, k.ODS, w.ID, now)
		b.Queue(store.RecordSQL, tx.RecordArgs(event(k, audit.DraftIssued, w.ID), now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("issue draft: %w", err)
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.DraftIssued, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now)
	})
}

// Correct writes down what the trust says is factually wrong in the draft. Fields: item, words.
func (f Fieldwork) Correct(ctx context.Context, s store.Scope, k Key, item, words string, now time.Time) error {
	return f.change(ctx, s, access.RespondToDraft, k, func(tx *store.Tx, w fieldwork.Work) error {
		words, err := w.Correct(item, words)
		if err != nil {
			return err
		}
		by, id := s.Author(), store.NewID()
		const sql = `insert into corrections (ods_code, id, engagement_id, item, words, asked_at, asked_by, asked_by_name)
			values (@ods, @id, @engagement, @item, @words, @now, @by, @by_name)`
		if err := tellAssessor(ctx, tx, k, w, letter.DraftAnswered, now); err != nil {
			return err
		}
		return exec(ctx, tx, "ask for correction", sql, store.Args{"ods": k.ODS, "id": id, "engagement": w.Root(), "item": item, "words": words, "now": now,
			"by": by.ID, "by_name": by.Name}, event(k, audit.CorrectionAsked, item), now)
	})
}

// Settle writes down whether the assessor accepts a correction; where they do, they can change that finding. Fields: verdict, words.
func (f Fieldwork) Settle(ctx context.Context, s store.Scope, k Key, correction, verdict, words string, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		a, err := w.Settle(s.Actor.Person, correction, verdict, words)
		if err != nil {
			return err
		}
		const sql = `insert into correction_answers (ods_code, correction_id, engagement_id, accepted, words, answered_at, answered_by_name)
			values (@ods, @correction, @engagement, @accepted, @words, @now, @by)`
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.CorrectionSettled, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now); err != nil {
			return err
		}
		return exec(ctx, tx, "settle correction", sql, store.Args{"ods": k.ODS, "correction": correction, "engagement": w.Root(), "accepted": a.Accepted,
			"words": a.Words, "now": now, "by": s.Actor.Name}, event(k, audit.CorrectionSettled, correction), now)
	})
}

// Respond writes down what management says to a recommendation, with its owner and day; a later one stands before an earlier one.
// Fields: agreed, words, owner, due-day.
func (f Fieldwork) Respond(ctx context.Context, s store.Scope, k Key, r fieldwork.Response, agreed string, now time.Time, today day.Day) error {
	return f.change(ctx, s, access.RespondToDraft, k, func(tx *store.Tx, w fieldwork.Work) error {
		var err error
		if r.Owner, err = owner(ctx, tx, k, r.Owner); err != nil {
			return err
		}
		if r, err = w.Respond(r, agreed, today); err != nil {
			return err
		}
		version := 1
		for _, before := range w.Responses {
			if before.Item == r.Item {
				if before.Version != r.Version {
					return older()
				}
				version = before.Version + 1
			}
		}
		by := s.Author()
		const sql = `insert into management_responses (ods_code, engagement_id, item, version, finding_version, agreed, words, owner_id, owner_name, due,
				given_at, given_by, given_by_name)
			values (@ods, @engagement, @item, @version, @finding, @agreed, @words, @owner, @owner_name, @due, @now, @by, @by_name)`
		if err := tellAssessor(ctx, tx, k, w, letter.DraftAnswered, now); err != nil {
			return err
		}
		return exec(ctx, tx, "respond", sql, store.Args{"ods": k.ODS, "engagement": w.Root(), "item": r.Item, "version": version, "finding": r.Finding,
			"agreed": r.Agreed, "words": r.Words, "owner": store.Nullable(r.Owner.ID), "owner_name": r.Owner.Name, "due": r.Due, "now": now, "by": by.ID,
			"by_name": by.Name}, event(k, audit.ResponseGiven, r.Item), now)
	})
}

// Person is somebody of the trust who can own an action.
type Person struct {
	ID   string `db:"id"`
	Name string `db:"name"`
	Post string `db:"post"`
}

const peopleSQL = `select p.id::text as id, p.name, p.post from people p where p.disabled_at is null and exists (
	select from roles r where r.person_id = p.id and r.ods_code = $1 and r.ended_at is null and r.role <> 'assessor') order by lower(p.name), p.id`

// People lists who can own an action, for whoever answers a recommendation.
func (f Fieldwork) People(ctx context.Context, s store.Scope, ods string) ([]Person, error) {
	if err := s.May(access.RespondToDraft, access.Of(ods)); err != nil {
		return nil, err
	}
	var list []Person
	err := f.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Person](ctx, tx, peopleSQL, ods)
		return err
	})
	return list, err
}

// owner completes who owns something: where a person of the trust was chosen, their name; otherwise the name as written.
func owner(ctx context.Context, tx *store.Tx, k Key, o assessment.Author) (assessment.Author, error) {
	if o.ID == "" {
		return o, nil
	}
	list, err := store.List[Person](ctx, tx, peopleSQL, k.ODS)
	if err != nil {
		return o, fmt.Errorf("look for owner: %w", err)
	}
	for _, p := range list {
		if p.ID == o.ID {
			return assessment.Author{ID: p.ID, Name: p.Name}, nil
		}
	}
	return o, fault.InvalidField("owner", "Choose somebody who has an account at this trust, or write a name.")
}
