package tasks

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
)

// mine is a contributor's list: the ids on it, with the reasons.
func (d desk) mine() (ids []string, reasons string, view mineView) {
	view = newMineView(d.visit, d.home, d.home.Result(d.visit.Year.Pack, today), nil)
	for _, l := range view.todo {
		id, _, _ := strings.Cut(l.link.Text, " ")
		ids, reasons = append(ids, id), reasons+l.reason+" "
	}
	return ids, reasons, view
}

func TestAContributorsPartsStandByUrgency(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Contributor)
	for part, due := range map[string]day.Day{"1.1": {}, "2.1": today.AddDays(40), "7.1": today.AddDays(3), "7.3.5": today.AddDays(1), "8.1": today.AddDays(-2),
		"8.3": today.AddDays(-9), "9.5": today.AddDays(20)} {
		d.handOut(part, "me", "Tom Okafor", due)
	}
	d.handOut("9.6", "ann", "Ann Lee", today.AddDays(-30))
	priya := assessment.Author{ID: "priya", Name: "Priya Nair"}
	me := assessment.Author{ID: "me", Name: "Tom Okafor"}
	d.home.HandIns = map[string]assessment.HandIn{
		"9.5": {ID: "a", Part: "9.5", By: me, Verdict: assessment.SentBack, Because: "which scanner", JudgedBy: priya},
		"2.1": {ID: "b", Part: "2.1", By: me},
		"9.6": {ID: "c", Part: "9.6", By: assessment.Author{ID: "ann", Name: "Ann Lee"}, Verdict: assessment.SentBack, Because: "secret", JudgedBy: priya},
	}
	ids, reasons, view := d.mine()
	if want := []string{"9.5", "8.3", "8.1", "7.3.5", "7.1", "1.1"}; !slices.Equal(ids, want) {
		t.Errorf("to do: %v, want %v", ids, want)
	}
	for _, words := range []string{"Priya Nair sent it back: Which scanner.", "Overdue by nine days. 0 of", "Due tomorrow. 0 of 1 answered."} {
		if !strings.Contains(reasons, words) {
			t.Errorf("the reasons lack %q: %s", words, reasons)
		}
	}
	if strings.Contains(reasons, "secret") || strings.Contains(reasons, "Ann") {
		t.Errorf("something of somebody else's stands on it: %s", reasons)
	}
	if len(view.waiting) != 1 || len(view.done) != 0 {
		t.Errorf("handed in %v, done %v", view.waiting, view.done)
	}
}

func TestWhatCameByLinkIsForWhomItConcerns(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Contributor)
	d.handOut("7.3", "me", "Tom Okafor", day.Day{})
	for _, item := range []string{"7.3.5", "8.1.1"} {
		d.home.Asks = append(d.home.Asks, assessment.Ask{ID: item, Item: item, Name: "Sara Quill", Until: today, Given: assessment.Given{ID: "g"}})
	}
	ids, reasons, _ := d.mine()
	if !slices.Equal(ids, []string{"7.3.5", "7.3"}) || !strings.Contains(reasons, "Sara Quill has answered by link. Accept it or return it.") {
		t.Errorf("to do: %v (%s)", ids, reasons)
	}
}

func TestAHomeWithoutPartsSaysSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Contributor)
	d.handOut("9.6", "ann", "Ann Lee", today)
	ids, _, view := d.mine()
	if len(ids) != 0 || !strings.Contains(view.nothing(), "Nothing has been given to you yet.") {
		t.Errorf("to do: %v, and %q", ids, view.nothing())
	}
}
