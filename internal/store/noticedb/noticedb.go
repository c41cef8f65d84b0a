// Package noticedb keeps the notices that a service administrator sets for everybody: words that stand on every page from a
// moment until another.
package noticedb

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Notices is the room's door.
type Notices struct{ DB *store.DB }

// Longest is how many characters a notice may have: it stands above every page.
const Longest = 300

// Notice is one notice.
type Notice struct {
	ID      string     `db:"id"`
	Words   string     `db:"words"`
	From    time.Time  `db:"from_at"`
	Until   time.Time  `db:"until_at"`
	SetAt   time.Time  `db:"set_at"`
	By      string     `db:"set_by_name"`
	EndedAt *time.Time `db:"ended_at"` // taken back before its end
}

// Shown tells whether it stands on the pages at a moment.
func (n Notice) Shown(now time.Time) bool {
	return n.EndedAt == nil && !now.Before(n.From) && now.Before(n.Until)
}

const columns = `select id::text, words, from_at, until_at, set_at, set_by_name, ended_at from notices `

// Coming gives what is or will be shown, the first to begin first. It is for whoever shows it, and needs no right.
func (n Notices) Coming(ctx context.Context, now time.Time) ([]Notice, error) {
	return n.list(ctx, store.System("notices"), columns+`where ended_at is null and until_at > $1 order by from_at, id`, now)
}

// List gives the notices that were set last, for the administrator's page.
func (n Notices) List(ctx context.Context, s store.Scope, limit int) ([]Notice, error) {
	if err := s.May(access.KeepNotices, access.Service); err != nil {
		return nil, err
	}
	return n.list(ctx, s, columns+`order by set_at desc, id desc limit $1`, limit)
}

func (n Notices) list(ctx context.Context, s store.Scope, sql string, args ...any) ([]Notice, error) {
	var list []Notice
	err := n.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Notice](ctx, tx, sql, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return list, nil
}

// Set sets a notice. Fields: words, until-day.
func (n Notices) Set(ctx context.Context, s store.Scope, words string, from, until, now time.Time) error {
	if err := s.May(access.KeepNotices, access.Service); err != nil {
		return err
	}
	words = strings.Join(strings.Fields(words), " ")
	switch {
	case words == "":
		return fault.InvalidField("words", "Enter what the notice says.")
	case utf8.RuneCountInString(words) > Longest:
		return fault.InvalidField("words", "Say it in %d characters at most: it stands above every page.", Longest)
	case !until.After(from):
		return fault.InvalidField("until-day", "The end must be after the beginning.")
	case !until.After(now):
		return fault.InvalidField("until-day", "The end must be still to come.")
	}
	const add = `insert into notices (id, words, from_at, until_at, set_at, set_by_name) values ($1, $2, $3, $4, $5, $6)`
	return n.DB.InTx(ctx, s, func(tx *store.Tx) error {
		id := store.NewID()
		if _, err := tx.Exec(ctx, add, id, words, from, until, now, s.Actor.Name); err != nil {
			return fmt.Errorf("set notice: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.NoticeSet, Object: id, Note: words}, now)
	})
}

// TakeBack ends a notice before its time. Conflict when it is over already.
func (n Notices) TakeBack(ctx context.Context, s store.Scope, id string, now time.Time) error {
	if err := s.May(access.KeepNotices, access.Service); err != nil {
		return err
	}
	return n.DB.InTx(ctx, s, func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `update notices set ended_at = $2 where id::text = $1 and ended_at is null and until_at > $2`, id, now)
		if err != nil {
			return fmt.Errorf("take notice back: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Conflict, "This notice is over already.")
		}
		return tx.Record(ctx, audit.Event{Verb: audit.NoticeTakenBack, Object: id}, now)
	})
}
