package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/framework"
	"cyberready/internal/demo"
	"cyberready/internal/edge/postgres"
	"cyberready/internal/store"
	"cyberready/internal/web/page"
)

// workers is how many work at the same time where many do: as many connections, and as many trusts.
const workers = 8

// ground is what is measured on: a cluster on disk, the demonstration in it, and the site, served by this process.
type ground struct {
	*site
	dir     string
	cluster *postgres.Server
	pack    framework.Pack
	version string   // of Postgres
	years   []string // of the demonstration, the newest first
	first   string   // code of the trust whose people can be signed in as
}

func prepare(ctx context.Context, base string, say io.Writer) (g *ground, err error) {
	packs, err := framework.Embedded()
	if err != nil {
		return nil, err
	}
	g = &ground{pack: packs[0]}
	defer func() {
		if err != nil {
			err = errors.Join(err, g.close())
		}
	}()
	if g.dir, err = makeDir(base); err != nil {
		return g, err
	}
	if g.cluster, err = postgres.Start(ctx, postgres.Options{Dir: g.dir, PreferNPM: true}); err != nil {
		return g, err
	}
	url := g.cluster.ConnString(postgres.Database, postgres.Superuser)
	if err := fill(ctx, url, g.pack, say); err != nil {
		return g, err
	}
	if g.site, err = openSite(ctx, url, g.pack); err != nil {
		return g, err
	}
	return g, g.look(ctx)
}

// look reads what the demonstration has.
func (g *ground) look(ctx context.Context) error {
	return g.db.InSnapshot(ctx, store.System("bench"), func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `select current_setting('server_version'), (select array_agg(label order by label desc) from cycles),
			(select r.ods_code from roles r join people p on p.id = r.person_id where p.email = $1)`, demo.Cast[0].Email).
			Scan(&g.version, &g.years, &g.first)
	})
}

// fill makes the demonstration in an empty database. The lead of every trust may come in by the demonstration's door, and
// the planner knows the tables, as it does in a database that has been there for a minute.
func fill(ctx context.Context, url string, pack framework.Pack, say io.Writer) error {
	if err := store.Migrate(ctx, url); err != nil {
		return err
	}
	now := time.Now()
	if err := demo.Load(ctx, url, demo.Options{Pack: pack, Trusts: demo.Usual, Now: now, Today: page.Today(now)}, say); err != nil {
		return err
	}
	return asOwner(ctx, url, `insert into credentials (person_id, password_hash, changed_at)
		select id, '', now() from people on conflict do nothing`, `analyze`)
}

// asOwner runs statements as the schema's owner with sight of every row.
func asOwner(ctx context.Context, url string, statements ...string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `set cyberready.scope = 'system'`); err != nil {
		return err
	}
	for _, sql := range statements {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("%.60s: %w", sql, err)
		}
	}
	return nil
}

// makeDir makes an empty data directory that the account which runs Postgres can pass through.
func makeDir(base string) (string, error) {
	dir, err := os.MkdirTemp(base, "cyberready-bench-")
	if err != nil {
		return "", fmt.Errorf("make data directory: %w", err)
	}
	return dir, os.Chmod(dir, 0o711)
}

func (g *ground) close() error {
	var err error
	if g.site != nil {
		g.site.close()
	}
	if g.cluster != nil {
		err = g.cluster.Stop()
	}
	if g.dir != "" {
		err = errors.Join(err, os.RemoveAll(g.dir))
	}
	return err
}
