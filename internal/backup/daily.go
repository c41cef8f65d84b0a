package backup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/backupdb"
)

// How often a backup is made, and how long one is kept.
const (
	Every = 24 * time.Hour
	Keep  = 35 * 24 * time.Hour
)

// A daily backup's name is its moment. Only files with such names are ever deleted.
const (
	namePrefix = "cyberready-"
	nameTime   = "20060102T150405Z"
	plainEnd   = ".tar.gz"
	sealedEnd  = ".tar.gz.age"
)

// Daily keeps a folder of backups.
type Daily struct {
	Source     Source
	Folder     string
	Recipients []age.Recipient // none: plain
	Backups    backupdb.Backups
	Now        func() time.Time
	Machine    string // the server's name
}

// Do makes a backup when the newest in the folder is a day old, and then deletes those of more than 35 days. Of several
// servers on one database one makes it: not while another is at it, nor when another made one within the day. It bears being
// called at any time. What fails is written down, comes back as an error, and is tried again at the next call.
func (d Daily) Do(ctx context.Context) error {
	_, err := d.Backups.Alone(ctx, func() error { return d.do(ctx) })
	return err
}

func (d Daily) place() string { return d.Machine + ":" + d.Folder }

func (d Daily) do(ctx context.Context) error {
	now := d.Now()
	newest, _, err := d.look(now)
	if err != nil {
		return d.failed(ctx, err)
	}
	elsewhere, err := d.Backups.Elsewhere(ctx, d.place())
	if err != nil {
		return err
	}
	if now.Sub(newest) < Every || now.Sub(elsewhere) < Every {
		return nil
	}
	end := sealedEnd
	if len(d.Recipients) == 0 {
		end = plainEnd
	}
	made, err := Create(ctx, d.Source, filepath.Join(d.Folder, namePrefix+now.UTC().Format(nameTime)+end), d.Recipients)
	if err != nil {
		return d.failed(ctx, err)
	}
	if len(made.Missing) > 0 {
		slog.WarnContext(ctx, "files of proof are missing from the data directory, and so from the backup", "files", len(made.Missing), "first", made.Missing[0])
	}
	a := made.attempt()
	a.Place = d.place()
	if err := d.Backups.Note(ctx, store.System("daily backup"), a, d.Now()); err != nil {
		return err
	}
	_, old, err := d.look(now)
	for _, path := range old {
		if e := os.Remove(path); e != nil {
			err = errors.Join(err, fmt.Errorf("delete old backup: %w", e))
		}
	}
	return err
}

func (m Made) attempt() backupdb.Attempt {
	return backupdb.Attempt{Kind: backupdb.KindBackup, File: filepath.Base(m.Path), Taken: m.Taken, Rows: m.Rows, Bytes: m.Bytes}
}

// Note writes down that a backup was made.
func (m Made) Note(ctx context.Context, b backupdb.Backups, now time.Time) error {
	return b.Note(ctx, store.System("backup"), m.attempt(), now)
}

// failed writes the failure down, with a sentence for people where there is one.
func (d Daily) failed(ctx context.Context, cause error) error {
	if ctx.Err() != nil { // the server stops
		return cause
	}
	sentence := "The backup could not be made. The server's log says why."
	if f := fault.As(store.Fault(cause)); f != nil {
		sentence = f.Sentence
	}
	now := d.Now()
	a := backupdb.Attempt{Kind: backupdb.KindBackup, Taken: now, Failed: sentence}
	return errors.Join(cause, d.Backups.Note(ctx, store.System("daily backup"), a, now))
}

// look gives the moment of the newest backup in the folder, and the paths of what is older than is kept: backups, and what
// a server that died left unfinished a day ago.
func (d Daily) look(now time.Time) (newest time.Time, old []string, err error) {
	entries, err := os.ReadDir(d.Folder)
	if err != nil {
		return time.Time{}, nil, fault.New(fault.Invalid, "The folder for backups, %s, cannot be read.", d.Folder).Because(err)
	}
	for _, e := range entries {
		path := filepath.Join(d.Folder, e.Name())
		if strings.HasPrefix(e.Name(), tempPrefix) {
			if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > Every {
				old = append(old, path)
			}
			continue
		}
		taken, is := momentOf(e.Name())
		if !is {
			continue
		}
		if taken.After(newest) {
			newest = taken
		}
		if now.Sub(taken) > Keep {
			old = append(old, path)
		}
	}
	return newest, old, nil
}

func momentOf(name string) (time.Time, bool) {
	rest, is := strings.CutPrefix(name, namePrefix)
	for _, end := range []string{sealedEnd, plainEnd} {
		if moment, has := strings.CutSuffix(rest, end); is && has {
			t, err := time.Parse(nameTime, moment)
			return t, err == nil
		}
	}
	return time.Time{}, false
}
