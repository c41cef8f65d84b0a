// Package retentiondb deletes what is kept for a time only, when that time is over. How long is our own choice, and the same
// in the README.
//
// What is not named here is kept as long as the service: answers and their history, proof, versions, ratings, signatures,
// publications, the audit trail, who held which role or office, looks inside a trust, and the names of people in all of these.
package retentiondb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/english"
	"cyberready/internal/store"
)

// How long records are kept after they have served.
const (
	Letters     = 90 * 24 * time.Hour       // after they left, were dropped, or were given up
	Invitations = 90 * 24 * time.Hour       // after they were used, taken back, or expired
	Uploads     = 0                         // of spreadsheets, after the hours that they wait to be confirmed
	Reminders   = 90 * 24 * time.Hour       // after the day of what they were about
	Sessions    = 24 * time.Hour            // after they began or were last used; a session itself is over long before
	Failures    = credential.ForgottenAfter // failed sign-ins, counted by account and place: when they count no more
	Places      = 400 * 24 * time.Hour      // browsers and addresses where somebody signed in, since they were last used
)

// Retention is the room's door.
type Retention struct{ DB *store.DB }

// atOnce is how many rows of a kind one sweep deletes at most, so that it holds up nobody; the next takes the rest.
const atOnce = 5000

// sweeps are what is deleted: rows that have served before a time.
var sweeps = []struct {
	one, many string
	after     time.Duration
	sql       string
}{
	{"letter", "letters", Letters, `delete from mails where (ods_code, id) in (
		select ods_code, id from mails where state <> 'waiting' and state_at < @before limit @most)`},
	{"invitation", "invitations", Invitations, `delete from invitations where (ods_code, id) in (
		select ods_code, id from invitations where coalesce(accepted_at, revoked_at, expires_at) < @before limit @most)`},
	{"spreadsheet that was not confirmed", "spreadsheets that were not confirmed", Uploads, `delete from spreadsheet_uploads where (ods_code, id) in (
		select ods_code, id from spreadsheet_uploads where expires_at < @before limit @most)`},
	{"reminder", "reminders", Reminders, `delete from reminders where (ods_code, person_id, kind, cycle, thing, due, days) in (
		select ods_code, person_id, kind, cycle, thing, due, days from reminders where due < (@before::timestamptz at time zone 'Europe/London')::date limit @most)`},
	{"letter of reminders", "letters of reminders", Reminders, `delete from reminder_digests where id in (select d.id from reminder_digests d
		where d.made_at < @before and not exists (select from reminders r where r.digest_id = d.id) limit @most)`},
	{"session", "sessions", Sessions, `delete from person_sessions where id in (
		select id from person_sessions where seen_at < @before and began_at < @before limit @most)`},
	{"count of failures", "counts of failures", Failures, `delete from signin_attempts where (account, place) in (
		select account, place from signin_attempts where last_failed_at < @before limit @most)`},
	{"known place", "known places", Places, `delete from known_places where (account, place) in (
		select account, place from known_places where used_at < @before limit @most)`},
}

// Sweep deletes what is over, and writes down how much. Several servers may do it at once.
func (r Retention) Sweep(ctx context.Context, now time.Time) error {
	err := r.DB.InTx(ctx, store.System("retention"), func(tx *store.Tx) error {
		var deleted []string
		for _, s := range sweeps {
			tag, err := tx.Exec(ctx, s.sql, store.Args{"before": now.Add(-s.after), "most": atOnce})
			if err != nil {
				return fmt.Errorf("delete %s: %w", s.many, err)
			}
			if n := int(tag.RowsAffected()); n > 0 {
				deleted = append(deleted, english.Count(n, s.one, s.many))
			}
		}
		if deleted == nil {
			return nil
		}
		return tx.Record(ctx, audit.Event{Verb: audit.RecordsExpired, Note: strings.Join(deleted, ", ")}, now)
	})
	if err != nil {
		return fmt.Errorf("keep to how long records are kept: %w", err)
	}
	return nil
}
