package reportdb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

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
	Assessed     *Assessed // the independent assessment that it holds; nil: none
	Verdicts     []Verdict // of the items in its scope
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
	first := func(b *pgx.Batch) {
		var demo bool
		queueNamed(b, ods, &v.Trust, &demo)
		const progress = `select begun_on, answered, changed_on from progress where ods_code = $1 and cycle = $2`
		b.Queue(progress, ods, cycle).QueryRow(func(row pgx.Row) error {
			err := row.Scan(&v.BegunOn, &v.Answered, &v.Changed)
			if v.Begun = err == nil; err != nil && !store.None(err) {
				return fmt.Errorf("read progress: %w", err)
			}
			return nil
		})
		publishedOf(ods, cycle, today).queue(b, &v.Published)
		officialOf(ods, cycle, today).queue(b, &v.Official)
	}
	err := r.DB.InSnapshotAfter(ctx, nation, first, func(tx *store.Tx) error {
		var b pgx.Batch
		for i := range v.Published {
			p := &v.Published[i]
			publishedCounts(ods, cycle, p.Version).queue(&b, &p.Standards)
			publishedItems(ods, cycle, p.Version).queue(&b, &p.Items)
			assessedOf(ods, cycle, p.Version).queue(&b, &p.Assessed)
			verdictsOf(ods, cycle, p.Version).queue(&b, &p.Verdicts)
		}
		return tx.SendBatch(ctx, &b).Close()
	})
	return v, err
}

func publishedOf(ods string, cycle trust.Cycle, today day.Day) query[[]Published] {
	type row struct {
		publicationRow
		countsOnly
		Outcome      score.Outcome `db:"outcome"`
		Unconfirmed  int           `db:"unconfirmed"`
		Reservations int           `db:"reservations"`
		Refusals     int           `db:"refusals"`
	}
	const sql = `select ` + publicationColumns + `, app_outcome(p.ods_code, p.cycle, p.version, p.outcome, $3) as outcome, p.mandatory, p.in_place, p.does_not_apply, p.exempt, p.proved, p.verified, p.unconfirmed,
			p.reservations, p.refusals
		from publications p where p.ods_code = $1 and p.cycle = $2 order by p.version desc`
	return query[[]Published]{"publications", sql, []any{ods, cycle, today}, store.Each(func(r row) Published {
		return Published{
			Past:    Past{r.publication(), r.counts()},
			Outcome: r.Outcome, Reservations: r.Reservations, Refusals: r.Refusals, Unconfirmed: r.Unconfirmed,
		}
	})}
}

func publishedItems(ods string, cycle trust.Cycle, version int) query[[]PublishedItem] {
	const sql = `select item, state, counted from publication_items where ods_code = $1 and cycle = $2 and version = $3`
	return query[[]PublishedItem]{"published items", sql, []any{ods, cycle, version}, store.Each(func(i PublishedItem) PublishedItem { return i })}
}
