package main

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5/pgxpool"

	"cyberready/internal/edge/postgres"
	"cyberready/internal/store"
)

// database says which database a command works on.
type database struct {
	DatabaseURL string `name:"database-url" env:"DATABASE_URL,CYBERREADY_DATABASE_URL" placeholder:"URL" help:"A Postgres server (15 to 18) to use instead of the one in the data directory."`
	DataDir     string `name:"data-dir" default:"data" type:"path" placeholder:"DIR" help:"Where the service keeps its own Postgres and files. Default: ${default}."`
	PgBin       string `name:"pg-bin" type:"path" placeholder:"DIR" help:"Folder with the programs postgres and initdb; looked for when not given."`
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
