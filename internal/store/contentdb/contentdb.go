// Package contentdb keeps the years (cycles) that trusts assess themselves in, and what administrators changed about an
// edition's content. A released pack and the changes make the effective pack of a year.
package contentdb

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/timetable"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Content is the room's door. Make it with New; it may be used by many at once.
type Content struct {
	db       *store.DB
	released map[string]framework.Pack // by edition

	mu        sync.Mutex
	effective map[string]content // by edition: the newest revision that was asked for
	stamp     string             // of the years that are kept
	years     map[string]Year    // by label, as they were at that stamp
}

// New makes the door to the released packs and their changes.
func New(db *store.DB, released []framework.Pack) *Content {
	c := &Content{db: db, released: map[string]framework.Pack{}, effective: map[string]content{}}
	for _, p := range released {
		c.released[p.Edition] = p
	}
	return c
}

// Year is a cycle. Pack is its effective pack; lists leave it empty.
type Year struct {
	Label       string         `db:"label"` // "2026-27"
	Edition     string         `db:"edition"`
	Opens       day.Day        `db:"opens"`
	BaselineDue day.Day        `db:"baseline_due"` // zero: the year has none
	Deadline    day.Day        `db:"deadline"`
	DatesSource string         `db:"dates_source"`
	Pack        framework.Pack `db:"-"`
	// History is the content of its edition over time; lists leave it empty.
	History framework.History `db:"-"`
	// Extended is the time that was given to the trust of For; empty before.
	Extended []timetable.Extension `db:"-"`

	standing []timetable.Extension // of every trust
}

// content is an edition at a revision, with the changes that made it.
type content struct {
	pack    framework.Pack
	history framework.History
}

const yearColumns = `label, edition, opens, baseline_due, deadline, dates_source`

// Year gives one year with its effective pack. An unknown label is NotFound. The stamp is what the visitor came with
// (store.ContentStamp): a year that was read under the same stamp is as it was, and is not read again. Without a
// stamp the year is read.
func (c *Content) Year(ctx context.Context, s store.Scope, label, stamp string) (Year, error) {
	if y, ok := c.kept(label, stamp); ok {
		return y, nil
	}
	y, err := c.read(ctx, s, label)
	if err == nil && stamp != "" {
		c.keep(y, stamp)
	}
	return y, err
}

func (c *Content) kept(label, stamp string) (Year, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	y, ok := c.years[label]
	return y, ok && stamp != "" && stamp == c.stamp
}

func (c *Content) keep(y Year, stamp string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if stamp != c.stamp {
		c.stamp, c.years = stamp, map[string]Year{}
	}
	c.years[y.Label] = y
}

func (c *Content) read(ctx context.Context, s store.Scope, label string) (Year, error) {
	var y Year
	var revision int
	const sql = `select label, edition, opens, baseline_due, deadline, dates_source,
		coalesce((select max(revision) from pack_changes p where p.edition = c.edition), 0) from cycles c where label = $1`
	err := c.db.Ask(ctx, s, func(b *pgx.Batch) {
		b.Queue(sql, label).QueryRow(func(row pgx.Row) error {
			return row.Scan(&y.Label, &y.Edition, &y.Opens, &y.BaselineDue, &y.Deadline, &y.DatesSource, &revision)
		})
	})
	if store.None(err) {
		return y, fault.New(fault.NotFound, "There is no year %s here.", label)
	}
	if err != nil {
		return y, fmt.Errorf("read year: %w", err)
	}
	found, err := c.pack(ctx, s, y.Edition, revision)
	if err != nil {
		return y, err
	}
	y.Pack, y.History = found.pack, found.history
	y.standing, err = c.extensions(ctx, label)
	return y, err
}

// Years lists the years, newest first, without their packs.
func (c *Content) Years(ctx context.Context, s store.Scope) ([]Year, error) {
	var list []Year
	err := c.db.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Year](ctx, tx, `select `+yearColumns+` from cycles order by label desc`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list years: %w", err)
	}
	return list, nil
}

