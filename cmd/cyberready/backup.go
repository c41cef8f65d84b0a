package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
	"cyberready/internal/edge/postgres"
	"cyberready/internal/store"
	"cyberready/internal/store/backupdb"
)

type backupCmd struct {
	Key     backupKey     `cmd:"" help:"Make a key: a secret file that opens backups, and the recipient that they are encrypted to."`
	Create  backupCreate  `cmd:"" help:"Write the database, the files of proof and the server's keys, as they are now, into one file."`
	Restore backupRestore `cmd:"" help:"Fill an empty database from a backup."`
	Drill   backupDrill   `cmd:"" help:"Try a backup out: restore it into a database that is thrown away, and compare row by row."`
}

type backupKey struct {
	File string `arg:"" type:"path" help:"Where to write the secret. Keep it away from the server; without it no backup can be read."`
}

func (backupKey) Help() string { return "Example:\n  cyberready backup key /media/safe/backup.key" }

func (c backupKey) Run(s *streams) error {
	identity, recipient, err := archive.NewKey()
	if err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "%s is there already. A key never replaces a file.", c.File)
	}
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	_, err = fmt.Fprintf(f, "# opens backups that are encrypted to %s\n%s\n", recipient, identity)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	fmt.Fprintf(s.out, "%s\n", recipient)
	return nil
}

type backupCreate struct {
	File      string   `arg:"" type:"path" help:"The file to write; it must not be there yet."`
	Recipient []string `placeholder:"AGE1…" help:"Who can open it: an age recipient, as backup key prints it. May be given more than once."`
	Plain     bool     `help:"Do not encrypt. The server's keys are then left out, for whoever found the file could use them."`
}

func (backupCreate) Help() string {
	return "People go on working meanwhile. Browsers' sessions are left out: everybody signs in again after a restore. Examples:\n" +
		"  cyberready backup create /backups/today.age --recipient age1… --data-dir /srv/cyberready\n" +
		"  cyberready backup create today.tar.gz --plain"
}

func (c backupCreate) Run(ctx context.Context, d *database, s *streams) error {
	recipients, err := recipientsOr(c.Recipient, c.Plain, "--recipient", "--plain")
	if err != nil {
		return err
	}
	started := time.Now()
	return withOwner(ctx, d, func(url string) error {
		made, err := backup.Create(ctx, backup.Source{OwnerURL: url, DataDir: d.DataDir}, c.File, recipients)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Backed up %d rows into %s: %.1f MB, %.1f s.\n", made.Rows, c.File, float64(made.Bytes)/1e6, time.Since(started).Seconds())
		if made.Files > 0 {
			fmt.Fprintf(s.out, "%d files of proof are in it.\n", made.Files)
		}
		if len(made.Missing) > 0 {
			fmt.Fprintf(s.out, "%d files of proof are MISSING: rows name them, and they are not in the data directory as they were given.\nName the right one with --data-dir. The first: %s\n", len(made.Missing), made.Missing[0])
		}
		switch {
		case made.Keys:
			fmt.Fprintln(s.out, "The server's key is in it.")
		case c.Plain:
			fmt.Fprintln(s.out, "It is not encrypted, so the server's key is not in it. Keep the folder keys of the data directory elsewhere: without it\nauthenticator apps have to be set up again.")
		default:
			fmt.Fprintln(s.out, "There is no key file in the data directory. Keep CYBERREADY_KEYS elsewhere: without it authenticator apps have to be set up again.")
		}
		return noteMade(ctx, url, made)
	})
}

// noteMade lets the administrator's home show the backup; the schema may be older than that page.
func noteMade(ctx context.Context, url string, made backup.Made) error {
	if st, err := store.SchemaStatus(ctx, url); err != nil || !st.Current() {
		return err
	}
	db, err := store.Open(ctx, url)
	if err != nil {
		return err
	}
	defer db.Close()
	return made.Note(ctx, backupdb.Backups{DB: db}, time.Now())
}

func recipientsOr(keys []string, plain bool, keyFlag, plainFlag string) ([]age.Recipient, error) {
	switch {
	case plain && len(keys) > 0:
		return nil, fault.New(fault.Invalid, "Either %s or %s, not both.", keyFlag, plainFlag)
	case !plain && len(keys) == 0:
		return nil, fault.New(fault.Invalid, "A backup holds everything. Encrypt it with %s age1…, or say %s.", keyFlag, plainFlag)
	}
	return archive.Recipients(keys)
}

// opening is how an encrypted backup is read.
type opening struct {
	File     string `arg:"" type:"path" help:"The backup."`
	Identity string `type:"path" placeholder:"KEYFILE" help:"The secret file that opens it, as backup key made it."`
}

