package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Candidate is somebody who can be appointed: the role of independent assessor stands alone at a trust (access.MayHold).
type Candidate struct {
	ID   string `db:"id"`
	Name string `db:"name"`
	Post string `db:"post"`
}

const candidatesSQL = `select p.id::text as id, p.name, p.post from people p where p.disabled_at is null and exists (
	select from roles r where r.person_id = p.id and r.ods_code = $1 and r.role = 'assessor' and r.ended_at is null) order by lower(p.name), p.id`

// Candidates lists who can be appointed.
func (f Fieldwork) Candidates(ctx context.Context, s store.Scope, ods string) ([]Candidate, error) {
	if err := s.May(access.Appoint, access.Of(ods)); err != nil {
		return nil, err
	}
	var list []Candidate
	err := f.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Candidate](ctx, tx, candidatesSQL, ods)
		return err
	})
	return list, err
}

// Appointing is what a lead fills in.
type Appointing struct {
	Assessor string // id of a person
	Because  string
	Choice   []string // what the trust adds to the mandated scope
	Why      string
}

// Appoint appoints an assessor and chooses what the trust adds to the scope, for the board to approve and the assessor to
// declare. Where an assessor left in the middle of fieldwork, the next one goes on with it, and its scope stands. Fields: assessor,
// because, choice, why.
func (f Fieldwork) Appoint(ctx context.Context, s store.Scope, k Key, pack framework.Pack, a Appointing, now time.Time) error {
	if err := s.May(access.Appoint, access.Of(k.ODS)); err != nil {
		return err
	}
	return f.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := begun(ctx, tx, k); err != nil {
			return err
		}
		who := assessment.Author{}
		list, err := store.List[Candidate](ctx, tx, candidatesSQL, k.ODS)
		if err != nil {
			return fmt.Errorf("list assessors: %w", err)
		}
		for _, c := range list {
			if c.ID == a.Assessor {
				who = assessment.Author{ID: c.ID, Name: c.Name}
			}
		}
		because, wrong := fieldwork.Appoint(who, a.Because)
		root, choice, why, err := left(ctx, tx, k)
		if err != nil {
			return err
		}
		if root == "" {
			m, err := mandated(ctx, tx, k.Cycle)
			if err != nil {
				return err
			}
			var also error
			choice, why, also = fieldwork.Choose(pack, m, a.Choice, a.Why)
			wrong = both(wrong, also)
		}
		if wrong != nil {
			return wrong
		}
		id, by := store.NewID(), s.Author()
		const sql = `insert into engagements (ods_code, id, continues, cycle, assessor_id, assessor_name, because, choice, choice_why, scope_version, appointed_at,
				appointed_by, appointed_by_name)
			values (@ods, @id, @root, @cycle, @assessor, @assessor_name, @because, @choice, @why, 1, @now, @by, @by_name)`
		err = exec(ctx, tx, "appoint", sql, store.Args{"ods": k.ODS, "id": id, "root": store.Nullable(root), "cycle": k.Cycle, "assessor": who.ID,
			"assessor_name": who.Name, "because": because, "choice": some(choice), "why": why, "now": now, "by": by.ID, "by_name": by.Name},
			event(k, audit.AssessorAppointed, who.ID), now)
		if err != nil {
			return err
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.AssessorProposed, Trust: k.ODS, Cycle: string(k.Cycle), Object: id}, now); err != nil {
			return err
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.AssessorNamed, Trust: k.ODS, Cycle: string(k.Cycle), Object: id, To: []string{who.ID}}, now)
	})
}

// both puts what is wrong with two halves of a form into one fault.
func both(a, b error) error {
	one, other := fault.As(a), fault.As(b)
	switch {
	case a == nil || a != nil && one == nil:
		if a != nil {
			return a
		}
		return b
	case other == nil:
		return a
	}
	joined := *one
	joined.Fields = append(append([]fault.Field{}, one.Fields...), other.Fields...)
	return &joined
}

// tellAssessor writes to the assessor, who is among no audience of the trust; to nobody while the one who left has no successor.
func tellAssessor(ctx context.Context, tx *store.Tx, k Key, w fieldwork.Work, kind letter.Kind, now time.Time) error {
	if w.Stage() == fieldwork.Interrupted {
		return nil
	}
	return tx.Tell(ctx, letter.Notice{Kind: kind, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID, To: []string{w.Assessor.ID}}, now)
}

