package backupdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
)

// Backups remembers what went well and what did not.
type Backups struct{ DB *store.DB }

// What was tried.
const (
	KindBackup = "backup"
	KindDrill  = "drill" // a backup was restored elsewhere and compared row by row
)

// Attempt is one backup or drill.
type Attempt struct {
	Kind   string
	File   string // its name, without the folder
	Taken  time.Time
	Rows   int64
	Bytes  int64  // of the file
	Failed string // why; empty: it went well
	Place  string // of a daily backup: the server's machine and folder
}

// Note writes an attempt down.
func (b Backups) Note(ctx context.Context, s store.Scope, a Attempt, now time.Time) error {
	if err := s.May(access.KeepRegister, access.Service); err != nil {
		return err
	}
	const add = `insert into backups (id, kind, at, file, taken_at, row_count, byte_count, failed, place)
		values (@id, @kind, @at, @file, @taken, @rows, @bytes, @failed, @place)`
	return b.DB.InTx(ctx, s, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, add, store.Args{"id": store.NewID(), "kind": a.Kind, "at": now, "file": a.File, "taken": a.Taken,
			"rows": a.Rows, "bytes": a.Bytes, "failed": a.Failed, "place": a.Place})
		if err != nil {
			return fmt.Errorf("note %s: %w", a.Kind, err)
		}
		return nil
	})
}

// State is when backups and drills last went well, and what went wrong since the last good backup.
type State struct {
	Backup *time.Time `db:"backup"` // the moment that the last good backup holds; nil: there is none
	File   string     `db:"file"`
	Drill  *time.Time `db:"drill"` // when a drill last went well
	Failed string     `db:"failed"`
}

// TooOld is the age from which the last good backup is no longer good enough: a day, and two hours for a slow one.
const TooOld = 26 * time.Hour

// Late tells whether there is no good backup of the last 26 hours.
func (s State) Late(now time.Time) bool { return s.Backup == nil || now.Sub(*s.Backup) > TooOld }

// State reads it.
func (b Backups) State(ctx context.Context, s store.Scope) (State, error) {
	if err := s.May(access.KeepRegister, access.Service); err != nil {
		return State{}, err
	}
	const read = `select b.taken_at as backup, coalesce(b.file, '') as file,
		(select max(at) from backups where kind = 'drill' and failed = '') as drill,
		coalesce((select failed from backups where kind = 'backup' and failed <> '' and (b.at is null or at > b.at) order by at desc limit 1), '') as failed
		from (select) one left join lateral
		(select taken_at, file, at from backups where kind = 'backup' and failed = '' order by taken_at desc limit 1) b on true`
	var state State
	err := b.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		state, err = store.One[State](ctx, tx, read)
		return err
	})
	if err != nil {
		return state, fmt.Errorf("read state of backups: %w", err)
	}
	return state, nil
}
