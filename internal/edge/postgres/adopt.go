package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/fault"
)

// pidFile is what Postgres writes to postmaster.pid in its data directory.
type pidFile struct {
	pid    int
	socket string // the socket's folder
	ready  bool   // it says that it accepts connections
}

const pidFileName = "postmaster.pid"

// readPIDFile reads the lines that matter: the first is the pid, the fifth the socket's folder, the eighth the state.
// The file is short while Postgres is still starting.
func readPIDFile(data string) (pidFile, error) {
	text, err := os.ReadFile(filepath.Join(data, pidFileName))
	if err != nil {
		return pidFile{}, err
	}
	lines := strings.Split(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil {
		return pidFile{}, fmt.Errorf("read %s: %w", pidFileName, err)
	}
	file := pidFile{pid: pid}
	if len(lines) > 4 {
		file.socket = strings.TrimSpace(lines[4])
	}
	if len(lines) > 7 {
		file.ready = strings.TrimSpace(lines[7]) == "ready"
	}
	return file, nil
}

// running gives the Postgres that runs here, whether or not it answers already; nil when none does.
func (p place) running() *postmaster {
	data := p.data(p.newestMajor())
	file, err := readPIDFile(data)
	if err != nil || !isPostmaster(file.pid, data) {
		return nil
	}
	return &postmaster{pid: file.pid, data: data, socket: file.socket}
}

// adopt gives the Postgres that runs on a data directory, once it answers; nil when none does. The caller holds the start
// lock.
func (s *Server) adopt(ctx context.Context, data string) (*postmaster, error) {
	for {
		file, err := readPIDFile(data)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if !isPostmaster(file.pid, data) {
			return nil, disown(data, file.pid)
		}
		pm := &postmaster{pid: file.pid, data: data, socket: file.socket}
		err = s.ping(ctx, file.socket)
		switch {
		case err == nil:
			s.log.Debug("Postgres already runs", "process", pm.pid, "socket", pm.socket)
			return pm, nil
		case file.ready && errors.Is(err, fs.ErrNotExist):
			// Its socket was removed, as by a cleaner of /tmp: nobody can reach it any more.
			return nil, pm.end()
		case !notYet(err):
			return nil, err
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

// disown mends a pid file that a killed Postgres left and whose pid is now another process's, or a zombie's: Postgres would
// take that for a running server for ever. Only the pid is replaced, by one that cannot exist; the rest of the file is how
// Postgres finds processes of the killed one. Nobody else starts Postgres meanwhile, for the caller holds the start lock.
func disown(data string, pid int) error {
	if err := syscall.Kill(pid, 0); err != nil {
		return nil // no such process, or another user's: Postgres sees that by itself
	}
	// The folder belongs to the account that runs Postgres: as root, follow no link out of it.
	root, err := os.OpenRoot(data)
	if err != nil {
		return fmt.Errorf("mend %s: %w", pidFileName, err)
	}
	defer root.Close()
	text, err := root.ReadFile(pidFileName)
	if err != nil {
		return fmt.Errorf("mend %s: %w", pidFileName, err)
	}
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	text = append([]byte("2147483647\n"), rest...)
	if err := root.WriteFile(pidFileName, text, 0o600); err != nil {
		return fmt.Errorf("mend %s: %w", pidFileName, err)
	}
	return nil
}

// ping connects once.
func (s *Server) ping(ctx context.Context, socket string) error {
	if socket == "" {
		return syscall.ECONNREFUSED // it has only begun to start
	}
	s.mu.Lock()
	password := s.password
	s.mu.Unlock()
	conn, err := pgconn.Connect(ctx, connString(socket, "postgres", Superuser, password))
	if err != nil {
		var refused *pgconn.PgError
		if errors.As(err, &refused) && strings.HasPrefix(refused.Code, "28") {
			return fault.New(fault.Unavailable, "The password in %s does not open the database beside it.", s.place.path(passwordFile)).Because(err)
		}
		return err
	}
	return conn.Close(ctx)
}

// notYet tells whether an error of ping means that Postgres is still starting, or is about to end.
func notYet(err error) bool {
	const cannotConnectNow = "57P03"
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return refused.Code == cannotConnectNow
	}
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENOENT) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
