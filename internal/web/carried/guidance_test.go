package carried_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/testkit/northmoor"
)

func TestAnAnswerWhoseGuidanceChangedIsLedToAndHeld(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	year := northmoor.Year
	if p := n.Priya.Post(year.Item("1.1.1"), northmoor.Answer("0", "reply", "yes", "text", "In place.")); p.Status != http.StatusOK {
		t.Fatalf("answer: %d", p.Status)
	}
	if p := n.Priya.Get(year.Home()); strings.Contains(p.Text(), "guidance") {
		t.Errorf("nothing has changed, and yet: %s", p.Text())
	}
	n.Clock.Pass(time.Hour)
	n.Exec(t, `insert into pack_changes (edition, revision, item, mandatory, basis, why, changed_at, changed_by_name)
		select edition, 1, '1.1.1', false, '', 'A new form', $1, 'Ada Whitlock' from cycles limit 1`, n.Clock.Now())
	for _, page := range []string{year.Home(), year.Left()} {
		if p := n.Priya.Get(page); !strings.Contains(p.Text(), "One answer was given before the guidance changed") {
			t.Errorf("%s says nothing of it: %s", page, p.Text())
		}
	}
	p := n.Priya.Get(year.Guidance())
	for _, want := range []string{"It is no longer mandatory.", "Ada Whitlock says why: A new form.", "In place.", "It still holds"} {
		if !strings.Contains(p.Text(), want) {
			t.Errorf("the page does not say %q: %s", want, p.Text())
		}
	}
	hold := url.Values{"item": {"1.1.1"}, "revision": {"1"}}
	if p := n.Ruth.Post(year.Guidance(), hold); p.Status != http.StatusForbidden {
		t.Errorf("an assessor holds it: %d", p.Status)
	}
	if p := n.Otto.Post(year.Guidance(), hold); p.Status != http.StatusNotFound {
		t.Errorf("another trust's lead holds it: %d", p.Status)
	}
	if p := n.Tom.Post(year.Guidance(), url.Values{"item": {"1.1.1"}, "revision": {"7"}}); p.Status != http.StatusConflict {
		t.Errorf("held for a change that nobody made: %d", p.Status)
	}
	if p := n.Tom.Post(year.Guidance(), hold); p.Status != http.StatusOK || !strings.Contains(p.Text(), "somebody has looked at each since") {
		t.Errorf("held: %d, %s", p.Status, p.Text())
	}
	if p := n.Priya.Get(year.Home()); strings.Contains(p.Text(), "before the guidance changed") {
		t.Error("it is still led to")
	}
}
