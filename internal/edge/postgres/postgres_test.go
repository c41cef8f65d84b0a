package postgres

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/fault"
)

func TestColdStartThenWarmStart(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	s := start(t, opts)

	if got := ask[string](t, s, "show listen_addresses"); got != "" {
		t.Errorf("it listens on %q, want the socket only", got)
	}
	if got := ask[string](t, s, "show fsync"); got != "on" {
		t.Errorf("fsync is %s for data", got)
	}
	info, err := os.Stat(s.place.path(passwordFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the password's file: %v, %v, want mode 0600", info, err)
	}
	data := s.running().data
	for _, dir := range []string{data, s.place.path("socket")} {
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %v, want 0700", dir, info.Mode())
		}
		if ownerOf(info) == 0 {
			t.Errorf("%s belongs to root", dir)
		}
	}
	wrong := strings.Replace(s.ConnString(Database, Superuser), s.password, "wrong", 1)
	if conn, err := pgx.Connect(t.Context(), wrong); err == nil {
		conn.Close(t.Context())
		t.Error("a wrong password opens the database")
	}
	do(t, s, "create table kept (word text); insert into kept values ('still here')")

	stop(t, s)
	if Running(opts.Dir) || s.running() != nil {
		t.Fatal("it runs after Stop")
	}
	stop(t, s) // a second time does nothing

	warm := start(t, opts)
	if got := ask[string](t, warm, "select word from kept"); got != "still here" {
		t.Errorf("after a warm start: %q", got)
	}
}

func TestClusterThatOutlivedItsProgramIsAdopted(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	program, postmaster := startOwner(t, dir)
	if owner, held := HeldBy(dir); !held || owner.PID != program.Process.Pid {
		t.Errorf("HeldBy gives %v %v, want process %d", owner, held, program.Process.Pid)
	}
	kill(t, program.Process.Pid)
	program.Wait()
	if owner, held := HeldBy(dir); held {
		t.Errorf("a killed program still holds the directory: %v", owner)
	}

	s := start(t, testOptions(dir))
	if got := s.running().pid; got != postmaster {
		t.Errorf("Postgres is process %d, want the running %d", got, postmaster)
	}
	ask[int](t, s, "select 1")
	stop(t, s)
	if Running(dir) {
		t.Error("the adopted Postgres runs after Stop")
	}
}

func TestClusterRecoversWhenProgramAndPostgresAreKilled(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	program, postmaster := startOwner(t, dir)
	opts := testOptions(dir)
	opts.Join = true
	joined := start(t, opts)
	do(t, joined, "create table kept (word text); insert into kept values ('committed')")
	kill(t, program.Process.Pid)
	program.Wait()
	kill(t, postmaster)
	stop(t, joined)

	s := start(t, testOptions(dir))
	if got := ask[string](t, s, "select word from kept"); got != "committed" {
		t.Errorf("after recovery: %q", got)
	}
}

func TestKilledPostgresIsStartedAgainWhileItsOwnerLives(t *testing.T) {
	t.Parallel()
	s := start(t, testOptions(dataDir(t)))
	do(t, s, "create table kept (word text); insert into kept values ('committed')")
	kill(t, s.running().pid)
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		conn, err := pgx.Connect(t.Context(), s.ConnString(Database, Superuser))
		if err == nil {
			conn.Close(t.Context())
			break
		}
		if time.Since(begin) > 20*time.Second {
			t.Fatalf("still away: %v", err)
		}
	}
	if got := ask[string](t, s, "select word from kept"); got != "committed" {
		t.Errorf("after the restart: %q", got)
	}
}

func TestSecondOwnerIsToldWhoTheFirstIs(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	opts.Note = "http://localhost:8080"
	first := start(t, opts)

	second, err := Start(t.Context(), opts)
	var held *HeldError
	if !errors.As(err, &held) {
		if err == nil {
			stop(t, second)
		}
		t.Fatalf("a second owner gets %v, want a HeldError", err)
	}
	if want := (Owner{PID: os.Getpid(), Note: opts.Note}); held.Owner != want {
		t.Errorf("the owner is %+v, want %+v", held.Owner, want)
	}
	want := fmt.Sprintf("The data directory %s is in use by another cyberready server (http://localhost:8080, process %d).", opts.Dir, os.Getpid())
	if f := fault.As(err); f == nil || f.Sentence != want || err.Error() != want {
		t.Errorf("it says %q, want %q", err, want)
	}
	ask[int](t, first, "select 1") // undisturbed

	stop(t, first)
	start(t, opts)
}

