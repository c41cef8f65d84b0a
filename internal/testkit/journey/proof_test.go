package journey_test

import (
	"os"
	"path/filepath"
	"testing"

	"cyberready/internal/testkit/hostile"
	"cyberready/internal/testkit/journey"
)

// Given a lead who looks for proof, when she gives a file from one question and lets it support another, then both show it; a
// file that is a program comes back with its sentence; a newer version keeps the old one; and what is withdrawn is gone from
// both.
func TestProofIsGivenOnceAndFollowedUntilItIsWithdrawn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		dir := t.TempDir()
		file := func(name string, content []byte) string {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		s := atTheBay(t)
		s.begin(t)
		nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
		nora.Visit(bay.ItemProof("1.1.1"))
		nora.Follow("Give a file, name an owner, or name it for several questions at once")
		nora.Fill("What is it?", "Register entry")
		nora.FillDay(on("2027-02-03"))
		nora.Open("Standard 2: Staff responsibilities")
		nora.Choose("2.1.1 Data security in every induction")
		nora.Attach("Or give the file itself", file("entry.pdf", []byte("MZ\x90\x00 not a PDF")))
		nora.Press("Give this proof")
		nora.Answered(422)
		nora.Mistake()
		nora.Sees("This is a program or a script")
		nora.Accessible()
		nora.Attach("Or give the file itself", file("entry.pdf", hostile.PDF()))
		nora.Press("Give this proof")
		nora.Sees("The proof is kept.")
		nora.Sees("File kept here: entry.pdf")
		nora.Visit(bay.ItemProof("2.1.1"))
		nora.Follow("Register entry")
		nora.Sees("File: PDF")
		nora.Sees("3 February 2028")
		nora.Accessible()

		nora.Follow("Give a new version")
		nora.FillDay(on("2027-02-27"))
		nora.Attach("Or give the file itself", file("newer.png", hostile.PNG()))
		nora.Press("Keep the new version")
		nora.Sees("What it was before is kept.")
		nora.Sees("newer.png")
		nora.Sees("entry.pdf")
		nora.Resize(journey.Phone)
		nora.Accessible()

		nora.Press("Withdraw it")
		nora.Sees("The proof is withdrawn. Its record is kept.")
		nora.Press("Delete the files for good")
		nora.Sees("Withdrawn, file deleted")
		nora.Visit(bay.ItemProof("1.1.1"))
		nora.SeesNot("Register entry")
	})
}
