package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/trust"
	"cyberready/internal/edge/postgres"
	"cyberready/internal/web/page"
)

// cycle is the year that the demonstration runs in.
func cycle() string {
	first, month, _ := page.Today(time.Now()).AddDays(95).Date()
	if month < time.September {
		first--
	}
	return string(trust.CycleFrom(first))
}

// judge stops the server in order, looks for every acknowledged save, and verifies the chain.
func (s *server) judge(ctx context.Context, savers []*saver) error {
	_ = s.running.Process.Signal(syscall.SIGTERM)
	if err := s.running.Wait(); err != nil {
		return fmt.Errorf("the server did not stop in order: %w", err)
	}
	data := filepath.Join(s.dir, "data")
	cluster, err := postgres.Start(ctx, postgres.Options{Dir: data, Join: true, PreferNPM: true})
	if err != nil {
		return err
	}
	defer cluster.Stop()
	c, err := pgx.Connect(ctx, cluster.ConnString(postgres.Database, postgres.Superuser))
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	total, lost := 0, 0
	for _, sv := range savers {
		for _, a := range sv.acks {
			total++
			var text string
			err := c.QueryRow(ctx, `select text from answer_revisions where ods_code = $1 and cycle = $2 and item = $3 and version = $4`,
				trustCode, cycle(), a.item, a.version).Scan(&text)
			if err != nil || text != a.text {
				lost++
				fmt.Printf("lost: version %d of %s, %q: there is %q (%v)\n", a.version, a.item, a.text, text, err)
			}
		}
	}
	fmt.Printf("%d saves were acknowledged, %d are lost\n", total, lost)
	verify := exec.CommandContext(ctx, s.program, "verify", "audit", "--data-dir", data)
	verify.Stdout, verify.Stderr = os.Stdout, os.Stderr
	if err := verify.Run(); err != nil {
		return fmt.Errorf("the chain does not verify: %w", err)
	}
	if lost > 0 {
		return fmt.Errorf("%d acknowledged saves are lost", lost)
	}
	return nil
}
