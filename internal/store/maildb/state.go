package maildb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Sent writes down that a letter has left.
func (m Mails) Sent(ctx context.Context, id string, now time.Time) error {
	return m.move(ctx, id, "sent", "", 1, now)
}

// Dropped writes down that there was nothing to send any more, and why.
func (m Mails) Dropped(ctx context.Context, id, why string, now time.Time) error {
	return m.move(ctx, id, "dropped", why, 0, now)
}

// Failed writes down that an attempt failed, in a sentence that holds no secret; after the last one the letter is dead.
func (m Mails) Failed(ctx context.Context, id, sentence string, last bool, now time.Time) error {
	state := "waiting"
	if last {
		state = "dead"
	}
	return m.move(ctx, id, state, sentence, 1, now)
}

func (m Mails) move(ctx context.Context, id, state, sentence string, attempts int, now time.Time) error {
	const sql = `update mails set state = @state, last_error = @sentence, attempts = attempts + @attempts, state_at = @now
		where id::text = @id and state = 'waiting'`
	return m.DB.InTx(ctx, store.System("mail"), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, sql, store.Args{"id": id, "state": state, "sentence": sentence, "attempts": attempts, "now": now}); err != nil {
			return fmt.Errorf("keep state of letter: %w", err)
		}
		return nil
	})
}

// BuryLost makes letters dead that wait without a job: a server ended during their last attempt. It returns how many.
func (m Mails) BuryLost(ctx context.Context, now time.Time) (int, error) {
	const sql = `update mails set state = 'dead', last_error = 'The service stopped while it was sending this.', state_at = @now
		where state = 'waiting' and queued_at < @now::timestamptz - interval '5 minutes' and not exists (
			select from river_job j where j.args @> jsonb_build_object('mail', mails.id) and j.state not in ('completed', 'cancelled', 'discarded'))`
	n := 0
	err := m.DB.InTx(ctx, store.System("mail"), func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, sql, store.Args{"now": now})
		if err != nil {
			return fmt.Errorf("look for lost letters: %w", err)
		}
		n = int(tag.RowsAffected())
		return nil
	})
	return n, err
}

// TryAgain puts a dead letter back into the queue.
func (m Mails) TryAgain(ctx context.Context, s store.Scope, id string, now time.Time) error {
	if err := mayKeep(s); err != nil {
		return err
	}
	return m.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		const sql = `update mails set state = 'waiting', state_at = $2 where id::text = $1 and state = 'dead' returning kind`
		var kind string
		err := tx.QueryRow(ctx, sql, id, now).Scan(&kind)
		if store.None(err) {
			return fault.New(fault.Conflict, "This message is not among those that could not be sent any more.")
		}
		if err != nil {
			return fmt.Errorf("try letter again: %w", err)
		}
		if err := tx.Enqueue(ctx, store.LetterJobOf(id)); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.MailTriedAgain, Object: id, Note: kind}, now)
	})
}
