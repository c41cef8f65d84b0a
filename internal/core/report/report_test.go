package report_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/framework"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/testkit/papers"
)

func everyNo(t testing.TB) report.Inputs {
	in := papers.Version(t, 1)
	papers.Answer(&in, papers.No)
	return in
}

func all(t testing.TB) map[string]report.Inputs {
	list := papers.All(t)
	list["all-no"] = everyNo(t)
	return list
}

func TestEveryNoLeavesNothingInPlace(t *testing.T) {
	t.Parallel()
	r := report.Build(everyNo(t))
	if got := r.Verdict.Sentences[0].String(); got != "Northmoor and Dale has none of the 128 requirements in place." {
		t.Errorf("the verdict begins %q", got)
	}
	for _, row := range r.Standards.Rows {
		if row.Counts.InPlace != 0 {
			t.Errorf("standard %s has %d in place", row.Number, row.Counts.InPlace)
		}
	}
	if len(r.Unknown.Unanswered) != 0 {
		t.Error("an answered No counts as unknown")
	}
}

func TestEveryYesWithoutProofSaysSoInItsFirstSentence(t *testing.T) {
	t.Parallel()
	want := "Northmoor and Dale claims all 128 requirements; it has named proof for none."
	if got := report.Build(papers.AllYes(t)).Verdict.Sentences[0].String(); got != want {
		t.Errorf("the verdict begins %q, want %q", got, want)
	}
}

func TestTheSameInputGivesTheSameReport(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		first := report.Build(in)
		slices.Reverse(in.Snapshot.Answers)
		slices.Reverse(in.Board.Ratings)
		if !reflect.DeepEqual(first, report.Build(in)) {
			t.Errorf("%s: another order of the lists gave another report", name)
		}
	}
}

func TestAReportOfAReadSnapshotIsTheSame(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		want := text(report.Build(in))
		b, err := snapshot.Encode(in.Snapshot)
		if err != nil {
			t.Fatal(err)
		}
		if in.Snapshot, err = snapshot.Decode(b); err != nil {
			t.Fatal(err)
		}
		if got := text(report.Build(in)); got != want {
			t.Errorf("%s: the report has changed on its way through the record:\n%s", name, got)
		}
	}
}

func TestNobodysRatingIsNamed(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		if strings.Contains(fmt.Sprintf("%+v", report.Build(in)), "Secret Name") {
			t.Errorf("%s: a member's rating carries the name", name)
		}
	}
}

func TestRefusalsAndReservationsAreInFullWhateverFollows(t *testing.T) {
	t.Parallel()
	for words, in := range map[string]report.Inputs{
		"I will not sign for backups that nobody has tried.": papers.Failing(t),
		"Thirty answers are missing.":                        papers.Failing(t),
		"The restore test must be done before the winter.":   papers.Typical(t),
	} {
		if !slices.ContainsFunc(report.Build(in).Signing.Signatures, func(s report.SignatureLine) bool { return s.Words == words }) {
			t.Errorf("the report lacks %q", words)
		}
	}
}

func TestARecalledVersionSaysSoAndKeepsItsSignatures(t *testing.T) {
	t.Parallel()
	in := papers.Typical(t)
	in.Board.RecalledOn = papers.Sent.AddDays(9)
	in.Board.Signatures = signoff.Recall(in.Board.Signatures, in.SHA256)
	r := report.Build(in)
	if want := "Recalled: version 1 was taken back from the board on 23 June 2027"; r.Marks[0] != want {
		t.Errorf("the first line is %q, want %q", r.Marks[0], want)
	}
	if len(r.Signing.Signatures) != 3 || len(r.Signing.Waiting) != 0 {
		t.Errorf("signing is %+v", r.Signing)
	}
	for _, s := range r.Signing.Signatures {
		if s.Earlier || !strings.HasSuffix(s.Said, "; void, because this version was recalled") {
			t.Errorf("a void signature reads %q", s.Said)
		}
	}
}

func TestALeadWhoSignsIsMarked(t *testing.T) {
	t.Parallel()
	for _, s := range report.Build(papers.Failing(t)).Signing.Signatures {
		if s.Lead != (s.Name == "Priya Nair") || s.Lead != (s.LeadNote != "") {
			t.Errorf("%s: marked as lead: %v %q", s.Name, s.Lead, s.LeadNote)
		}
	}
}

