package maildb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Standing is how the mail stands, for an administrator.
type Standing struct {
	Waiting     int        `db:"waiting"`
	OldestSince *time.Time `db:"oldest"` // of those that wait; nil: none does
	SentInWeek  int        `db:"sent"`
	Dead        int        `db:"dead"`
}

// Dead is a letter that could not be sent: what kind, for whom, when, and our own sentence about the last error.
type Dead struct {
	ID        string      `db:"id"`
	Kind      letter.Kind `db:"kind"`
	For       string      `db:"for_whom"` // a name, or the address of an invitation
	TrustName string      `db:"trust_name"`
	QueuedAt  time.Time   `db:"queued_at"`
	TriedAt   time.Time   `db:"state_at"`
	Attempts  int         `db:"attempts"`
	LastError string      `db:"last_error"`
}

func mayKeep(s store.Scope) error { return s.May(access.KeepMail, access.Service) }

const standing = `select count(*) filter (where state = 'waiting') as waiting, min(queued_at) filter (where state = 'waiting') as oldest,
	count(*) filter (where state = 'sent') as sent, count(*) filter (where state = 'dead') as dead
	from mails where state in ('waiting', 'dead') or (state = 'sent' and state_at > @now::timestamptz - interval '7 days')`

// Standing counts what waits, left and could not leave.
func (m Mails) Standing(ctx context.Context, s store.Scope, now time.Time) (Standing, error) {
	if err := mayKeep(s); err != nil {
		return Standing{}, err
	}
	var st Standing
	err := m.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		st, err = store.One[Standing](ctx, tx, standing, store.Args{"now": now})
		return err
	})
	if err != nil {
		return st, fmt.Errorf("count letters: %w", err)
	}
	return st, nil
}

// DeadLetters lists what could not be sent, the newest first.
func (m Mails) DeadLetters(ctx context.Context, s store.Scope, limit int) ([]Dead, error) {
	if err := mayKeep(s); err != nil {
		return nil, err
	}
	const sql = `select m.id::text, m.kind, coalesce(p.name, i.email, q.email, 'somebody who is gone') as for_whom, coalesce(t.name, '') as trust_name,
		m.queued_at, m.state_at, m.attempts, m.last_error
		from mails m left join people p on p.id = m.person_id left join trusts t on t.ods_code = m.ods_code
		left join invitations i on i.ods_code = m.ods_code and i.id = m.object
		left join asks q on m.person_id is null and q.ods_code = m.ods_code and q.id = m.object
		where m.state = 'dead' order by m.state_at desc, m.id limit $1`
	var list []Dead
	err := m.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Dead](ctx, tx, sql, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	return list, nil
}

// Outbox gives what left, the newest first: the demonstration shows it instead of sending. The words are made anew when
// one is read, so that the outbox keeps none either.
func (m Mails) Outbox(ctx context.Context, limit int, now time.Time) ([]Envelope, error) {
	var list []Envelope
	err := m.DB.InSnapshot(ctx, store.System("outbox"), func(tx *store.Tx) error {
		rows, err := store.List[envelopeRow](ctx, tx, envelopes+`where m.state = 'sent' order by m.state_at desc, m.id desc limit $1`, limit)
		for _, r := range rows {
			list = append(list, r.envelope(now))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list outbox: %w", err)
	}
	return list, nil
}
