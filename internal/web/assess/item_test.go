package assess_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

func TestASavedRowShowsWhatItComesTo(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Tom.Post(northmoor.Year.Item("7.3.5"), northmoor.Answer("0", "date-day", "3", "date-month", "5", "date-year", "2025", "text", "PACS and the record"))
	if p.Status != http.StatusOK || p.Path != northmoor.Year.Standard("7") {
		t.Fatalf("after saving: %d at %s", p.Status, p.Path)
	}
	got := northmoor.Row(t, p, "7.3.5")
	for _, want := range []string{
		"Not in place: the last full restore must be within 12 months; you answered 3 May 2025.",
		"Saved 09:00 by Tom Okafor", "Mandatory: our reading of the 2025-26 supplier form", "Proof: none named, add", "History",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the row does not say %q: %s", want, got)
		}
	}
	if northmoor.Value(t, p, "7.3.5-text") != "PACS and the record" || northmoor.Value(t, p, "7.3.5-date-year") != "2025" {
		t.Error("the row does not show the answer in its fields")
	}
	northmoor.Says(t, p, "1 of 14 answered", "Next unanswered: 7.1.1", "Standard 7 of 10 · Process")
}

func TestAFormLeadsBackToWhereItCameFrom(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for from, want := range map[string]string{"": northmoor.Year.Standard("7"), "item": northmoor.Year.Item("7.3.4")} {
		if p := n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "no", "from", from)); p.Path != want {
			t.Errorf("sent from %q one is led to %q, want %q", from, p.Path, want)
		}
	}
}

func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Tom.Post(northmoor.Year.Item("7.3.5"), northmoor.Answer("0", "date-day", "31", "date-month", "June", "date-year", "26", "text", "half a sentence"))
	if p.Status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", p.Status)
	}
	for id, want := range map[string]string{"7.3.5-date-day": "31", "7.3.5-date-month": "June", "7.3.5-date-year": "26", "7.3.5-text": "half a sentence"} {
		if got := northmoor.Value(t, p, id); got != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
	summary := p.Find(func(e *html.Node) bool { return site.Attr(e, "data-module") == "nhsuk-error-summary" })
	if summary == nil || !strings.Contains(northmoor.Words(summary), "Enter a year with four digits") {
		t.Fatal("no error summary that names what is wrong")
	}
	linked := false
	for n := range summary.Descendants() {
		if n.Data == "a" && site.Attr(n, "href") == "#7.3.5-date-year" {
			linked = true
		}
	}
	if !linked || p.ByID("7.3.5-date-year") == nil {
		t.Error("the summary does not lead to the field")
	}
	if got := northmoor.Row(t, p, "7.3.5"); !strings.Contains(got, "Enter a year with four digits") {
		t.Errorf("nothing is said beside the field: %s", got)
	}
	northmoor.Says(t, n.Tom.Get(northmoor.Year.Standard("7")), "0 of 14 answered")
}

func TestTheScriptGetsTheRowAndWhatItChanges(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Part(t, n.Tom, northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Tested monthly"))
	if p.Status != http.StatusOK || strings.Contains(p.Source, "<header") {
		t.Fatalf("%d: %s", p.Status, p.Source)
	}
	if got := northmoor.Row(t, p, "7.3.4"); !strings.Contains(got, "In place: you answered Yes. No proof is named for it yet.") {
		t.Errorf("the row says %s", got)
	}
	for _, id := range []string{"progress-count", "progress-next", "line-7.3", "state-7.3", "confirm-7.3"} {
		if site.Attr(p.ByID(id), "hx-swap-oob") != "true" {
			t.Errorf("the fragment does not bring %s", id)
		}
	}
	if got := northmoor.Words(p.ByID("progress-count")); got != "1 of 14 answered" {
		t.Errorf("progress says %s", got)
	}
	page := n.Tom.Get(northmoor.Year.Standard("7"))
	for _, id := range []string{"progress-count", "progress-next", "line-7.3", "state-7.3", "confirm-7.3"} {
		if page.ByID(id) == nil {
			t.Errorf("the page has no place for %s", id)
		}
	}
}

func TestTheScriptGetsARefusedRowToo(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Part(t, n.Tom, northmoor.Year.Item("4.2.3"), northmoor.Answer("0", "reply", "yes", "figure", "a lot", "text", "some words"))
	if p.Status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", p.Status)
	}
	if northmoor.Value(t, p, "4.2.3-figure") != "a lot" || northmoor.Value(t, p, "4.2.3-text") != "some words" || !northmoor.Checked(p, "4.2.3-reply", "yes") {
		t.Error("what was typed is not kept")
	}
	got := northmoor.Row(t, p, "4.2.3")
	if strings.Count(got, "Enter a number, such as 94.5.") != 2 {
		t.Errorf("the message is not both in the summary and beside the field: %s", got)
	}
}

