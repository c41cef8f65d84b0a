package backupdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Filling is an empty database while it is filled, in one transaction.
type Filling struct {
	tx     pgx.Tx
	tables map[string]Table
	filled map[string]bool
	forced []string // tables whose policies bind their owner, too
}

// Prepare refuses a database that holds anything, and brings the schema of an empty one to a version, up or down.
func Prepare(ctx context.Context, ownerURL string, version uint) error {
	s, err := store.SchemaStatus(ctx, ownerURL)
	switch {
	case err != nil:
		return err
	case version > s.Latest:
		return fault.New(fault.Conflict, "The backup has schema version %d, but this program knows only %d: use a newer program.", version, s.Latest)
	case s.Dirty || s.Version > s.Latest:
		return fault.New(fault.Conflict, "The schema of the database, version %d, cannot be used. Restore into an empty one.", s.Version)
	}
	if s.Version > 0 {
		err := inTx(ctx, ownerURL, pgx.TxOptions{}, func(tx pgx.Tx) error {
			f := &Filling{tx: tx}
			if err := f.open(ctx); err != nil {
				return err
			}
			return errLooked
		})
		if !errors.Is(err, errLooked) {
			return err
		}
	}
	return store.MigrateTo(ctx, ownerURL, version)
}

var errLooked = errors.New("looked, and changed nothing")

// Fill runs do, which loads every table, and commits only when it returns nil. Policies are lifted for the owner and triggers
// rest meanwhile: what triggers made is among the tables.
func Fill(ctx context.Context, ownerURL string, do func(*Filling) error) error {
	return inTx(ctx, ownerURL, pgx.TxOptions{}, func(tx pgx.Tx) error {
		f := &Filling{tx: tx, filled: map[string]bool{}}
		if err := f.open(ctx); err != nil {
			return err
		}
		if err := f.each(ctx, f.names(), ` disable trigger user`); err != nil {
			return err
		}
		if err := do(f); err != nil {
			return err
		}
		for name := range f.tables {
			if !f.filled[name] && !slices.Contains(Without, name) {
				return fault.New(fault.Conflict, "The backup lacks the table %s: it was made with another schema.", name)
			}
		}
		if err := f.moveSequences(ctx); err != nil {
			return err
		}
		if err := f.each(ctx, f.names(), ` enable trigger user`); err != nil {
			return err
		}
		return f.each(ctx, f.forced, ` force row level security`)
	})
}

// open makes sure that nobody works on the tables, lets the owner see them and empties what may be emptied.
func (f *Filling) open(ctx context.Context) error {
	list, err := listTables(ctx, f.tx)
	if err != nil {
		return err
	}
	rows, _ := f.tx.Query(ctx, `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity order by 1`)
	if f.forced, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		return fmt.Errorf("list policies: %w", err)
	}
	f.tables = map[string]Table{}
	for _, t := range list {
		f.tables[t.Name] = t
	}
	if err := f.each(ctx, f.names(), ` no force row level security`); err != nil {
		return err
	}
	for _, t := range list {
		table := pgx.Identifier{t.Name}.Sanitize()
		if slices.Contains(replaceable, t.Name) {
			if _, err := f.tx.Exec(ctx, `truncate `+table); err != nil {
				return fmt.Errorf("empty %s: %w", t.Name, err)
			}
			continue
		}
		var any bool
		if err := f.tx.QueryRow(ctx, `select exists (select from `+table+`)`).Scan(&any); err != nil {
			return fmt.Errorf("look into %s: %w", t.Name, err)
		}
		if any {
			return fault.New(fault.Conflict, "The database is not empty: it has rows in %s. A backup is restored into an empty one only.", t.Name)
		}
	}
	return nil
}

func (f *Filling) names() []string { return slices.Sorted(maps.Keys(f.tables)) }

func (f *Filling) each(ctx context.Context, tables []string, what string) error {
	for _, t := range tables {
		if _, err := f.tx.Exec(ctx, `alter table `+pgx.Identifier{t}.Sanitize()+what); err != nil {
			return fmt.Errorf("%s %s: %w", t, what, err)
		}
	}
	return nil
}

// Load fills one table, and gives how many rows went in.
func (f *Filling) Load(ctx context.Context, name string, columns []string, r io.Reader) (int64, error) {
	t, known := f.tables[name]
	if !known || f.filled[name] || slices.Contains(Without, name) || !slices.Equal(t.Columns, columns) {
		return 0, fault.New(fault.Conflict, "The table %s of the backup does not fit this program's schema: it was made with another one.", name)
	}
	f.filled[name] = true
	sql := `copy ` + pgx.Identifier{name}.Sanitize() + ` (` + columnList(columns) + `) from stdin`
	tag, err := f.tx.Conn().PgConn().CopyFrom(ctx, r, sql)
	if err != nil {
		return 0, fmt.Errorf("load table %s: %w", name, err)
	}
	return tag.RowsAffected(), nil
}

// Sum reads a table back: its rows, and the SHA-256 of what Snapshot.Copy would write of it, in hexadecimal.
func (f *Filling) Sum(ctx context.Context, name string) (rows int64, sum string, err error) {
	h := sha256.New()
	rows, err = copyOut(ctx, f.tx, f.tables[name], h)
	return rows, hex.EncodeToString(h.Sum(nil)), err
}

// moveSequences lets numbers go on after those that were loaded.
func (f *Filling) moveSequences(ctx context.Context) error {
	for _, t := range f.tables {
		for _, c := range t.Columns {
			table, column := pgx.Identifier{t.Name}.Sanitize(), pgx.Identifier{c}.Sanitize()
			var sequence *string
			if err := f.tx.QueryRow(ctx, `select pg_get_serial_sequence($1, $2)`, table, c).Scan(&sequence); err != nil {
				return fmt.Errorf("find sequence of %s: %w", t.Name, err)
			}
			if sequence == nil {
				continue
			}
			move := `select setval($1::text::regclass, coalesce(max(` + column + `), 1), max(` + column + `) is not null) from ` + table
			if _, err := f.tx.Exec(ctx, move, *sequence); err != nil {
				return fmt.Errorf("move sequence of %s: %w", t.Name, err)
			}
		}
	}
	return nil
}