func TestLastUserEndsTheCluster(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	beside := opts
	beside.Join = true

	alone := start(t, beside) // nobody runs it: it is started, and ended with its only user
	postmaster := alone.running().pid
	owner := start(t, opts)
	second := start(t, beside)
	for _, s := range []*Server{owner, second} {
		if got := s.running().pid; got != postmaster {
			t.Errorf("Postgres is process %d, want the running %d", got, postmaster)
		}
	}
	stop(t, alone)
	ask[int](t, owner, "select 1")
	stop(t, owner)
	ask[int](t, second, "select 1")
	if !InUse(opts.Dir) {
		t.Error("in use by one, but InUse says no")
	}
	stop(t, second)
	if Running(opts.Dir) || InUse(opts.Dir) {
		t.Error("it runs without a user")
	}
}

func TestPidFileOfAnUnrelatedProcessIsNoRunningServer(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	s := start(t, opts)
	data := s.running().data
	text, err := os.ReadFile(filepath.Join(data, pidFileName))
	if err != nil {
		t.Fatal(err)
	}
	stop(t, s)

	// As after a restart of the machine: the file is still there, and its pid is somebody else's, of the same user.
	who, err := serverAccount(data)
	if err != nil {
		t.Fatal(err)
	}
	unrelated := exec.Command("sleep", "60")
	unrelated.SysProcAttr = who.attributes()
	if err := unrelated.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unrelated.Process.Kill(); unrelated.Wait() })
	_, rest, _ := strings.Cut(string(text), "\n")
	stale := filepath.Join(data, pidFileName)
	if err := os.WriteFile(stale, fmt.Appendf(nil, "%d\n%s", unrelated.Process.Pid, rest), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := who.give(stale); err != nil {
		t.Fatal(err)
	}

	ask[int](t, start(t, opts), "select 1")
	if err := unrelated.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the unrelated process was ended: %v", err)
	}
}

func TestSocketOfADeepDirectoryIsShort(t *testing.T) {
	t.Parallel()
	opts := testOptions(filepath.Join(dataDir(t), strings.Repeat("deep/", 30)))
	s := start(t, opts)
	socket := s.running().socket
	if !strings.HasPrefix(socket, "/tmp/cyberready-") {
		t.Errorf("the socket is in %s", socket)
	}
	ask[int](t, s, "select 1")
	if info, err := os.Stat(socket); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the socket's folder: %v, %v, want mode 0700", info, err)
	}
	if _, err := net.Dial("unix", filepath.Join(opts.Dir, "postgres", "socket", ".s.PGSQL.5432")); err == nil {
		t.Error("there is a second socket")
	}
	stop(t, s)
	if _, err := os.Stat(socket); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left behind: %s, %v", socket, err)
	}
}

func TestRemovedSocketIsMadeAgain(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	program, postmaster := startOwner(t, opts.Dir)
	kill(t, program.Process.Pid)
	program.Wait()
	if err := os.RemoveAll(filepath.Join(opts.Dir, "postgres", "socket")); err != nil {
		t.Fatal(err)
	}
	s := start(t, opts)
	ask[int](t, s, "select 1")
	if s.running().pid == postmaster {
		t.Error("the one that nobody could reach still runs")
	}
}

func TestThrowawayClusterIsRemovedByItsLastUser(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	opts.Throwaway, opts.Join = true, true
	s := start(t, opts)
	if got := ask[string](t, s, "show fsync"); got != "off" {
		t.Errorf("fsync is %s", got)
	}
	stop(t, s)
	left, err := filepath.Glob(filepath.Join(opts.Dir, "postgres", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		if !strings.HasSuffix(path, ".lock") {
			t.Errorf("left behind: %s", path)
		}
	}
}

func TestTestsAndDataNeverShareACluster(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name            string
		mark, throwaway bool
		refused         bool
	}{
		{"tests on data", false, true, true},
		{"data on a test cluster", true, false, true},
		{"tests on a test cluster", true, true, false},
		{"data on data", false, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, err := makePlace(dataDir(t))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(p.data(18), 0o700); err != nil {
				t.Fatal(err)
			}
			if test.mark {
				if err := os.WriteFile(p.path(throwawayMark), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := p.checkThrowaway(test.throwaway); (err != nil) != test.refused {
				t.Errorf("got %v, want refused: %v", err, test.refused)
			}
			if err := p.clear(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(p.data(18)); errors.Is(err, fs.ErrNotExist) != test.mark {
				t.Errorf("clear: %v; want removed: %v", err, test.mark)
			}
		})
	}
}
