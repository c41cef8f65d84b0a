package retentiondb_test

import (
	"testing"
	"time"

	"cyberready/internal/store"
	"cyberready/internal/store/retentiondb"
	"cyberready/internal/testkit/pgtest"
)

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

// Each kind of record is there until its time is over, and then is not; what has not served yet is never touched.
func TestRecordsAreDeletedWhenTheirTimeIsOver(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	as := func(do func(*store.Tx) error) {
		t.Helper()
		if err := db.InTx(t.Context(), store.System("test"), do); err != nil {
			t.Fatal(err)
		}
	}
	person := store.NewID()
	put := func(sql string, args ...any) {
		t.Helper()
		as(func(tx *store.Tx) error { _, err := tx.Exec(t.Context(), sql, args...); return err })
	}
	put(`insert into people (id, email, name, added_at) values ($1, 'tom@example.org', 'Tom', $2)`, person, now)
	const day = 24 * time.Hour
	for i, age := range []time.Duration{0, 23 * time.Hour, 25 * time.Hour, 29 * day, 31 * day, 89 * day, 91 * day, 399 * day, 401 * day} {
		at := now.Add(-age)
		for _, state := range []string{"waiting", "sent", "dropped", "dead"} {
			put(`insert into mails (ods_code, id, kind, person_id, by_name, queued_at, state, state_at) values ('', $1, 'password-reset', $2, 'Ada', $3, $4, $3)`,
				store.NewID(), person, at, state)
		}
		const invite = `insert into invitations (ods_code, id, email, role, reach, invited_at, invited_by_name, expires_at, accepted_at, revoked_at)
			values ('', $1::uuid, md5($1::uuid::text) || '@example.org', 'analyst', 'nation', $2, 'Ada', $3, $4, $5)`
		put(invite, store.NewID(), at, at, nil, nil)           // expired
		put(invite, store.NewID(), at, at.Add(7*day), at, nil) // used
		put(invite, store.NewID(), at, at.Add(7*day), nil, at) // taken back
		put(invite, store.NewID(), at, now.Add(day), nil, nil) // still open
		put(`insert into person_sessions (id, person_id, epoch, device, address, began_at, seen_at, factor, factor_at) values ($1, $2, 1, '', '', $3, $3, 'app', $3)`,
			store.NewID(), person, at)
		put(`insert into signin_attempts (account, place, failures, last_failed_at) values ('a', $1, 3, $2)`, store.NewID(), at)
		digest := store.NewID()
		put(`insert into reminder_digests (id, person_id, on_day, made_at) values ($1, $2, '2026-01-01'::date + $4::int, $3)`, digest, person, at, i)
		put(`insert into reminders (ods_code, person_id, kind, cycle, thing, due, days, place, digest_id) values ('ZZ1', $1, 'action', '2026-27', $2, $3::timestamptz::date, 7, '', $4)`,
			person, store.NewID(), at, digest)
		put(`insert into known_places (account, place, used_at) values ('a', $1, $2)`, store.NewID(), at)
	}
	for range 2 { // the second finds nothing, and writes nothing down
		if err := (retentiondb.Retention{DB: db}).Sweep(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	for sql, want := range map[string]int{
		`select count(*) from mails where state = 'waiting'`:                                                                     9,
		`select count(*) from mails where state <> 'waiting'`:                                                                    6 * 3,
		`select count(*) from invitations where accepted_at is null and revoked_at is null and expires_at > '2027-03-01 09:00Z'`: 9,
		`select count(*) from invitations`:                                                                                       9 + 6*3,
		`select count(*) from person_sessions`:                                                                                   2,
		`select count(*) from reminders`:                                                                                         6,
		`select count(*) from reminder_digests`:                                                                                  6,
		`select count(*) from signin_attempts`:                                                                                   2,
		`select count(*) from known_places`:                                                                                      8,
		`select count(*) from audit_events where verb = 'records.expired' and note = 'nine letters, nine invitations, three reminders, three letters of reminders, seven sessions, seven counts of failures, one known place'`: 1,
		`select count(*) from audit_events`: 1,
	} {
		as(func(tx *store.Tx) error {
			var n int
			err := tx.QueryRow(t.Context(), sql).Scan(&n)
			if n != want {
				t.Errorf("%s: %d, want %d", sql, n, want)
			}
			return err
		})
	}
}
