// Command crash kills the server and its Postgres, again and again, while ten clients save, and then asks whether every
// acknowledged save is there and the audit trail's chain is whole. `make crash` runs it; it takes some minutes.
//
// The server is started again as a supervisor would; Postgres comes back by the server's own watch.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	kills     = 50              // of each
	between   = 25              // acknowledged saves between two kills
	patience  = 3 * time.Minute // the first start makes the demonstration, perhaps on a busy machine
	trustCode = "ZZT00"
	saverName = "priya@demo.invalid"
)

// items are answered by one client each: a Yes or No, and a text.
var items = []string{"1.1.1", "1.1.3", "1.1.4", "1.1.5", "1.2.1", "1.2.2", "1.3.4", "1.3.5", "1.3.6", "1.3.7"}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: crash PROGRAM")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "crash:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program string) error {
	dir, err := os.MkdirTemp("", "cyberready-crash-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // Postgres does not run as root, and has to reach it
		return err
	}
	s := &server{program: program, dir: dir}
	if s.address, err = freeAddress(); err != nil {
		return err
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	defer s.kill()
	cookies, err := signIn(ctx, s.url())
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	savers := make([]*saver, len(items))
	saving, halt := context.WithCancel(ctx)
	var all sync.WaitGroup
	for i, item := range items {
		savers[i] = &saver{url: s.url(), item: item, cookies: cookies}
		all.Go(func() { savers[i].run(saving) })
	}
	err = s.torment(ctx, savers)
	halt()
	all.Wait()
	if err != nil {
		return err
	}
	return s.judge(ctx, savers)
}

// server is the program under torment.
type server struct {
	program, dir, address string
	running               *exec.Cmd
}

func (s *server) url() string {
	_, port, _ := net.SplitHostPort(s.address)
	return "http://localhost:" + port
}

// start starts it and waits until it is ready.
func (s *server) start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(s.dir, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.running = exec.Command(s.program, "serve", "--demo", "--listen", s.address, "--data-dir", filepath.Join(s.dir, "data"))
	s.running.Stdout, s.running.Stderr = log, log
	if err := s.running.Start(); err != nil {
		return err
	}
	return s.wait(ctx, "/readyz")
}

func (s *server) wait(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		if status, err := get(ctx, s.url()+path); err == nil && status == 200 {
			return nil
		}
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(s.dir, "server.log"))
			return fmt.Errorf("the server did not come back within %v; its log ends: %s", patience, log[max(0, len(log)-2000):])
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *server) kill() {
	if s.running != nil && s.running.Process != nil {
		_ = s.running.Process.Kill()
		_ = s.running.Wait()
	}
}

// torment kills in turn: the server, then Postgres, each time in the midst of saves.
func (s *server) torment(ctx context.Context, savers []*saver) error {
	began := time.Now()
	for i := range 2 * kills {
		if err := waitForSaves(ctx, savers, between); err != nil {
			return err
		}
		if i%2 == 0 {
			s.kill()
			if err := s.start(ctx); err != nil {
				return fmt.Errorf("kill %d, of the server: %w", i+1, err)
			}
			continue
		}
		pid, err := s.postmaster()
		if err != nil {
			return err
		}
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			return fmt.Errorf("kill Postgres: %w", err)
		}
		if err := s.wait(ctx, "/readyz"); err != nil {
			return fmt.Errorf("kill %d, of Postgres: %w", i+1, err)
		}
	}
	fmt.Printf("killed the server and Postgres %d times each in %.0f s\n", kills, time.Since(began).Seconds())
	return nil
}

// postmaster gives the pid of the cluster's first process.
func (s *server) postmaster() (int, error) {
	found, err := filepath.Glob(filepath.Join(s.dir, "data", "postgres", "data-*", "postmaster.pid"))
	if err != nil || len(found) != 1 {
		return 0, fmt.Errorf("found %d pid files of Postgres: %w", len(found), errors.Join(err, errors.New("expected one")))
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strconv.Atoi(strings.TrimSpace(line))
}

func waitForSaves(ctx context.Context, savers []*saver, n int) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	count := func() (sum int) {
		for _, s := range savers {
			sum += s.count()
		}
		return sum
	}
	for want := count() + n; count() < want; {
		select {
		case <-ctx.Done():
			return fmt.Errorf("no %d saves were acknowledged within %v; the last answer was: %s", n, patience, savers[0].trouble())
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
