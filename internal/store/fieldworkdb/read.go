package fieldworkdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// View is the independent assessment of a year as a person of the trust sees it.
type View struct {
	Trust    string // its name
	Mandated fieldwork.Mandated
	Work     *fieldwork.Work        // of the engagement that stands, or of one that was left in the middle; nil: nobody is appointed
	Past     []fieldwork.Engagement // that ended, newest first
	Copy     *Copy                  // nil before fieldwork
}

// View reads it, for whoever may see it: notes that were not issued are in it for the assessor alone.
func (f Fieldwork) View(ctx context.Context, s store.Scope, k Key) (View, error) {
	if err := s.May(access.SeeFieldwork, access.Of(k.ODS)); err != nil {
		return View{}, err
	}
	var v View
	err := f.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		err = tx.QueryRow(ctx, `select name from trusts where ods_code = $1`, k.ODS).Scan(&v.Trust)
		if store.None(err) {
			return fault.New(fault.NotFound, "We cannot find that page.")
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		if v.Mandated, err = mandated(ctx, tx, k.Cycle); err != nil {
			return err
		}
		all, err := engagements(ctx, tx, k)
		if err != nil {
			return err
		}
		stands := standing(all)
		for i, e := range all {
			if i != stands && !e.EndedAt.IsZero() {
				v.Past = append(v.Past, e)
			}
		}
		if stands < 0 {
			return nil
		}
		w, err := work(ctx, tx, k, all, all[stands].ID)
		if err != nil {
			return err
		}
		v.Work = &w
		if w.Copy.SHA256 == "" {
			return nil
		}
		c, err := frozen(ctx, tx, k, w.Root())
		v.Copy = &c
		return err
	})
	return v, err
}

// standing gives the place of the engagement that stands in a list whose newest is first: the one that has not ended, or else the
// newest that ended in the middle of its fieldwork; -1: there is none.
func standing(all []fieldwork.Engagement) int {
	if i := slices.IndexFunc(all, func(e fieldwork.Engagement) bool { return e.EndedAt.IsZero() }); i >= 0 {
		return i
	}
	return slices.IndexFunc(all, func(e fieldwork.Engagement) bool { return e.Stage() == fieldwork.Interrupted })
}

type engagementRow struct {
	ID, Continues, AssessorID, AssessorName, Because, ChoiceWhy, AppointedBy, AppointedByName, Declaration, DeclaredWords, EndedBecause, EndedByName, SHA256 string
	Choice                                                                                                                                                   []string
	ScopeVersion                                                                                                                                             int
	Declared                                                                                                                                                 fieldwork.Declared
	AppointedAt                                                                                                                                              time.Time
	DeclaredAt, BegunAt, IssuedAt, FinalAt, EndedAt                                                                                                          *time.Time
	ReferenceDay                                                                                                                                             day.Day
}

func (r engagementRow) value(cycle trust.Cycle) fieldwork.Engagement {
	at := func(t *time.Time) time.Time {
		if t == nil {
			return time.Time{}
		}
		return *t
	}
	return fieldwork.Engagement{
		ID: r.ID, Continues: r.Continues, Cycle: cycle, Assessor: assessment.Author{ID: r.AssessorID, Name: r.AssessorName}, Because: r.Because, Choice: r.Choice,
		ChoiceWhy: r.ChoiceWhy, ScopeVersion: r.ScopeVersion, AppointedAt: r.AppointedAt,
		AppointedBy: assessment.Author{ID: r.AppointedBy, Name: r.AppointedByName}, Declared: r.Declared, Declaration: r.Declaration,
		DeclaredWords: r.DeclaredWords, DeclaredAt: at(r.DeclaredAt), BegunAt: at(r.BegunAt), IssuedAt: at(r.IssuedAt), FinalAt: at(r.FinalAt),
		EndedAt: at(r.EndedAt), EndedBecause: r.EndedBecause, EndedBy: r.EndedByName,
		Copy: fieldwork.Copy{SHA256: r.SHA256, Reference: r.ReferenceDay},
	}
}