func TestTheFirstMarkIsTheMissingSignature(t *testing.T) {
	t.Parallel()
	if got := report.Build(papers.Failing(t)).Marks[0]; got != "Published without the board's signature" {
		t.Errorf("the first line is %q", got)
	}
	if got := report.Build(papers.Excellent(t)).Marks; len(got) != 1 || !strings.HasPrefix(got[0], "Demonstration") {
		t.Errorf("a signed publication is marked %v", got)
	}
}

func TestAtMostThreeDecisionsTheGravestFirst(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		d := report.Build(in).Decisions
		if len(d.List) > 3 || len(d.List) == 0 && len(d.Note) == 0 {
			t.Errorf("%s: %d decisions, note %q", name, len(d.List), d.Note)
		}
	}
	if got := report.Build(papers.Typical(t)).Decisions.List[0].Effect; got != framework.StopsCare {
		t.Errorf("the first decision is about what %s", got)
	}
}

func TestAPartThatIsMissingIsShownAndNotItsWhole(t *testing.T) {
	t.Parallel()
	for _, g := range report.Build(papers.Typical(t)).Gaps.Groups[0].Gaps {
		if strings.HasPrefix(g.Item, "8.3.7") && (g.Item != "8.3.7b" || strings.Contains(g.Reason, "its part")) {
			t.Errorf("the gap reads %+v", g)
		}
	}
}

func TestEveryGapThatCouldStopCareHasASubject(t *testing.T) {
	t.Parallel()
	for _, q := range papers.NDG(t).Questions() {
		if q.Mandatory && q.Effect == framework.StopsCare && report.Subjects[q.ID] == "" {
			t.Errorf("%s %s could stop care and has no subject", q.ID, q.Title)
		}
	}
	for id := range report.Subjects {
		if q, ok := papers.NDG(t).Question(id); !ok || q.Effect != framework.StopsCare {
			t.Errorf("subject for %s, which is no such item", id)
		}
	}
}

func TestTheFiguresAgreeWithEachOther(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		r := report.Build(in)
		gaps := len(r.Unknown.Unanswered)
		for _, g := range r.Gaps.Groups {
			gaps += len(g.Gaps)
		}
		inPlace, mandatory := 0, 0
		for _, row := range r.Standards.Rows {
			inPlace += row.Counts.InPlace
			mandatory += row.Counts.Mandatory
		}
		if mandatory-inPlace != gaps {
			t.Errorf("%s: %d of %d in place and %d gaps", name, inPlace, mandatory, gaps)
		}
		if len(r.Standards.Table.Rows) != len(r.Standards.Rows) || len(r.Standards.Bars.Rows) != len(r.Standards.Rows) {
			t.Errorf("%s: picture, table and rows differ", name)
		}
	}
}

func TestShortNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Northmoor and Dale NHS Foundation Trust": "Northmoor and Dale", "DALE NHS TRUST": "DALE", "Dale Care": "Dale Care", "NHS Trust": "NHS",
	} {
		if got := report.ShortName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestAResultAtHandIsUsed(t *testing.T) {
	t.Parallel()
	in := smallTrust("n", 0)
	result := report.ResultOf(in)
	result.Outcome = score.GapsPlanned
	in.Result = &result
	if f := report.Build(in).Facts[0]; f.Value != "Gaps, all in an accepted plan" || !strings.Contains(f.Note.String(), "it has an accepted plan") {
		t.Errorf("the result reads %+v", f)
	}
}

func TestAMissingRatingIsMissing(t *testing.T) {
	t.Parallel()
	in := smallTrust("y", 1)
	in.Board.Ratings = []signoff.MemberRating{{Standard: "1", Person: papers.Priya, Rating: signoff.Fully}}
	row := report.Build(in).Standards.Rows[0]
	if row.Rated || row.Rating != "Not rated yet" || row.Spread == "" {
		t.Errorf("a member's rating stands for the board's: %+v", row)
	}
}

func BenchmarkBuild(b *testing.B) {
	for name, make := range map[string]func(testing.TB) report.Inputs{"typical": papers.Typical, "failing": papers.Failing} {
		in := make(b)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				report.Build(in)
			}
		})
	}
}
