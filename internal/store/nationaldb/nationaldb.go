// Package nationaldb reads what analysts compare: trusts in a year as at a day, within the reach of the nation, a region
// or an integrated care board (ICB). It changes nothing.
//
// A caller may rely on these:
//   - each exported method is one repeatable-read transaction, so that the figures of a page fit together;
//   - as at a past day, a page gives the same figures for ever: the register as it was recorded by then, the files up to
//     then, the publications up to then. Only a file that is imported later for an earlier day adds to it;
//   - denominators keep to the analyst's reach, although the register is public;
//   - of a draft come three facts, and only as at today;
//   - a page of 50 with its counts takes the same time among 60,000 organisations as among 236: for today it is read from
//     trust_years and trust_year_counts, which the database keeps (see the migration). A search for a part of a name, a
//     past day, and what is summed over every publication take longer there, in proportion to the organisations.
package nationaldb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// National is the room's door.
type National struct{ DB *store.DB }

// Ground is what every page stands on: what can be chosen, the filter with its year, the day, and the counts that
// denominators come from.
type Ground struct {
	Choices compare.Choices
	Filter  compare.Filter // settled
	Day     day.Day        // as at
	Counts  compare.Counts
}

// Denominator says how many of how many, as at which day.
func (g Ground) Denominator() string { return g.Counts.Denominator(g.Day, g.Choices.Place) }

// view runs do in one snapshot, on settled ground. An Invalid fault about the filter comes back with the choices, so that
// its form can be shown again.
func (n National) view(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, do func(*store.Tx, *Ground) error) (Ground, error) {
	g := Ground{Filter: f, Day: today}
	if err := s.May(access.Compare, access.Service); err != nil {
		return g, err
	}
	err := n.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		if g.Choices, err = choices(ctx, tx); err != nil {
			return err
		}
		if g.Filter, err = g.Choices.Settle(f, today); err != nil {
			return err
		}
		g.Day = g.Filter.Day(today)
		if g.Counts, err = counts(ctx, tx, g.Filter, g.Day); err != nil {
			return err
		}
		return do(tx, &g)
	})
	return g, err
}

// Nothing is done on ground that only needs its counts.
func nothing(*store.Tx, *Ground) error { return nil }

// Ground reads what a filter's form needs, and the counts.
func (n National) Ground(ctx context.Context, s store.Scope, f compare.Filter, today day.Day) (Ground, error) {
	return n.view(ctx, s, f, today, nothing)
}

// list is store.List with a plan made for these very arguments. The filters' conditions are in the SQL whether they are set
// or not; a plan for any argument would have to read everything.
func list[T any](ctx context.Context, tx *store.Tx, sql string, args store.Args) ([]T, error) {
	return store.List[T](ctx, tx, sql, pgx.QueryExecModeCacheDescribe, args)
}

// The day on which something was recorded, in London: what is known by a day.
const knownBy = `(o.recorded_at at time zone 'Europe/London')::date <= @day`

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
