package backup_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/backupdb"
	"cyberready/internal/testkit/pgtest"
)

func TestOneBackupADayAndThirtyFiveDaysOfThem(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	clock, folder := now, t.TempDir()
	d := backup.Daily{Source: backup.Source{OwnerURL: url}, Folder: folder, Backups: backupdb.Backups{DB: db}, Now: func() time.Time { return clock }}
	do := func() {
		t.Helper()
		if err := d.Do(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	names := func() (list []string) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			list = append(list, e.Name())
		}
		return list
	}
	others := []string{"cyberready-notes.tar.gz", "holiday.txt"}
	for _, name := range others {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do()
	clock = clock.Add(23 * time.Hour)
	do()
	if got := names(); len(got) != 3 || got[0] != "cyberready-20261124T090000Z.tar.gz" {
		t.Fatalf("after 23 hours there is %v, want one backup", got)
	}
	clock = now
	for range 40 {
		clock = clock.Add(24 * time.Hour)
		do()
	}
	got := names()
	if len(got) != 36+len(others) || slices.Contains(got, "cyberready-20261124T090000Z.tar.gz") || !slices.Contains(got, "cyberready-20270103T090000Z.tar.gz") {
		t.Errorf("after 40 days there are %d files: %v", len(got), got)
	}
	for _, name := range others {
		if !slices.Contains(got, name) {
			t.Errorf("%s, which is no backup, is gone", name)
		}
	}
	if _, _, err := backup.Check(filepath.Join(folder, "cyberready-20270103T090000Z.tar.gz"), nil); err != nil {
		t.Error(err)
	}
}

// What fails is told, and written down for the administrator; what was there stays.
func TestAFailedBackupIsWrittenDown(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	folder := t.TempDir()
	room := backupdb.Backups{DB: db}
	d := backup.Daily{Source: backup.Source{OwnerURL: "host=/nowhere user=x dbname=x"}, Folder: folder, Backups: room, Now: func() time.Time { return now }}
	if err := d.Do(t.Context()); err == nil {
		t.Fatal("it went well")
	}
	s, err := room.State(t.Context(), store.System("test"))
	if err != nil || s.Failed == "" || s.Backup != nil || !s.Late(now) {
		t.Errorf("%+v, %v", s, err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	d.Folder = filepath.Join(folder, "nowhere")
	if err := d.Do(t.Context()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// Of two servers on one database one makes the day's backup: at the same moment, and when the other made it hours ago. When
// that one is gone, the other goes on.
func TestTwoServersMakeOneBackupADay(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	clock := now
	server := func(machine string) backup.Daily {
		return backup.Daily{Source: backup.Source{OwnerURL: url}, Folder: t.TempDir(), Backups: backupdb.Backups{DB: db}, Machine: machine, Now: func() time.Time { return clock }}
	}
	a, b := server("a"), server("b")
	count := func(d backup.Daily) int {
		list, err := os.ReadDir(d.Folder)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	var both sync.WaitGroup
	for _, d := range []backup.Daily{a, b} {
		both.Go(func() {
			if err := d.Do(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if n := count(a) + count(b); n != 1 {
		t.Fatalf("two servers at once make %d backups", n)
	}
	made, rests := a, b
	if count(b) == 1 {
		made, rests = b, a
	}
	for _, hours := range []time.Duration{1, 23} {
		clock = now.Add(hours * time.Hour)
		if err := rests.Do(t.Context()); err != nil || count(rests) != 0 {
			t.Errorf("after %d hours the other makes one, too: %v", hours, err)
		}
	}
	clock = now.Add(25 * time.Hour)
	if err := rests.Do(t.Context()); err != nil || count(rests) != 1 {
		t.Errorf("the first is gone, and the other makes none: %v", err)
	}
	if err := made.Do(t.Context()); err != nil || count(made) != 1 {
		t.Errorf("the first comes back and makes one more: %v", err)
	}
	if err := os.RemoveAll(rests.Folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(rests.Folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := rests.Do(t.Context()); err != nil || count(rests) != 1 {
		t.Errorf("its folder was emptied, and it makes none anew: %v", err)
	}
}
