package papers_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"cyberready/internal/core/snapshot"
	"cyberready/internal/testkit/boardroom"
)

// What is taken away is what was hashed: its SHA-256 is the fingerprint on the report's page, and it can be read.
func TestTheRecordIsTheBytesThatWereHashed(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	report := b.Helen.Get(boardroom.Base + "/report")
	const path = boardroom.Base + "/report/1/record.json"
	if !slices.Contains(report.Links(), path) {
		t.Fatalf("the report does not lead to its record: %q", report.Links())
	}
	file := b.Helen.Get(path)
	if file.Status != 200 || file.Header.Get("Content-Type") != "application/json" ||
		file.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-2026-27-version-1.json"` || file.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", file.Status, file.Header)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(file.Source)))
	b.Wants(report, 200, "SHA-256: "+sum, "sha256sum ZZ1-2026-27-version-1.json", "cyberready verify publication ZZ1-2026-27-version-1.json")
	if s, err := snapshot.Decode([]byte(file.Source)); err != nil || s.Version != 1 || s.Trust.ODS != "ZZ1" {
		t.Errorf("version %d of %q: %v", s.Version, s.Trust.ODS, err)
	}
	b.Wants(b.Priya.Get("/trusts/ZZ1/trail"), 200, "Helen Marsh", "took a version away as a file")
}

func TestThereIsNoRecordOfWhatWasNotSent(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Priya.Get(boardroom.Base+"/report/1/record.json"), 404)
	b.Send()
	for _, version := range []string{"0", "2", "x", "-1"} {
		b.Wants(b.Priya.Get(boardroom.Base+"/report/"+version+"/record.json"), 404)
	}
	if slices.Contains(b.Priya.Get(boardroom.Base+"/report/draft").Links(), boardroom.Base+"/report/0/record.json") {
		t.Error("a draft leads to a record")
	}
}