// some gives an empty list instead of null.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// TakeBack ends an appointment before fieldwork. Field: because.
func (f Fieldwork) TakeBack(ctx context.Context, s store.Scope, k Key, because string, now time.Time) error {
	return f.change(ctx, s, access.Appoint, k, func(tx *store.Tx, w fieldwork.Work) error {
		because, err := w.TakeBack(because)
		if err != nil {
			return err
		}
		if err := tellAssessor(ctx, tx, k, w, letter.AppointmentEnded, now); err != nil {
			return err
		}
		return end(ctx, tx, k, w, because, event(k, audit.AssessorTakenBack, w.Assessor.ID), now)
	})
}

func end(ctx context.Context, tx *store.Tx, k Key, w fieldwork.Work, because string, e audit.Event, now time.Time) error {
	const sql = `update engagements set ended_at = @now, ended_because = @because, ended_by_name = @by where ods_code = @ods and id = @id`
	return exec(ctx, tx, "end engagement", sql, store.Args{"ods": k.ODS, "id": w.ID, "now": now, "because": because, "by": tx.Scope.Actor.Name}, e, now)
}

// Choose changes what the trust adds to the scope. An approval that was given is of the scope before: the board is asked again.
// Fields: choice, why.
func (f Fieldwork) Choose(ctx context.Context, s store.Scope, k Key, pack framework.Pack, choice []string, why string, now time.Time) error {
	return f.change(ctx, s, access.Appoint, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayChoose(); err != nil {
			return err
		}
		m, err := mandated(ctx, tx, k.Cycle)
		if err != nil {
			return err
		}
		choice, why, err := fieldwork.Choose(pack, m, choice, why)
		if err != nil {
			return err
		}
		const sql = `update engagements set choice = @choice, choice_why = @why, scope_version = scope_version + 1 where ods_code = @ods and id = @id`
		err = exec(ctx, tx, "choose scope", sql, store.Args{"ods": k.ODS, "id": w.ID, "choice": some(choice), "why": why},
			event(k, audit.ScopeChosen, w.ID), now)
		if err != nil {
			return err
		}
		return tx.Tell(ctx, letter.Notice{Kind: letter.AssessorProposed, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now)
	})
}

// Approve writes down what a member of the board decided, as themselves, about the assessor and the scope as they were shown.
// Fields: verdict, words.
func (f Fieldwork) Approve(ctx context.Context, s store.Scope, k Key, verdict string, scopeVersion int, words string, now time.Time) error {
	return f.change(ctx, s, access.ApproveAssessor, k, func(tx *store.Tx, w fieldwork.Work) error {
		a, err := w.Decide(verdict, scopeVersion, words)
		if err != nil {
			return err
		}
		verb := audit.AssessorRefused
		if a.Approved {
			verb = audit.AssessorApproved
		}
		by := s.Author()
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.AssessorDecided, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now); err != nil {
			return err
		}
		if err := tellAssessor(ctx, tx, k, w, letter.AssessorDecided, now); err != nil {
			return err
		}
		const sql = `insert into engagement_approvals (ods_code, id, engagement_id, scope_version, approved, words, person_id, person_name, decided_at)
			values (@ods, @id, @engagement, @version, @approved, @words, @by, @by_name, @now)`
		return exec(ctx, tx, "approve", sql, store.Args{"ods": k.ODS, "id": store.NewID(), "engagement": w.ID, "version": a.ScopeVersion,
			"approved": a.Approved, "words": a.Words, "by": by.ID, "by_name": by.Name, "now": now}, event(k, verb, w.Assessor.ID), now)
	})
}

// Declare writes down what the assessor declares; who declines ends the appointment. Fields: declared, words.
func (f Fieldwork) Declare(ctx context.Context, s store.Scope, k Key, d fieldwork.Declared, words string, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		words, err := w.Declare(s.Actor.Person, d, words)
		if err != nil {
			return err
		}
		text, verb := fieldwork.Declaration, audit.IndependenceSaid
		if d == fieldwork.Declined {
			text, verb = "", audit.AssessorDeclined
		}
		const sql = `update engagements set declared = @declared, declaration = @text, declared_words = @words, declared_at = @now where ods_code = @ods and id = @id`
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": w.ID, "declared": d, "text": text, "words": words, "now": now}); err != nil {
			return fmt.Errorf("declare: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.AssessorAnswered, Trust: k.ODS, Cycle: string(k.Cycle), Object: w.ID}, now); err != nil {
			return err
		}
		if d == fieldwork.Declined {
			return end(ctx, tx, k, w, words, event(k, verb, w.ID), now)
		}
		return tx.Record(ctx, event(k, verb, w.ID), now)
	})
}
