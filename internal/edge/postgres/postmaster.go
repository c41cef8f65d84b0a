package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"cyberready/internal/core/fault"
)

const (
	orphanPatience = 30 * time.Second // for a killed Postgres's remaining processes to end
	fastPatience   = 10 * time.Second // for a fast shutdown
	quitPatience   = 5 * time.Second  // for an immediate one
	largestLog     = 8 << 20          // bytes
)

// postmaster is a running Postgres, whoever started it.
type postmaster struct {
	pid    int
	data   string        // its data directory
	socket string        // its socket's folder
	exited chan struct{} // closed when it ended; nil when it is no child of this process
}

// bringUp adopts the running cluster or starts it, and makes it first if there is none. The caller holds the start lock.
func (s *Server) bringUp(ctx context.Context) (*postmaster, error) {
	if err := s.place.checkThrowaway(s.opts.Throwaway); err != nil {
		return nil, err
	}
	major := s.place.newestMajor()
	if major != 0 {
		if err := s.loadPassword(); err != nil {
			return nil, err
		}
		pm, err := s.adopt(ctx, s.place.data(major))
		if pm != nil || err != nil {
			return pm, err
		}
	}
	who, err := serverAccount(s.place.data(major))
	if err != nil {
		return nil, err
	}
	if err := who.checkReach(s.place); err != nil {
		return nil, err
	}
	b, err := s.findBinaries(ctx, major)
	if err != nil {
		return nil, err
	}
	if b, err = s.place.reachable(b, who); err != nil {
		return nil, err
	}
	if major == 0 {
		if err := s.initdb(ctx, b, who); err != nil {
			return nil, err
		}
		if err := s.loadPassword(); err != nil {
			return nil, err
		}
	}
	return s.boot(ctx, b, who)
}

// boot starts Postgres. After a kill its remaining processes may still hold the shared memory: it is tried again until
// they are gone.
func (s *Server) boot(ctx context.Context, b binaries, who account) (*postmaster, error) {
	socket, err := s.place.makeSocketDir(who)
	if err != nil {
		return nil, err
	}
	for begin := time.Now(); ; {
		pm, err := s.spawn(ctx, b, who, socket)
		if err == nil {
			s.log.Debug("Postgres runs", "version", b.version, "binaries", b.dir, "user", who.name, "socket", socket)
			return pm, nil
		}
		if !errors.Is(err, errOrphans) || time.Since(begin) > orphanPatience {
			return nil, err
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

var errOrphans = errors.New("processes of an earlier Postgres are still ending")

// spawn starts one postmaster and waits until it answers, however long recovery takes.
func (s *Server) spawn(ctx context.Context, b binaries, who account, socket string) (*postmaster, error) {
	out, err := s.openLog()
	if err != nil {
		return nil, err
	}
	defer out.Close()
	seen, err := out.Seek(0, 2)
	if err != nil {
		return nil, fmt.Errorf("open log of Postgres: %w", err)
	}
	pm := &postmaster{data: s.place.data(b.major), socket: socket, exited: make(chan struct{})}
	cmd := exec.Command(filepath.Join(b.dir, "postgres"), s.flags(pm.data, socket)...)
	cmd.Dir = "/"
	cmd.Env = plainEnv()
	cmd.Stdout, cmd.Stderr = out, out // a file, not a pipe: Postgres may outlive this process
	cmd.SysProcAttr = who.attributes()
	if err := cmd.Start(); err != nil {
		return nil, who.refusedStep(err)
	}
	pm.pid = cmd.Process.Pid
	go func() {
		defer close(pm.exited)
		_ = cmd.Wait() // how it ended stands in its log
	}()
	for {
		err := s.ping(ctx, socket)
		if err == nil {
			return pm, nil
		}
		if !notYet(err) {
			return nil, errors.Join(fmt.Errorf("reach Postgres: %w", err), pm.end())
		}
		select {
		case <-pm.exited:
			return nil, s.whyExited(seen)
		case <-ctx.Done():
			return nil, errors.Join(context.Cause(ctx), pm.end())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (s *Server) flags(data, socket string) []string {
	settings := []string{"listen_addresses=", "port=" + strconv.Itoa(port), "unix_socket_permissions=0700",
		"shared_buffers=64MB", "log_destination=stderr", "logging_collector=off", "log_line_prefix=%m [%p] "}
	if s.opts.Throwaway {
		settings = append(settings, "max_connections=200", "fsync=off", "synchronous_commit=off", "full_page_writes=off",
			"autovacuum=off", "wal_level=minimal", "max_wal_senders=0")
	} else {
		settings = append(settings, "max_connections=60")
	}
	args := []string{"-D", data, "-k", socket}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	return args
}

// openLog opens the log for appending, and sets a large one aside.
func (s *Server) openLog() (*os.File, error) {
	path := s.place.path("postgres.log")
	if info, err := os.Stat(path); err == nil && info.Size() > largestLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, fmt.Errorf("open log of Postgres: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open log of Postgres: %w", err)
	}
	return f, nil
}

// whyExited reads what Postgres has said since an offset of its log.
func (s *Server) whyExited(since int64) error {
	text, err := os.ReadFile(s.place.path("postgres.log"))
	if err != nil {
		return fmt.Errorf("postgres ended while starting: %w", err)
	}
	text = text[min(since, int64(len(text))):]
	if bytes.Contains(text, []byte("shared memory block")) {
		return errOrphans
	}
	var last []string
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "FATAL") || strings.Contains(line, "PANIC") || strings.Contains(line, "error while loading") {
			last = append(last, strings.TrimSpace(line))
		}
	}
	why := "it did not say why"
	if len(last) > 0 {
		why = strings.Join(last, "; ")
	}
	return fault.New(fault.Unavailable, "Postgres ended while starting; its log is %s.", s.place.path("postgres.log")).Because(errors.New(why))
}

// alive tells whether it still runs.
func (pm *postmaster) alive() bool {
	if pm.exited == nil {
		return isPostmaster(pm.pid, pm.data)
	}
	select {
	case <-pm.exited:
		return false
	default:
		return true
	}
}

// end stops it: fast, then, if need be, at once, which the next start recovers from.
func (pm *postmaster) end() error {
	for _, step := range []struct {
		signal   syscall.Signal
		patience time.Duration
	}{{syscall.SIGINT, fastPatience}, {syscall.SIGQUIT, quitPatience}} {
		if !pm.alive() {
			return nil
		}
		if err := syscall.Kill(pm.pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop Postgres: %w", err)
		}
		for begin := time.Now(); time.Since(begin) < step.patience; time.Sleep(3 * time.Millisecond) {
			if !pm.alive() {
				return nil
			}
		}
	}
	return fmt.Errorf("stop Postgres: process %d does not end", pm.pid)
}
