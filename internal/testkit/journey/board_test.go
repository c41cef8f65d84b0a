package journey_test

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/plandb"
	"cyberready/internal/testkit/journey"
)

// The board's story, on a telephone. Given a plan and a report before the board, when a member reads it and asks before she
// signs, the lead answers on the record, she chooses what a budget would pay for and the lead marks it as funded, and she signs
// with a reservation, then the secretary records what the meeting decided, all of it stands in the report, and what she takes
// away is verified without the service. It is the same with JavaScript and without.
func TestTheBoardAsksIsAnsweredChoosesSignsAndDecides(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		s.answerAll(t, "7.3.5", "9.2.3")
		phone := append(options, journey.Phone)

		secretarySetsTheMeeting(t, s, phone)
		s.Clock.Pass(time.Minute)
		leadPlansWhatItTakes(t, s, options)
		leadSendsItAsItIs(t, s, options)
		memberReadsAndAsks(t, s, phone)
		s.Clock.Pass(time.Minute)
		leadAnswersTheBoard(t, s, options)
		memberChoosesUnderABudget(t, s, phone)
		leadMarksItAsFunded(t, s, options)
		memberReadsTheAnswerAndSigns(t, s, phone)
		secretaryRecordsTheDecision(t, s, phone)
		everythingStandsInTheReport(t, s, phone)
		if len(options) == 0 { // it is taken and verified without a browser
			thePackIsVerifiedElsewhere(t, s)
		}
	})
}

func secretarySetsTheMeeting(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "dina@example.org", options)
	b.Follow("Set the meetings and the quorum")
	b.FillDay(s.today(), "The board meets on")
	b.FillDay(s.today(), "The paper for the board is needed by")
	b.Press("Set the meetings")
	b.Sees("The meetings are set.")
	b.Fill("Quorum", "1")
	b.Press("Set the quorum")
	b.Sees("One signature makes a version count as signed by the board.")
}

func leadPlansWhatItTakes(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Follow("Critical services")
	b.Fill("In one line, in your own words", "An allergy is seen on every ward.")
	b.Press("Keep this line")
	b.Fill("Name", "Laboratory")
	b.Fill("For how long is it safe on paper?", "four")
	b.Press("Put it on the list")
	b.Answered(422)
	b.Mistake()
	b.Fill("For how long is it safe on paper?", "4")
	b.Press("Put it on the list")
	b.Sees("The one critical service was not restored from backup within a year.")
	k := plandb.Key{ODS: bay.ODS, Cycle: trust.Cycle(bay.Cycle)}
	for title, a := range map[string]plan.Action{
		"Restore everything once": {Items: []string{"7.3.5"}, Cost: pounds(12_000), CareCost: "An evening without the laboratory system."},
		"Mend what was found":     {Items: []string{"9.2.3"}, Cost: pounds(30_000), CareCost: "Nothing."},
	} {
		a.Title, a.Owner, a.Due, a.Funding = title, assessment.Author{Name: "Tariq Boyle"}, s.today().AddDays(60), plan.Unfunded
		if _, err := (plandb.Plans{DB: s.DB}).Save(t.Context(), s.people["Nora Vale"], k, s.pack, a, "", s.Clock.Now(), s.today()); err != nil {
			t.Fatal(err)
		}
	}
}

func pounds(n int) *plan.Pounds { p := plan.Pounds(n); return &p }

func memberChoosesUnderABudget(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "helga@example.org", options)
	b.Follow("What would it take to close the gaps")
	b.Sees("To close both open gaps, our plan takes £42,000")
	b.Sees("An allergy is seen on every ward.")
	b.Fill("Budget (optional)", "twenty")
	b.Press("Show what comes first")
	b.Answered(422)
	b.Mistake()
	b.Fill("Budget (optional)", "20,000")
	b.Press("Show what comes first")
	b.Sees("With £20,000 one action can be done, and one of two gaps closes.")
	b.Sees("The one gap that could stop care is among those that close.")
	b.Sees("An evening without the laboratory system.")
	b.SeesNot("There is money for this") // only a lead says so
	b.Screenshot("budget-phone")
}

func leadMarksItAsFunded(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Follow("What would it take to close the gaps")
	b.Fill("Budget (optional)", "20,000")
	b.Press("Show what comes first")
	b.Chosen("There is money for this")
	b.Press("Mark the ticked actions as funded")
	b.Sees("One action is marked as funded, and the plan says so.")
	b.Sees("£30,000 of it is not funded.")
}

