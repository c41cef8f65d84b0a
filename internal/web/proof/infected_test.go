package proof_test

import (
	"net/url"
	"testing"

	"cyberready/internal/edge/clamav"
	"cyberready/internal/jobs"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/testkit/clamd"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/page"
)

func TestAVirusThatIsFoundLaterIsSaidWhereverTheProofStood(t *testing.T) {
	t.Parallel()
	daemon := clamd.Run(t)
	s := site.Demonstration(t, 1, site.WithScanner(daemon.Address))
	priya := s.SignInAs(t, "priya@demo.invalid")
	daemon.Down()
	id := given(t, s, priya, typed("title", "Bad one", "place", "", "items", "7.3.6"), "worse.txt", []byte("hidden "+clamd.Mark))
	says(t, priya.Get(northmoor.ItemProof("7.3.6")), "Bad one")
	says(t, priya.Get(northmoor.Standard("7")), "Proved until 3 February 2028: Bad one.")
	daemon.Up()
	scanner, err := clamav.Open(daemon.Address)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.ScanFiles(proofdb.Proofs{DB: s.DB}, s.Files, scanner, s.Clock.Now, page.Today).Do(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := priya.Get(northmoor.ProofOne(id))
	says(t, p, "Virus found", "it supports nothing any more", "Tell your IT security", "by the virus scanner")
	if p.Says("Delete its files") || p.Says(shows) || p.Says("Give a new version") {
		t.Error("the page offers to delete, show or renew a file that is gone")
	}
	says(t, priya.Get(northmoor.ProofsThat("withdrawn")), "Bad one", "Virus found")
	for _, at := range []string{northmoor.ItemProof("7.3.6"), northmoor.Standard("7"), northmoor.ProofsThat("all")} {
		if priya.Get(at).Says("Bad one") {
			t.Errorf("%s still names it", at)
		}
	}
	says(t, priya.Get("/trusts/ZZT00/trail?"+url.Values{"verb": {"proof.infected"}}.Encode()), "virus scanner")
}
