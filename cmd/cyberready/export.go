package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"filippo.io/age"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/offboard"
	"cyberready/internal/store"
	"cyberready/internal/store/exportdb"
)

type exportCmd struct {
	Trust exportTrust `cmd:"" help:"Write everything of one trust into one archive, for the trust to take away."`
}

type exportTrust struct {
	ODS       string   `arg:"" name:"ods" help:"ODS code of the trust."`
	File      string   `arg:"" type:"path" help:"The file to write; it must not be there yet."`
	Recipient []string `placeholder:"AGE1…" help:"Who can open it: the trust's own age recipient. May be given more than once."`
	Plain     bool     `help:"Do not encrypt."`
}

func (exportTrust) Help() string {
	return "Answers and their history, proof with its files, versions as the bytes that were signed, signatures, publications and the audit trail, as a zip with a README. " +
		"It is written into the trust's trail, and its assessment leads are told by letter. It deletes nothing. Example:\n" +
		"  cyberready export trust R0A r0a.zip.age --recipient age1… --data-dir /srv/cyberready"
}

func (c exportTrust) Run(ctx context.Context, d *database, s *streams) error {
	ods, err := trust.ParseCode(c.ODS)
	if err != nil {
		return err
	}
	if len(c.Recipient) == 0 && !c.Plain {
		return fault.New(fault.Invalid, "An export says where the trust can be hurt. Encrypt it with --recipient age1…, or say --plain.")
	}
	recipients, err := recipientsOr(c.Recipient, c.Plain, "--recipient", "--plain")
	if err != nil {
		return err
	}
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer o.Close()
	f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "%s is there already. An export never replaces a file.", c.File)
	}
	if err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	t, err := exportdb.Export{DB: o.DB}.Trust(ctx, store.System("export trust"), ods, time.Now())
	var missing []string
	if err == nil {
		missing, err = writeExport(f, recipients, t, d.openFiles(ctx, ods))
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(c.File))
	}
	rows := 0
	for _, table := range t.Tables {
		rows += len(table.Rows)
	}
	fmt.Fprintf(s.out, "Wrote everything of %s (%s) into %s: %d rows, %d versions and %d files of proof. It is in the trust's trail, and its leads are told.\n", t.Name, t.ODS, c.File, rows, len(t.Versions),
		len(t.Files)-len(missing))
	if len(missing) > 0 {
		fmt.Fprintf(s.out, "%d files are missing, and named in it: they are not in the data directory. Name the right one with --data-dir.\n", len(missing))
	}
	return nil
}

func writeExport(f *os.File, recipients []age.Recipient, t exportdb.Trust, open offboard.Open) (missing []string, err error) {
	var w io.WriteCloser = f
	if len(recipients) > 0 {
		sealed, err := age.Encrypt(f, recipients...)
		if err != nil {
			return nil, fmt.Errorf("encrypt export: %w", err)
		}
		w = sealed
	}
	if missing, err = offboard.Write(w, t, open); err != nil {
		return missing, fmt.Errorf("write export: %w", err)
	}
	if len(recipients) > 0 {
		if err := w.Close(); err != nil {
			return missing, fmt.Errorf("encrypt export: %w", err)
		}
	}
	return missing, f.Sync()
}
