package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/jackc/pgx/v5"

	"cyberready/internal/backup"
	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/demo"
	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	today = day.Of(2026, time.November, 24)
)

// filled gives a database with a demonstration of some trusts, and the folder with its key.
func filled(t *testing.T) (backup.Source, framework.Pack) {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s := backup.Source{OwnerURL: pgtest.New(t).URL, DataDir: t.TempDir()}
	files, err := blob.Open(s.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	if err := demo.Load(t.Context(), s.OwnerURL, demo.Options{Pack: packs[0], Trusts: 12, Files: files, Now: now, Today: today}, io.Discard); err != nil {
		t.Fatal(err)
	}
	if _, err := keys.Load(s.DataDir, ""); err != nil {
		t.Fatal(err)
	}
	return s, packs[0]
}

func empty(t *testing.T) backup.Target {
	t.Helper()
	return backup.Target{OwnerURL: pgtest.New(t).URL, DataDir: t.TempDir()}
}

func key(t *testing.T) *age.X25519Identity {
	t.Helper()
	k, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func create(t *testing.T, s backup.Source, to ...age.Recipient) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup")
	if _, err := backup.Create(t.Context(), s, path, to); err != nil {
		t.Fatal(err)
	}
	return path
}

func one[T any](t *testing.T, url, sql string) (v T) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if err := c.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

// writers save answers of many trusts, as their leads do, until stop is called, which says how many were saved.
func writers(t *testing.T, url string, pack framework.Pack) (stop func() int) {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	type draft struct {
		Trust   string `db:"ods_code"`
		Cycle   string `db:"cycle"`
		Item    string `db:"item"`
		Version int    `db:"version"`
	}
	var drafts []draft
	err = db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) (err error) {
		drafts, err = store.List[draft](t.Context(), tx, `select distinct on (ods_code) ods_code, cycle, item, answers.version
			from answers join assessments using (ods_code, cycle) where stage = 'draft' and item = '1.1.1' order by ods_code, cycle desc`)
		return err
	})
	if err != nil || len(drafts) < 3 {
		t.Fatalf("%d drafts: %v", len(drafts), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	saved := make([]int, len(drafts))
	room := assessmentdb.Assessments{DB: db}
	for i, d := range drafts {
		lead := access.Actor{Person: store.NewID(), Name: "Lead", Role: access.Lead, Reach: access.ReachTrust, Place: d.Trust}
		scope := store.ScopeOf(lead, store.Origin{})
		wait.Go(func() {
			for base := d.Version; ctx.Err() == nil; base++ {
				e := assessment.Edit{Item: d.Item, Base: base, Words: assessment.Words{Reply: assessment.Yes, Text: fmt.Sprintf("Saved again, %d", base)}, At: now}
				_, err := room.SaveAnswer(ctx, scope, workingcopy.Key{ODS: d.Trust, Cycle: d.Cycle}, pack, e, today)
				if err == nil {
					saved[i]++
				} else if ctx.Err() == nil {
					t.Errorf("save: %v", err)
					return
				}
			}
		})
	}
	return func() (n int) {
		cancel()
		wait.Wait()
		for _, s := range saved {
			n += s
		}
		return n
	}
}

// A backup that is made while people save holds one moment: each answer has its revision, its event in the trail, and
// nothing later; restored, it is the same row by row, with the key file.
func TestABackupHoldsOneMomentWhilePeopleWork(t *testing.T) {
	t.Parallel()
	s, pack := filled(t)
	stop := writers(t, s.OwnerURL, pack)
	time.Sleep(200 * time.Millisecond)
	k := key(t)
	path := create(t, s, k.Recipient())
	time.Sleep(100 * time.Millisecond)
	n := stop()
	if n < 20 {
		t.Fatalf("only %d saves happened meanwhile: this proves nothing", n)
	}

	to := empty(t)
	r, err := backup.Restore(t.Context(), to, path, []age.Identity{k})
	if err != nil {
		t.Fatal(err)
	}
	if err := backup.Compare(t.Context(), to, path, []age.Identity{k}); err != nil {
		t.Error(err)
	}
	const torn = `select count(*) from answers a where not exists (select from answer_revisions r where (r.ods_code, r.cycle, r.item, r.version) = (a.ods_code, a.cycle, a.item, a.version))
		or exists (select from answer_revisions r where (r.ods_code, r.cycle, r.item) = (a.ods_code, a.cycle, a.item) and r.version > a.version)`
	if n := one[int](t, to.OwnerURL, torn); n > 0 {
		t.Errorf("%d answers without their revision, or with a later one", n)
	}
	const trail = `select (select count(*) from audit_events where verb = 'answer.saved' and person_name = 'Lead') - (select count(*) from answer_revisions where saved_by_name = 'Lead')`
	if n := one[int](t, to.OwnerURL, trail); n != 0 {
		t.Errorf("saves and their events in the trail differ by %d", n)
	}
	const hashes = `select count(*) from snapshots where encode(sha256(document), 'hex') <> sha256`
	if n := one[int](t, to.OwnerURL, hashes); n > 0 {
		t.Errorf("%d snapshots are not the bytes that were hashed", n)
	}
	there, err := os.ReadFile(filepath.Join(to.DataDir, keys.File))
	was, _ := os.ReadFile(filepath.Join(s.DataDir, keys.File))
	if err != nil || !bytes.Equal(there, was) || !r.Keys {
		t.Errorf("the key file came back as %q, %v", there, err)
	}
	if err := backup.Compare(t.Context(), backup.Target(s), path, []age.Identity{k}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the database that people worked on since is called the same: %v", err)
	}
}

// The restored database works: policies, triggers and the numbers of the queue are as before.
func TestARestoredDatabaseWorks(t *testing.T) {
	t.Parallel()
	s, pack := filled(t)
	path := create(t, s)
	to := empty(t)
	if err := store.MigrateDown(t.Context(), to.OwnerURL, 99); err != nil { // not even a schema
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), to, path, nil); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		`select count(*) from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
		`select count(*) from pg_trigger where tgenabled = 'O' and not tgisinternal`,
		`select count(*) from pg_policies`,
		`select count(*) from trust_years`,
		`select count(*) from snapshots`,
	} {
		if was, is := one[int](t, s.OwnerURL, sql), one[int](t, to.OwnerURL, sql); was != is || is == 0 {
			t.Errorf("%s gives %d, before %d", sql, is, was)
		}
	}
	stop := writers(t, to.OwnerURL, pack)
	time.Sleep(100 * time.Millisecond)
	if stop() == 0 {
		t.Error("nothing can be saved")
	}
}

func TestAPlainBackupHoldsNoKey(t *testing.T) {
	t.Parallel()
	s, _ := filled(t)
	path := create(t, s)
	to := empty(t)
	if r, err := backup.Restore(t.Context(), to, path, nil); err != nil || r.Keys {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := os.Stat(filepath.Join(to.DataDir, keys.File)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a key file: %v", err)
	}
}

// Whatever is wrong is a sentence, and the target is as empty as before.
func TestWhatCannotBeRestoredChangesNothing(t *testing.T) {
	t.Parallel()
	s, _ := filled(t)
	k := key(t)
	sealed := create(t, s, k.Recipient())
	whole, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	file := func(b []byte) string {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	altered := bytes.Clone(whole)
	altered[len(altered)/2] ^= 1
	otherKey := t.TempDir()
	if _, err := keys.Load(otherKey, ""); err != nil {
		t.Fatal(err)
	}
	to := empty(t)
	for _, test := range []struct {
		name, path string
		key        *age.X25519Identity
		to         backup.Target
		want       string
	}{
		{"an altered byte", file(altered), k, to, "damaged"},
		{"cut short", file(whole[:len(whole)-10]), k, to, "damaged"},
		{"another key", sealed, key(t), to, "does not open"},
		{"no such file", sealed + "x", k, to, "cannot be read"},
		{"not empty", sealed, k, backup.Target{OwnerURL: s.OwnerURL, DataDir: t.TempDir()}, "not empty"},
		{"another key file is there", sealed, k, backup.Target{OwnerURL: to.OwnerURL, DataDir: otherKey}, "another key"},
		{"no place for the key file", sealed, k, backup.Target{OwnerURL: to.OwnerURL}, "--data-dir"},
	} {
		_, err := backup.Restore(t.Context(), test.to, test.path, []age.Identity{test.key})
		if f := fault.As(err); f == nil || !strings.Contains(f.Sentence, test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if n := one[int](t, to.OwnerURL, `select (select count(*) from trusts) + (select count(*) from people) + (select count(*) from audit_events)`); n != 0 {
			t.Fatalf("%s: %d rows were left behind", test.name, n)
		}
	}
	if _, err := backup.Restore(t.Context(), to, sealed, []age.Identity{k}); err != nil {
		t.Errorf("after all that the whole backup cannot be restored: %v", err)
	}
}
