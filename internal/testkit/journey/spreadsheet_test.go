package journey_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

// Given a lead who works in a spreadsheet while a contributor answers on the pages, when the lead brings it back, then they see
// what would change and what the contributor wrote meanwhile, choose, and everything chosen is saved together.
func TestASpreadsheetIsTakenWorkedInAndBroughtBack(t *testing.T) {
	t.Parallel()
	const label = "Where it is written, who keeps it, when it was last looked at" // of 7.1.1
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
		tariq := journey.SignIn(t, s.Site, "tariq@example.org", options...)
		nora.Visit(bay.Home())
		nora.Follow("Work in a spreadsheet")
		nora.Sees("Download the assessment as a spreadsheet (XLSX)")
		file := worked(t, s.Site, map[string]string{"D2": "Yes", "G2": "In the continuity handbook", "D3": "No", "D4": "Perhaps"})

		tariq.Visit(bay.Standard("7"))
		tariq.Fill(label, "In the service catalogue", "7.1.1")
		tariq.Save("7.1.1")
		tariq.SeesNear(saved("Tariq Boyle"), "7.1.1")

		nora.Press("Upload and compare") // and forgets the file
		nora.Answered(422)
		nora.Mistake()
		nora.Attach("The file that you worked in", file)
		nora.Press("Upload and compare")
		nora.Answered(422) // one row is refused
		nora.Sees("The spreadsheet would change two answers")
		nora.Sees("“Perhaps” cannot be chosen.")
		nora.SeesNear("In the service catalogue", "Which answer of 7.1.1 shall stand?")
		nora.Accessible()
		nora.Resize(journey.Phone)
		nora.Accessible()
		nora.Press("Save what is chosen") // the new answer is, the conflict is not
		nora.Sees("One answer was saved from the spreadsheet.")

		nora.Visit(bay.Spreadsheet())
		nora.Attach("The file that you worked in", file)
		nora.Press("Upload and compare")
		nora.Choose("The one in my file", "7.1.1")
		nora.Press("Save what is chosen")
		nora.Sees("One answer was saved from the spreadsheet.")
		nora.Visit(bay.History("7.1.1"))
		nora.Sees("In the service catalogue")
		nora.Sees("In the continuity handbook")
	})
}

// worked gives a file of the lead's with cells of the sheet of standard 7 changed.
func worked(t *testing.T, s *site.Site, cells map[string]string) (path string) {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(s.SignIn(t, "nora@example.org").Get(bay.SpreadsheetFile()).Source))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, words := range cells {
		if err := f.SetCellStr("Standard 7", cell, words); err != nil {
			t.Fatal(err)
		}
	}
	path = filepath.Join(t.TempDir(), "worked in.xlsx")
	to, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if err := f.Write(to); err != nil {
		t.Fatal(err)
	}
	return path
}
