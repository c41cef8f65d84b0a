package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
)

func everyNo(t testing.TB) Inputs {
	in := version(t, 1)
	answer(&in, no)
	return in
}

func all(t testing.TB) map[string]Inputs {
	return map[string]Inputs{
		"excellent": excellent(t), "typical": typical(t), "failing": failing(t), "empty": empty(t), "all yes": allYes(t), "all no": everyNo(t), "planned": planned(t), "assessed": assessed(t),
	}
}

func TestEveryNoLeavesNothingInPlace(t *testing.T) {
	t.Parallel()
	r := Build(everyNo(t))
	if got := r.Verdict.Sentences[0]; got != "Northmoor and Dale has none of the 128 requirements in place." {
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
	if got := Build(allYes(t)).Verdict.Sentences[0]; got != want {
		t.Errorf("the verdict begins %q, want %q", got, want)
	}
}

func TestTheSameInputGivesTheSameReport(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		first := Build(in)
		slices.Reverse(in.Snapshot.Answers)
		slices.Reverse(in.Board.Ratings)
		if !reflect.DeepEqual(first, Build(in)) {
			t.Errorf("%s: another order of the lists gave another report", name)
		}
	}
}

func TestAReportOfAReadSnapshotIsTheSame(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		want := text(Build(in))
		b, err := snapshot.Encode(in.Snapshot)
		if err != nil {
			t.Fatal(err)
		}
		if in.Snapshot, err = snapshot.Decode(b); err != nil {
			t.Fatal(err)
		}
		if got := text(Build(in)); got != want {
			t.Errorf("%s: the report has changed on its way through the record:\n%s", name, got)
		}
	}
}

func TestNobodysRatingIsNamed(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		if strings.Contains(fmt.Sprintf("%+v", Build(in)), "Secret Name") {
			t.Errorf("%s: a member's rating carries the name", name)
		}
	}
}

func TestRefusalsAndReservationsAreInFullWhateverFollows(t *testing.T) {
	t.Parallel()
	for words, in := range map[string]Inputs{
		"I will not sign for backups that nobody has tried.": failing(t),
		"Thirty answers are missing.":                        failing(t),
		"The restore test must be done before the winter.":   typical(t),
	} {
		if !slices.ContainsFunc(Build(in).Signing.Signatures, func(s SignatureLine) bool { return s.Words == words }) {
			t.Errorf("the report lacks %q", words)
		}
	}
}

func TestARecalledVersionSaysSoAndKeepsItsSignatures(t *testing.T) {
	t.Parallel()
	in := typical(t)
	in.Board.RecalledOn = sent.AddDays(9)
	in.Board.Signatures = signoff.Recall(in.Board.Signatures, in.SHA256)
	r := Build(in)
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
	for _, s := range Build(failing(t)).Signing.Signatures {
		if s.Lead != (s.Name == "Priya Nair") || s.Lead != (s.LeadNote != "") {
			t.Errorf("%s: marked as lead: %v %q", s.Name, s.Lead, s.LeadNote)
		}
	}
}

func TestTheFirstMarkIsTheMissingSignature(t *testing.T) {
	t.Parallel()
	if got := Build(failing(t)).Marks[0]; got != "Published without the board's signature" {
		t.Errorf("the first line is %q", got)
	}
	if got := Build(excellent(t)).Marks; len(got) != 1 || !strings.HasPrefix(got[0], "Demonstration") {
		t.Errorf("a signed publication is marked %v", got)
	}
}

func TestAtMostThreeDecisionsTheGravestFirst(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		d := Build(in).Decisions
		if len(d.List) > 3 || len(d.List) == 0 && d.Note == "" {
			t.Errorf("%s: %d decisions, note %q", name, len(d.List), d.Note)
		}
	}
	if got := Build(typical(t)).Decisions.List[0].Effect; got != framework.StopsCare {
		t.Errorf("the first decision is about what %s", got)
	}
}

func TestAPartThatIsMissingIsShownAndNotItsWhole(t *testing.T) {
	t.Parallel()
	for _, g := range Build(typical(t)).Gaps.Groups[0].Gaps {
		if strings.HasPrefix(g.Item, "8.3.7") && (g.Item != "8.3.7b" || strings.Contains(g.Reason, "its part")) {
			t.Errorf("the gap reads %+v", g)
		}
	}
}

func TestEveryGapThatCouldStopCareHasASubject(t *testing.T) {
	t.Parallel()
	for _, q := range ndg(t).Questions() {
		if q.Mandatory && q.Effect == framework.StopsCare && subjects[q.ID] == "" {
			t.Errorf("%s %s could stop care and has no subject", q.ID, q.Title)
		}
	}
	for id := range subjects {
		if q, ok := ndg(t).Question(id); !ok || q.Effect != framework.StopsCare {
			t.Errorf("subject for %s, which is no such item", id)
		}
	}
}

func TestTheFiguresAgreeWithEachOther(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		r := Build(in)
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
		if got := shortName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestAResultAtHandIsUsed(t *testing.T) {
	t.Parallel()
	in := smallTrust("n", 0)
	b := prepare(in)
	planned := b.r
	planned.Outcome = score.GapsPlanned
	in.Result = &planned
	if f := Build(in).Facts[0]; f.Value != "Gaps, all in an accepted plan" || !strings.Contains(f.Note, "it has an accepted plan") {
		t.Errorf("the result reads %+v", f)
	}
}

func TestAMissingRatingIsMissing(t *testing.T) {
	t.Parallel()
	in := smallTrust("y", 1)
	in.Board.Ratings = []signoff.MemberRating{{Standard: "1", Person: priya, Rating: signoff.Fully}}
	row := Build(in).Standards.Rows[0]
	if row.Rated || row.Rating != "Not rated yet" || row.Spread == "" {
		t.Errorf("a member's rating stands for the board's: %+v", row)
	}
}

func BenchmarkBuild(b *testing.B) {
	for name, make := range map[string]func(testing.TB) Inputs{"typical": typical, "failing": failing} {
		in := make(b)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Build(in)
			}
		})
	}
}
