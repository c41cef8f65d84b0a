package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// Who waits for help, as conditions on rows s.
const (
	notBegun     = ` and not exists (select from progress g where g.ods_code = s.ods_code and g.cycle = s.cycle)`
	quiet        = ` and s.version is null and exists (select from progress g where g.ods_code = s.ods_code and g.cycle = s.cycle and g.changed_on <= @quiet)`
	notPublished = ` and s.version is null`
	plansWaiting = ` and exists (select from publication_actions a where a.ods_code = s.ods_code and a.cycle = s.cycle and a.version = s.version
			and not exists (select from action_decisions d where d.ods_code = a.ods_code and d.cycle = a.cycle and d.version = a.version
				and d.action_id = a.action_id))`

	countWaiting = `select count(*)::integer as trusts`
)

// waitingSQL is how one list is counted and read.
type waitingSQL struct{ count, list string }

var waitingNow = map[compare.Waiting]waitingSQL{
	compare.NotBegun:     {countWaiting + nowLists + notBegun, details(pick+nowLists+notBegun+byName+page, byName)},
	compare.Quiet:        {countWaiting + nowLists + quiet, details(pick+nowLists+quiet+byName+page, byName)},
	compare.NotPublished: {countWaiting + nowLists + notPublished, details(pick+nowLists+notPublished+byName+page, byName)},
	compare.PlansWaiting: {countWaiting + nowLists + plansWaiting, details(pick+nowLists+plansWaiting+byName+page, byName)},
}

var waitingThen = map[compare.Waiting]waitingSQL{
	compare.NotPublished: {countWaiting + thenLists + notPublished, details(pick+thenLists+notPublished+byName+page, byName)},
}

// waitingArgs gives the arguments of a waiting list's statements.
func waitingArgs(g *Ground, w compare.Waiting) store.Args {
	args := search(g.Filter, g.Day)
	if w == compare.Quiet {
		args["quiet"] = compare.QuietSince(g.Day)
	}
	return args
}

// WaitingList is a page of trusts that may need help, or all of them for a file.
type WaitingList struct {
	Listing
	List   compare.Waiting
	Number int // how many there are
}

// Waiting lists a page of the matching trusts that are in a list, by name. The name of a list that does not exist for the
// filter's day is NotFound.
func (n National) Waiting(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, name string) (WaitingList, error) {
	return n.waiting(ctx, s, f, today, name, onePage)
}

// AllWaiting lists all of them, for a file.
func (n National) AllWaiting(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, name string) (WaitingList, error) {
	return n.waiting(ctx, s, f, today, name, whole)
}

func (n National) waiting(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, name string, e extent) (WaitingList, error) {
	var l WaitingList
	var err error
	l.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) (err error) {
		if l.List, err = compare.ParseWaiting(name, g.Filter.Past()); err != nil {
			return err
		}
		if l.Number, err = waitingNumber(ctx, tx, g, l.List); err != nil {
			return err
		}
		args := waitingArgs(g, l.List)
		extend(args, g.Filter, e)
		l.Trusts, err = trusts(ctx, tx, waitingStatements(g, l.List).list, args, g.Filter)
		return err
	})
	return l, err
}

func waitingStatements(g *Ground, w compare.Waiting) waitingSQL {
	if g.Filter.Past() {
		return waitingThen[w]
	}
	return waitingNow[w]
}

func waitingNumber(ctx context.Context, tx *store.Tx, g *Ground, w compare.Waiting) (int, error) {
	type row struct{ Trusts int }
	rows, err := list[row](ctx, tx, waitingStatements(g, w).count, waitingArgs(g, w))
	if err != nil {
		return 0, wrap("count waiting trusts", err)
	}
	return rows[0].Trusts, nil
}
