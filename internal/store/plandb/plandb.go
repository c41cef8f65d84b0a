// Package plandb keeps a trust's plan of improvement: its actions and the risks that it knowingly keeps; and what national
// staff said of the plan that was published.
//
// A caller may rely on these:
//   - nobody outside the trust reads the working plan; national staff read what was published of it, and decide on that;
//   - a moved date keeps the old one with its reason; decisions, reports and outcomes are added and never changed;
//   - the plan can be changed at every stage, for work goes on: what was sent holds the plan as it was then;
//   - each exported method asks scope.May first, is one transaction, and writes one audit event when it changes something.
package plandb

import (
	"context"
	"fmt"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Plans is the room's door.
type Plans struct{ DB *store.DB }

// Key names the plan of one year.
type Key struct {
	ODS   string
	Cycle trust.Cycle
}

// Working is the working plan with what it is about.
type Working struct {
	Trust string // its name
	plan.Plan
	Result    score.Result // of the answers as they are today: its gaps are what the plan is for
	People    []Person     // who can own an action
	Published *Published   // the plan of the current final publication; nil: nothing is published
}

// Person is somebody of the trust with an account.
type Person struct {
	ID   string `db:"id"`
	Name string `db:"name"`
	Post string `db:"post"`
}

// Working reads the plan, for whoever may see it. A year that has not been begun has none: NotFound.
func (p Plans) Working(ctx context.Context, s store.Scope, k Key, pack framework.Pack, today day.Day) (Working, error) {
	if err := s.May(access.SeePlan, access.Of(k.ODS)); err != nil {
		return Working{}, err
	}
	var w Working
	err := p.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		if w.Trust, err = begun(ctx, tx, k); err != nil {
			return err
		}
		if w.Plan, err = tx.Plan(ctx, k.ODS, k.Cycle); err != nil {
			return err
		}
		if w.Result, err = result(ctx, tx, k, pack, w.Plan, today); err != nil {
			return err
		}
		if w.People, err = store.List[Person](ctx, tx, peopleOf, k.ODS); err != nil {
			return fmt.Errorf("read people: %w", err)
		}
		w.Published, err = current(ctx, tx, k, today)
		return err
	})
	return w, err
}

const peopleOf = `select p.id::text as id, p.name, p.post from people p where p.disabled_at is null and exists (
	select from roles r where r.person_id = p.id and r.ods_code = $1 and r.ended_at is null and r.role <> 'assessor')
	order by lower(p.name), p.id`

// begun gives the trust's name where the year's assessment has been begun.
func begun(ctx context.Context, tx *store.Tx, k Key) (name string, err error) {
	const sql = `select t.name from assessments a join trusts t on t.ods_code = a.ods_code where a.ods_code = $1 and a.cycle = $2`
	err = tx.QueryRow(ctx, sql, k.ODS, k.Cycle).Scan(&name)
	if store.None(err) {
		return "", fault.New(fault.NotFound, "This year's assessment has not been begun.")
	}
	if err != nil {
		return "", fmt.Errorf("read assessment: %w", err)
	}
	return name, nil
}

// result gives what the answers come to today. Gaps follow from the answers and the accepted risks alone, so that proof and
// confirmations are not read.
func result(ctx context.Context, tx *store.Tx, k Key, pack framework.Pack, kept plan.Plan, today day.Day) (score.Result, error) {
	type row struct {
		Item       string
		Reply      assessment.Reply
		Text       string
		Figure     *assessment.Hundredths
		FigureDate day.Day
	}
	const sql = `select item, reply, text, figure, figure_date from answers where ods_code = $1 and cycle = $2`
	rows, err := store.List[row](ctx, tx, sql, k.ODS, k.Cycle)
	if err != nil {
		return score.Result{}, fmt.Errorf("read answers: %w", err)
	}
	answers := make(map[string]assessment.Answer, len(rows))
	for _, r := range rows {
		answers[r.Item] = assessment.Answer{Item: r.Item,
			Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.FigureDate}}
	}
	return score.Assess(score.Inputs{Pack: pack, Answers: answers, Accepted: kept.Acceptances(pack, today), On: today}), nil
}

// lock shares the assessment with others who change the plan or answers, and keeps it from being sent meanwhile.
func lock(ctx context.Context, tx *store.Tx, k Key) error {
	var one int
	err := tx.QueryRow(ctx, `select 1 from assessments where ods_code = $1 and cycle = $2 for share`, k.ODS, k.Cycle).Scan(&one)
	if store.None(err) {
		return fault.New(fault.NotFound, "This year's assessment has not been begun.")
	}
	if err != nil {
		return fmt.Errorf("lock assessment: %w", err)
	}
	return nil
}

// owner completes who owns something: where a person of the trust was chosen, their name; otherwise the name as written.
func owner(ctx context.Context, tx *store.Tx, k Key, o assessment.Author) (assessment.Author, error) {
	if o.ID == "" {
		return o, nil
	}
	const sql = `select p.name from people p where p.id::text = $2 and p.disabled_at is null and exists (
		select from roles r where r.person_id = p.id and r.ods_code = $1 and r.ended_at is null)`
	err := tx.QueryRow(ctx, sql, k.ODS, o.ID).Scan(&o.Name)
	if store.None(err) {
		return o, fault.InvalidField("owner", "Choose somebody who has an account at this trust, or write a name.")
	}
	if err != nil {
		return o, fmt.Errorf("look for owner: %w", err)
	}
	return o, nil
}

// id gives null for nobody's id.
func id(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
