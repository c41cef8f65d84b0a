package reportdb

import (
	"context"
	"fmt"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// OthersView is all that national, regional and ICB staff see of a trust in a year.
type OthersView struct {
	Trust    snapshot.Trust
	Begun    bool
	BegunOn  day.Day
	Answered int     // questions with an answer
	Changed  day.Day // the day of the last change

	Published []Published // of the year, the newest first
	Official  []snapshot.Official
}

// Published is a publication as others see it.
type Published struct {
	Past
	Outcome      score.Outcome
	Reservations int
	Refusals     int
	Unconfirmed  int
	Standards    []snapshot.StandardCounts
	Items        []PublishedItem
}

// PublishedItem is the state of one question.
type PublishedItem struct {
	Item    string      `db:"item"`
	State   score.State `db:"state"`
	Counted bool        `db:"counted"`
}

// OthersView reads what others see of the trust by their own sight: the transaction runs in the scope of the nation, so
// that whatever the policies hide from them is missing here too.
func (r Reports) OthersView(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, today day.Day) (OthersView, error) {
	if err := s.May(access.SeeOthersView, access.Of(ods)); err != nil {
		return OthersView{}, err
	}
	nation := store.ScopeOf(access.Actor{Person: s.Actor.Person, Reach: access.ReachNation}, s.Origin)
	var v OthersView
	err := r.DB.InSnapshot(ctx, nation, func(tx *store.Tx) (err error) {
		if v.Trust, _, err = named(ctx, tx, ods); err != nil {
			return err
		}
		const progress = `select begun_on, answered, changed_on from progress where ods_code = $1 and cycle = $2`
		switch err := tx.QueryRow(ctx, progress, ods, cycle).Scan(&v.BegunOn, &v.Answered, &v.Changed); {
		case err == nil:
			v.Begun = true
		case !store.None(err):
			return fmt.Errorf("read progress: %w", err)
		}
		if v.Published, err = published(ctx, tx, ods, cycle); err != nil {
			return err
		}
		if v.Official, err = official(ctx, tx, ods, cycle, today); err != nil {
			return fmt.Errorf("read official statuses: %w", err)
		}
		return nil
	})
	return v, err
}

func published(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle) ([]Published, error) {
	type row struct {
		publicationRow
		Outcome      score.Outcome `db:"outcome"`
		Mandatory    int           `db:"mandatory"`
		InPlace      int           `db:"in_place"`
		DoesNotApply int           `db:"does_not_apply"`
		Exempt       int           `db:"exempt"`
		Proved       int           `db:"proved"`
		Unconfirmed  int           `db:"unconfirmed"`
		Reservations int           `db:"reservations"`
		Refusals     int           `db:"refusals"`
	}
	const sql = `select ` + publicationColumns + `, p.outcome, p.mandatory, p.in_place, p.does_not_apply, p.exempt, p.proved, p.unconfirmed,
			p.reservations, p.refusals
		from publications p where p.ods_code = $1 and p.cycle = $2 order by p.version desc`
	rows, err := store.List[row](ctx, tx, sql, ods, cycle)
	if err != nil {
		return nil, fmt.Errorf("read publications: %w", err)
	}
	var list []Published
	for _, r := range rows {
		p := Published{
			Past: Past{r.publication(), score.Counts{Mandatory: r.Mandatory, InPlace: r.InPlace, DoesNotApply: r.DoesNotApply,
				Exempt: r.Exempt, Proved: r.Proved}},
			Outcome: r.Outcome, Reservations: r.Reservations, Refusals: r.Refusals, Unconfirmed: r.Unconfirmed,
		}
		if p.Standards, err = publishedCounts(ctx, tx, ods, cycle, r.Version); err != nil {
			return nil, fmt.Errorf("read published counts: %w", err)
		}
		const items = `select item, state, counted from publication_items where ods_code = $1 and cycle = $2 and version = $3`
		if p.Items, err = store.List[PublishedItem](ctx, tx, items, ods, cycle, r.Version); err != nil {
			return nil, fmt.Errorf("read published items: %w", err)
		}
		list = append(list, p)
	}
	return list, nil
}
