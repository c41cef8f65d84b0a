package report_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

func TestTheIndependentViewIsPrintedWithWhatItDiffersOn(t *testing.T) {
	t.Parallel()
	r := report.Build(papers.Assessed(t))
	in := r.Independent
	if len(in.Differs) != 2 || len(in.Untested) != 1 || len(in.Earlier) != 2 || in.Differs[0].Found == "" || !strings.Contains(in.Differs[0].Answer, "Priya Nair, by ") {
		t.Errorf("%+v", in)
	}
	for _, l := range in.Agreed {
		if l.Item == in.Untested[0].Item {
			t.Errorf("%s was not tested, and stands among what was agreed with", l.Item)
		}
	}
	if slices.ContainsFunc(report.Texts(r.Unknown.Lines), func(l string) bool { return strings.Contains(l, "independent assessor") }) {
		t.Error("what was tested is said not to be known")
	}
	if !strings.Contains(r.Belief.Sentence.String(), "differed on two") || !strings.Contains(report.Paragraph(r.Sure.Sentences...).String(), "differed on two") {
		t.Errorf("the board is not told: %q", r.Belief.Sentence)
	}
}

func TestWithoutAnAssessorNothingHasBeenTested(t *testing.T) {
	t.Parallel()
	r := report.Build(papers.Typical(t))
	if r.Independent.Heading != "" || !slices.Contains(report.Texts(r.Unknown.Lines), "Whether an independent assessor would agree: nothing has been tested here.") {
		t.Errorf("%+v, %q", r.Independent, r.Unknown.Lines)
	}
	for _, row := range r.Belief.Table.Rows {
		if row[3].Words() != "Not tested" {
			t.Errorf("%s: verified %q", row[0].Words(), row[3].Words())
		}
	}
}

// What is verified follows the answers: one that has changed since it was tested is verified no longer.
func TestAChangedAnswerIsNoLongerVerified(t *testing.T) {
	t.Parallel()
	in := papers.Assessed(t)
	before := report.Build(in)
	verified := in.Snapshot.Independent.Verified(in.Snapshot.AnswersByItem())
	if len(verified) == 0 {
		t.Fatal("nothing is verified")
	}
	for i := range in.Snapshot.Answers {
		if verified[in.Snapshot.Answers[i].Item] {
			in.Snapshot.Answers[i].Version++
			break
		}
	}
	after := report.Build(in)
	sum := func(r report.Report) (n int) {
		for _, row := range r.Standards.Rows {
			n += row.Counts.Verified
		}
		return n
	}
	if sum(after) != sum(before)-1 || !strings.Contains(report.Paragraph(after.Independent.Sentences...).String(), "One answer of the sample has changed since.") {
		t.Errorf("%d verified before, %d after", sum(before), sum(after))
	}
}

func TestWhatIsNotKnownIsNeverAnEmptyHeading(t *testing.T) {
	t.Parallel()
	in := papers.Excellent(t)
	in.Snapshot.Independent = &fieldwork.Record{Assessor: "Ruth Adeyemi"}
	if got := report.Build(in).Unknown; len(got.Lines) == 0 {
		t.Error("the heading stands over nothing")
	}
}
