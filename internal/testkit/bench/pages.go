package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strconv"

	"cyberready/internal/web/paths"
)

// asked is a page that is measured, and who asks for it.
type asked struct {
	name  string
	email string
	path  string
}

// pages measures pages against the sum of their parts: the same reads by plain pgx, one after another, the same value
// through its template, the same bytes by net/http. What is left is the service's own: session, score, wording, middleware.
// Beside it stands the same with the reads sent together, in as few round trips as the service does.
func (b *bench) pages() error {
	this, last := paths.Year{ODS: b.ground.first, Cycle: b.ground.years[0]}, paths.Year{ODS: b.ground.first, Cycle: b.ground.years[1]}
	for _, a := range []asked{
		{"readiness report", "helen@demo.invalid", last.Report()},
		{"readiness report of a draft", "priya@demo.invalid", this.ReportDraft()},
		{"page of the largest standard", "priya@demo.invalid", this.Standard("9")},
		{"heat map", "sam@demo.invalid", paths.NationalMap},
	} {
		if err := b.page(a); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	return nil
}

func (b *bench) page(a asked) error {
	c, err := b.ground.signIn(a.email)
	if err != nil {
		return err
	}
	request := c.get(a.path)
	var got seen
	for range 2 {
		if got, err = b.ground.watch(b.ctx, request); err != nil {
			return err
		}
	}
	if got.status != http.StatusOK {
		return fmt.Errorf("%s: status %d", a.path, got.status)
	}
	got.trips = reads(got.trips)
	conn, err := connect(b.ctx, b.ground.url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(b.ctx))
	if err := b.showTrips(a.name, conn, got.trips); err != nil {
		return err
	}
	server, addr, err := serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(got.body)))
		_, _ = w.Write(got.body)
	}))
	if err != nil {
		return err
	}
	defer server.Close()
	bare := &client{addr: addr}

	var measured [][]float64
	err = b.profiled(filepath.Base(a.path), func() (err error) {
		measured, err = measure(b.ctx, turn,
			side{1, func(int) error { return c.expect(request) }},
			side{1, func(int) error { return replay(b.ctx, conn, oneByOne(got.trips)) }},
			side{1, func(int) error { return replay(b.ctx, conn, got.trips) }},
			side{1, func(int) error { return got.component.Render(got.ctx, io.Discard) }},
			side{1, func(int) error { return bare.expect(request) }})
		return err
	})
	if err != nil {
		return err
	}
	against := func(reads int) []float64 {
		return each(measured, func(one []float64) float64 { return (1 / one[0]) / (1/one[reads] + 1/one[3] + 1/one[4]) })
	}
	f := figure{name: a.name, values: against(1)}
	f.target, f.met = atMost(1.4, "")
	took := func(side int) string { return milliseconds(1 / median(measured[side])) }
	f.absolute = fmt.Sprintf("%s; reads %s (%s one by one), template %s, net/http %s (%d kB)", took(0), took(1),
		count(statements(got.trips), "statement"), took(3), took(4), len(got.body)/1000)
	b.table = append(b.table, f, figure{name: "  the same, pgx in fewer round trips", values: against(2),
		absolute: fmt.Sprintf("reads %s in %s", took(2), count(len(got.trips), "round trip"))})
	return nil
}

// profiled writes a CPU profile of do, when profiles were asked for.
func (b *bench) profiled(name string, do func() error) error {
	if b.profile == "" {
		return do()
	}
	f, err := os.Create(filepath.Join(b.profile, name+".cpu"))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return do()
}
