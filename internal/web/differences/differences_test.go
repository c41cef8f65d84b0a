package differences_test

import (
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// points gives the keys of the points that can be chosen.
func points(p *site.Page) string {
	var keys []string
	for n := range p.ByID("from").Descendants() {
		if n.Data == "option" {
			keys = append(keys, site.Attr(n, "value"))
		}
	}
	return strings.Join(keys, " ")
}

// Given a version that was sent, when an answer changes after it, then the page says which, as it was then and as it is now, and the
// file says the same.
func TestTwoPointsAreComparedQuestionByQuestion(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Wants(b.Priya.Post(boardroom.Base+"/recall", url.Values{"version": {"1"}}), 200)
	at := northmoor.Year
	b.Wants(b.Priya.Post(at.Item("7.3.4"), url.Values{"version": {"1"}, "reply": {"no"}, "text": {"The vault was empty"}, "from": {"item"}}), 200)
	p := b.Priya.Get(at.Differences("v1", "now"))
	b.Wants(p, 200, "One question is different", "The vault was empty", "no longer in place")
	if links := strings.Join(p.Links(), " "); !strings.Contains(links, at.Item("7.3.4")) {
		t.Errorf("the question is not led to: %s", links)
	}
	file := b.Priya.Get(at.Differences("v1", "now") + "&format=csv")
	if !strings.Contains(file.Source, "7.3.4") || !strings.Contains(file.Source, "The vault was empty") {
		t.Errorf("the file:\n%s", file.Source)
	}
	b.Wants(b.Priya.Get(at.Differences("now", "now")), 200, "No answer, no text and no proof is different.")
	b.Wants(b.Priya.Get(at.Differences("v1", "v1")), 200, "No answer, no text and no proof is different.")
}

func TestAPointThatIsNotThereIsSaidBesideItsField(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for field, address := range map[string]string{"from": northmoor.Year.Differences("v9", "now"), "to": northmoor.Year.Differences("now", "never")} {
		p := n.Priya.Get(address)
		if p.Status != 422 || !p.Says("This year has no such point. Choose one from the list.") || p.ByID(field+"-error") == nil {
			t.Errorf("%s: %d\n%s", address, p.Status, p.Text())
		}
		if points(p) != "now" {
			t.Errorf("%s offers %q", address, points(p))
		}
	}
}

// A contributor sees the same as the lead; the board, its secretary and the assessor are refused; another trust finds no such page.
func TestWhoSeesWhatIsDifferent(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	if p := n.Tom.Get(northmoor.Year.Differences("", "")); p.Status != 200 || !p.Says("In place then") || p.Says("Recall") {
		t.Errorf("a contributor: %d\n%s", p.Status, p.Text())
	}
	for who, c := range map[string]struct {
		b      *site.Browser
		status int
	}{"secretary": {n.Dev, 403}, "assessor": {n.Ruth, 403}, "lead elsewhere": {n.Otto, 404}} {
		if p := c.b.Get(northmoor.Year.Differences("", "")); p.Status != c.status || p.Says("In place then") {
			t.Errorf("%s: %d, want %d", who, p.Status, c.status)
		}
	}
}

// Given a year that was never sent, when the next one is looked at, then last year's working copy is a point, and says so.
func TestAYearThatWasNeverSentIsAPointToo(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Exec(t, `insert into cycles (label, edition, opens, deadline) select '2027-28', edition, '2027-02-01', '2028-06-30' from cycles where label = '2026-27'`)
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Tested monthly", "from", "item"))
	next := paths.Year{ODS: "ZZ1", Cycle: "2027-28"}
	if p := n.Priya.Post(next.Begin(), nil); p.Status != 200 {
		t.Fatalf("%d\n%s", p.Status, p.Text())
	}
	p := n.Priya.Get(next.Differences("", ""))
	if points(p) != "last now" || !p.Says("Last year (2026-27, never sent to the board), as it stands today") || !p.Says("Tested monthly") || !p.Says("One question is different") {
		t.Errorf("%s\n%s", points(p), p.Text())
	}
	// What was sent further back keeps a name of its own.
	n.Exec(t, `insert into cycles (label, edition, opens, deadline) select '2028-29', edition, '2027-02-02', '2029-06-30' from cycles where label = '2026-27'`)
	third := paths.Year{ODS: "ZZ1", Cycle: "2028-29"}
	if p := n.Priya.Post(third.Begin(), nil); p.Status != 200 {
		t.Fatalf("%d\n%s", p.Status, p.Text())
	}
	if p := n.Priya.Get(third.Differences("last", "now")); points(p) != "last now" || !p.Says("Last year (2027-28, never sent") || p.Says("Tested monthly") {
		t.Errorf("%s\n%s", points(p), p.Text())
	}
}
