package proof_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cyberready/internal/store"
	"cyberready/internal/testkit/hostile"
	"cyberready/internal/testkit/site"
)

// Each of a hundred hostile files comes back with its sentence beside the field, what was typed is kept, and nothing stays
// behind: no row, no file.
func TestAHundredHostileFilesAreRefusedAtTheDoor(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	dir := s.FilesDir
	priya := s.SignInAs(t, "priya@demo.invalid")
	before := filesBelow(t, dir)
	for _, f := range hostile.Files() {
		form := typed("place", "")
		form.Set("title", "Typed "+f.Why)
		p := send(t, s, priya, northmoor.ProofNew(), form, f.Name, f.Content)
		wrong := p.ByID("file-error")
		if p.Status != 422 || wrong == nil || !strings.Contains(words(wrong), f.Says) {
			t.Errorf("%s: %d, %s", f.Why, p.Status, words(wrong))
		}
		if site.Attr(p.ByID("title"), "value") != "Typed "+f.Why || !strings.Contains(p.Source, `value="2027"`) {
			t.Errorf("%s: what was typed is gone", f.Why)
		}
	}
	if after := filesBelow(t, dir); !equal(before, after) {
		t.Errorf("files before %d, after %d", len(before), len(after))
	}
	if n := count(t, s, `select count(*) from proofs where title like 'Typed %'`); n != 0 {
		t.Errorf("%d proofs were kept", n)
	}
}

// A name is never a path, and is shown as words that cannot mislead.
func TestANameIsNeverAPath(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	dir := s.FilesDir
	priya := s.SignInAs(t, "priya@demo.invalid")
	before := filesBelow(t, dir)
	for name, shown := range map[string]string{
		"../../../../etc/passwd.pdf":               "passwd.pdf",
		`..\..\Windows\System32\drivers\etc\hosts`: "hosts",
		"report\u202efdp.exe":                      "reportfdp.exe",
		"/":                                        "file",
		strings.Repeat("long", 100) + ".pdf":       "longlonglong",
		"<script>alert(1)</script>.pdf":            "script>.pdf",
	} {
		id := given(t, s, priya, typed("title", "Under a name", "place", ""), name, hostile.PDF())
		p := priya.Get(northmoor.ProofOne(id))
		if !p.Says(shown) || strings.Contains(p.Source, "<script>alert") || strings.ContainsRune(p.Source, '\u202e') {
			t.Errorf("%q is shown on\n%.400s", name, p.Text())
		}
	}
	added := 0
	for path := range filesBelow(t, dir) {
		if before[path] {
			continue
		}
		added++
		if sum := filepath.Base(path); len(sum) != 64 || filepath.Base(filepath.Dir(path)) != "ZZT00" {
			t.Errorf("a file lies at %s", path)
		}
	}
	if added != 1 {
		t.Errorf("the same file lies there %d times", added)
	}
}

// A file that is far too large is refused before it is read, and one that is a little too large while it is.
func TestAFileOfAGigabyteIsRefusedEarly(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	says(t, send(t, s, priya, northmoor.ProofNew(), typed("place", ""), "large.txt", bytes.Repeat([]byte("a"), 26<<20)),
		"The file is larger than 25 MB.", "If you chose a file, choose it again")
	for name, said := range map[string]bool{"that says how long it is": true, "that does not": false} {
		sent := &counted{left: 1 << 30}
		body := io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nKept title\r\n--x\r\n"+
			"Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"), sent)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+northmoor.ProofNew(), body)
		if err != nil {
			t.Fatal(err)
		}
		if said {
			req.ContentLength = 1<<30 + 150
		}
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		jar := priya.Cookies()
		for _, c := range jar {
			req.AddCookie(c)
		}
		started := time.Now()
		res, err := http.DefaultTransport.RoundTrip(req)
		if err == nil {
			b, _ := io.ReadAll(res.Body)
			res.Body.Close()
			if res.StatusCode != 422 || said && !strings.Contains(string(b), "Kept title") {
				t.Errorf("%s: %d", name, res.StatusCode)
			}
		}
		if n := (1 << 30) - sent.left; n > 70<<20 || said && n > 8<<20 {
			t.Errorf("%s: %d MB were taken in %s (%v)", name, n>>20, time.Since(started), err)
		}
	}
}

// counted is so many bytes, and knows how many are left.
type counted struct{ left int }

func (c *counted) Read(b []byte) (int, error) {
	if c.left == 0 {
		return 0, io.EOF
	}
	n := min(len(b), c.left)
	for i := range b[:n] {
		b[i] = 'a'
	}
	c.left -= n
	return n, nil
}

func words(n *site.Node) string {
	if n == nil {
		return ""
	}
	return (&site.Page{Root: n}).Text()
}

func filesBelow(t *testing.T, dir string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[path] = true
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

func equal(a, b map[string]bool) bool {
	for k := range b {
		if !a[k] {
			return false
		}
	}
	return len(a) == len(b)
}

func count(t *testing.T, s *site.Site, sql string, args ...any) (n int) {
	t.Helper()
	err := s.DB.InSnapshot(t.Context(), site.Everywhere, func(tx *store.Tx) error { return tx.QueryRow(t.Context(), sql, args...).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}
