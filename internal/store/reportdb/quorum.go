package reportdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Quorum is how many of those who are asked must sign, as the trust set it.
type Quorum struct {
	Number int     `db:"quorum"` // 0: everybody who is asked
	By     string  `db:"set_by_name"`
	On     day.Day `db:"set_on"` // the day in London
}

// SetQuorum sets how many must sign what is sent from now on. What lies before the board keeps the quorum that stood when it
// was sent, so that nobody can lower it to have it met. Field: quorum.
func (r Reports) SetQuorum(ctx context.Context, s store.Scope, ods string, quorum int, now time.Time) error {
	if err := s.May(access.KeepMeetings, access.Of(ods)); err != nil {
		return err
	}
	if err := signoff.CheckQuorum(quorum); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `insert into quorums (ods_code, id, quorum, set_at, set_by, set_by_name) values (@ods, @id, @quorum, @now, @by, @by_name)`
		_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "id": store.NewID(), "quorum": quorum, "now": now, "by": s.Actor.Person, "by_name": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("set quorum: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.QuorumSet, Trust: ods, Note: fmt.Sprint(quorum)}, now)
	})
}

// quorumOf gives the quorum that stood when a version was sent.
func quorumOf(ods string, cycle trust.Cycle, version int) query[int] {
	const sql = `select coalesce((select q.quorum from quorums q join snapshots n on n.ods_code = q.ods_code and n.cycle = $2 and n.version = $3
		where q.ods_code = $1 and q.set_at <= n.sent_at order by q.set_at desc, q.id desc limit 1), 0)`
	return query[int]{"quorum", sql, []any{ods, cycle, version}, func(rows pgx.Rows) (int, error) {
		return pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
	}}
}

// quorumNow gives the quorum for what is sent next; nil while none was set.
func quorumNow(ods string) query[*Quorum] {
	const sql = `select quorum, set_by_name, (set_at at time zone 'Europe/London')::date as set_on from quorums
		where ods_code = $1 order by set_at desc, id desc limit 1`
	return query[*Quorum]{"quorum", sql, []any{ods}, perhaps(store.Each(func(q Quorum) Quorum { return q }))}
}
