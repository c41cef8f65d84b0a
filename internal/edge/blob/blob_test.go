package blob_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"cyberready/internal/edge/blob"
)

func open(t *testing.T) (*blob.Files, string) {
	t.Helper()
	dir := t.TempDir()
	f, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, dir
}

func TestAFileLiesUnderItsSumInItsTrustsFolder(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	in, err := f.Receive(strings.NewReader("all well"), 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Put(t.Context(), "ZZ1", in.SHA256, in); err != nil {
		t.Fatal(err)
	}
	in.Discard()
	at := filepath.Join(dir, blob.Folder, "files", "ZZ1", in.SHA256)
	if b, err := os.ReadFile(at); string(b) != "all well" {
		t.Errorf("%s holds %q (%v)", at, b, err)
	}
	if info, err := os.Stat(at); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v (%v)", at, info.Mode(), err)
	}
	for _, folder := range []string{filepath.Dir(at), filepath.Join(dir, blob.Folder)} {
		if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v (%v)", folder, info.Mode(), err)
		}
	}
	r, err := f.Read(t.Context(), "ZZ1", in.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, _ := io.ReadAll(r); string(b) != "all well" {
		t.Errorf("it reads %q", b)
	}
	if _, err := f.Read(t.Context(), "ZZ2", in.SHA256); !errors.Is(err, blob.ErrNotThere) {
		t.Errorf("another trust: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, blob.Folder, "incoming")); len(left) != 0 {
		t.Errorf("%d received files are left", len(left))
	}
}

func TestNothingElseIsAPath(t *testing.T) {
	t.Parallel()
	f, _ := open(t)
	sum := strings.Repeat("a", 64)
	for _, c := range [][2]string{{"../ZZ1", sum}, {"ZZ1", "../" + sum}, {"", sum}, {"ZZ1", ""}, {"ZZ1", strings.Repeat("A", 64)}, {"zz1", sum}, {"ZZ1/..", sum}} {
		if err := f.Put(t.Context(), c[0], c[1], strings.NewReader("x")); err == nil {
			t.Errorf("%q of %q is taken for a file", c[1], c[0])
		}
	}
}

func TestAFileThatBreaksOffIsNeverThere(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	sum := strings.Repeat("c", 64)
	broken := errors.New("the line broke")
	if err := f.Put(t.Context(), "ZZ1", sum, io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("a broken line: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := f.Put(over, "ZZ1", sum, strings.NewReader("whole")); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that is over: %v", err)
	}
	if there, err := f.Has(t.Context(), "ZZ1", sum); there || err != nil {
		t.Errorf("it is there: %v (%v)", there, err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, blob.Folder, "incoming")); len(left) != 0 {
		t.Errorf("%d files are left", len(left))
	}
}

func TestNoPathLeadsOutOfTheFolder(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	sum, outside := strings.Repeat("d", 64), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, sum), []byte("elsewhere"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, blob.Folder, "files", "ZZ1")); err != nil {
		t.Fatal(err)
	}
	if r, err := f.Read(t.Context(), "ZZ1", sum); err == nil {
		r.Close()
		t.Error("a file elsewhere is read")
	}
	if err := f.Put(t.Context(), "ZZ1", sum, strings.NewReader("x")); err == nil {
		t.Error("a file elsewhere is written")
	}
}

func TestTooMuchIsNotReceived(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	if _, err := f.Receive(strings.NewReader("12345"), 4); !errors.Is(err, blob.ErrTooLarge) {
		t.Errorf("five of four bytes: %v", err)
	}
	in, err := f.Receive(strings.NewReader("1234"), 4)
	if err != nil {
		t.Fatal(err)
	}
	in.Discard()
	if left, _ := os.ReadDir(filepath.Join(dir, blob.Folder, "incoming")); len(left) != 0 {
		t.Errorf("%d received files are left", len(left))
	}
}

func TestTheSweepSeesOldFilesOnly(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	sum := strings.Repeat("b", 64)
	if err := f.Put(t.Context(), "ZZ1", sum, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Receive(strings.NewReader("left by a server that died"), 100); err != nil {
		t.Fatal(err)
	}
	seen := func(before time.Time) (n int) {
		err := f.Each(context.Background(), before, func(ods string, sums []string) error { n += len(sums); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := seen(time.Now().Add(-time.Hour)); n != 0 {
		t.Errorf("%d young files are seen", n)
	}
	if n := seen(time.Now().Add(time.Hour)); n != 1 {
		t.Errorf("%d files are seen, want 1", n)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, blob.Folder, "incoming")); len(left) != 0 {
		t.Errorf("%d received files are left", len(left))
	}
}
