package accountdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/store"
)

// Candidate is what sign-in compares a password with. For an unknown or disabled account PersonID and Hash are empty,
// and everything else goes on as if it were known.
type Candidate struct {
	PersonID string
	Name     string
	Hash     string
	Epoch    int
	Wait     time.Duration // how long the account still has to wait after failures; sign-in is not tried before
}

// Candidate reads the account of an address, and how long it has to wait.
func (a Accounts) Candidate(ctx context.Context, email string, now time.Time) (Candidate, error) {
	var c Candidate
	err := a.DB.InTx(ctx, store.System("sign-in"), func(tx *store.Tx) error {
		const who = `select p.id::text, p.name, c.password_hash, p.epoch from people p join credentials c on c.person_id = p.id
			where p.email = $1 and p.disabled_at is null`
		err := tx.QueryRow(ctx, who, normal(email)).Scan(&c.PersonID, &c.Name, &c.Hash, &c.Epoch)
		if err != nil && !store.None(err) {
			return fmt.Errorf("read account: %w", err)
		}
		var failures int
		var last time.Time
		err = tx.QueryRow(ctx, `select failures, last_failed_at from signin_attempts where account = $1`, account(email)).
			Scan(&failures, &last)
		if err != nil && !store.None(err) {
			return fmt.Errorf("read attempts: %w", err)
		}
		c.Wait = credential.Wait(failures, last, now)
		return nil
	})
	return c, err
}

// RecordSignIn writes down that a person came in, and forgets earlier failures.
func (a Accounts) RecordSignIn(ctx context.Context, email string, c Candidate, from store.Origin, now time.Time) error {
	scope := store.System("").As(access.Actor{Person: c.PersonID, Name: c.Name}, from)
	return a.DB.InTx(ctx, scope, func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `delete from signin_attempts where account = $1`, account(email)); err != nil {
			return fmt.Errorf("forget attempts: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.SignedIn, Object: c.PersonID}, now)
	})
}

// RecordFailure counts a failed attempt, whether or not there is such an account. The address is kept only as a hash.
func (a Accounts) RecordFailure(ctx context.Context, email string, from store.Origin, now time.Time) error {
	return a.DB.InTx(ctx, store.System("").As(access.Actor{}, from), func(tx *store.Tx) error {
		const count = `insert into signin_attempts as s (account, failures, last_failed_at) values ($1, 1, $2)
			on conflict (account) do update set last_failed_at = $2,
			failures = case when s.last_failed_at < $2 - interval '1 day' then 1 else s.failures + 1 end`
		if _, err := tx.Exec(ctx, count, account(email), now); err != nil {
			return fmt.Errorf("count attempt: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.SignInFailed, Object: account(email)[:12]}, now)
	})
}

// RecordSignOut writes down that a person left.
func (a Accounts) RecordSignOut(ctx context.Context, actor access.Actor, from store.Origin, now time.Time) error {
	return a.DB.InTx(ctx, store.System("").As(actor, from), func(tx *store.Tx) error {
		return tx.Record(ctx, audit.Event{Verb: audit.SignedOut, Object: actor.Person}, now)
	})
}

func normal(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func account(email string) string {
	sum := sha256.Sum256([]byte(normal(email)))
	return hex.EncodeToString(sum[:])
}
