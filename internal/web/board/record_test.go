package board_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"cyberready/internal/core/snapshot"
)

// What is taken away is what was hashed: its SHA-256 is the fingerprint on the report's page, and it can be read.
func TestTheRecordIsTheBytesThatWereHashed(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	report := b.helen.Get(base + "/report")
	const path = base + "/report/1/record.json"
	if !slices.Contains(report.Links(), path) {
		t.Fatalf("the report does not lead to its record: %q", report.Links())
	}
	file := b.helen.Get(path)
	if file.Status != 200 || file.Header.Get("Content-Type") != "application/json" ||
		file.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-2026-27-version-1.json"` || file.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", file.Status, file.Header)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(file.Source)))
	b.wants(report, 200, "SHA-256: "+sum, "sha256sum ZZ1-2026-27-version-1.json", "cyberready verify publication ZZ1-2026-27-version-1.json")
	if s, err := snapshot.Decode([]byte(file.Source)); err != nil || s.Version != 1 || s.Trust.ODS != "ZZ1" {
		t.Errorf("version %d of %q: %v", s.Version, s.Trust.ODS, err)
	}
	b.wants(b.priya.Get("/trusts/ZZ1/trail"), 200, "Helen Marsh", "took a version away as a file")
}

func TestThereIsNoRecordOfWhatWasNotSent(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.wants(b.priya.Get(base+"/report/1/record.json"), 404)
	b.send()
	for _, version := range []string{"0", "2", "x", "-1"} {
		b.wants(b.priya.Get(base+"/report/"+version+"/record.json"), 404)
	}
	if slices.Contains(b.priya.Get(base+"/report/draft").Links(), base+"/report/0/record.json") {
		t.Error("a draft leads to a record")
	}
}
