// Package backupdb reads every table of one moment, fills an empty database from what was read, and remembers which backups
// and restore drills went well. Reading and filling are the owner's work, on a connection of its own and outside every scope:
// what a policy hides would be missing.
//
// Tables come as Postgres's text format, in the order of their primary key and under fixed settings: two tables with equal
// rows give equal bytes, on any version of Postgres.
package backupdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/fault"
)

// Table is a table and its columns in their order.
type Table struct {
	Name    string
	Columns []string
	order   string // of its rows
}

// Without names tables whose rows are left out: browsers' sessions would come back to life, also those that were ended, and
// their tokens open doors. Everybody signs in again after a restore.
var Without = []string{"sessions", "person_sessions"}

// replaceable tables may hold rows in a database that counts as empty: what serve writes when it starts, and backups.
var replaceable = []string{"sessions", "server_keys", "backups", "river_job", "river_queue", "river_notification"}

// settings make equal rows equal bytes. With row_security off a policy that would hide rows is an error.
var settings = map[string]string{
	"application_name": "cyberready backup", "row_security": "off", "timezone": "UTC", "datestyle": "ISO", "intervalstyle": "postgres",
	"extra_float_digits": "1", "bytea_output": "hex", "client_encoding": "UTF8", "statement_timeout": "0", "lock_timeout": "30s",
	"idle_in_transaction_session_timeout": "0",
}

func connect(ctx context.Context, url string) (*pgx.Conn, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	for name, value := range settings {
		cfg.RuntimeParams[name] = value
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("connect for backup: %w", err)
	}
	return conn, nil
}

// inTx runs do in a transaction of the owner.
func inTx(ctx context.Context, url string, o pgx.TxOptions, do func(pgx.Tx) error) error {
	conn, err := connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	tx, err := conn.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := do(tx); err != nil {
		return explain(err)
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// explain gives those who run their own Postgres the one thing that they can do.
func explain(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == pgerrcode.InsufficientPrivilege && fault.As(err) == nil {
		return fault.New(fault.Conflict, "A backup reads every row, and the role in DATABASE_URL may not. Let it, as a superuser: alter role … bypassrls.").Because(err)
	}
	return err
}

// listTables gives all permanent tables, each after those that its foreign keys point to, without the schema's version.
func listTables(ctx context.Context, tx pgx.Tx) ([]Table, error) {
	const columns = `select c.relname::text, array_agg(a.attname::text order by a.attnum)
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> 'schema_migrations'
		group by 1 order by 1`
	const keys = `select c.relname::text, string_agg(format('%I', a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.place)
		from pg_index i join pg_class c on c.oid = i.indrelid
		cross join unnest(i.indkey) with ordinality k (attnum, place)
		join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
		where i.indisprimary and c.relnamespace = 'public'::regnamespace group by 1`
	const points = `select distinct conrelid::regclass::text, confrelid::regclass::text from pg_constraint
		where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`
	var tables []Table
	var name, order, to string
	var list []string
	rows, _ := tx.Query(ctx, columns)
	if _, err := pgx.ForEachRow(rows, []any{&name, &list}, func() error {
		tables = append(tables, Table{Name: name, Columns: slices.Clone(list)})
		return nil
	}); err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	orders := map[string]string{}
	rows, _ = tx.Query(ctx, keys)
	if _, err := pgx.ForEachRow(rows, []any{&name, &order}, func() error { orders[name] = order; return nil }); err != nil {
		return nil, fmt.Errorf("list keys: %w", err)
	}
	needs := map[string][]string{}
	rows, _ = tx.Query(ctx, points)
	if _, err := pgx.ForEachRow(rows, []any{&name, &to}, func() error { needs[name] = append(needs[name], to); return nil }); err != nil {
		return nil, fmt.Errorf("list foreign keys: %w", err)
	}
	for i, t := range tables {
		if tables[i].order = orders[t.Name]; tables[i].order == "" {
			return nil, fmt.Errorf("table %s has no primary key: its rows have no order", t.Name)
		}
	}
	return sorted(tables, needs)
}

// sorted puts each table after those that it needs.
func sorted(tables []Table, needs map[string][]string) ([]Table, error) {
	var list []Table
	placed := map[string]bool{}
	for len(list) < len(tables) {
		before := len(list)
		for _, t := range tables {
			if !placed[t.Name] && !slices.ContainsFunc(needs[t.Name], func(n string) bool { return !placed[n] }) {
				list, placed[t.Name] = append(list, t), true
			}
		}
		if len(list) == before {
			return nil, errors.New("foreign keys point in a circle: no order to load in")
		}
	}
	return list, nil
}

// copyOut writes a table's rows.
func copyOut(ctx context.Context, tx pgx.Tx, t Table, w io.Writer) (int64, error) {
	sql := `copy (select ` + columnList(t.Columns) + ` from ` + pgx.Identifier{t.Name}.Sanitize() + ` order by ` + t.order + `) to stdout`
	tag, err := tx.Conn().PgConn().CopyTo(ctx, w, sql)
	if err != nil {
		return 0, fmt.Errorf("read table %s: %w", t.Name, err)
	}
	return tag.RowsAffected(), nil
}

func columnList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = pgx.Identifier{n}.Sanitize()
	}
	return strings.Join(quoted, ", ")
}
