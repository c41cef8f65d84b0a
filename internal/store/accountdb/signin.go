package accountdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Candidate is what sign-in compares a password with. For an unknown or disabled account PersonID and Hash are empty,
// and everything else goes on as if it were known.
type Candidate struct {
	PersonID string
	Name     string
	Email    string // as it was typed, tidied
	Hash     string
	Epoch    int
	Wait     time.Duration // how long this place still has to wait after failures; sign-in is not tried before
}

// Candidate reads the account of an address, and how long it has to wait at a place.
func (a Accounts) Candidate(ctx context.Context, email string, at Place, now time.Time) (Candidate, error) {
	c := Candidate{Email: normal(email)}
	var tried credential.Attempts
	err := a.DB.Ask(ctx, store.System("sign-in"), func(b *pgx.Batch) {
		const who = `select p.id::text, p.name, c.password_hash, p.epoch from people p join credentials c on c.person_id = p.id
			where p.email = $1 and p.disabled_at is null`
		b.Queue(who, c.Email).Query(func(rows pgx.Rows) error {
			_, err := pgx.ForEachRow(rows, []any{&c.PersonID, &c.Name, &c.Hash, &c.Epoch}, func() error { return nil })
			return err
		})
		queueAttempts(b, c.Email, at, now, &tried)
	})
	if err != nil {
		return c, fmt.Errorf("read account: %w", err)
	}
	c.Wait = tried.Wait(now)
	return c, nil
}

// Wait tells how long an account has to wait at a place: between the password and the second factor, and whenever that is
// asked for again.
func (a Accounts) Wait(ctx context.Context, email string, at Place, now time.Time) (time.Duration, error) {
	var tried credential.Attempts
	err := a.DB.Ask(ctx, store.System("sign-in"), func(b *pgx.Batch) { queueAttempts(b, email, at, now, &tried) })
	if err != nil {
		return 0, fmt.Errorf("read attempts: %w", err)
	}
	return tried.Wait(now), nil
}

// RecordFailure counts a failed attempt and writes it down, whether or not there is such an account: a wrong password of
// nobody known, or a wrong second factor of somebody. Until the account is signed in to from that place it stays counted.
func (a Accounts) RecordFailure(ctx context.Context, who Self, email string, at Place, what audit.Event, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if err := countFailure(ctx, tx, email, at, now); err != nil {
			return err
		}
		if what.Object == "" {
			what.Object = account(email)[:12] // the address itself is nobody's, perhaps, or a slip
		}
		return tx.Record(ctx, what, now)
	})
}

// RecordRefusal writes down what was refused and need not be counted, because nobody can guess it.
func (a Accounts) RecordRefusal(ctx context.Context, who Self, what audit.Event, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error { return tx.Record(ctx, what, now) })
}

// RecordPassword writes down that somebody gave the right password, and has not shown a second factor yet.
func (a Accounts) RecordPassword(ctx context.Context, who Self, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		return tx.Record(ctx, audit.Event{Verb: audit.PasswordGiven, Object: who.Person}, now)
	})
}

// Arrival is somebody who has shown who they are.
type Arrival struct {
	Self
	Email  string
	Epoch  int
	At     Place
	Device string // in words, for the person's own list of sessions
	Proof  Proof
}

// SignIn uses up what was shown, begins a session and gives its id, forgets the failures of this account at this place, and
// knows the place from now on. A proof that was used before is a fault, and nothing is done.
func (a Accounts) SignIn(ctx context.Context, v Arrival, now time.Time) (session string, err error) {
	err = a.DB.InTx(ctx, v.scope(), func(tx *store.Tx) error {
		if err := v.Proof.use(ctx, tx, v.Person, now); err != nil {
			return err
		}
		if err := knowPlace(ctx, tx, v.Email, v.At, now); err != nil {
			return err
		}
		if session, err = beginSession(ctx, tx, v, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.SignedIn, Object: v.Person, Note: v.Proof.By.Words()}, now)
	})
	return session, err
}

// ChangePassword sets the password of whoever acts, and signs them out everywhere but in the session that stays.
func (a Accounts) ChangePassword(ctx context.Context, who Self, hash, stays string, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if err := setPassword(ctx, tx, who.Person, hash, false, now); err != nil {
			return err
		}
		if err := endSessions(ctx, tx, who.Person, stays); err != nil {
			return err
		}
		return tellOfTheWayIn(ctx, tx, audit.Event{Verb: audit.PasswordChanged, Object: who.Person}, now)
	})
}

// tellOfTheWayIn writes down that somebody's way of signing in was changed, and tells that person by letter: it may have been
// somebody else in their session.
func tellOfTheWayIn(ctx context.Context, tx *store.Tx, e audit.Event, now time.Time) error {
	if err := tx.Tell(ctx, letter.Notice{Kind: letter.WayInChanged, To: []string{e.Object}}, now); err != nil {
		return err
	}
	return tx.Record(ctx, e, now)
}

// Self is somebody who acts on their own account, and where their request came from. The zero person is nobody known.
type Self struct {
	Person, Name string
	From         store.Origin
}

// What one does to one's own account lies outside every role's sight, and needs no right but to be that person.
func (s Self) scope() store.Scope {
	return store.System("").As(access.Actor{Person: s.Person, Name: s.Name}, s.From)
}

func normal(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func account(email string) string {
	sum := sha256.Sum256([]byte(normal(email)))
	return hex.EncodeToString(sum[:])
}
