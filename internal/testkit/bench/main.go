// Command bench measures the service against yardsticks of the same run, and prints one table: make bench.
//
//	go run ./internal/testkit/bench [-only save,live,pages,differences,national,papers,start] [-detail] [-profile DIR] [-dir DIR]
//
// Each figure is a ratio: what the service takes, against what its parts take on the same machine at the same moment
// (plain pgx, a template by itself, net/http by itself). A slower machine moves both. Beside each ratio stands the absolute
// figure, and above the table what the machine does by itself. A figure is the median of five rounds, in which service and
// yardstick take turns; the least and the greatest stand beside it. Nothing fails on a time: read the table.
//
// Server, client and Postgres share the machine's processors. The database is a cluster of its own on disk, with fsync as
// a real one has it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"cyberready/internal/web"
)

// part is a group of figures that are measured together.
type part struct {
	name    string
	measure func(*bench) error
}

var parts = []part{{"save", (*bench).saves}, {"live", (*bench).live}, {"pages", (*bench).pages}, {"differences", (*bench).differences}, {"national", (*bench).national}, {"papers", (*bench).papers}, {"start", (*bench).starts}}

// bench is one run.
type bench struct {
	ctx     context.Context
	ground  *ground // nil when only starts are measured
	machine []rate
	table   table
	dir     string // where data directories are made
	profile string // folder for profiles; empty: none
	detail  bool   // tell each round trip of what is measured
	say     io.Writer
}

func main() {
	only := flag.String("only", "", "measure these parts only: save,live,pages,differences,national,papers,start")
	profile := flag.String("profile", "", "write a CPU profile of each figure into this folder")
	dir := flag.String("dir", "/var/tmp", "make data directories in this folder, which must be on disk")
	detail := flag.Bool("detail", false, "tell what each round trip to the database takes")
	flag.Parse()
	debug.SetGCPercent(web.HeapGrowth)                              // as serve does
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil))) // a real server writes its lines; here nobody reads them
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	b := &bench{ctx: ctx, dir: *dir, profile: *profile, detail: *detail, say: os.Stderr}
	if err := b.run(*only); err != nil {
		b.print(os.Stdout)
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	b.print(os.Stdout)
}

func (b *bench) run(only string) (err error) {
	wanted, err := choose(only)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(wanted, func(p part) bool { return p.name != "start" }) {
		if b.ground, err = prepare(b.ctx, b.dir, b.say); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, b.ground.close()) }()
		fmt.Fprintln(b.say, "Measuring the machine.")
		if b.machine, err = b.rates(); err != nil {
			return fmt.Errorf("measure the machine: %w", err)
		}
	}
	for _, p := range wanted {
		fmt.Fprintf(b.say, "Measuring: %s.\n", p.name)
		if err := p.measure(b); err != nil {
			return fmt.Errorf("measure %s: %w", p.name, err)
		}
	}
	return nil
}

func choose(only string) ([]part, error) {
	if only == "" {
		return parts, nil
	}
	var list []part
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(parts, func(p part) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no part %q to measure", name)
		}
		list = append(list, parts[i])
	}
	return list, nil
}