func TestTwoPeopleOneAnswer(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Weekly tape for the rest"))
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("1", "reply", "no", "text", "Daily tape for the rest"))
	p := n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("1", "reply", "yes", "text", "Weekly tape for all"))
	if p.Status != http.StatusConflict {
		t.Fatalf("status %d: %s", p.Status, p.Text())
	}
	northmoor.Says(t, p, "Somebody else changed this answer while you were typing", "Tom Okafor saved this 09:00", "You are saving this now",
		"Keep theirs", "Keep mine", "Or put both together")
	var marked []string
	for n := range p.Root.Descendants() {
		if n.Data == "ins" {
			marked = append(marked, northmoor.Words(n))
		}
	}
	if got := strings.Join(marked, "|"); got != "No|Daily|the rest|Yes|Weekly|all" {
		t.Errorf("marked: %s", got)
	}
	if got := northmoor.Value(t, p, "7.3.4-text"); got != "Daily tape for the rest\n\nWeekly tape for all" {
		t.Errorf("put together: %q", got)
	}
	if p := n.Priya.Get(northmoor.Year.Standard("7")); !strings.Contains(northmoor.Value(t, p, "7.3.4-text"), "Daily") {
		t.Error("the conflict changed the answer")
	}
	// keep mine, on top of theirs
	if p := n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("2", "reply", "yes", "text", "Weekly tape for all")); p.Status != http.StatusOK {
		t.Fatalf("keeping mine: %d", p.Status)
	}
	northmoor.Says(t, n.Priya.Get(northmoor.Year.History("7.3.4")), "Weekly tape for all", "Daily tape for the rest", "Weekly tape for the rest")
}

func TestTheScriptGetsBothTextsInTheRow(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "no"))
	p := n.Part(t, n.Tom, northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "mine"))
	if p.Status != http.StatusConflict || strings.Contains(p.Source, "<header") {
		t.Fatalf("status %d", p.Status)
	}
	got := northmoor.Row(t, p, "7.3.4")
	for _, want := range []string{"Somebody else changed this answer while you were typing 7.3.4", "Priya Nair saved this 09:00", "Keep mine"} {
		if !strings.Contains(got, want) {
			t.Errorf("the row does not say %q: %s", want, got)
		}
	}
	forgets := 0
	for n := range p.Root.Descendants() {
		if site.Attr(n, "data-forgets") == "form-7.3.4" {
			forgets++
		}
	}
	if forgets != 3 {
		t.Errorf("%d of the three choices forget what the window keeps", forgets)
	}
}

func TestWhoMayNotSave(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for name, c := range map[string]struct {
		who    *site.Browser
		status int
	}{"assessor": {n.Ruth, 403}, "board secretary": {n.Dev, 403}, "another trust's lead": {n.Otto, 404}} {
		if p := c.who.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes")); p.Status != c.status {
			t.Errorf("%s: %d, want %d", name, p.Status, c.status)
		}
	}
	if p := n.Tom.Post(northmoor.Year.Item("7.3.99"), northmoor.Answer("0", "reply", "yes")); p.Status != 404 {
		t.Errorf("an unknown question: %d", p.Status)
	}
}

func TestTheDraftIsNotForTheAssessor(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Tested monthly"))
	for _, path := range []string{northmoor.Year.Home(), northmoor.Year.Standard("7"), northmoor.Year.Item("7.3.4"), northmoor.Year.History("7.3.4")} {
		if p := n.Ruth.Get(path); p.Status != 403 || !p.Says("The independent assessor reads the copy that is tested.") || p.Says("Tested monthly") {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
}

func TestWhileItIsWithTheBoardNothingCanBeTyped(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Exec(t, `update assessments set stage = 'with the board', version = 1`)
	p := n.Priya.Get(northmoor.Year.Standard("7"))
	northmoor.Says(t, p, "This is with the board. Recall it first")
	if p.Find(func(e *html.Node) bool { return e.Data == "textarea" }) != nil {
		t.Error("the page has a text field")
	}
	if p := n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes")); p.Status != 409 {
		t.Errorf("saving: %d", p.Status)
	}
	frag := n.Part(t, n.Priya, northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "my words"))
	if got := northmoor.Row(t, frag, "7.3.4"); frag.Status != 409 || !strings.Contains(got, "Recall it first") || !strings.Contains(got, "my words") {
		t.Errorf("the script gets %d: %s", frag.Status, got)
	}
	n.Exec(t, `update assessments set stage = 'published'`)
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Standard("7")), "Begin the next version")
	if p := n.Priya.Post(northmoor.Year.Reopen(), nil); p.Status != 200 {
		t.Fatalf("beginning the next version: %d", p.Status)
	}
	if p := n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "no")); p.Status != 200 {
		t.Errorf("saving in the next version: %d", p.Status)
	}
}

func TestAnAnswerCanBeTakenAway(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "by mistake"))
	northmoor.Says(t, n.Tom.Get(northmoor.Year.Item("7.3.4")), "Take this answer away", "What would satisfy this")
	p := n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("1", "do", "clear", "from", "item"))
	if northmoor.Value(t, p, "7.3.4-text") != "" || northmoor.Checked(p, "7.3.4-reply", "yes") {
		t.Error("the answer is still there")
	}
	northmoor.Says(t, n.Tom.Get(northmoor.Year.History("7.3.4")), "took the answer away", "by mistake")
}
