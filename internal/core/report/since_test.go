package report_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/office"
	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

func read(in report.Inputs) report.Read {
	return report.Read{Snapshot: in.Snapshot, Result: report.ResultOf(in)}
}

func TestWhatChangedIsSaidByStandardAndQuestion(t *testing.T) {
	t.Parallel()
	before := papers.Version(t, 1)
	papers.Answer(&before, papers.Yes)
	papers.Change(&before, papers.No, "7.3.5", "2.1.1")
	papers.Change(&before, papers.Blank, "1.1.2")
	papers.Prove(&before, "Review", papers.Sent.AddMonths(-2), func(i int, q framework.Question) bool { return q.ID == "8.1.3" || q.ID == "9.2.2" })
	papers.Officers(&before, "Grace Holt")
	now := papers.Version(t, 2)
	papers.Answer(&now, papers.Yes)
	papers.Change(&now, papers.No, "2.1.1", "4.2.4")
	papers.Change(&now, papers.No, "1.1.2")
	papers.Change(&now, func(q framework.Question) assessment.Answer {
		a := papers.Yes(q)
		a.Text = "Otherwise."
		return a
	}, "3.1.2")
	papers.Prove(&now, "Review", papers.Sent.AddMonths(-2), func(i int, q framework.Question) bool { return q.ID == "9.2.2" || q.ID == "10.1.1" })
	now.Snapshot.Officers = []office.Holder{{Office: office.SIRO, Name: "Ann Lee"}, {Office: office.Chair, Name: "Joan Bell"}}

	s := report.Compare(read(before), read(now))
	var got []string
	for _, st := range s.Standards {
		for _, it := range st.Items {
			got = append(got, it.Item+" "+it.Note)
		}
	}
	want := []string{
		"1.1.2 Answered now, and not in place.",
		"3.1.2 The answer changed.",
		"4.2.4 No longer in place.",
		"7.3.5 In place now.",
		"8.1.3 Proof that is in date is no longer named.",
		"10.1.1 Proof that is in date is named now.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("changed: %s", strings.Join(got, "\n"))
	}
	if len(s.Lost) != 1 || s.Lost[0].Item != "4.2.4" || len(s.Gained) != 1 || s.Gained[0].Item != "7.3.5" {
		t.Errorf("lost %v, gained %v", s.Lost, s.Gained)
	}
	if last := s.Summary[len(s.Summary)-1]; last != "Senior information risk owner (SIRO) now: Ann Lee." || len(s.Summary) != 2 {
		t.Errorf("summary: %q", s.Summary)
	}
	if line := s.Standards[3].Line; line != "Standard 7, continuity planning: 11 of 12 in place then, 12 of 12 now." {
		t.Error(line)
	}
}

func TestAVersionThatSaysTheSameHasNoChange(t *testing.T) {
	t.Parallel()
	in := papers.Typical(t)
	s := report.Compare(read(in), read(papers.Typical(t)))
	if len(s.Standards) != 0 || s.Summary[len(s.Summary)-1] != "No answer and no proof has changed." {
		t.Errorf("%+v", s)
	}
}
