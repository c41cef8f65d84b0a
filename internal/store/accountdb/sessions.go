package accountdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Session is one browser in which a person is signed in.
type Session struct {
	ID       string            `db:"id"`
	Device   string            `db:"device"` // "Firefox on Windows"
	Address  string            `db:"address"`
	BeganAt  time.Time         `db:"began_at"`
	SeenAt   time.Time         `db:"seen_at"` // to the minute
	Factor   credential.Factor `db:"factor"`  // what was shown last
	FactorAt time.Time         `db:"factor_at"`
}

// Visit is who a session belongs to, and what roles they hold now.
type Visit struct {
	Person  Person
	Hats    []Hat
	Session Session
	Handed  bool   // the password was made by somebody else and not changed yet
	Content string // tells whether the years and their content are as they were; see store.ContentStamp
}

// Visit reads a session at a moment and day, in one round trip but for those who may stand in for somebody. ok is false
// for one that was ended, that belongs to a disabled person, or that is older than a change of the account which ends all.
func (a Accounts) Visit(ctx context.Context, session string, now time.Time, today day.Day) (v Visit, ok bool, err error) {
	return a.visit(ctx, session, now, today)
}

// Kept is what the browser's session of a token holds, and beside it a visit that it may belong to.
type Kept struct {
	Data  []byte // nil when there is no such session, or it is over
	Visit Visit
	OK    bool // as Visit says
}

// VisitOf is Visit for a session that a browser's token is thought to lead to, and reads in the same round trip what the
// browser's session holds. Whether that is the visit's, the caller finds out from it. The token comes hashed.
func (a Accounts) VisitOf(ctx context.Context, token, session string, now time.Time, today day.Day) (k Kept, err error) {
	const sql = `select data from sessions where token = $1 and current_timestamp < expiry`
	k.Visit, k.OK, err = a.visit(ctx, session, now, today, func(b *pgx.Batch) {
		b.Queue(sql, token).QueryRow(func(row pgx.Row) error {
			if err := row.Scan(&k.Data); err != nil && !store.None(err) {
				return fmt.Errorf("read session: %w", err)
			}
			return nil
		})
	})
	return k, err
}

func (a Accounts) visit(ctx context.Context, session string, now time.Time, today day.Day, more ...func(*pgx.Batch)) (v Visit, ok bool, err error) {
	type row struct {
		Person
		SessionID string            `db:"session_id"`
		Device    string            `db:"device"`
		Address   string            `db:"address"`
		BeganAt   time.Time         `db:"began_at"`
		SeenAt    time.Time         `db:"seen_at"`
		Factor    credential.Factor `db:"factor"`
		FactorAt  time.Time         `db:"factor_at"`
		hatRow
		Lent    bool   `db:"lent"`
		Handed  bool   `db:"handed"`
		Content string `db:"content"`
	}
	const sql = `select p.id, p.email, p.name, p.post, p.added_at, p.disabled_at, p.epoch,
		s.id as session_id, s.device, s.address, s.began_at, s.seen_at, s.factor, s.factor_at, ` + ownHatsColumns + `, ` + anyLentHats + ` as lent, ` + store.ContentStamp + ` as content,
		exists (select from credentials c where c.person_id = p.id and c.must_change) as handed
		from person_sessions s join people p on p.id = s.person_id and p.epoch = s.epoch
		` + ownHats + ` where s.id = $1 and p.disabled_at is null order by r.given_at, r.id`
	rows, err := ask[row](ctx, a.DB, more, sql, session)
	if err != nil {
		return v, false, fmt.Errorf("read visitor: %w", err)
	}
	if len(rows) == 0 {
		return v, false, nil
	}
	one := rows[0]
	v.Person, v.Content, v.Handed = one.Person, one.Content, one.Handed
	v.Session = Session{ID: one.SessionID, Device: one.Device, Address: one.Address, BeganAt: one.BeganAt, SeenAt: one.SeenAt, Factor: one.Factor, FactorAt: one.FactorAt}
	worn := make([]hatRow, 0, len(rows))
	for _, r := range rows {
		worn = append(worn, r.hatRow)
	}
	if one.Lent {
		lent, err := ask[hatRow](ctx, a.DB, nil, lentHats, v.Person.ID, today, now)
		if err != nil {
			return v, false, fmt.Errorf("read what the visitor stands in for: %w", err)
		}
		worn = append(worn, lent...)
	}
	for _, r := range worn {
		if h, wears := r.hat(v.Person); wears {
			v.Hats = append(v.Hats, h)
		}
	}
	return v, true, nil
}

