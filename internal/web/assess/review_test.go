package assess_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/testkit/northmoor"
)

func TestAQuestionOfAReviewerIsExplainedInOneLine(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	if p := n.Priya.Post(northmoor.Year.Item("1.1.7"), northmoor.Answer("0", "reply", "yes", "text", "Reviewed in June 2025.")); p.Status != 200 {
		t.Fatalf("saving: %d", p.Status)
	}
	page := n.Priya.Get(northmoor.Year.Review())
	northmoor.Says(t, page, "What a reviewer would ask", "A date of last year in the text", "The text speaks of 2025. Does it still describe how things are in 2026-27?")
	key := regexp.MustCompile(`name="key" value="(last-year 1\.1\.7[^"]*)"`).FindStringSubmatch(page.Source)
	if key == nil {
		t.Fatal("there is no form for the reply")
	}
	long := strings.Repeat("x", 301)
	p := n.Priya.Post(northmoor.Year.Review(), url.Values{"key": {key[1]}, "reply": {long}})
	if p.Status != 422 || p.ByID("reply") == nil || !strings.Contains(p.Source, long) {
		t.Errorf("a reply that is too long: %d", p.Status)
	}
	northmoor.Says(t, p, "Shorten this to 300 characters")
	northmoor.Says(t, n.Priya.Post(northmoor.Year.Review(), url.Values{"key": {key[1]}, "reply": {"The measures are the same."}}),
		"The reply is kept.", "The measures are the same.", "Priya Nair")
	if p := n.Tom.Get(northmoor.Year.Review()); p.Status != 200 || strings.Contains(p.Source, `name="key"`) {
		t.Errorf("a contributor (%d) is offered to reply", p.Status)
	}
	if p := n.Tom.Post(northmoor.Year.Review(), url.Values{"key": {key[1]}, "reply": {"x"}}); p.Status != 403 {
		t.Errorf("a contributor replied: %d", p.Status)
	}
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Home()), "Before others read it")
}

// What a reviewer would ask stands beside the question itself, folded, and leads to where one replies.
func TestAQuestionOfAReviewerStandsBesideItsRow(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for _, page := range []string{northmoor.Year.Standard("1"), northmoor.Year.Item("1.1.7")} {
		if strings.Contains(n.Priya.Get(page).Source, "A reviewer would ask") {
			t.Errorf("%s asks about what is not answered", page)
		}
	}
	row := n.Part(t, n.Priya, northmoor.Year.Item("1.1.7"), northmoor.Answer("0", "reply", "yes", "text", "Reviewed in June 2025."))
	northmoor.Says(t, row, "A reviewer would ask", "The text speaks of 2025.")
	for _, page := range []string{northmoor.Year.Standard("1"), northmoor.Year.Item("1.1.7")} {
		p := n.Priya.Get(page)
		if got := northmoor.Row(t, p, "1.1.7"); !strings.Contains(got, "The text speaks of 2025.") || !strings.Contains(got, "Reply to it") {
			t.Errorf("%s: %s", page, got)
		}
		if !slices.Contains(p.Links(), northmoor.Year.ReviewOf("1.1.7")) {
			t.Errorf("%s does not lead to the reply", page)
		}
	}
	review := n.Priya.Get(northmoor.Year.Review())
	if review.ByID("ask-1.1.7") == nil {
		t.Error("the link leads to no place of the page")
	}
	key := regexp.MustCompile(`name="key" value="(last-year 1\.1\.7[^"]*)"`).FindStringSubmatch(review.Source)
	if key == nil {
		t.Fatal("there is no form for the reply")
	}
	n.Priya.Post(northmoor.Year.Review(), url.Values{"key": {key[1]}, "reply": {"The measures are the same."}})
	if got := northmoor.Row(t, n.Tom.Get(northmoor.Year.Standard("1")), "1.1.7"); !strings.Contains(got, "The measures are the same. Priya Nair, 09:00") || !strings.Contains(got, "See it among all such questions") {
		t.Errorf("the reply does not stand beside the row: %s", got)
	}
}
