package report

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// assessed is the typical trust with a final independent assessment: the assessor differs on two of eight items, and one was not tested.
func assessed(t testing.TB) Inputs {
	in := typical(t)
	answers := in.Snapshot.AnswersByItem()
	claimed := fieldwork.Claimed(score.Assess(in.Snapshot.Inputs()))
	w := fieldwork.Work{Engagement: fieldwork.Engagement{Cycle: "2026-27", Assessor: assessment.Author{ID: "ruth", Name: "Ruth Adeyemi"}, ScopeVersion: 1,
		Approvals: []fieldwork.Approval{{ScopeVersion: 1, Approved: true, By: assessment.Author{ID: "helen", Name: "Helen Marsh"}}},
		Copy:      fieldwork.Copy{SHA256: strings.Repeat("5b1d", 16), Reference: sent.AddMonths(-2)}},
		Scope:      fieldwork.ItemsOf(in.Snapshot.Pack, []string{"7.3.4", "7.3.5", "8.3.4", "4.2.1", "4.2.3"}, []string{"9.2.1", "1.3.1", "10.2.1"}),
		Conclusion: &fieldwork.Conclusion{Risk: "Moderate reliance", Confidence: "Medium", Words: "The two that differ are both about what was written down, and not about what was done."},
		Earlier:    []fieldwork.Reopened{{Item: "9.2.1", From: "2025-26"}, {Item: "7.3.5", From: "2025-26"}},
		Requests:   []fieldwork.Request{{Due: sent.AddMonths(-1)}, {Due: sent.AddMonths(-1), Given: &fieldwork.Evidence{On: sent.AddMonths(-1)}}},
	}
	for i, s := range w.Scope {
		f := fieldwork.Finding{Item: s.Item, Version: 1, Verdict: fieldwork.Agree, Found: "As the trust says."}
		switch i {
		case 3, 5:
			f.Verdict, f.Found, f.Recommendation = fieldwork.Differ, "The list is of 2025.", "Write the list anew each quarter."
			w.Responses = append(w.Responses, fieldwork.Response{Item: s.Item, Finding: 1, Agreed: i == 3, Words: "We write it each month.", Owner: priya, Due: sent.AddMonths(3)})
		case 6:
			f.Verdict, f.Found = fieldwork.Untested, "The report could not be seen in time."
		}
		w.Findings = append(w.Findings, f)
	}
	w.Findings = append(w.Findings, fieldwork.Finding{Item: "9.2.1", Reopened: true, Version: 1, Verdict: fieldwork.Closed, Found: "Done in May."},
		fieldwork.Finding{Item: "7.3.5", Reopened: true, Version: 1, Verdict: fieldwork.Open, Found: "Not tried since."})
	scales := scalesOf(t, in)
	r := w.RecordOf(in.Snapshot.Pack, scales, claimed, answers, sent.AddDays(-9))
	in.Snapshot.Independent = &r
	return in
}

func TestTheIndependentViewIsPrintedWithWhatItDiffersOn(t *testing.T) {
	t.Parallel()
	r := Build(assessed(t))
	in := r.Independent
	if len(in.Differs) != 2 || len(in.Untested) != 1 || len(in.Earlier) != 2 || in.Differs[0].Found == "" || !strings.Contains(in.Differs[0].Answer, "Priya Nair, by ") {
		t.Errorf("%+v", in)
	}
	for _, l := range in.Agreed {
		if l.Item == in.Untested[0].Item {
			t.Errorf("%s was not tested, and stands among what was agreed with", l.Item)
		}
	}
	if slices.ContainsFunc(r.Unknown.Lines, func(l string) bool { return strings.Contains(l, "independent assessor") }) {
		t.Error("what was tested is said not to be known")
	}
	if !strings.Contains(r.Belief.Sentence, "differed on two") || !strings.Contains(strings.Join(r.Sure.Sentences, " "), "differed on two") {
		t.Errorf("the board is not told: %q", r.Belief.Sentence)
	}
}

func TestWithoutAnAssessorNothingHasBeenTested(t *testing.T) {
	t.Parallel()
	r := Build(typical(t))
	if r.Independent.Heading != "" || !slices.Contains(r.Unknown.Lines, "Whether an independent assessor would agree: nothing has been tested here.") {
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
	in := assessed(t)
	before := Build(in)
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
	after := Build(in)
	sum := func(r Report) (n int) {
		for _, row := range r.Standards.Rows {
			n += row.Counts.Verified
		}
		return n
	}
	if sum(after) != sum(before)-1 || !strings.Contains(strings.Join(after.Independent.Sentences, " "), "One answer of the sample has changed since.") {
		t.Errorf("%d verified before, %d after", sum(before), sum(after))
	}
}

func scalesOf(t testing.TB, in Inputs) framework.Scales {
	t.Helper()
	s, err := framework.ScalesOf(in.Snapshot.Pack.Edition)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsNotKnownIsNeverAnEmptyHeading(t *testing.T) {
	t.Parallel()
	b := prepare(excellent(t))
	r := fieldwork.Record{Assessor: "Ruth Adeyemi"}
	b.s.Independent = &r
	if got := b.unknown(Report{}); len(got.Lines) == 0 {
		t.Error("the heading stands over nothing")
	}
}
