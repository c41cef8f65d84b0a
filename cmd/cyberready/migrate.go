package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"cyberready/internal/edge/postgres"
	"cyberready/internal/store"
)

type migrateCmd struct {
	Up     migrateUp     `cmd:"" help:"Bring the schema up to date."`
	Down   migrateDown   `cmd:"" help:"Take back the newest migrations. This deletes what they hold."`
	Status migrateStatus `cmd:"" help:"Say where the schema stands."`
}

type migrateUp struct{}

func (migrateUp) Help() string {
	return "serve and every other command do this by themselves. Example:\n  cyberready migrate up"
}

func (migrateUp) Run(ctx context.Context, d *database, s *streams) error {
	return withOwner(ctx, d, func(url string) error {
		if err := store.Migrate(ctx, url); err != nil {
			return err
		}
		return printStatus(ctx, url, s)
	})
}

type migrateDown struct {
	Steps int  `default:"1" help:"How many migrations to take back."`
	Yes   bool `help:"Really do it."`
}

func (migrateDown) Help() string {
	return "Make a backup first. Example:\n  cyberready migrate down --steps 1 --yes"
}

func (c migrateDown) Run(ctx context.Context, d *database, s *streams) error {
	if c.Steps < 1 {
		return errors.New("--steps must be 1 or more")
	}
	if !c.Yes {
		return fmt.Errorf("this deletes data: say --yes to take back %d of the migrations", c.Steps)
	}
	return withOwner(ctx, d, func(url string) error {
		if err := store.MigrateDown(ctx, url, c.Steps); err != nil {
			return err
		}
		return printStatus(ctx, url, s)
	})
}

type migrateStatus struct{}

func (migrateStatus) Help() string {
	return "Changes nothing. Example:\n  cyberready migrate status"
}

func (migrateStatus) Run(ctx context.Context, d *database, s *streams) error {
	return withOwner(ctx, d, func(url string) error { return printStatus(ctx, url, s) })
}

func withOwner(ctx context.Context, d *database, do func(url string) error) error {
	o, err := d.owner(ctx, postgres.Options{Join: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	err = do(o.OwnerURL)
	if e := o.Close(); err == nil {
		err = e
	}
	return err
}

func printStatus(ctx context.Context, url string, s *streams) error {
	st, err := store.SchemaStatus(ctx, url)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "schema version %d of %d", st.Version, st.Latest)
	if st.Dirty {
		fmt.Fprint(s.out, ", left half done")
	}
	fmt.Fprintln(s.out)
	return nil
}
