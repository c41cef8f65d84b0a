package reminddb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/reminder"
	"cyberready/internal/store"
)

// Self is who chooses for themselves.
type Self struct {
	Person string // UUID
	Name   string
	From   store.Origin
}

func (s Self) scope() store.Scope {
	return store.System("").As(access.Actor{Person: s.Person, Name: s.Name}, s.From)
}

// Off reads which kinds somebody has turned off.
func (r Reminders) Off(ctx context.Context, who Self) (map[reminder.Kind]bool, error) {
	off := map[reminder.Kind]bool{}
	err := r.DB.InSnapshot(ctx, who.scope(), func(tx *store.Tx) error {
		rows, err := store.List[reminder.Off](ctx, tx, `select person_id::text as person, kind from reminder_choices where person_id = $1`, who.Person)
		for _, o := range rows {
			off[o.Kind] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read choices: %w", err)
	}
	return off, nil
}

// Choose keeps which kinds somebody wants; all others they turn off. A duty cannot be turned off: it is on whatever is chosen. A kind that
// there is not is refused; field: kinds.
func (r Reminders) Choose(ctx context.Context, who Self, on []reminder.Kind, now time.Time) error {
	wanted := map[reminder.Kind]bool{}
	for _, k := range on {
		if k.Words() == string(k) {
			return fault.InvalidField("kinds", "Choose among the reminders that are shown.")
		}
		wanted[k] = true
	}
	return r.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		changed := int64(0)
		for _, k := range reminder.Kinds {
			if k.Duty() {
				continue
			}
			sql, args := `insert into reminder_choices (person_id, kind, off_at) values ($1, $2, $3) on conflict do nothing`, []any{who.Person, k, now}
			if wanted[k] {
				sql, args = `delete from reminder_choices where person_id = $1 and kind = $2`, []any{who.Person, k}
			}
			tag, err := tx.Exec(ctx, sql, args...)
			if err != nil {
				return fmt.Errorf("keep choice: %w", err)
			}
			changed += tag.RowsAffected()
		}
		if changed == 0 {
			return nil
		}
		return tx.Record(ctx, audit.Event{Verb: audit.RemindersChosen, Object: who.Person}, now)
	})
}
