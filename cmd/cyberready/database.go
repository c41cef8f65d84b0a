package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/jackc/pgx/v5/pgxpool"

	"cyberready/internal/edge/postgres"
	"cyberready/internal/store"
)

// database says which database a command works on.
type database struct {
	DatabaseURL string `name:"database-url" env:"DATABASE_URL,CYBERREADY_DATABASE_URL" placeholder:"URL" help:"A Postgres server (15 to 18) to use instead of the one in the data directory."`
	DataDir     string `name:"data-dir" type:"path" placeholder:"DIR" help:"Where the service keeps its own Postgres and files. Default: data, in the current folder."`
	PgBin       string `name:"pg-bin" type:"path" placeholder:"DIR" help:"Folder with the programs postgres and initdb; looked for when not given."`

	barrier string // the closed folder that made AfterApply choose another place
}

// AfterApply chooses the data directory when none was given: the folder data or, where the account that Postgres runs as
// cannot reach it (root's checkout behind a closed folder), one under /var/lib/cyberready named after the checkout.
func (d *database) AfterApply() error {
	if d.DataDir != "" || d.DatabaseURL != "" {
		return nil
	}
	here, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find the current folder: %w", err)
	}
	d.DataDir, d.barrier = postgres.DefaultDir(here)
	return nil
}

// sayWhere explains a data directory that is not where one would look.
func (d *database) sayWhere(w io.Writer) {
	if d.barrier != "" {
		fmt.Fprintf(w, "Postgres cannot reach this folder, because %s is closed to others. The data is kept in %s.\n", d.barrier, d.DataDir)
	}
}

// opened is a database with its schema up to date.
type opened struct {
	*store.DB
	OwnerURL string
	cluster  *postgres.Server
}

// Close ends the connections and lets go of the cluster.
func (o *opened) Close() error {
	if o.DB != nil {
		o.DB.Close()
	}
	if o.cluster != nil {
		return o.cluster.Stop()
	}
	return nil
}

// owner gives the owner's address, starting the cluster when there is no DATABASE_URL. own is for serve alone; every
// other command joins the cluster of a running server.
func (d *database) owner(ctx context.Context, o postgres.Options) (*opened, error) {
	if d.DatabaseURL != "" {
		return &opened{OwnerURL: d.DatabaseURL}, nil
	}
	o.Dir, o.BinDir = d.DataDir, d.PgBin
	cluster, err := postgres.Start(ctx, o)
	if err != nil {
		return nil, err
	}
	return &opened{OwnerURL: cluster.ConnString(postgres.Database, postgres.Superuser), cluster: cluster}, nil
}

// open is for commands: it joins or starts the database and brings its schema up to date.
func (d *database) open(ctx context.Context) (*opened, error) {
	o, err := d.owner(ctx, postgres.Options{Join: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	return o.ready(ctx)
}

func (o *opened) ready(ctx context.Context, options ...func(*pgxpool.Config)) (*opened, error) {
	err := store.Migrate(ctx, o.OwnerURL)
	if err == nil {
		o.DB, err = store.Open(ctx, o.OwnerURL, options...)
	}
	if err != nil {
		_ = o.Close()
		return nil, fmt.Errorf("prepare database: %w", err)
	}
	return o, nil
}
