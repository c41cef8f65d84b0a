package journey_test

import (
	"testing"

	"cyberready/internal/web/paths"
)

// proofTours are the pages of the library of proof: what it holds, one piece with versions, and the forms; and the room that an
// administrator gives.
func proofTours(t *testing.T, s scene) []tour {
	t.Helper()
	piece := func(title string) string {
		return s.text(t, `select id::text from proofs where ods_code = $1 and title = $2`, northmoor.ODS, title)
	}
	policy, test := piece("Cyber security policy"), piece("Penetration test, report")
	door, figures := piece("Photograph of the server room's door"), piece("Training figures by staff group")
	return []tour{
		{"priya@demo.invalid", []stop{
			{paths.Proof, northmoor.Proof(), 0},
			{paths.Proof, northmoor.ProofsThat("lapsed"), 0},
			{paths.Proof, northmoor.ProofsThat("withdrawn"), 0}, // none
			{paths.ProofNew, northmoor.ProofNew(), 0},
			{paths.ProofNew, northmoor.ProofNewFor("9.2.2"), 0}, // sensitive
			{paths.ProofOne, northmoor.ProofOne(policy), 0},     // with versions and a file
			{paths.ProofOne, northmoor.ProofOne(test), 0},
			{paths.ProofOne, northmoor.ProofOne(door), 0},    // with a picture
			{paths.ProofOne, northmoor.ProofOne(figures), 0}, // with lines of text
			{paths.ProofRenew, northmoor.ProofRenew(policy), 0},
			{paths.ProofItems, northmoor.ProofItems(policy), 0},
			{"", paths.Year{ODS: "ZZT01"}.Proof(), 404},
		}},
		{"nora@example.org", []stop{{paths.Proof, bay.Proof(), 0}}}, // with the board
		{"helen@demo.invalid", []stop{{"", northmoor.Proof(), 403}}},
		{"ada@example.org", []stop{{paths.AdminProof, paths.AdminProof, 0}, {"", northmoor.Proof(), 404}}},
	}
}
