package auditdb

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Filter says which events of a trail to list. The zero Filter lists all.
type Filter struct {
	Person   string // id of a person, or Nobody; empty: everybody
	Verb     audit.Verb
	From, To day.Day // in London, both included; zero: no end on that side
	Text     string  // anywhere in the event, in any case of letters
}

// Nobody stands for what the service or a command did by itself.
const Nobody = "nobody"

// PerPage is how many events stand on a page.
const PerPage = 50

// Pages gives how many pages a number of events has, at least one.
func Pages(events int) int { return max(1, (events+PerPage-1)/PerPage) }

// Listing is one page of a trail.
type Listing struct {
	TrustName string
	Entries   []audit.Entry // newest first
	Page      int           // 1, 2, …
	Total     int           // that fit the filter
	Doers     []Doer        // everybody in the whole trail, by name
	Verbs     []audit.Verb  // in the whole trail, by sentence
	Head      audit.Head    // of the chain
	Waiting   int           // events that are not sealed yet
}

// Doer is somebody who stands in a trail.
type Doer struct{ ID, Name string }

// Newest first is the order in which they were written down: ids sort by the time of their making.
const (
	fits = ` from audit_events e where e.ods_code = @ods
		and (@person = '' or coalesce(e.person_id::text, '` + Nobody + `') = @person) and (@verb = '' or e.verb = @verb)
		and (@from::date is null or (e.at at time zone 'Europe/London')::date >= @from)
		and (@to::date is null or (e.at at time zone 'Europe/London')::date <= @to)
		and (@text = '' or e.verb = any (@verbs) or strpos(lower(concat_ws(' ', e.person_name, e.role, e.came_from, e.request_id,
			e.verb, e.cycle, e.object, e.note)), @text) > 0)`
	countEvents = `select count(*)` + fits
	listEvents  = `select ` + store.EntryColumns + fits + ` and (@before::uuid is null or e.id < @before)
		order by e.id desc limit @limit offset @skip`
)

func (f Filter) args(ods string) store.Args {
	text := strings.ToLower(strings.TrimSpace(f.Text))
	var verbs []string
	for _, v := range audit.Verbs() {
		if text != "" && strings.Contains(v.Sentence(), text) {
			verbs = append(verbs, string(v))
		}
	}
	return store.Args{"ods": ods, "person": f.Person, "verb": f.Verb, "from": f.From, "to": f.To, "text": text, "verbs": verbs}
}

func (f Filter) rows(ods string, before *string, limit, skip int) store.Args {
	a := f.args(ods)
	a["before"], a["limit"], a["skip"] = before, limit, skip
	return a
}

// List gives a page of a trust's trail, 1 being the newest. Behind the last it gives the last.
func (t Trail) List(ctx context.Context, s store.Scope, ods string, f Filter, page int) (Listing, error) {
	if err := s.May(access.SeeTrail, access.Of(ods)); err != nil {
		return Listing{}, err
	}
	var l Listing
	err := t.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, `select name, (select count(*) from audit_unsealed u where u.ods_code = t.ods_code)
			from trusts t where ods_code = $1`, ods).Scan(&l.TrustName, &l.Waiting)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		if l.Head, err = tx.ChainHead(ctx, ods); err != nil {
			return fmt.Errorf("read end of chain: %w", err)
		}
		if err := tx.QueryRow(ctx, countEvents, f.args(ods)).Scan(&l.Total); err != nil {
			return fmt.Errorf("count events: %w", err)
		}
		l.Page = min(max(page, 1), Pages(l.Total))
		if l.Entries, err = entries(ctx, tx, f.rows(ods, nil, PerPage, PerPage*(l.Page-1))); err != nil {
			return err
		}
		l.Doers, l.Verbs, err = choices(ctx, tx, ods)
		return err
	})
	return l, err
}

// chunk is how many events All reads at a time.
const chunk = 2000

// All gives every event that fits, newest first. Between chunks it holds no transaction, so that a slow reader keeps nobody
// waiting. An error is the last that it gives.
func (t Trail) All(ctx context.Context, s store.Scope, ods string, f Filter) iter.Seq2[audit.Entry, error] {
	return func(yield func(audit.Entry, error) bool) {
		if err := s.May(access.SeeTrail, access.Of(ods)); err != nil {
			yield(audit.Entry{}, err)
			return
		}
		var before *string
		for {
			var list []audit.Entry
			err := t.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
				list, err = entries(ctx, tx, f.rows(ods, before, chunk, 0))
				return err
			})
			if err != nil {
				yield(audit.Entry{}, err)
				return
			}
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
			}
			if len(list) < chunk {
				return
			}
			before = &list[len(list)-1].ID
		}
	}
}

func entries(ctx context.Context, tx *store.Tx, args store.Args) ([]audit.Entry, error) {
	rows, err := tx.Query(ctx, listEvents, args)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	var list []audit.Entry
	var e audit.Entry
	_, err = pgx.ForEachRow(rows, store.EntryFields(&e), func() error {
		list = append(list, e)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return list, nil
}

// choices gives who and what there is to filter by. A person who changed their name is there under one of them.
func choices(ctx context.Context, tx *store.Tx, ods string) ([]Doer, []audit.Verb, error) {
	const sql = `select coalesce(person_id::text, '` + Nobody + `') as id, max(person_name) as name, array_agg(distinct verb) as verbs
		from audit_events where ods_code = $1 group by 1`
	type row struct {
		ID    string       `db:"id"`
		Name  string       `db:"name"`
		Verbs []audit.Verb `db:"verbs"`
	}
	rows, err := store.List[row](ctx, tx, sql, ods)
	if err != nil {
		return nil, nil, fmt.Errorf("list who did what: %w", err)
	}
	var doers []Doer
	var verbs []audit.Verb
	for _, r := range rows {
		doers = append(doers, Doer{r.ID, r.Name})
		verbs = append(verbs, r.Verbs...)
	}
	slices.SortFunc(doers, func(a, b Doer) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(verbs, func(a, b audit.Verb) int { return strings.Compare(a.Sentence(), b.Sentence()) })
	return doers, slices.Compact(verbs), nil
}
