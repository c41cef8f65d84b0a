package pgtest

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/store"
)

// templateLock is the advisory lock under which processes agree on who makes a template.
const templateLock = 0x7067_7465_7374

// readyTemplate gives the name of the migrated template, and makes it if it is the first to need it.
func (a *admin) readyTemplate(ctx context.Context) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.template != "" {
		return a.template, nil
	}
	name := "template_" + store.SchemaHash()
	conn, err := a.pool.Acquire(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, `select pg_advisory_lock($1)`, templateLock); err != nil {
		return "", fmt.Errorf("lock: %w", err)
	}
	defer conn.Exec(context.WithoutCancel(ctx), `select pg_advisory_unlock($1)`, templateLock)
	var exists bool
	if err := conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, name).Scan(&exists); err != nil {
		return "", err
	}
	if !exists {
		if err := a.makeTemplate(ctx, conn.Conn(), name); err != nil {
			return "", err
		}
	}
	a.template = name
	return name, nil
}

// makeTemplate migrates under another name: a database with the template's name is a whole one. Nobody can connect to it
// then, so that nothing changes it or is in the way of copying it.
func (a *admin) makeTemplate(ctx context.Context, conn *pgx.Conn, name string) error {
	unfinished := name + "_unfinished"
	quoted := pgx.Identifier{unfinished}.Sanitize()
	for _, sql := range []string{
		"drop database if exists " + quoted + " with (force)",
		"create database " + quoted + " template template0 strategy file_copy",
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := store.Migrate(ctx, a.databaseURL(unfinished)); err != nil {
		return err
	}
	for _, sql := range []string{
		"alter database " + quoted + " with allow_connections false",
		"alter database " + quoted + " rename to " + pgx.Identifier{name}.Sanitize(),
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}
