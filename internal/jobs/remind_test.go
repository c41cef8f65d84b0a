package jobs_test

import (
	"testing"
	"time"

	"cyberready/internal/jobs"
	"cyberready/internal/store"
	"cyberready/internal/store/reminddb"
	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/web/page"
)

// Letters with reminders leave in the morning, and not at midnight.
func TestNobodyIsRemindedAtNight(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	lead := store.NewID()
	letters := func() (n int) {
		t.Helper()
		err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `select count(*) from mails`).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	err = db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		for _, sql := range []string{
			`insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor')`,
			`insert into cycles (label, edition, opens, deadline) values ('2026-27', 'x', '2026-07-01', '2027-06-30'),
				('2025-26', 'x', '2025-07-01', '2027-04-04'), ('2027-28', 'x', '2027-07-01', '2027-11-07')`,
			`insert into people (id, email, name, added_at) values ('` + lead + `', 'priya@example.org', 'Priya', '2026-01-01')`,
			`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ('` + store.NewID() + `', '` + lead + `', 'lead', 'trust', 'ZZ1', '2026-01-01', 'x')`,
		} {
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at   time.Time
		want int
	}{
		{time.Date(2027, 3, 28, 0, 30, 0, 0, time.UTC), 0},
		{time.Date(2027, 3, 28, 5, 59, 0, 0, time.UTC), 0},
		{time.Date(2027, 3, 28, 6, 0, 0, 0, time.UTC), 1},   // seven o'clock on the day on which clocks go forward
		{time.Date(2027, 6, 22, 23, 30, 0, 0, time.UTC), 1}, // half past midnight in London
		{time.Date(2027, 6, 23, 5, 59, 0, 0, time.UTC), 1},
		{time.Date(2027, 6, 23, 6, 0, 0, 0, time.UTC), 2}, // seven o'clock in summer
		{time.Date(2027, 6, 23, 6, 10, 0, 0, time.UTC), 2},
		{time.Date(2027, 10, 31, 6, 59, 0, 0, time.UTC), 2},
		{time.Date(2027, 10, 31, 7, 0, 0, 0, time.UTC), 3}, // seven o'clock on the day on which they go back
	} {
		round := jobs.Remind(reminddb.Reminders{DB: db}, func() time.Time { return c.at }, page.Today, page.At)
		if err := round.Do(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := letters(); got != c.want {
			t.Errorf("at %s: %d letters, want %d", c.at, got, c.want)
		}
	}
}
