package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/report"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/testkit/papers"
)

// clumsy finds sentences that were put together wrongly.
var clumsy = regexp.MustCompile(`  |\.\.|,,| [.,;]|%!|\(\)|^\s|\s$|` +
	`\b[Oo]ne (are|have|were|requirements|gaps|groups)\b|\b[Nn]one (gaps|requirements)\b|\ba [aeio]`)

func TestSentencesAreWellFormed(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		for s := range report.Build(in).Sentences {
			if clumsy.MatchString(s) {
				t.Errorf("%s: %q", name, s)
			}
		}
	}
}

// Sentences must hold for none, one and many. A small pack makes every mixture of answers and proof.
func TestVerdictsOfASmallTrust(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers string // y yes, n no, . unanswered, - does not apply; the first item could stop care, the others weaken proof
		proof   int    // for so many items from the first
		want    string
	}{
		{"y", 1, "X has its one requirement in place, and names proof that is in date for it."},
		{"y", 0, "X claims its one requirement; it has named proof for none."},
		{"n", 0, "X does not have its one requirement in place. The one gap could stop care: full restore."},
		{".", 0, "X has not answered its one requirement."},
		{"yyy", 3, "X has all three requirements in place, and names proof that is in date for each."},
		{"yyy", 1, "X claims all three requirements; it names proof that is in date for one of them."},
		{"-yy", 3, "X has all three requirements in place, and names proof that is in date for each. One of the three is said not to apply."},
		{"nyy", 3, "X has two of three requirements in place. The one gap could stop care: full restore."},
		{"yny", 3, "X has two of three requirements in place. The one gap could not stop care by itself; it would weaken our proof."},
		{"ynn", 3, "X has one of three requirements in place. Neither of the two gaps could stop care by itself; both would weaken our proof."},
		{"ynnn", 3, "X has one of four requirements in place. None of the three gaps could stop care by itself; all would weaken our proof."},
		{"nny", 3, "X has one of three requirements in place. One of the two gaps could stop care: full restore."},
		{"nyy", 0, "X claims two of three requirements; it has named proof for none. The one gap could stop care: full restore."},
		{".yy", 3, "X has two of three requirements in place. The one gap could stop care: full restore. It has not been answered, and counts as not in place until it is."},
		{"..y", 3, "X has one of three requirements in place. One of the two gaps could stop care: full restore. Both gaps are requirements without an answer."},
		{".ny", 3, "X has one of three requirements in place. One of the two gaps could stop care: full restore. One of the gaps is a requirement without an answer."},
		{"nyyyy", 2, "X has four of five requirements in place. The one gap could stop care: full restore. Only one of the four in place names proof that is in date."},
		{"yn", 0, "X claims one of two requirements; it has named no proof for it. The one gap could not stop care by itself; it would weaken our proof."},
	} {
		in := smallTrust(c.answers, c.proof)
		if got := report.Build(in).Verdict.String(); got != c.want {
			t.Errorf("%q with proof for %d:\n got %s\nwant %s", c.answers, c.proof, got, c.want)
		}
		for s := range report.Build(in).Sentences {
			if clumsy.MatchString(s) {
				t.Errorf("%q with proof for %d: %q", c.answers, c.proof, s)
			}
		}
	}
}

// smallTrust has one item for each letter. All its answers are confirmed.
func smallTrust(answers string, proof int) report.Inputs {
	a := framework.Assertion{ID: "1.1", Title: "Small"}
	s := snapshot.Snapshot{Version: 1, Reference: papers.Sent, Cycle: "2026-27", Trust: snapshot.Trust{Name: "X NHS Trust"}}
	p := assessment.Proof{ID: "p", Title: "p", Dated: papers.Sent}
	for i, c := range answers {
		it := framework.Item{
			ID: fmt.Sprintf("1.1.%d", i+1), Title: fmt.Sprintf("Thing %d", i+1), Gap: "We lack it.", Ask: "Is it?", Mandatory: true,
			Effect: framework.WeakensProof, DoesNotApply: "never", EffectReason: "It weakens.", Owner: "Head of IT",
		}
		if i == 0 {
			it.Effect, it.Title = framework.StopsCare, "Full restore"
		}
		a.Items = append(a.Items, it)
		reply := map[rune]assessment.Reply{'y': assessment.Yes, 'n': assessment.No, '-': assessment.DoesNotApply}[c]
		s.Answers = append(s.Answers, assessment.Answer{Item: it.ID, Words: assessment.Words{Reply: reply, Text: "because"}})
		if i < proof {
			p.Items = append(p.Items, it.ID)
		}
	}
	s.Pack = framework.Pack{Edition: "small", Kind: framework.NDG, Standards: []framework.Standard{{Number: "1", Title: "First", Assertions: []framework.Assertion{a}}}}
	s.Proofs = []assessment.Proof{p}
	s.Confirmations = []assessment.Confirmation{{Assertion: "1.1"}}
	return report.Inputs{Snapshot: s, SHA256: "hash"}
}

func TestLossesAndGainsAgreeWithTheirVerb(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		gained, lost int
		want         string
	}{
		{0, 0, "The same requirements are in place as a year ago."},
		{1, 0, "One requirement is in place that was not a year ago; none has been lost."},
		{2, 0, "Two requirements are in place that were not a year ago; none has been lost."},
		{0, 1, "One requirement that was in place a year ago no longer is; none has been gained."},
		{0, 13, "13 requirements that were in place a year ago no longer are; none has been gained."},
		{1, 1, "One requirement is in place that was not a year ago; one that was in place no longer is."},
		{10, 2, "Ten requirements are in place that were not a year ago; two that were in place no longer are."},
	} {
		if got := report.ChangeSummary(c.gained, c.lost).String(); got != c.want {
			t.Errorf("%d gained, %d lost: %q, want %q", c.gained, c.lost, got, c.want)
		}
	}
}

func TestPeersAreComparedStandardByStandard(t *testing.T) {
	t.Parallel()
	in := smallTrust("yn", 2)
	for _, c := range []struct {
		low, high int
		want      string
	}{
		{6000, 9000, "below the middle half of them in standard 1."},
		{1000, 4000, "above the middle half of them in standard 1."},
		{5000, 5000, "within the middle half of them in the one standard."},
	} {
		in.Snapshot.Peers = snapshot.Peers{Kind: "acute", On: papers.Sent, Trusts: 9, Standards: []snapshot.Band{{Standard: "1", Low: c.low, High: c.high}}}
		want := "Compared with the nine other acute trusts that had published by 14 June 2027, we stand " + c.want
		if got := report.Build(in).Peers.String(); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	in.Snapshot.Peers.Cycle = "2025-26"
	if got := report.Build(in).Peers.String(); !strings.HasPrefix(got, "Compared with what nine other acute trusts published for 2025-26, we stand within") {
		t.Errorf("of another year: %q", got)
	}
}