// pack gives an edition at a revision, or at one that was made meanwhile. Only the newest of each edition is kept: an old
// one is never asked for again, because snapshots carry their packs whole.
func (c *Content) pack(ctx context.Context, s store.Scope, edition string, revision int) (content, error) {
	c.mu.Lock()
	kept, ok := c.effective[edition]
	c.mu.Unlock()
	if ok && kept.pack.Revision == revision {
		return kept, nil
	}
	released, ok := c.released[edition]
	if !ok {
		return content{}, fmt.Errorf("this program has no content for the edition %q", edition)
	}
	changes, err := c.Changes(ctx, s, edition)
	if err != nil {
		return content{}, err
	}
	made := content{history: framework.History{Released: released}}
	var list []framework.Change
	for _, ch := range changes {
		list = append(list, ch.Change())
		made.history.Changes = append(made.history.Changes, ch.dated())
	}
	if made.pack, err = released.With(list); err != nil {
		return content{}, fmt.Errorf("apply changes to %s: %w", edition, err)
	}
	c.mu.Lock()
	c.effective[edition] = made
	c.mu.Unlock()
	return made, nil
}

// Pack reads the effective pack of an edition, for the administrator's pages. An unknown edition is NotFound.
func (c *Content) Pack(ctx context.Context, s store.Scope, edition string) (framework.Pack, error) {
	if _, ok := c.released[edition]; !ok {
		return framework.Pack{}, fault.New(fault.NotFound, "There is no edition %s here.", edition)
	}
	var revision int
	err := c.db.Ask(ctx, s, func(b *pgx.Batch) {
		b.Queue(`select coalesce(max(revision), 0) from pack_changes where edition = $1`, edition).
			QueryRow(func(row pgx.Row) error { return row.Scan(&revision) })
	})
	if err != nil {
		return framework.Pack{}, fmt.Errorf("read revision: %w", err)
	}
	found, err := c.pack(ctx, s, edition, revision)
	return found.pack, err
}

// Editions lists the released editions, for the administrator's pages.
func (c *Content) Editions() []string {
	var list []string
	for e := range c.released {
		list = append(list, e)
	}
	return list
}

// Open opens a year on an edition. The dates come from whoever opens it, with their source; the edition's official
// years suggest them. Fields: label, edition, opens-day, baseline-day, deadline-day.
func (c *Content) Open(ctx context.Context, s store.Scope, y Year, now time.Time) error {
	if err := s.May(access.KeepRegister, access.Service); err != nil {
		return err
	}
	label, err := trust.ParseCycle(y.Label)
	if err != nil {
		return fault.InvalidField("label", "Enter the year like this: 2026-27.")
	}
	switch _, known := c.released[y.Edition]; {
	case !known:
		return fault.InvalidField("edition", "Choose an edition of the standards.")
	case y.Opens.IsZero():
		return fault.InvalidField("opens-day", "Enter the day on which the year opens.")
	case !y.Deadline.After(y.Opens):
		return fault.InvalidField("deadline-day", "The deadline must be after the day on which the year opens.")
	case !y.BaselineDue.IsZero() && (y.BaselineDue.Before(y.Opens) || y.BaselineDue.After(y.Deadline)):
		return fault.InvalidField("baseline-day", "The baseline must lie between the opening and the deadline.")
	}
	return c.db.InTx(ctx, s, func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `insert into cycles (label, edition, opens, baseline_due, deadline, dates_source) values ($1, $2, $3, $4, $5, $6)
			on conflict (label) do nothing`, string(label), y.Edition, y.Opens, y.BaselineDue, y.Deadline, y.DatesSource)
		if err != nil {
			return fmt.Errorf("open year: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.InvalidField("label", "The year %s is open already.", y.Label)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.CycleOpened, Cycle: y.Label, Object: y.Edition}, now)
	})
}