// ask reads the rows of one query for a session, and what goes with it.
func ask[T any](ctx context.Context, db *store.DB, more []func(*pgx.Batch), sql string, args ...any) (list []T, err error) {
	err = db.Ask(ctx, store.System("session"), func(b *pgx.Batch) {
		for _, queue := range more {
			queue(b)
		}
		b.Queue(sql, args...).Query(func(found pgx.Rows) (err error) {
			list, err = pgx.CollectRows(found, pgx.RowToStructByName[T])
			return err
		})
	})
	return list, err
}

// beginSession also forgets the person's sessions that ended by themselves.
func beginSession(ctx context.Context, tx *store.Tx, v Arrival, now time.Time) (string, error) {
	const (
		forget = `delete from person_sessions where person_id = $1 and (seen_at < $2 or began_at < $3)`
		begin  = `insert into person_sessions (id, person_id, epoch, device, address, began_at, seen_at, factor, factor_at)
			values (@id, @person, @epoch, @device, @address, @now, @now, @factor, @shown)`
		came = `update people set last_came_at = $2 where id = $1` // those who keep access to a trust see it
	)
	if _, err := tx.Exec(ctx, forget, v.Person, now.Add(-credential.IdleAfter), now.Add(-credential.AbsoluteAfter)); err != nil {
		return "", fmt.Errorf("forget old sessions: %w", err)
	}
	id := store.NewID()
	if _, err := tx.Exec(ctx, begin, store.Args{"id": id, "person": v.Person, "epoch": v.Epoch, "device": v.Device,
		"address": v.From.Address, "now": now, "factor": v.Proof.By, "shown": v.Proof.at(now)}); err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	if _, err := tx.Exec(ctx, came, v.Person, now); err != nil {
		return "", fmt.Errorf("note arrival: %w", err)
	}
	return id, nil
}

// Seen notes that something happened in a session. Call it at most once a minute.
func (a Accounts) Seen(ctx context.Context, session string, now time.Time) error {
	return a.DB.InTx(ctx, store.System("session"), func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `update person_sessions set seen_at = $2 where id = $1 and seen_at < $2`, session, now)
		return err
	})
}

// ConfirmAfresh uses up what a signed-in person showed once more, and notes it in their session.
func (a Accounts) ConfirmAfresh(ctx context.Context, who Self, session string, p Proof, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if err := p.use(ctx, tx, who.Person, now); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `update person_sessions set factor = $2, factor_at = $3 where id = $1`, session, p.By, p.at(now)); err != nil {
			return fmt.Errorf("note second factor: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.FactorShown, Object: who.Person, Note: p.By.Words()}, now)
	})
}

// Sessions lists where a person is signed in, the latest use first.
func (a Accounts) Sessions(ctx context.Context, who Self, now time.Time) ([]Session, error) {
	const sql = `select s.id, s.device, s.address, s.began_at, s.seen_at, s.factor, s.factor_at from person_sessions s
		join people p on p.id = s.person_id and p.epoch = s.epoch
		where s.person_id = $1 and s.seen_at >= $2 and s.began_at >= $3 order by s.seen_at desc, s.id`
	var list []Session
	err := a.DB.InSnapshot(ctx, who.scope(), func(tx *store.Tx) (err error) {
		list, err = store.List[Session](ctx, tx, sql, who.Person, now.Add(-credential.IdleAfter), now.Add(-credential.AbsoluteAfter))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return list, nil
}

// EndSession signs a person out in one other browser.
func (a Accounts) EndSession(ctx context.Context, who Self, session string, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `delete from person_sessions where id::text = $1 and person_id = $2`, session, who.Person)
		if err != nil {
			return fmt.Errorf("end session: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.NotFound, "That session has ended already.")
		}
		return tx.Record(ctx, audit.Event{Verb: audit.SessionEnded, Object: who.Person}, now)
	})
}

// EndOtherSessions signs a person out everywhere but in the session that stays; "" is everywhere.
func (a Accounts) EndOtherSessions(ctx context.Context, who Self, stays string, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if err := endSessions(ctx, tx, who.Person, stays); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.SessionEnded, Object: who.Person, Note: "everywhere"}, now)
	})
}

func endSessions(ctx context.Context, tx *store.Tx, person, stays string) error {
	if _, err := tx.Exec(ctx, `delete from person_sessions where person_id = $1 and id::text <> $2`, person, stays); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// SignOut ends one session at its person's wish.
func (a Accounts) SignOut(ctx context.Context, who Self, session string, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `delete from person_sessions where id = $1`, session); err != nil {
			return fmt.Errorf("end session: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.SignedOut, Object: who.Person}, now)
	})
}
