package proof_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/edge/clamav"
	"cyberready/internal/jobs"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/testkit/clamd"
	"cyberready/internal/testkit/hostile"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

func TestAFileIsGivenOutAsADownloadAndNothingElse(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	id := given(t, s, priya, typed("place", ""), "Restore <test>.pdf", hostile.PDF())
	p := priya.Get(northmoor.ProofFile(id, 1))
	if p.Source != string(hostile.PDF()) {
		t.Errorf("%d, %d bytes that are not those that were given", p.Status, len(p.Source))
	}
	for header, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
		"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
		"Content-Disposition":     `attachment; filename="ZZT00-proof-` + id[30:] + `-2027-02-03-version-1.pdf"`,
	} {
		if got := p.Header.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if n := count(t, s, `select count(*) from audit_events where verb = 'proof.taken' and object = $1 and person_name = 'Priya Nair'`, id); n != 1 {
		t.Errorf("the trail says %d times that it was taken", n)
	}
}

func TestAnotherTrustSeesNothingOfIt(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 2)
	id := given(t, s, s.SignInAs(t, "priya@demo.invalid"), typed("place", ""), "a.pdf", hostile.PDF())
	s.Person(t, "lead@example.org", "Lead Elsewhere", site.At("ZZT01", access.Lead))
	other := s.SignIn(t, "lead@example.org")
	own := paths.Year{ODS: "ZZT01", Cycle: northmoor.Cycle}
	for _, path := range []string{northmoor.Proof(), northmoor.ProofOne(id), northmoor.ProofFile(id, 1), northmoor.ProofLook(id, 1), own.ProofOne(id), own.ProofFile(id, 1), own.ProofLook(id, 1)} {
		if p := other.Get(path); p.Status != 404 || p.Says("Restore test report") {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
	// The same file given there is a file of its own.
	p := send(t, s, other, own.ProofNew(), typed("place", ""), "b.pdf", hostile.PDF())
	says(t, p, "The proof is kept.")
	copies := 0
	for path := range filesBelow(t, s.FilesDir) {
		if strings.Contains(path, "/ZZT01/") {
			copies++
		}
	}
	if copies != 1 {
		t.Errorf("the other trust has %d files", copies)
	}
}

func TestANewVersionKeepsWhatWasBefore(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya, tom := s.SignInAs(t, "priya@demo.invalid"), s.SignInAs(t, "tom@demo.invalid")
	id := given(t, s, priya, typed("place", "", "items", "7.3.6"), "first.pdf", hostile.PDF())
	at := northmoor.ProofRenew(id)
	if p := send(t, s, tom, at, typed("place", "", "version", "1"), "", nil); p.Status != 422 || !p.Says("Say where the proof is kept, or give its link.") {
		t.Errorf("a version without anything new: %d", p.Status)
	}
	says(t, send(t, s, tom, at, typed("place", "", "version", "1", "dated-day", "27"), "second.png", hostile.PNG()), "What it was before is kept.")
	p := priya.Get(northmoor.ProofOne(id))
	says(t, p, "second.png", "27 February 2027", "What it was before", "first.pdf", "3 February 2027", "by Tom Okafor", "7.3.6")
	if priya.Get(northmoor.ProofFile(id, 1)).Source != string(hostile.PDF()) || priya.Get(northmoor.ProofFile(id, 2)).Source != string(hostile.PNG()) {
		t.Error("a version gives out the file of another")
	}
	if p := send(t, s, tom, northmoor.ProofOne(id), typed("title", "Mine", "place", "", "version", "1"), "", nil); p.Status != 422 || !p.Says("Somebody else changed this proof") ||
		site.Attr(p.ByID("title"), "value") != "Mine" {
		t.Errorf("on an old version: %d", p.Status)
	}
	says(t, send(t, s, tom, northmoor.ProofOne(id), typed("title", "Renamed", "place", "", "version", "2"), "", nil), "Renamed", "second.png")
	says(t, send(t, s, tom, northmoor.ProofOne(id), typed("place", "In the safe", "version", "3"), "", nil), "In the safe")
	if p := send(t, s, tom, northmoor.ProofOne(id), typed("place", "In the safe", "version", "4"), "x.pdf", hostile.PDF()); p.Status != 422 || !p.Says("not both") {
		t.Errorf("a place and a file: %d", p.Status)
	}
}

func TestSensitiveProofIsAskedNotToBeUploaded(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	p := priya.Get(northmoor.ProofNewFor("9.2.2"))
	says(t, p, "Please do not upload", "Say where it is kept", "That counts the same.", "our own reading")
	if open := p.Find(func(n *site.Node) bool {
		return n.Data == "details" && site.Attr(n, "open") == "" && strings.Contains(words(n), "the file itself all the same")
	}); open == nil {
		t.Error("the file's field is not folded away")
	}
	if p := priya.Get(northmoor.ProofNewFor("1.1.1")); p.Says("Please do not upload") || p.ByID("file") == nil {
		t.Error("an item that is not sensitive is treated as one")
	}
}

func TestProofThatLapsesWeakensWhatIsProvedAndNoAnswer(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	s.Exec(t, `delete from proof_items where item = '9.5.7'`)
	says(t, priya.Post(northmoor.Item("9.5.7"), url.Values{"reply": {"yes"}, "text": {"Switched off by policy."}, "version": {answered(t, s, "9.5.7")}}), "9.5.7")
	given(t, s, priya, typed("dated-month", "3", "dated-day", "1", "dated-year", "2026", "items", "9.5.7"), "", nil) // holds until 1 March 2027, which is today
	row := func() string { return words(priya.Get(northmoor.Item("9.5.7")).ByID("i-9.5.7")) }
	before := row()
	says(t, priya.Get(northmoor.ProofsThat("soon")), "Restore test report")
	s.Clock.Pass(24 * time.Hour)
	priya = s.SignInAs(t, "priya@demo.invalid")
	after := row()
	if strings.Contains(before, "out of date") || !strings.Contains(after, "out of date") {
		t.Errorf("on its last day: %s\nafter it: %s", before, after)
	}
	says(t, priya.Get(northmoor.ProofsThat("lapsed")), "Restore test report")
	if n := count(t, s, `select count(*) from answers where ods_code = 'ZZT00' and cycle = '2026-27' and item = '9.5.7' and reply = 'yes'`); n != 1 {
		t.Error("the answer was touched")
	}
}

func answered(t *testing.T, s *site.Site, item string) string {
	t.Helper()
	n := count(t, s, `select coalesce(max(version), 0) from answers where ods_code = 'ZZT00' and cycle = '2026-27' and item = $1`, item)
	return string(rune('0' + n))
}

func TestFilesWaitForTheScannerAndAreNotAvailableUntilClean(t *testing.T) {
	t.Parallel()
	daemon := clamd.Run(t)
	s := site.Demonstration(t, 1, site.WithScanner(daemon.Address))
	priya := s.SignInAs(t, "priya@demo.invalid")
	clean := given(t, s, priya, typed("place", ""), "clean.txt", []byte("all is well\n"))
	if p := priya.Get(northmoor.ProofFile(clean, 1)); p.Status != 200 || daemon.Scans() != 1 {
		t.Errorf("a clean file: %d after %d scans", p.Status, daemon.Scans())
	}
	if p := send(t, s, priya, northmoor.ProofNew(), typed("place", ""), "bad.txt", []byte("all is well, "+clamd.Mark)); p.Status != 422 ||
		!p.Says("The virus scanner found something in this file (Test.Virus). It was not kept.") {
		t.Errorf("an infected file: %d", p.Status)
	}
	daemon.Down()
	waits := given(t, s, priya, typed("place", ""), "later.txt", []byte("not looked at yet\n"))
	tom := s.SignInAs(t, "tom@demo.invalid")
	bad := given(t, s, tom, typed("title", "Bad one", "place", ""), "worse.txt", []byte("hidden "+clamd.Mark))
	for _, id := range []string{waits, bad} {
		says(t, priya.Get(northmoor.ProofOne(id)), "It waits for the virus scanner")
		if p := priya.Get(northmoor.ProofFile(id, 1)); p.Status != 409 || strings.Contains(p.Source, clamd.Mark) {
			t.Errorf("a file that waits: %d", p.Status)
		}
	}
	scanner, err := clamav.Open(daemon.Address)
	if err != nil {
		t.Fatal(err)
	}
	round := jobs.ScanFiles(proofdb.Proofs{DB: s.DB}, s.Files, scanner, s.Clock.Now, page.Today)
	if err := round.Do(t.Context()); err == nil {
		t.Error("a round without the scanner says that all went well")
	}
	if p := priya.Get(northmoor.ProofFile(waits, 1)); p.Status != 409 {
		t.Errorf("after a round without the scanner: %d", p.Status)
	}
	daemon.Up()
	if err := round.Do(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := priya.Get(northmoor.ProofFile(waits, 1)); p.Status != 200 {
		t.Errorf("after the scanner came back: %d", p.Status)
	}
	told := map[string]bool{}
	for _, l := range s.Letters(t) {
		if strings.Contains(l.Subject, "proof library") {
			told[l.To] = true
			if strings.Contains(l.Text(), "Bad one") || !strings.Contains(l.Text(), "The virus scanner has found") || l.Path() != northmoor.ProofOne(bad) {
				t.Errorf("the letter to %s: %s", l.To, l.Text())
			}
		}
	}
	if !told["priya@demo.invalid"] || !told["tom@demo.invalid"] || told["helen@demo.invalid"] {
		t.Errorf("told: %v", told)
	}
	says(t, tom.Get(northmoor.ProofOne(bad)), "Withdrawn")
	says(t, priya.Get(northmoor.ProofOne(bad)), "Withdrawn", "by the virus scanner", "so it was deleted")
	if p := priya.Get(northmoor.ProofFile(bad, 1)); p.Status != 409 {
		t.Errorf("an infected file: %d", p.Status)
	}
}

func TestFilesAreDeletedOnlyOfWhatSupportsNothing(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya, tom := s.SignInAs(t, "priya@demo.invalid"), s.SignInAs(t, "tom@demo.invalid")
	id := given(t, s, priya, typed("title", "Quite another thing", "place", "", "items", "7.3.6"), "a.pdf", hostile.PDF())
	end := func(b *site.Browser, do string) *site.Page {
		return b.Post(northmoor.ProofEnd(id), url.Values{"do": {do}})
	}
	if p := end(priya, "delete"); p.Status != 409 {
		t.Errorf("what is in use: %d", p.Status)
	}
	says(t, end(tom, "withdraw"), "The proof is withdrawn.")
	if priya.Get(northmoor.ItemProof("7.3.6")).Says("Quite another thing") {
		t.Error("withdrawn proof still supports an item")
	}
	if p := end(tom, "delete"); p.Status != 403 {
		t.Errorf("a contributor deletes: %d", p.Status)
	}
	used := count(t, s, `select used_bytes::int from proof_room where ods_code = 'ZZT00'`)
	says(t, end(priya, "delete"), "The files are deleted.", "Withdrawn, file deleted")
	if now := count(t, s, `select used_bytes::int from proof_room where ods_code = 'ZZT00'`); used-now != len(hostile.PDF()) {
		t.Errorf("%d bytes are taken, then %d", used, now)
	}
	if p := priya.Get(northmoor.ProofFile(id, 1)); p.Status != 409 {
		t.Errorf("a deleted file: %d", p.Status)
	}
	lies := func() (n int) {
		for path := range filesBelow(t, s.FilesDir) {
			if strings.Contains(path, "/ZZT00/") {
				n++
			}
		}
		return n
	}
	sweep := jobs.SweepFiles(proofdb.Proofs{DB: s.DB}, s.Files, s.Clock.Now)
	before := lies()
	s.Clock.Set(time.Now().Add(time.Hour)) // files are as old as the machine says
	s.Exec(t, `update proof_files set deleted_at = $1 where state = 'deleted'`, s.Clock.Now())
	if err := sweep.Do(t.Context()); err != nil || lies() != before {
		t.Errorf("the sweep took %d files at once (%v)", before-lies(), err)
	}
	s.Clock.Pass(25 * time.Hour)
	if err := sweep.Do(t.Context()); err != nil || lies() != before-1 {
		t.Errorf("a day later the sweep took %d files, want 1 (%v)", before-lies(), err)
	}
}
