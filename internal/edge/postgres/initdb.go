package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/fault"
)

// initdb makes the cluster of a major version. It works in "new", and the last thing done is the rename, so that a folder
// with a cluster's name always holds a whole one.
func (s *Server) initdb(ctx context.Context, b binaries, who account) error {
	fresh := s.place.path("new")
	if err := os.RemoveAll(fresh); err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	if err := who.give(fresh); err != nil {
		return who.refusedStep(err)
	}
	// Sorting by byte is the one order that every platform agrees on; queries name the collation that people expect.
	args := []string{"-D", fresh, "-U", Superuser, "-E", "UTF8", "--locale=C", "--no-instructions"}
	if s.opts.Throwaway {
		args = append(args, "--auth=trust", "--no-sync")
		if err := os.WriteFile(s.place.path(throwawayMark), nil, 0o600); err != nil {
			return fmt.Errorf("make cluster: %w", err)
		}
	} else {
		if err := os.RemoveAll(s.place.path(throwawayMark)); err != nil { // of a test cluster that was never finished
			return fmt.Errorf("make cluster: %w", err)
		}
		handed, err := s.handPassword(who)
		if err != nil {
			return fmt.Errorf("make cluster: %w", err)
		}
		defer os.Remove(handed)
		args = append(args, "--auth=scram-sha-256", "--pwfile="+handed)
	}
	cmd := exec.CommandContext(ctx, filepath.Join(b.dir, "initdb"), args...)
	cmd.Dir = "/" // ours may be one that the account cannot enter
	cmd.Env = plainEnv()
	cmd.SysProcAttr = who.attributes()
	if out, err := cmd.CombinedOutput(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			return who.refusedStep(err)
		}
		return fmt.Errorf("make cluster: initdb: %w: %s", err, strings.TrimSpace(string(out)))
	}
	if err := os.Rename(fresh, s.place.data(b.major)); err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	return syncDir(s.place.dir)
}

// handPassword makes the cluster's password, and a second file with it for the account that runs initdb. What an unfinished
// start left of either is replaced: there is no cluster yet that it could belong to.
func (s *Server) handPassword(who account) (string, error) {
	password, handed := rand.Text(), s.place.path("password.initdb")
	for _, path := range []string{s.place.path(passwordFile), handed} {
		if err := os.RemoveAll(path); err != nil {
			return "", err
		}
		if err := writeFile(path, password); err != nil {
			return "", err
		}
	}
	return handed, who.give(handed)
}

func (p place) readPassword() (string, error) {
	text, err := os.ReadFile(p.path(passwordFile))
	return strings.TrimSpace(string(text)), err
}

// writeFile writes a line to a new file, 0600, and sees that it reaches the disk: a cluster without its password is lost.
func writeFile(path, line string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// loadPassword reads the password of an existing cluster.
func (s *Server) loadPassword() error {
	if s.place.has(throwawayMark) {
		return nil
	}
	password, err := s.place.readPassword()
	if err != nil {
		return fault.New(fault.Unavailable, "The password of the database cannot be read from %s.", s.place.path(passwordFile)).Because(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.password = password
	return nil
}

// createDatabase makes the database "cyberready" where it is missing. The caller holds the start lock.
func (s *Server) createDatabase(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.ConnString("postgres", Superuser))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var exists bool
	const query = `select exists (select from pg_database where datname = $1)`
	if err := conn.QueryRow(ctx, query, Database).Scan(&exists); err != nil || exists {
		return err
	}
	_, err = conn.Exec(ctx, "create database "+pgx.Identifier{Database}.Sanitize())
	return err
}
