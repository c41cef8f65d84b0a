package postgres

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// ownerVar makes the test binary a program that owns the cluster of that directory until it is killed.
const ownerVar = "CYBERREADY_TEST_OWNER_OF"

func TestMain(m *testing.M) {
	if dir := os.Getenv(ownerVar); dir != "" {
		s, err := Start(context.Background(), testOptions(dir))
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("owner of", s.running().pid)
		select {}
	}
	os.Exit(m.Run())
}

func testOptions(dir string) Options {
	return Options{Dir: dir, BinDir: os.Getenv("CYBERREADY_PG_BIN"), PreferNPM: true, Log: slog.New(slog.DiscardHandler)}
}

// dataDir gives a data directory that the account for Postgres can reach, in memory where there is a place for that.
func dataDir(t *testing.T) string {
	t.Helper()
	base := "/dev/shm"
	if _, err := os.Stat(base); err != nil {
		base = ""
	}
	dir, err := os.MkdirTemp(base, "cyberready-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "data")
}

func start(t *testing.T, opts Options) *Server {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err := Start(ctx, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

// startOwner starts a program that owns the cluster, and gives it with the pid of its Postgres.
func startOwner(t *testing.T, dir string) (program *exec.Cmd, postmaster int) {
	t.Helper()
	program = exec.Command(os.Args[0])
	program.Env = append(os.Environ(), ownerVar+"="+dir)
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Process.Kill() })
	line, _ := bufio.NewReader(out).ReadString('\n')
	pid, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(line, "owner of ")))
	if err != nil {
		t.Fatalf("the owner says %q", line)
	}
	return program, pid
}

// kill is kill -9, and waits until the process is gone.
func kill(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

func do(t *testing.T, s *Server, sql string) {
	t.Helper()
	conn := connect(t, s)
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, s *Server, sql string) T {
	t.Helper()
	conn := connect(t, s)
	defer conn.Close(t.Context())
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	value, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func connect(t *testing.T, s *Server) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.ConnString(Database, Superuser))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}