func leadSendsItAsItIs(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Sees("The board meets")
	b.Follow("Send it to the board")
	b.Choose("Final")
	b.Choose("Helga Stone")
	b.Choose("Miles Okoro")
	b.Choose("I have seen that")
	b.Press("Send to the board")
	b.Sees("It has been sent to the board.")
}

func memberReadsAndAsks(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "helga@example.org", options)
	b.Sees("Two things are waiting for you")
	b.Follow("Read the report")
	b.Sees("Could 12 May 2017 happen here?")
	b.Sees("The weakest link is “restore from backup”.")
	b.Screenshot("report-phone")
	b.Follow("Sign, or say why not")
	b.Press("I need an answer first")
	b.Answered(422) // a question needs its words
	b.Mistake()
	b.Fill("Your reservations, your reason or your question", "When was the last full restore?")
	b.Press("I need an answer first")
	b.Sees("Helga Stone needs an answer first.")
	b.Follow("Your board page")
	b.SeesNear("You asked a question", "Sign, or say why not")
	b.Sees("When was the last full restore?")
	b.Sees("Waits for an answer")
	b.Screenshot("board-phone")
}

func leadAnswersTheBoard(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Follow("One question of the board waits")
	b.Follow("Answer it")
	b.Fill("Your answer", "In May 2025; the next is in September.")
	b.Press("Put the answer on the record")
	b.Sees("Your answer is on the record, and whoever asked is told.")
}

func memberReadsTheAnswerAndSigns(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "helga@example.org", options)
	b.Sees("Your question is answered")
	b.Sees("In May 2025; the next is in September.")
	b.Follow("Sign, or say why not")
	b.Sees("Your question is answered. Decide below.")
	b.Fill("Your reservations, your reason or your question", "The restore must be done in September.")
	b.Press("I sign with these reservations")
	b.Sees("Helga Stone has signed with reservations.")
	b.Sees("This is an electronic record and not a cryptographic signature.")
}

func secretaryRecordsTheDecision(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "dina@example.org", options)
	b.Follow("Record what a meeting decided")
	b.Choose("The board")
	b.FillDay(s.today())
	b.Choose("Approved")
	b.Fill("Reference of the minute", "B/27/09")
	b.Press("Record the decision")
	b.Answered(422) // who was present has to be said
	b.Mistake()
	b.Fill("Who was present", "Six of seven members")
	b.Press("Record the decision")
	b.Sees("It is recorded, and printed in the report beside the signatures.")
}

func everythingStandsInTheReport(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "miles@example.org", options)
	b.Follow("Read the report")
	b.Sees("One question was asked, and it is answered.")
	b.Sees("In May 2025; the next is in September.")
	b.Sees("The restore must be done in September.")
	b.Sees("The board approved version 1")
	b.Sees("The quorum of one is met.")
}

// thePackIsVerifiedElsewhere takes the pack of the version away and does what its sheet says, with the programs of any machine
// and the released one.
func thePackIsVerifiedElsewhere(t *testing.T, s scene) {
	t.Helper()
	pack := s.SignIn(t, "helga@example.org").Post(bay.Pack(1), nil)
	archive, err := zip.NewReader(strings.NewReader(pack.Source), int64(len(pack.Source)))
	if err != nil {
		t.Fatalf("the pack: %d, %v", pack.Status, err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, archive); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, bay.ODS+"-"+bay.Cycle+"-version-1")
	record := bay.ODS + "-" + bay.Cycle + "-version-1.json"
	program := filepath.Join(dir, "cyberready")
	runs := func(in, name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = in
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	runs("", "go", "build", "-o", program, "cyberready/cmd/cyberready")
	if out := runs(folder, "sha256sum", "-c", "SHA256SUMS"); strings.Count(out, ": OK") < 4 {
		t.Errorf("sha256sum says\n%s", out)
	}
	document, err := os.ReadFile(filepath.Join(folder, record))
	if err != nil {
		t.Fatal(err)
	}
	if out := runs(folder, program, "verify", "publication", record); !strings.Contains(out, snapshot.Hash(document)) {
		t.Errorf("cyberready verify publication says\n%s", out)
	}
	sheet, err := os.ReadFile(filepath.Join(folder, "HOW-TO-VERIFY.txt"))
	if err != nil || !strings.Contains(string(sheet), snapshot.Hash(document)) {
		t.Errorf("the sheet does not name the record's fingerprint: %v", err)
	}
}
