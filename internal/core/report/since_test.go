package report

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/office"
)

func read(in Inputs) Read { return Read{in.Snapshot, prepare(in).r} }

func TestWhatChangedIsSaidByStandardAndQuestion(t *testing.T) {
	t.Parallel()
	before := version(t, 1)
	answer(&before, yes)
	change(&before, no, "7.3.5", "2.1.1")
	change(&before, blank, "1.1.2")
	prove(&before, "Review", sent.AddMonths(-2), func(i int, q framework.Question) bool { return q.ID == "8.1.3" || q.ID == "9.2.2" })
	officers(&before, "Grace Holt")
	now := version(t, 2)
	answer(&now, yes)
	change(&now, no, "2.1.1", "4.2.4")
	change(&now, no, "1.1.2")
	change(&now, func(q framework.Question) assessment.Answer {
		a := yes(q)
		a.Text = "Otherwise."
		return a
	}, "3.1.2")
	prove(&now, "Review", sent.AddMonths(-2), func(i int, q framework.Question) bool { return q.ID == "9.2.2" || q.ID == "10.1.1" })
	now.Snapshot.Officers = []office.Holder{{Office: office.SIRO, Name: "Ann Lee"}, {Office: office.Chair, Name: "Joan Bell"}}

	s := Compare(read(before), read(now))
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
	in := typical(t)
	s := Compare(read(in), read(typical(t)))
	if len(s.Standards) != 0 || s.Summary[len(s.Summary)-1] != "No answer and no proof has changed." {
		t.Errorf("%+v", s)
	}
}
