package assess_test

import (
	"net/url"
	"regexp"
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
