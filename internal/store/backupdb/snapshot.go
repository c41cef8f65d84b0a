package backupdb

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/fault"
)

// Snapshot is the database at one moment, while people go on working.
type Snapshot struct {
	Taken  time.Time
	Schema uint
	Tables []Table // each after those that it points to

	tx pgx.Tx
}

// AtOneMoment runs do on the database as it is now: one repeatable-read transaction, as the owner. Nobody waits for it but a
// migration.
func AtOneMoment(ctx context.Context, ownerURL string, do func(*Snapshot) error) error {
	return inTx(ctx, ownerURL, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		s := &Snapshot{tx: tx}
		if err := s.begin(ctx); err != nil {
			return err
		}
		return do(s)
	})
}

func (s *Snapshot) begin(ctx context.Context) error {
	var there bool
	err := s.tx.QueryRow(ctx, `select now(), to_regclass('public.schema_migrations') is not null`).Scan(&s.Taken, &there)
	if err != nil {
		return fmt.Errorf("read the moment: %w", err)
	}
	if !there {
		return fault.New(fault.Conflict, "There is nothing to back up: the database is empty.")
	}
	var version int64
	var dirty bool
	if err := s.tx.QueryRow(ctx, `select version, dirty from schema_migrations`).Scan(&version, &dirty); err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if dirty {
		return fault.New(fault.Conflict, "Schema version %d was left half done: mend it first.", version)
	}
	s.Schema = uint(version)
	all, err := listTables(ctx, s.tx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if !slices.Contains(Without, t.Name) {
			s.Tables = append(s.Tables, t)
		}
	}
	return nil
}

// Copy writes the rows of a table, one a line, and says how many there are.
func (s *Snapshot) Copy(ctx context.Context, t Table, w io.Writer) (int64, error) {
	return copyOut(ctx, s.tx, t, w)
}

// File is a file of proof that rows name: its bytes lie below the data directory.
type File struct {
	ODS    string
	SHA256 string
	Bytes  int64
}

// Files lists the files of proof that the rows of this moment name; none where the schema is older than they are.
func (s *Snapshot) Files(ctx context.Context) ([]File, error) {
	if !slices.ContainsFunc(s.Tables, func(t Table) bool { return t.Name == "proof_files" }) {
		return nil, nil
	}
	rows, err := s.tx.Query(ctx, `select ods_code, sha256, bytes from proof_files where state in ('new', 'clean') order by ods_code, sha256`)
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[File])
}
