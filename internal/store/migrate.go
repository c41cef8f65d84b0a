package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/golang-migrate/migrate/v4"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"cyberready/migrations"
)

// Schema is where a database's schema stands, against what this program knows.
type Schema struct {
	Version uint // 0: empty
	Latest  uint // the newest that this program knows
	Dirty   bool // a migration was cut short; a person has to look
}

// Current tells whether the program can work on this schema.
func (s Schema) Current() bool { return s.Version == s.Latest && !s.Dirty }

// Latest is the newest schema version that this program knows.
func Latest() uint {
	var latest uint64
	names, err := fs.Glob(migrations.Files, "*.up.sql")
	if err != nil {
		panic(err)
	}
	for _, n := range names {
		number, _, _ := strings.Cut(n, "_")
		v, err := strconv.ParseUint(number, 10, 32)
		if err != nil {
			panic("migration without a number: " + n)
		}
		latest = max(latest, v)
	}
	return uint(latest)
}

// SchemaHash names the content of all migrations: a test template is rebuilt when it changes.
func SchemaHash() string {
	h := sha256.New()
	_ = fs.WalkDir(migrations.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(migrations.Files, path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// Migrate brings the schema up to date, under the driver's advisory lock so that many servers may start at once. It
// needs the owner's connection, and refuses a schema that is newer than this program or was left dirty.
func Migrate(ctx context.Context, url string) error {
	return withMigrator(ctx, url, func(m *migrate.Migrate) error {
		before, err := status(m)
		if err != nil {
			return err
		}
		if before.Dirty {
			return fmt.Errorf("schema version %d was left half done; restore a backup or mend it by hand", before.Version)
		}
		if before.Version > before.Latest {
			return fmt.Errorf("the database has schema version %d, but this program knows only %d: use a newer program",
				before.Version, before.Latest)
		}
		if err := m.Up(); err != nil && !errors.Is(err, migrate.ErrNoChange) {
			return fmt.Errorf("migrate up: %w", err)
		}
		return nil
	})
}

// MigrateTo brings the schema to one version, up or down: only for a database that holds nothing.
func MigrateTo(ctx context.Context, url string, version uint) error {
	return withMigrator(ctx, url, func(m *migrate.Migrate) error {
		if err := m.Migrate(version); err != nil && !errors.Is(err, migrate.ErrNoChange) {
			return fmt.Errorf("migrate to version %d: %w", version, err)
		}
		return nil
	})
}

// MigrateDown takes back the newest steps migrations, or all when there are fewer.
func MigrateDown(ctx context.Context, url string, steps int) error {
	return withMigrator(ctx, url, func(m *migrate.Migrate) error {
		var fewer migrate.ErrShortLimit
		if err := m.Steps(-steps); err != nil && !errors.Is(err, migrate.ErrNoChange) && !errors.As(err, &fewer) {
			return fmt.Errorf("migrate down: %w", err)
		}
		return nil
	})
}

// SchemaStatus tells where the schema stands and changes nothing but for the table that holds the version.
func SchemaStatus(ctx context.Context, url string) (Schema, error) {
	var s Schema
	err := withMigrator(ctx, url, func(m *migrate.Migrate) (err error) {
		s, err = status(m)
		return err
	})
	return s, err
}

func status(m *migrate.Migrate) (Schema, error) {
	v, dirty, err := m.Version()
	if errors.Is(err, migrate.ErrNilVersion) {
		err = nil
	}
	if err != nil {
		return Schema{}, fmt.Errorf("read schema version: %w", err)
	}
	return Schema{Version: v, Latest: Latest(), Dirty: dirty}, nil
}

func withMigrator(ctx context.Context, url string, do func(*migrate.Migrate) error) error {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("read database address: %w", err)
	}
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	if err := makeServeRole(ctx, db); err != nil {
		return err
	}
	src, err := iofs.New(migrations.Files, ".")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	drv, err := migratepgx.WithInstance(db, &migratepgx.Config{})
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	m, err := migrate.NewWithInstance("embedded", src, "postgres", drv)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	defer m.Close()
	return do(m)
}

// Roles belong to the cluster and not to the database, so this stands outside the files and is safe to repeat, also by
// two at once: whoever loses the race finds the role made.
const serveRole = `do $$
begin
	create role ` + ServeRole + ` nologin nosuperuser nobypassrls nocreatedb nocreaterole;
exception when duplicate_object or unique_violation then null;
end $$`

func makeServeRole(ctx context.Context, db *sql.DB) error {
	var exists, member bool
	const look = `select exists (select from pg_roles where rolname = $1),
		coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false)`
	if err := db.QueryRowContext(ctx, look, ServeRole).Scan(&exists, &member); err != nil {
		return fmt.Errorf("look for role %s: %w", ServeRole, err)
	}
	if !exists {
		if _, err := db.ExecContext(ctx, serveRole); err != nil {
			return fmt.Errorf("make role %s: %w", ServeRole, err)
		}
	}
	if !member {
		if _, err := db.ExecContext(ctx, `grant `+ServeRole+` to current_user`); err != nil {
			return fmt.Errorf("join role %s: %w", ServeRole, err)
		}
	}
	return nil
}

// Schema tells where the schema stands, as the serving role sees it: for /readyz.
func (db *DB) Schema(ctx context.Context) (Schema, error) {
	s := Schema{Latest: Latest()}
	err := db.Pool.QueryRow(ctx, `select version, dirty from schema_migrations`).Scan(&s.Version, &s.Dirty)
	if err != nil {
		return s, fmt.Errorf("read schema version: %w", err)
	}
	return s, nil
}