func (o opening) identities() ([]age.Identity, error) {
	if o.Identity == "" {
		return nil, nil
	}
	return archive.Identities(o.Identity)
}

type backupRestore struct {
	opening
	Yes bool `help:"Really do it. Without, the backup is only checked."`
}

func (backupRestore) Help() string {
	return "The database must be empty and no server may run. All is restored or nothing. Examples:\n" +
		"  cyberready backup restore today.age --identity backup.key --data-dir /srv/new\n" +
		"  cyberready backup restore today.age --identity backup.key --data-dir /srv/new --yes"
}

func (c backupRestore) Run(ctx context.Context, d *database, s *streams) error {
	identities, err := c.identities()
	if err != nil {
		return err
	}
	if !c.Yes {
		head, manifest, err := backup.Check(c.File, identities)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "The backup is whole: %d rows in %d tables, of %s, schema version %d. Say --yes to restore it.\n",
			manifest.Rows(), len(manifest.Tables), moment(head.Taken), head.Schema)
		return nil
	}
	if d.DatabaseURL == "" {
		if owner, held := postgres.HeldBy(d.DataDir); held {
			return &postgres.HeldError{Dir: d.DataDir, Owner: owner}
		}
	}
	started := time.Now()
	return withOwner(ctx, d, func(url string) error {
		r, err := backup.Restore(ctx, backup.Target{OwnerURL: url, DataDir: d.DataDir}, c.File, identities)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Restored %d rows in %d tables, as they were on %s, and read them back: they are the same. %.1f s.\n",
			r.Rows, r.Tables, moment(r.Taken), time.Since(started).Seconds())
		if r.Files > 0 {
			fmt.Fprintf(s.out, "%d files of proof are in their place.\n", r.Files)
		}
		if r.Keys {
			fmt.Fprintln(s.out, "The server's key is in its place.")
		} else {
			fmt.Fprintln(s.out, "The backup holds no server key. Put the old one into the folder keys of the data directory, or into CYBERREADY_KEYS, before you serve.")
		}
		return nil
	})
}

type backupDrill struct{ opening }

func (backupDrill) Help() string {
	return "The administrator's home shows when a drill last went well. Example:\n" +
		"  cyberready backup drill today.age --identity backup.key --data-dir /srv/cyberready"
}

func (c backupDrill) Run(ctx context.Context, d *database, s *streams) error {
	identities, err := c.identities()
	if err != nil {
		return err
	}
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	started := time.Now()
	r, failed := backup.Drill(ctx, c.File, identities, d.PgBin)
	a := backupdb.Attempt{Kind: backupdb.KindDrill, File: filepath.Base(c.File), Taken: r.Taken, Rows: r.Rows}
	if failed != nil {
		a.Failed, a.Taken = sentence(failed), started
	}
	err = errors.Join(failed, backupdb.Backups{DB: o.DB}.Note(ctx, store.System("backup drill"), a, time.Now()), o.Close())
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "The drill went well: %d rows in %d tables, as they were on %s, came back the same. %.1f s.\n",
		r.Rows, r.Tables, moment(r.Taken), time.Since(started).Seconds())
	return nil
}

func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// backupFlags say where serve puts a backup each day.
type backupFlags struct {
	BackupTo        string   `type:"path" placeholder:"DIR" help:"Make a backup in this folder each day, and keep 35 days."`
	BackupRecipient []string `placeholder:"AGE1…" help:"Who can open the daily backups: an age recipient. May be given more than once."`
	BackupPlain     bool     `help:"Do not encrypt the daily backups."`
}

// daily gives what makes backups; nil when no folder is named.
func (f backupFlags) daily(d *database) (*backup.Daily, error) {
	if f.BackupTo == "" {
		if f.BackupPlain || len(f.BackupRecipient) > 0 {
			return nil, fault.New(fault.Invalid, "Say where daily backups go, with --backup-to.")
		}
		return nil, nil
	}
	recipients, err := recipientsOr(f.BackupRecipient, f.BackupPlain, "--backup-recipient", "--backup-plain")
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(f.BackupTo); err != nil || !info.IsDir() {
		return nil, fault.New(fault.Invalid, "The folder for backups, %s, is not there.", f.BackupTo)
	}
	if !f.BackupPlain && d.DataDir == "" {
		slog.Info("no data directory: daily backups hold no key file")
	}
	machine, err := os.Hostname()
	if err != nil {
		return nil, fmt.Errorf("find this machine's name: %w", err)
	}
	return &backup.Daily{Source: backup.Source{DataDir: d.DataDir}, Folder: f.BackupTo, Recipients: recipients, Machine: machine, Now: time.Now}, nil
}
