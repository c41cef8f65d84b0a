// Package pgtest gives each test a Postgres database of its own, in a few milliseconds, on a real server.
//
// There is one cluster for a run of go test, whose packages are parallel processes. With CYBERREADY_TEST_DATABASE_URL set
// (make test starts a cluster and sets it) that server is used. Otherwise the first test that asks starts a shared one
// for the checkout, in memory where there is room, and those that come later join it; see Cluster for how that ends.
// Nothing happens in TestMain or at import: a package whose tests need no database costs none, and a fuzz target, whose
// workers run TestMain again, works.
//
// A database is a copy of a template that is migrated once for each state of the migrations. Tests that use it may be
// parallel, and what they leave in it is dropped with it. Roles belong to the cluster, so a test must not change them.
//
// The package stands above store; store's own tests use it from package store_test.
package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Database is one test's own.
type Database struct {
	// URL connects as the role that owns the database, and the cluster.
	URL string
}

// New gives a database with the current schema, empty but for what the migrations put there. It is dropped, with any
// connection that is still open, when the test ends.
func New(t testing.TB) Database {
	t.Helper()
	a := useAdmin(t)
	template, err := a.readyTemplate(t.Context())
	if err != nil {
		t.Fatalf("prepare template database: %v", err)
	}
	return a.create(t, template)
}

// Empty gives a database without a schema, for tests of the migrations themselves.
func Empty(t testing.TB) Database {
	t.Helper()
	return useAdmin(t).create(t, "template0")
}

// admin is this process's connection to the cluster.
type admin struct {
	url     string
	pool    *pgxpool.Pool
	cluster *Cluster // in use until the process ends; nil when the server was named

	mu       sync.Mutex
	template string // the template's name, once it is known to be there
}

var connect = sync.OnceValues(func() (*admin, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	a := &admin{url: os.Getenv(urlVar)}
	if a.url == "" {
		var err error
		if a.cluster, err = StartCluster(ctx); err != nil {
			return nil, err
		}
		a.url = a.cluster.URL
	}
	if !strings.HasPrefix(a.url, "postgres://") {
		return nil, fmt.Errorf("%s must begin with postgres://", urlVar)
	}
	cfg, err := pgxpool.ParseConfig(a.url)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", urlVar, err)
	}
	cfg.MaxConns = 4
	if a.pool, err = pgxpool.NewWithConfig(ctx, cfg); err != nil {
		return nil, err
	}
	return a, nil
})

func useAdmin(t testing.TB) *admin {
	t.Helper()
	a, err := connect()
	if err != nil {
		t.Fatalf("start test cluster: %v", err)
	}
	return a
}

// create copies a template's files, which is faster than writing them through the log.
func (a *admin) create(t testing.TB, template string) Database {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	quoted := pgx.Identifier{name}.Sanitize()
	const sql = "create database %s template %s strategy file_copy"
	if _, err := a.pool.Exec(t.Context(), fmt.Sprintf(sql, quoted, pgx.Identifier{template}.Sanitize())); err != nil {
		t.Fatalf("create test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if _, err := a.pool.Exec(ctx, "drop database if exists "+quoted+" with (force)"); err != nil {
			t.Errorf("drop test database: %v", err)
		}
	})
	return Database{URL: a.databaseURL(name)}
}

func (a *admin) databaseURL(name string) string {
	u, err := url.Parse(a.url)
	if err != nil {
		panic(err) // it was parsed before
	}
	u.Path = "/" + name
	return u.String()
}
