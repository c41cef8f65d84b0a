package papers_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

// Whoever reads a figure is one link away from the answers that it came from: on a page that they may open, and of which only those
// who may see the answers are led on to them.
func TestEachFigureLeadsToAPageThatItsReaderMayOpen(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Priya.Post(boardroom.Base+"/critical-services", url.Values{"name": {"Laboratory"}, "hours": {"4"}})
	b.Send()
	const behind = boardroom.Base + "/report/1/behind/"
	for name, who := range map[string]*site.Browser{"the lead": b.Priya, "a board member": b.Helen, "the secretary": b.Dev, "an assessor": b.Ruth} {
		p := who.Get(boardroom.Base + "/report")
		followed := map[string]bool{}
		for _, l := range p.Links() {
			if strings.HasPrefix(l, behind) && !followed[l] {
				followed[l] = true
				b.Wants(who.Get(l), 200)
			}
		}
		if len(followed) < 20 {
			t.Errorf("%s is led to %d lists", name, len(followed))
		}
		seven := who.Get(behind + "standard-7")
		b.Wants(seven, 200, "Standard 7, continuity planning", "Full restore from backup", "Not in place")
		answers := name == "the lead"
		if slices.Contains(seven.Links(), boardroom.Base+"/items/7.3.5") != answers {
			t.Errorf("%s is led to the answers: %v", name, !answers)
		}
	}
	b.Wants(b.Helen.Get(behind+"not-in-place"), 200, "Three in all, from the record")
	for _, unknown := range []string{"everything", "standard-11", "item-7.3", "question-0", "gaps-x", "year-7"} {
		b.Wants(b.Helen.Get(behind+unknown), 404)
	}
	b.Wants(b.Helen.Get(boardroom.Base+"/report/2/behind/in-place"), 404)
	if file := b.Helen.Get(behind + "not-in-place?format=csv"); file.Status != 200 || !strings.Contains(file.Source, "7.3.5,Full restore from backup,3 May 2025,Not in place,Nothing to prove") {
		t.Errorf("as a file: %d\n%s", file.Status, file.Source)
	}
}

// A draft is for those who may see the answers, and so is what stands behind its figures.
func TestWhatIsBehindADraftIsForWhoeverSeesAnswers(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	const address = boardroom.Base + "/report/draft/behind/no-answer"
	b.Wants(b.Priya.Get(address), 200, "1.1.2", "No answer")
	b.Wants(b.Helen.Get(address), 403)
	if !slices.Contains(b.Priya.Get(boardroom.Base+"/report/draft").Links(), address) {
		t.Error("the draft does not lead to what is behind its figures")
	}
}
