// Package demo makes the demonstration: some 236 fictional trusts in invented regions, three years of their assessments,
// and one person for each role. Everything is invented and follows from a fixed seed and the day on which it is made;
// dates lie around that day. Assessments are scored, frozen and published by the same code as real ones.
package demo

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/edge/blob"
	"cyberready/internal/store"
)

// Options say what to make.
type Options struct {
	Pack   framework.Pack // the edition that every year runs on
	Trusts int            // how many; the usual demonstration has Usual
	Files  *blob.Files    // where files of proof lie; nil: proof has none
	Now    time.Time
	Today  day.Day // the day in London of Now
}

// Usual is how many trusts there are: as many as there were in May 2017 (the review of WannaCry, February 2018).
const Usual = 236

// Load fills an empty database, as its owner, in one transaction: all of the demonstration or nothing. It says on out what
// it is at.
func Load(ctx context.Context, ownerURL string, o Options, out io.Writer) error {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return fmt.Errorf("connect to load: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	store.TeachDays(conn)
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin loading: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	l := &loader{ctx: ctx, tx: tx, o: o, out: out}
	if err := l.load(); err != nil {
		return fmt.Errorf("load the demonstration: %w", err)
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit the demonstration: %w", err)
	}
	return nil
}

type loader struct {
	ctx context.Context
	tx  pgx.Tx
	o   Options
	out io.Writer
}

func (l *loader) load() error {
	started := time.Now()
	unlock, err := l.openTables()
	if err != nil {
		return err
	}
	fmt.Fprintf(l.out, "Making the demonstration: %d invented trusts, three years. This takes some seconds.\n", l.o.Trusts)
	years := yearsAround(l.o.Today)
	register := makeRegister(l.o.Trusts, l.o.Today)
	if err := l.writeRegister(register, years); err != nil {
		return err
	}
	cast, err := l.writePeople(register.trusts)
	if err != nil {
		return err
	}
	if err := l.putFiles(register.trusts[0].Code); err != nil {
		return err
	}
	last := map[string]outcomeOf{}
	for i, y := range years {
		var begun int
		if err := l.mandate(y); err != nil {
			return err
		}
		if last, begun, err = l.writeYear(y, years[:i], register, cast, last); err != nil {
			return err
		}
		fmt.Fprintf(l.out, "  %s: %d assessments\n", y.label, begun)
	}
	if err := l.finals(); err != nil {
		return err
	}
	if err := unlock(); err != nil {
		return err
	}
	if _, err := l.tx.Exec(l.ctx, `analyze`); err != nil { // the first pages are read before autovacuum comes round
		return fmt.Errorf("gather statistics: %w", err)
	}
	fmt.Fprintf(l.out, "Made in %.1f s.\n", time.Since(started).Seconds())
	return nil
}

// openTables lets the owner COPY: under forced row-level security nobody can. The policies are back, and the mark is set,
// before anything is committed.
func (l *loader) openTables() (func() error, error) {
	if _, err := l.tx.Exec(l.ctx, `select set_config('cyberready.scope', 'system', true)`); err != nil {
		return nil, fmt.Errorf("set scope: %w", err)
	}
	if err := (&store.Tx{Tx: l.tx}).SetMark(l.ctx, store.Demonstration, l.o.Now); err != nil {
		return nil, err
	}
	rows, err := l.tx.Query(l.ctx, `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity order by 1`)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	each := func(what string) error {
		for _, t := range tables {
			if _, err := l.tx.Exec(l.ctx, `alter table `+pgx.Identifier{t}.Sanitize()+what); err != nil {
				return fmt.Errorf("%s %s: %w", t, what, err)
			}
		}
		return nil
	}
	return func() error { return each(` force row level security`) }, each(` no force row level security`)
}

// copy writes rows into a table.
func (l *loader) copy(table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := l.tx.CopyFrom(l.ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows)); err != nil {
		return fmt.Errorf("copy into %s: %w", table, err)
	}
	return nil
}

// cycleYear is one of the three years, with dates around the day on which the demonstration is made.
type cycleYear struct {
	label                     trust.Cycle
	opens, baseline, deadline day.Day
	current                   bool
}

// daysLeft is how far away the deadline of the running year is: near enough that much is done, and much is not.
const daysLeft = 95

// yearsAround gives the two years before and the running one, oldest first.
func yearsAround(today day.Day) []cycleYear {
	var list []cycleYear
	for back := 2; back >= 0; back-- {
		deadline := today.AddDays(daysLeft).AddMonths(-12 * back)
		first, month, _ := deadline.Date()
		if month < time.September {
			first--
		}
		list = append(list, cycleYear{label: trust.CycleFrom(first), opens: deadline.AddDays(-300),
			baseline: deadline.AddDays(-120), deadline: deadline, current: back == 0})
	}
	return list
}
