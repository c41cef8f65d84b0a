package accountdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/credential"
	"cyberready/internal/store"
)

// Place is where an attempt comes from.
type Place struct {
	Device  string // the browser's own long-lived cookie, a secret of 128 bits; empty when it has none
	Address string // of the request
}

// Kept as hashes: a stolen database is no stolen cookie.
func (p Place) device() string {
	if p.Device == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(p.Device))
	return "device " + hex.EncodeToString(sum[:])
}

func (p Place) address() string { return "address " + credential.Network(p.Address) }

// The failures of an account at a place, and around it: one row, whatever is known.
const readAttempts = `with known as (select place from known_places where account = @account and place in (@device, @address)),
	here as (select failures, last_failed_at from signin_attempts where account = @account and place =
		case when @device in (select place from known) then @device else @address end),
	elsewhere as (select coalesce(sum(failures), 0) as n, max(last_failed_at) as last from signin_attempts s
		where account = @account and last_failed_at > @yesterday
		and not exists (select from known_places k where k.account = s.account and k.place = s.place)),
	crowd as (select coalesce(sum(failures), 0) as n, max(last_failed_at) as last from signin_attempts
		where place = @address and last_failed_at > @recently)
	select @device in (select place from known), @address in (select place from known),
		coalesce((select failures from here), 0), (select last_failed_at from here),
		elsewhere.n, elsewhere.last, crowd.n, crowd.last from elsewhere, crowd`

func queueAttempts(b *pgx.Batch, email string, at Place, now time.Time, tried *credential.Attempts) {
	b.Queue(readAttempts, store.Args{"account": account(email), "device": at.device(), "address": at.address(),
		"yesterday": now.Add(-credential.ForgottenAfter), "recently": now.Add(-credential.CrowdedWithin)}).QueryRow(func(row pgx.Row) error {
		var here, elsewhere, crowd *time.Time
		if err := row.Scan(&tried.KnownDevice, &tried.KnownAddress, &tried.Here.Failures, &here,
			&tried.Elsewhere.Failures, &elsewhere, &tried.Address.Failures, &crowd); err != nil {
			return err
		}
		tried.Here.Last, tried.Elsewhere.Last, tried.Address.Last = value(here), value(elsewhere), value(crowd)
		return nil
	})
}

func value(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

const (
	// A browser that is known to the account counts for itself, any other for its address.
	addFailure = `insert into signin_attempts as s (account, place, failures, last_failed_at)
		select @account, case when exists (select from known_places where account = @account and place = @device) then @device else @address end, 1, @now
		on conflict (account, place) do update set last_failed_at = @now,
		failures = case when s.last_failed_at < @yesterday then 1 else s.failures + 1 end`
	// Some of what no longer counts, so that guessing at invented accounts does not fill the table.
	forgetOld = `delete from signin_attempts where (account, place) in (select account, place from signin_attempts
		where last_failed_at < $1 limit 100 for update skip locked)`
)

func countFailure(ctx context.Context, tx *store.Tx, email string, at Place, now time.Time) error {
	yesterday := now.Add(-credential.ForgottenAfter)
	if _, err := tx.Exec(ctx, forgetOld, yesterday); err != nil {
		return fmt.Errorf("forget old attempts: %w", err)
	}
	if _, err := tx.Exec(ctx, addFailure, store.Args{"account": account(email), "device": at.device(), "address": at.address(),
		"now": now, "yesterday": yesterday}); err != nil {
		return fmt.Errorf("count attempt: %w", err)
	}
	return nil
}

// A browser is forgotten when it did not come for as long as browsers keep its cookie.
const knownFor = 400 * 24 * time.Hour

func knowPlace(ctx context.Context, tx *store.Tx, email string, at Place, now time.Time) error {
	const (
		forget = `delete from signin_attempts where account = $1 and place = any ($2)`
		know   = `insert into known_places (account, place, used_at) select $1, p, $3 from unnest($2::text[]) p
			on conflict (account, place) do update set used_at = excluded.used_at`
		expire = `delete from known_places where account = $1 and used_at < $2`
	)
	places := []string{at.address()}
	if d := at.device(); d != "" {
		places = append(places, d)
	}
	if _, err := tx.Exec(ctx, forget, account(email), places); err != nil {
		return fmt.Errorf("forget attempts: %w", err)
	}
	if _, err := tx.Exec(ctx, know, account(email), places, now); err != nil {
		return fmt.Errorf("know place: %w", err)
	}
	if _, err := tx.Exec(ctx, expire, account(email), now.Add(-knownFor)); err != nil {
		return fmt.Errorf("forget places: %w", err)
	}
	return nil
}
