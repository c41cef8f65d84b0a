package reminddb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
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

// choices are the words of all that can be turned off: kinds of reminders that are no duty, and kinds of letters that are news.
func choices() []string {
	var list []string
	for _, k := range reminder.Kinds {
		if !k.Duty() {
			list = append(list, string(k))
		}
	}
	for _, k := range letter.News() {
		list = append(list, string(k))
	}
	return list
}

// Off reads which kinds of reminders and of letters somebody has turned off.
func (r Reminders) Off(ctx context.Context, who Self) (map[string]bool, error) {
	off := map[string]bool{}
	err := r.DB.InSnapshot(ctx, who.scope(), func(tx *store.Tx) error {
		rows, err := store.List[reminder.Off](ctx, tx, `select person_id::text as person, kind from reminder_choices where person_id = $1`, who.Person)
		for _, o := range rows {
			off[string(o.Kind)] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read choices: %w", err)
	}
	return off, nil
}

// Choose keeps which kinds of reminders and of letters somebody wants; all others they turn off. What is no choice is on whatever is
// chosen. A kind that there is not is refused; field: kinds.
func (r Reminders) Choose(ctx context.Context, who Self, on []string, now time.Time) error {
	for _, k := range on {
		if reminder.Kind(k).Words() == k && letter.Kind(k).Words() == k {
			return fault.InvalidField("kinds", "Choose among those that are shown.")
		}
	}
	return r.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		changed := int64(0)
		for _, k := range choices() {
			sql, args := `insert into reminder_choices (person_id, kind, off_at) values ($1, $2, $3) on conflict do nothing`, []any{who.Person, k, now}
			if slices.Contains(on, k) {
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
