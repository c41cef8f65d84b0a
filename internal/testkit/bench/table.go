package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// figure is one row of the table.
type figure struct {
	name     string
	target   string // "at least 0.50"; empty: printed for information
	values   []float64
	unit     string                    // empty for a ratio
	met      func(median float64) bool // nil where nothing is asked
	absolute string
}

type table []figure

// atLeast and atMost give a target with what it asks.
func atLeast(limit float64) (string, func(float64) bool) {
	return "at least " + number(limit), func(v float64) bool { return v >= limit }
}

func atMost(limit float64, unit string) (string, func(float64) bool) {
	return strings.TrimSpace("at most " + number(limit) + " " + unit), func(v float64) bool { return v <= limit }
}

func (b *bench) print(w io.Writer) {
	fmt.Fprintf(w, "\n%s, %s/%s, %d processors", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if b.ground != nil {
		fmt.Fprintf(w, ", Postgres %s, fsync on", b.ground.version)
	}
	fmt.Fprintln(w)
	if len(b.machine) > 0 {
		fmt.Fprintln(w)
		printRates(w, b.machine)
	}
	fmt.Fprintln(w)
	b.table.print(w)
}

func printRates(w io.Writer, list []rate) {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tab, "THE MACHINE, A SECOND\tONE WORKER\t%d WORKERS\n", workers)
	for _, r := range list {
		fmt.Fprintf(tab, "%s\t%s\t%s\n", r.what, perSecond(r.one), perSecond(r.many))
	}
	tab.Flush()
}

func (t table) print(w io.Writer) {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tab, "FIGURE\tTARGET\tMEASURED\tLEAST TO GREATEST\t\tABSOLUTE")
	for _, f := range t {
		m, verdict := median(f.values), ""
		if f.met != nil {
			if verdict = "met"; !f.met(m) {
				verdict = "NOT MET"
			}
		}
		target := f.target
		if target == "" {
			target = "-"
		}
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s to %s\t%s\t%s\n", f.name, target, strings.TrimSpace(number(m)+" "+f.unit),
			number(slices.Min(f.values)), number(slices.Max(f.values)), verdict, f.absolute)
	}
	tab.Flush()
}

func number(v float64) string {
	if v >= 10 {
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

func perSecond(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }

func milliseconds(seconds float64) string {
	return strconv.FormatFloat(1000*seconds, 'f', 2, 64) + " ms"
}
