// Package reminddb reminds people of what is due, and keeps what was said.
//
// A caller may rely on these:
//   - a person gets one letter a day at most, with everything in it;
//   - a reminder is written down in the transaction that queues its letter: nothing is said twice, and nothing is lost while the mail
//     server is away; several servers may call Remind at once;
//   - what is done, given to somebody else or withdrawn is not reminded of; what somebody had who left waits for the leads;
//   - what a person turned off stays off; reminder.Kind.Duty says what cannot be.
package reminddb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/reminder"
	"cyberready/internal/store"
)

// Reminders is the room's door.
type Reminders struct{ DB *store.DB }

// Remind writes to everybody who is to be reminded of something on a day, and gives how many letters that were.
func (r Reminders) Remind(ctx context.Context, now time.Time, today day.Day) (int, error) {
	digests, err := r.digests(ctx, today)
	if err != nil {
		return 0, fmt.Errorf("look for what is due: %w", err)
	}
	n := 0
	for _, d := range digests {
		written, err := r.write(ctx, d, now, today)
		if err != nil {
			return n, fmt.Errorf("remind somebody: %w", err)
		}
		if written {
			n++
		}
	}
	return n, nil
}

func (r Reminders) digests(ctx context.Context, today day.Day) ([]reminder.Digest, error) {
	var things []reminder.Thing
	said, off := map[reminder.Key]bool{}, map[reminder.Off]bool{}
	err := r.DB.InSnapshot(ctx, store.System(store.Reminder), func(tx *store.Tx) error {
		var err error
		if things, err = due(ctx, tx, today); err != nil {
			return err
		}
		if err := readSaid(ctx, tx, today, said); err != nil {
			return err
		}
		rows, err := store.List[reminder.Off](ctx, tx, `select person_id::text as person, kind from reminder_choices`)
		for _, o := range rows {
			off[o] = true
		}
		return err
	})
	return reminder.Digests(things, said, off, today), err
}

// Within which days a thing lies that something can be said of.
func window(today day.Day) (from, until day.Day) {
	return today.AddDays(-reminder.Late - 1), today.AddDays(int(reminder.Month))
}

func readSaid(ctx context.Context, tx *store.Tx, today day.Day, said map[reminder.Key]bool) error {
	type row struct {
		ODS    string        `db:"ods_code"`
		Person string        `db:"person"`
		Kind   reminder.Kind `db:"kind"`
		Cycle  string        `db:"cycle"`
		Thing  string        `db:"thing"`
		Due    day.Day       `db:"due"`
		Days   reminder.Days `db:"days"`
	}
	from, _ := window(today)
	rows, err := store.List[row](ctx, tx, `select ods_code, person_id::text as person, kind, cycle, thing, due, days from reminders where due >= $1`, from)
	for _, r := range rows {
		said[reminder.Key{Person: r.Person, ODS: r.ODS, Kind: r.Kind, Cycle: r.Cycle, ID: r.Thing, Due: r.Due.String(), Days: r.Days}] = true
	}
	return err
}

// write writes one person's letter, unless they had one today already.
func (r Reminders) write(ctx context.Context, d reminder.Digest, now time.Time, today day.Day) (written bool, err error) {
	err = r.DB.InTx(ctx, store.System(store.Reminder), func(tx *store.Tx) error {
		id := store.NewID()
		const once = `insert into reminder_digests (id, person_id, on_day, made_at) values ($1, $2, $3, $4) on conflict do nothing`
		tag, err := tx.Exec(ctx, once, id, d.Person, today, now)
		if err != nil || tag.RowsAffected() == 0 { // another server was quicker, or something new is due since this morning: tomorrow
			return err
		}
		const say = `insert into reminders (ods_code, person_id, kind, cycle, thing, due, days, place, digest_id)
			values (@ods, @person, @kind, @cycle, @thing, @due, @days, @place, @digest)`
		var b pgx.Batch
		for _, r := range d.Reminders {
			b.Queue(say, store.Args{"ods": r.ODS, "person": r.Person, "kind": r.Kind, "cycle": r.Cycle, "thing": r.ID, "due": r.Due, "days": r.Days,
				"place": r.Place, "digest": id})
		}
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("write down what is said: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.Reminders, Object: id, To: []string{d.Person}}, now); err != nil {
			return err
		}
		written = true
		return tx.Record(ctx, audit.Event{Verb: audit.PersonReminded, Object: d.Person, Note: english.Count(len(d.Reminders), "reminder", "reminders")}, now)
	})
	return written && err == nil, err
}
