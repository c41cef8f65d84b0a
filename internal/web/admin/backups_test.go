package admin_test

import (
	"testing"
	"time"

	"cyberready/internal/store"
	"cyberready/internal/store/backupdb"
	"cyberready/internal/testkit/site"
)

// The home says how old the last good backup is, and turns red after 26 hours, at once when there is none, and says what
// went wrong since.
func TestTheHomeShowsHowOldTheLastGoodBackupIs(t *testing.T) {
	t.Parallel()
	s, b := asAdmin(t)
	now := s.Clock.Now()
	note := func(a backupdb.Attempt, at time.Time) {
		t.Helper()
		if err := (backupdb.Backups{DB: s.DB}).Note(t.Context(), store.System("test"), a, at); err != nil {
			t.Fatal(err)
		}
	}
	good := func(taken time.Time) {
		note(backupdb.Attempt{Kind: backupdb.KindBackup, File: "cyberready-1.tar.gz.age", Taken: taken}, taken.Add(time.Minute))
	}
	shows := func(when string, says []string, not ...string) {
		t.Helper()
		p := b.Get("/admin")
		for _, text := range says {
			if !p.Says(text) {
				t.Errorf("%s: the page does not say %q", when, text)
			}
		}
		for _, text := range not {
			if p.Says(text) {
				t.Errorf("%s: the page says %q", when, text)
			}
		}
	}
	shows("none", []string{"There is no backup yet", "No backup has been tried out yet"}, "In order")
	good(now.Add(-27 * time.Hour))
	shows("27 hours", []string{"Late", "27 hours ago", "cyberready-1.tar.gz.age"}, "In order")
	note(backupdb.Attempt{Kind: backupdb.KindBackup, Taken: now, Failed: "The disk is full."}, now.Add(-time.Hour))
	shows("failed", []string{"Late", "The last attempt failed.", "The disk is full."}, "In order")
	good(now.Add(-25 * time.Hour))
	shows("25 hours", []string{"In order", "25 hours ago", "The disk is full."}, "Late")
	good(now.Add(-30 * time.Minute))
	note(backupdb.Attempt{Kind: backupdb.KindDrill, File: "cyberready-1.tar.gz.age", Taken: now}, now.Add(-10*time.Minute))
	shows("fresh", []string{"In order", "less than an hour ago", "restored and compared row by row"}, "The last attempt failed", "No backup has been tried")
}

// A demonstration loses nothing, and does not cry for backups.
func TestADemonstrationNeedsNoBackups(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 5)
	p := s.SignInAs(t, "ada@demo.invalid").Get("/admin")
	if !p.Says("A demonstration makes no backups") || p.Says("could be lost") || p.Says("Late") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}
