package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"cyberready/internal/core/report"
	"cyberready/internal/core/trust"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/store"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// papers measures PDF files: one after another by one process, against two at once by two, which is how a batch of all
// trusts' is made; and what the processes hold in memory after such a batch, and after a second one.
func (b *bench) papers() error {
	list, err := b.lastYears()
	if err != nil {
		return err
	}
	one, two := pdf.Open("", 1), pdf.Open("", 2)
	defer one.Close()
	defer two.Close()
	if err := one.Ready(); err != nil {
		return err
	}
	next := [3]int{}
	make := func(p *pdf.Press, from int) func(int) error {
		return func(worker int) error { // each worker has papers of its own: none is made twice in a row
			at := from + worker
			next[at] += len(next)
			_, err := p.Report(b.ctx, list[(at+next[at])%len(list)])
			return err
		}
	}
	const turns = 3 * time.Second
	measured, err := measure(b.ctx, turns, side{1, make(one, 0)}, side{2, make(two, 1)})
	if err != nil {
		return err
	}
	warm := figure{name: "PDF of a report, one process, warm", unit: "ms", values: each(measured, func(r []float64) float64 { return 1000 / r[0] })}
	warm.target, warm.met = atMost(1000, "ms")
	batch := figure{name: "a PDF in a batch by two processes, of one alone", values: each(measured, func(r []float64) float64 { return r[0] / r[1] })}
	batch.target, batch.met = atMost(0.7, "")
	var took [2]time.Duration
	var held [2]int
	for i := range took {
		if took[i], err = press(b.ctx, two, 2, list); err != nil {
			return err
		}
		held[i] = children()
	}
	batch.absolute = fmt.Sprintf("%d in %.1f s", len(list), took[1].Seconds())
	memory := figure{name: "memory after a second batch, of that after one", values: []float64{float64(held[1]) / float64(max(1, held[0]))},
		absolute: fmt.Sprintf("%d MB in three processes", held[1]>>10)}
	memory.target, memory.met = atMost(1.1, "")
	b.table = append(b.table, warm, batch, memory)
	return nil
}

// lastYears builds every report that was sent last year.
func (b *bench) lastYears() ([]pdf.Paper, error) {
	type sent struct {
		ODS string `db:"ods_code"`
	}
	var trusts []sent
	cycle := b.ground.years[1]
	err := b.ground.db.InSnapshot(b.ctx, store.System("bench"), func(tx *store.Tx) (err error) {
		trusts, err = store.List[sent](b.ctx, tx, `select distinct ods_code from snapshots where cycle = $1 order by ods_code`, cycle)
		return err
	})
	if err != nil {
		return nil, err
	}
	var list []pdf.Paper
	for _, t := range trusts {
		s, err := reportdb.Reports{DB: b.ground.db}.Inputs(b.ctx, store.System("bench"), t.ODS, trust.Cycle(cycle), 0, page.Today(time.Now()))
		if err != nil {
			return nil, err
		}
		r := report.Build(s.Inputs())
		list = append(list, pdf.Paper{Report: r, Marking: "OFFICIAL-SENSITIVE", Foot: r.Trust, On: s.Reference})
	}
	return list, nil
}

// press makes all papers with so many at once.
func press(ctx context.Context, p *pdf.Press, at int, list []pdf.Paper) (time.Duration, error) {
	var wait sync.WaitGroup
	errs := make([]error, at)
	began := time.Now()
	for worker := range at {
		wait.Go(func() {
			for i := worker; i < len(list) && errs[worker] == nil; i += at {
				_, errs[worker] = p.Report(ctx, list[i])
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	return time.Since(began), nil
}

// children gives the kilobytes that this process's own processes of Node hold, on Linux; elsewhere 0.
func children() int {
	total := 0
	files, _ := filepath.Glob("/proc/[0-9]*/status") // a pattern that is right
	for _, name := range files {
		status := readStatus(name)
		if status["Name"] == "node" && status["PPid"] == strconv.Itoa(os.Getpid()) {
			kilobytes, _ := strconv.Atoi(strings.TrimSuffix(status["VmRSS"], " kB"))
			total += kilobytes
		}
	}
	return total
}

func readStatus(name string) map[string]string {
	status := map[string]string{}
	f, err := os.Open(name)
	if err != nil {
		return status // it has ended
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), ":")
		status[key] = strings.TrimSpace(value)
	}
	return status
}
