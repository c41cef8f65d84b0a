// Package postgres runs a private Postgres cluster inside the data directory, so that nobody has to install a database
// to try the service, to develop it or to test it. A real service names its own server in DATABASE_URL instead.
//
// The cluster lies in Dir/postgres:
//
//	data-18/      the cluster, 0700, owned by the account that runs Postgres; the number is its major version
//	socket/       where it listens, 0700; it listens nowhere else
//	password      of the role "cyberready" (scram), 0600; a throwaway cluster has none
//	postgres.log  what Postgres says
//	bin-18.4-…/   a copy of the binaries, only where the account cannot reach the originals; data is never copied
//	*.lock        see below
//
// What a caller may rely on:
//
//   - One process owns the cluster (serve); any number may join it beside the owner (the other commands, tests). Whoever
//     finds no running cluster starts it, and the last one to stop ends it. Locks are the kernel's (flock), so that a
//     killed process leaves none behind.
//   - A cluster that outlived its program is adopted; one that was itself killed is recovered. While an owner lives,
//     a Postgres that ends is started again.
//   - As root, Postgres runs as another account: the owner of an existing cluster, else "postgres", else "nobody".
//   - A folder is made whole or not at all: initdb works in "new", which is then renamed.
//
// Linux and macOS only.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"sync"
	"time"
)

const (
	// Superuser is the role that owns the cluster and the database.
	Superuser = "cyberready"
	// Database is made when the cluster has none of that name.
	Database = "cyberready"

	port         = 5432 // names the socket's file; nothing listens on it
	lockPatience = time.Minute
)

// Options say where the cluster lies and who starts it. Only Dir must be given.
type Options struct {
	// Dir is the service's data directory; it is made when it is missing. The cluster lies in Dir/postgres.
	Dir string
	// BinDir holds postgres and initdb. Empty: they are looked for.
	BinDir string
	// PreferNPM takes npm's binaries before the system's: for the demonstration and for tests.
	PreferNPM bool
	// Throwaway makes a cluster for tests: no password, nothing flushed to disk, and removed by whoever stops it.
	Throwaway bool
	// Join uses a running cluster beside its owner, and starts it only if it does not run.
	Join bool
	// Note tells others who the owner is, such as the address that it serves: it ends up in HeldError.
	Note string
	// Log gets what happens to the cluster; nil is slog.Default().
	Log *slog.Logger
}

// Server is this process's hold on a running cluster.
type Server struct {
	opts  Options
	place place
	log   *slog.Logger

	owner *lock // nil for one who joined
	users *lock

	mu         sync.Mutex
	postmaster *postmaster
	password   string

	endWatch func() // stops the watchdog and waits for it; nil for one who joined
	stopped  bool
}

// Start gives a running cluster with the database "cyberready" in it. The context bounds the start, not the cluster.
//
// It refuses with a HeldError when another owner lives and Join is not set, and with a fault (one sentence for the
// person at the terminal) when the directory cannot be used or no binaries fit.
func Start(ctx context.Context, opts Options) (*Server, error) {
	s := &Server{opts: opts, log: opts.Log}
	if s.log == nil {
		s.log = slog.Default()
	}
	var err error
	if s.place, err = makePlace(opts.Dir); err != nil {
		return nil, err
	}
	if !opts.Join {
		if s.owner, err = takeOwnership(ctx, s.place, opts.Note); err != nil {
			return nil, err
		}
	}
	if err := s.begin(ctx); err != nil {
		s.owner.release()
		return nil, err
	}
	if !opts.Join {
		s.endWatch = s.watch()
	}
	return s, nil
}

// begin counts this process among the users and brings the cluster up, both while nobody else starts or stops it.
func (s *Server) begin(ctx context.Context) error {
	starting, err := lockWithin(ctx, s.place.path(startLock), lockPatience)
	if err != nil {
		return fmt.Errorf("wait for another start: %w", err)
	}
	defer starting.release()
	if s.users, err = openLock(s.place.path(usersLock)); err != nil {
		return err
	}
	if err := s.users.share(); err != nil {
		s.users.release()
		return err
	}
	pm, err := s.bringUp(ctx)
	if err == nil {
		s.setPostmaster(pm)
		if err = s.createDatabase(ctx); err != nil {
			err = fmt.Errorf("create database %s: %w", Database, err)
		}
	}
	if err != nil {
		return errors.Join(err, s.letGo())
	}
	return nil
}

// letGo leaves the users and, as the last of them, ends the cluster. The caller holds the start lock.
func (s *Server) letGo() error {
	s.users.release()
	alone, err := tryLock(s.place.path(usersLock))
	if err != nil || alone == nil {
		return err
	}
	defer alone.release()
	if pm := s.running(); pm != nil {
		if err := pm.end(); err != nil {
			return err
		}
		s.place.removeSocketDir(pm.socket)
	}
	if s.opts.Throwaway {
		return s.place.clear()
	}
	return nil
}

// running gives the Postgres that runs now: its owner may have started it again since this process joined.
func (s *Server) running() *postmaster {
	if s.postmaster != nil && s.postmaster.alive() {
		return s.postmaster
	}
	return s.place.running()
}

// ConnString gives the URL at which a role reaches a database of the cluster. The password in it is the superuser's:
// another role can use it only if it was given the same.
func (s *Server) ConnString(database, user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return connString(s.postmaster.socket, database, user, s.password)
}

func connString(socket, database, user, password string) string {
	u := url.URL{Scheme: "postgres", User: url.User(user), Path: "/" + database}
	if password != "" {
		u.User = url.UserPassword(user, password)
	}
	u.RawQuery = url.Values{"host": {socket}, "port": {strconv.Itoa(port)}, "sslmode": {"disable"}}.Encode()
	return u.String()
}

// Stop lets go of the cluster, and ends it unless another process still uses it; then the last of those ends it.
// A second call does nothing.
func (s *Server) Stop() error {
	if s.stopped {
		return nil
	}
	s.stopped = true
	if s.endWatch != nil {
		s.endWatch()
	}
	defer s.owner.release()
	starting, err := lockWithin(context.Background(), s.place.path(startLock), lockPatience)
	if err != nil {
		s.users.release()
		return fmt.Errorf("wait for another start: %w", err)
	}
	defer starting.release()
	return s.letGo()
}

func (s *Server) setPostmaster(pm *postmaster) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.postmaster = pm
}

// Running tells whether a cluster runs in a data directory, whoever started it.
func Running(dir string) bool {
	p, err := findPlace(dir)
	return err == nil && p.running() != nil
}

// InUse tells whether any living process holds the cluster of a data directory, as its owner or beside it.
func InUse(dir string) bool {
	p, err := findPlace(dir)
	if err != nil {
		return false
	}
	starting, err := tryLock(p.path(startLock))
	if err != nil || starting == nil {
		return err == nil // somebody starts or stops it at this moment
	}
	defer starting.release()
	alone, err := tryLock(p.path(usersLock))
	if err != nil || alone == nil {
		return err == nil
	}
	alone.release()
	return false
}
