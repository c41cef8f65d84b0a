package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
)

// The pack that a board member takes away is verified with the real command, with the service's database and without one.
func TestThePackIsVerifiedOutsideTheService(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 2)
	b := s.SignInAs(t, "helen@demo.invalid")
	taken := b.Post("/trusts/ZZT00/2025-26/report/1/pack", nil)
	if taken.Status != 200 || taken.Header.Get("Content-Type") != "application/zip" {
		t.Fatalf("%d %v", taken.Status, taken.Header)
	}
	const name = "ZZT00-2025-26-version-1"
	dir := filepath.Join(unpacked(t, taken.Source), name)

	sums := read(t, filepath.Join(dir, "SHA256SUMS"))
	listed := strings.Split(strings.TrimSpace(sums), "\n")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 7 || len(listed) != len(files)-1 {
		t.Errorf("%d files, %d fingerprints", len(files), len(listed))
	}
	for _, line := range listed {
		sum, file, _ := strings.Cut(line, "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, filepath.Join(dir, file))))); got != sum {
			t.Errorf("%s has the fingerprint %s, want %s", file, got, sum)
		}
	}

	record := filepath.Join(dir, name+".json")
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, record))))
	for file, words := range map[string]string{
		"HOW-TO-VERIFY.txt":          "cyberready verify publication " + name + ".json",
		name + "-signatures.json":    `"SHA256": "` + sum + `"`,
		name + "-public-summary.pdf": "%PDF-", name + ".pdf": "%PDF-", name + "-figures.xlsx": "PK",
	} {
		if !strings.Contains(read(t, filepath.Join(dir, file)), words) {
			t.Errorf("%s does not say %q", file, words)
		}
	}
	if !strings.Contains(read(t, filepath.Join(dir, "HOW-TO-VERIFY.txt")), sum) {
		t.Error("the sheet does not name the record's fingerprint")
	}

	verify := func(status int, words string, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		got := run(append([]string{"verify", "publication"}, args...), strings.NewReader(""), &out, &errs)
		if all := out.String() + errs.String(); got != status || !strings.Contains(all, words) {
			t.Errorf("verify %v exits with %d, want %d and %q:\n%s", args, got, status, words, all)
		}
	}
	nowhere := "--data-dir=" + t.TempDir()
	verify(0, sum+"  "+record, record, nowhere)
	verify(0, "It says that it is version 1 of Northmoor and Dale NHS Foundation Trust (ZZT00) for 2025-26, final", record, nowhere)
	verify(0, "Sent: these are the bytes that were sent to the board", record, "--database-url="+s.DBURL)
	verify(0, "with this SHA-256.", record, "--database-url="+s.DBURL)

	changed := strings.Replace(read(t, record), `"reply":"yes"`, `"reply":"no"`, 1)
	if err := os.WriteFile(record, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	verify(1, "has another SHA-256", record, "--database-url="+s.DBURL)

	if again := b.Post("/trusts/ZZT00/2025-26/report/1/pack", nil); again.Source != taken.Source {
		t.Error("the same pack is another file the second time")
	}
}

func unpacked(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	r, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if !filepath.IsLocal(f.Name) {
			t.Fatalf("%q leaves the folder", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