// engagements reads those of a year, the newest first.
func engagements(ctx context.Context, tx *store.Tx, k Key) ([]fieldwork.Engagement, error) {
	const sql = `select e.id::text as id, coalesce(e.continues::text, '') as continues, e.assessor_id::text as assessor_id, e.assessor_name, e.because, e.choice, e.choice_why, e.scope_version,
			e.appointed_at, e.appointed_by::text as appointed_by, e.appointed_by_name, e.declared, e.declaration, e.declared_words, e.declared_at,
			e.begun_at, e.issued_at, e.final_at, e.ended_at, e.ended_because, e.ended_by_name, coalesce(c.sha256, '') as sha256, c.reference_day
		from engagements e left join fieldwork_copies c on c.ods_code = e.ods_code and c.engagement_id = coalesce(e.continues, e.id)
		where e.ods_code = $1 and e.cycle = $2 order by e.appointed_at desc, e.id desc`
	rows, err := store.List[engagementRow](ctx, tx, sql, k.ODS, k.Cycle)
	if err != nil {
		return nil, fmt.Errorf("read engagements: %w", err)
	}
	type approvalRow struct {
		EngagementID, Words, PersonID, PersonName string
		ScopeVersion                              int
		Approved                                  bool
		DecidedAt                                 time.Time
	}
	const approvalsSQL = `select a.engagement_id::text as engagement_id, a.words, a.person_id::text as person_id, a.person_name, a.scope_version, a.approved, a.decided_at
		from engagement_approvals a join engagements e on e.ods_code = a.ods_code and e.id = a.engagement_id
		where a.ods_code = $1 and e.cycle = $2 order by a.decided_at, a.id`
	approvals, err := store.List[approvalRow](ctx, tx, approvalsSQL, k.ODS, k.Cycle)
	if err != nil {
		return nil, fmt.Errorf("read approvals: %w", err)
	}
	var list []fieldwork.Engagement
	for _, r := range rows {
		e := r.value(k.Cycle)
		for _, a := range approvals {
			if a.EngagementID == e.ID {
				e.Approvals = append(e.Approvals, fieldwork.Approval{ScopeVersion: a.ScopeVersion, Approved: a.Approved, Words: a.Words,
					By: assessment.Author{ID: a.PersonID, Name: a.PersonName}, At: a.DecidedAt})
			}
		}
		list = append(list, e)
	}
	return list, nil
}

// work reads an engagement, out of all of its year, with all that its reader may see of it, in one round trip.
func work(ctx context.Context, tx *store.Tx, k Key, all []fieldwork.Engagement, id string) (fieldwork.Work, error) {
	i := slices.IndexFunc(all, func(e fieldwork.Engagement) bool { return e.ID == id })
	if i < 0 {
		return fieldwork.Work{}, fault.New(fault.NotFound, "There is no such independent assessment.")
	}
	w := fieldwork.Work{Engagement: all[i], Planned: map[string]string{}}
	root := w.Root()
	for _, e := range slices.Backward(all) {
		if e.ID != id && e.Root() == root && e.Stage() == fieldwork.Interrupted {
			w.Before = append(w.Before, e)
		}
	}
	var b pgx.Batch
	ask(&b, "scope", scopeSQL, []any{k.ODS, root}, store.Each(func(r fieldwork.Scoped) fieldwork.Scoped { return r }), &w.Scope)
	ask(&b, "earlier findings", earlierSQL, []any{k.ODS, root}, store.Each(func(r reopenedRow) fieldwork.Reopened {
		return fieldwork.Reopened{Item: r.Item, From: r.FromCycle, Found: r.Found, Recommendation: r.Recommendation, Owner: r.OwnerName, Due: r.Due}
	}), &w.Earlier)
	ask(&b, "requests", requestsSQL, []any{k.ODS, root}, store.Each(requestRow.value), &w.Requests)
	var named []namedRow
	ask(&b, "named proof", namedSQL, []any{k.ODS, root}, store.Each(func(r namedRow) namedRow { return r }), &named)
	ask(&b, "proof", heldSQL, []any{k.ODS, root}, store.Each(heldRow.value), &w.Proofs)
	ask(&b, "findings", findingsSQL, []any{k.ODS, root, id}, store.Each(findingRow.value), &w.Findings)
	ask(&b, "what was handed over", handedSQL, []any{k.ODS, root, id}, store.Each(findingRow.value), &w.Handed)
	var conclusions []fieldwork.Conclusion
	ask(&b, "conclusion", conclusionSQL, []any{k.ODS, root, id}, store.Each(conclusionRow.value), &conclusions)
	ask(&b, "corrections", correctionsSQL, []any{k.ODS, root}, store.Each(correctionRow.value), &w.Corrections)
	ask(&b, "responses", responsesSQL, []any{k.ODS, root}, store.Each(responseRow.value), &w.Responses)
	var planned []plannedRow
	ask(&b, "planned findings", plannedSQL, []any{k.ODS, root}, store.Each(func(r plannedRow) plannedRow { return r }), &planned)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return w, err
	}
	if len(conclusions) > 0 {
		w.Conclusion = &conclusions[0]
	}
	for _, p := range planned {
		w.Planned[p.Item] = p.ActionID
	}
	for _, n := range named {
		for i := range w.Requests {
			if w.Requests[i].ID == n.RequestID && w.Requests[i].Given != nil {
				w.Requests[i].Given.Proofs = append(w.Requests[i].Given.Proofs, fieldwork.Named{ID: n.ID, Title: n.Title, Place: n.Place})
			}
		}
	}
	return w, nil
}

// ask adds a query about one fieldwork to a batch.
func ask[V any](b *pgx.Batch, what, sql string, of []any, take func(pgx.Rows) ([]V, error), into *[]V) {
	b.Queue(sql, of...).Query(func(rows pgx.Rows) (err error) {
		if *into, err = take(rows); err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
		return nil
	})
}
