package backup

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"filippo.io/age"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
	"cyberready/internal/edge/postgres"
	"cyberready/internal/store/backupdb"
)

// Drill restores a backup into a cluster of its own, which is thrown away, makes a backup of that, and compares the two row by
// row and file by file. binDir is where Postgres's programs are; empty: they are looked for.
func Drill(ctx context.Context, path string, identities []age.Identity, binDir string) (r Restored, err error) {
	dir, err := os.MkdirTemp("", "cyberready-drill-")
	if err != nil {
		return Restored{}, fmt.Errorf("make room for the drill: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o711); err != nil { // the account that Postgres runs as passes through
		return Restored{}, fmt.Errorf("make room for the drill: %w", err)
	}
	cluster, err := postgres.Start(ctx, postgres.Options{Dir: dir, BinDir: binDir, Throwaway: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return Restored{}, err
	}
	defer func() { err = errors.Join(err, cluster.Stop()) }()
	t := Target{OwnerURL: cluster.ConnString(postgres.Database, postgres.Superuser), DataDir: dir}
	if r, err = Restore(ctx, t, path, identities); err != nil {
		return Restored{}, err
	}
	return r, Compare(ctx, t, path, identities)
}

// Compare reads a backup beside a database and says where they differ first. A backup of an older schema is compared by the
// restore itself, before its rows are brought up to date.
func Compare(ctx context.Context, t Target, path string, identities []age.Identity) error {
	return backupdb.AtOneMoment(ctx, t.OwnerURL, func(snap *backupdb.Snapshot) error {
		tables := map[string]backupdb.Table{}
		for _, table := range snap.Tables {
			tables[table.Name] = table
		}
		older := false
		_, _, err := read(path, identities, archive.Use{
			Head: func(h archive.Head) error { older = h.Schema != snap.Schema; return nil },
			Table: func(table archive.Table, kept io.Reader) error {
				there, known := tables[table.Name]
				if older {
					return nil
				}
				if !known {
					return fault.New(fault.Conflict, "The database has no table %s.", table.Name)
				}
				out := &comparison{kept: bufio.NewReaderSize(kept, 1<<16)}
				if _, err := snap.Copy(ctx, there, out); err != nil && out.differs == 0 {
					return err
				}
				return out.verdict(table.Name)
			},
			File: func(name string, content io.Reader) error { return compareFile(ctx, t, name, content) },
		})
		return err
	})
}

func compareKey(t Target, content io.Reader) error {
	kept, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	there, err := os.ReadFile(keyFile(t.DataDir))
	if err != nil || !bytes.Equal(there, kept) {
		return fault.New(fault.Conflict, "The server's key file differs from the backup's.").Because(err)
	}
	return nil
}

// comparison is written one side and reads the other.
type comparison struct {
	kept    *bufio.Reader
	row     int64
	differs int64 // the first row that does; 0: none yet
	piece   []byte
}

var errDiffers = errors.New("a row differs")

func (c *comparison) Write(p []byte) (int, error) {
	c.piece = append(c.piece[:0], p...)
	if _, err := io.ReadFull(c.kept, c.piece); err != nil || !bytes.Equal(c.piece, p) {
		c.differs = c.row + 1
		return 0, errDiffers
	}
	c.row += int64(bytes.Count(p, []byte{'\n'}))
	return len(p), nil
}

func (c *comparison) verdict(table string) error {
	if _, err := c.kept.Peek(1); c.differs == 0 && err == nil {
		c.differs = c.row + 1
	}
	if c.differs > 0 {
		return fault.New(fault.Conflict, "The table %s differs from the backup, first in row %d.", table, c.differs)
	}
	return nil
}
