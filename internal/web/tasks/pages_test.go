package tasks_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

func TestEveryPageOfAnotherTrustIsNotFound(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	pages := []string{
		northmoor.Year.Home(), northmoor.Year.Left(), northmoor.Year.Standard("7"), northmoor.Year.Item("7.3.4"), northmoor.Year.ItemProof("7.3.4"), northmoor.Year.History("7.3.4"),
		northmoor.Year.HandOut("7.3"), northmoor.Year.Official(), paths.ToOfficers("ZZ1"), paths.ToTrustYears("ZZ1"),
	}
	unknown := n.Otto.Get("/trusts/ZZ9/2026-27").Text()
	for _, path := range pages {
		if p := n.Priya.Get(path); p.Status != 200 {
			t.Errorf("the trust's own lead gets %d at %s: %s", p.Status, path, p.Text())
		}
		p := n.Otto.Get(path)
		if p.Status != 404 || withoutID(p.Text()) != withoutID(unknown) {
			t.Errorf("another trust's lead gets %d at %s", p.Status, path)
		}
	}
	for _, path := range []string{
		"/trusts/ZZ1/2030-31", "/trusts/ZZ1/nonsense", northmoor.Year.Standard("11"), northmoor.Year.Item("0"), northmoor.Year.History("7.3"), northmoor.Year.HandOut("99"), northmoor.Year.ItemProof("x"),
	} {
		if p := n.Priya.Get(path); p.Status != 404 {
			t.Errorf("%s: %d, want 404", path, p.Status)
		}
	}
}

// withoutID drops the number of the request, which is another each time.
func withoutID(text string) string {
	before, _, _ := strings.Cut(text, "Number of this request")
	return before
}

func TestAContributorMayNotHandOutAndIsToldWhomToAsk(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for _, p := range []*site.Page{n.Tom.Get(northmoor.Year.HandOut("7.3")), n.Tom.Post(northmoor.Year.HandOut("7.3"), url.Values{"person": {n.TomID}})} {
		if p.Status != http.StatusForbidden {
			t.Errorf("status %d", p.Status)
		}
		northmoor.Says(t, p, "Your role cannot do this here", "Ask your assessment lead.")
	}
	if p := n.Tom.Get(northmoor.Year.Standard("7")); slices.Contains(p.Links(), northmoor.Year.HandOut("7.3")) {
		t.Error("the page offers what the role may not do")
	}
	northmoor.Says(t, n.Tom.Get(northmoor.Year.Official()), "Ask your assessment lead to record it.")
	northmoor.Says(t, n.Dev.Get(northmoor.Year.Home()), "Your role cannot do this here", "The answers are for the assessment lead")
}

func TestHandingOutAPart(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Priya.Post(northmoor.Year.HandOut("7.3"), url.Values{"due-day": {"1"}, "due-month": {"2"}, "due-year": {"2027"}, "person": {n.TomID}})
	if p.Status != 422 || northmoor.Value(t, p, "due-year") != "2027" || !northmoor.Checked(p, "person", n.TomID) {
		t.Errorf("a day that has gone: %d", p.Status)
	}
	northmoor.Says(t, p, "Enter a day that is still to come")
	if p := n.Priya.Post(northmoor.Year.HandOut("7.3"), url.Values{}); p.Status != 422 || !p.Says("Choose who answers this part.") {
		t.Errorf("nobody chosen: %d", p.Status)
	}
	p = n.Priya.Post(northmoor.Year.HandOut("7.3"), url.Values{"due-day": {"5"}, "due-month": {"3"}, "due-year": {"2027"}, "person": {n.TomID}})
	northmoor.Says(t, p, "7.3 is handed out.", "With Tom Okafor, due on Friday.")
	home := n.Tom.Get(northmoor.Year.Home())
	northmoor.Says(t, home, "One thing is waiting for you", "7.3 Putting the response plan to work", "Due on Friday. 0 of 6 answered.")
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Home()), "People with open parts", "With Tom Okafor, due on Friday. 0 of 6 answered.")
	n.Clock.Pass(9 * 24 * time.Hour)
	northmoor.Says(t, n.SignIn(t, "tom@example.org").Get(northmoor.Year.Home()), "Overdue by five days")
	p = n.SignIn(t, "priya@example.org").Post(northmoor.Year.HandOut("7.3"), url.Values{"person": {"nobody"}})
	northmoor.Says(t, p, "7.3 is with nobody in particular.")
}

func TestHomeSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	home := n.Priya.Get(northmoor.Year.Home())
	h1 := home.Find(func(e *html.Node) bool { return e.Data == "h1" })
	if got := northmoor.Words(h1); !strings.Contains(got, "things left before 30 June") || !strings.Contains(got, "2026-27") {
		t.Errorf("the heading is %q", got)
	}
	northmoor.Says(t, home, "the ten standards, on the 2023-24 items", "What to do next", "Without it an attack could stop care.", "Official DSPT status",
		"Not recorded yet", "Publishing here is not a DSPT submission.", "7 Continuity planning", "Not started", "Priya Nair began the assessment")
	before := things(t, home)
	n.Tom.Post(northmoor.Year.Item("7.1.1"), northmoor.Answer("0", "reply", "no"))
	n.Tom.Post(northmoor.Year.Item("7.1.2"), northmoor.Answer("0", "reply", "yes"))
	home = n.Priya.Get(northmoor.Year.Home())
	if after := things(t, home); after != before-1 {
		t.Errorf("%d things left after one answer and one half answer, before it were %d", after, before)
	}
	northmoor.Says(t, home, "Gaps", "2 of 14 answered", "You answered Yes; it counts when", "Tom Okafor saved an answer")
	left := n.Priya.Get(northmoor.Year.Left())
	northmoor.Says(t, left, "7.1.2 Tested continuity plan for cyber attack", "things left to do")
	if left.Says("7.1.1 Key services") {
		t.Error("a gap that was answered truthfully is listed as left")
	}
	if !slices.Contains(left.Links(), northmoor.Year.ItemOn("8", "8.1.1")) {
		t.Error("the list does not lead to the questions")
	}
}

func things(t *testing.T, p *site.Page) int {
	t.Helper()
	h1 := northmoor.Words(p.Find(func(e *html.Node) bool { return e.Data == "h1" }))
	_, after, _ := strings.Cut(h1, "– ")
	n, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatalf("no number in %q", h1)
	}
	return n
}

func TestRecordingTheOfficialStatus(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Priya.Post(northmoor.Year.Official(), url.Values{"status": {"Standards Met"}, "day-day": {"1"}, "day-month": {"4"}, "day-year": {"2027"}, "submitted-by": {""}})
	if p.Status != 422 || !northmoor.Checked(p, "status", "Standards Met") || northmoor.Value(t, p, "day-month") != "4" {
		t.Errorf("refused: %d", p.Status)
	}
	northmoor.Says(t, p, "Enter who submitted it.", "1 April 2027 is in the future")
	p = n.Priya.Post(northmoor.Year.Official(), url.Values{"status": {"Standards Met"}, "day-day": {"1"}, "day-month": {"2"}, "day-year": {"2027"}, "submitted-by": {"Grace Holt"}})
	northmoor.Says(t, p, "The official status is recorded.")
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Home()), "Standards Met, 1 February 2027, submitted by Grace Holt")
}

func TestKeepingTheRegisterOfOfficers(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	at := paths.ToOfficers("ZZ1")
	since := func(v url.Values) url.Values {
		v.Set("since-day", "3")
		v.Set("since-month", "5")
		v.Set("since-year", "2025")
		return v
	}
	if p := n.Dev.Post(at, since(url.Values{"office": {"siro"}})); p.Status != 422 || !p.Says("Enter the name of the person, or tick that the office is vacant.") {
		t.Errorf("neither a name nor a vacancy: %d", p.Status)
	}
	northmoor.Says(t, n.Dev.Post(at, since(url.Values{"office": {"siro"}, "name": {"Grace Holt"}})), "Grace Holt, since 3 May 2025")
	northmoor.Says(t, n.Dev.Post(at, since(url.Values{"office": {"chair"}, "vacant": {"yes"}})), "Vacant since 3 May 2025", "Nothing is recorded")
	p := n.Tom.Get(at)
	northmoor.Says(t, p, "Grace Holt, since 3 May 2025")
	if p.Says("Record a change") {
		t.Error("a contributor is offered to change the register")
	}
	if p := n.Tom.Post(at, since(url.Values{"office": {"siro"}, "name": {"X"}})); p.Status != 403 {
		t.Errorf("a contributor changed the register: %d", p.Status)
	}
}

func TestBeginningAYear(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	northmoor.Says(t, n.Otto.Get(paths.ToTrustYears("ZZ2")), "Begin 2026-27", "The deadline is 30 June 2027.")
	theirs := paths.Year{ODS: "ZZ2", Cycle: "2026-27"}
	northmoor.Says(t, n.Otto.Get(theirs.Home()), "Not begun yet", "Begin 2026-27")
	northmoor.Says(t, n.Otto.Post(theirs.Begin(), nil), "The assessment of 2026-27 is begun.")
	if p := n.Otto.Post(theirs.Begin(), nil); p.Status != 409 {
		t.Errorf("begun twice: %d", p.Status)
	}
	if p := n.Tom.Post(northmoor.Year.Begin(), nil); p.Status != 403 || !p.Says("Ask your assessment lead to begin the assessment.") {
		t.Errorf("a contributor began: %d", p.Status)
	}
	northmoor.Says(t, n.Dev.Get(paths.ToTrustYears("ZZ1")), "2026-27", "Draft")
}

// Everything that a page links to within the site is there for the one who sees the link.
func TestNoLinkOfTheseplacesIsDead(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Tested monthly"))
	for name, who := range map[string]*site.Browser{"lead": n.Priya, "contributor": n.Tom} {
		checkedAlready := map[string]bool{}
		for _, path := range []string{northmoor.Year.Home(), northmoor.Year.Left(), northmoor.Year.Standard("7"), northmoor.Year.Item("7.3.4"), northmoor.Year.History("7.3.4"), paths.ToTrustYears("ZZ1")} {
			for _, link := range who.Get(path).Links() {
				target, anchor, _ := strings.Cut(link, "#")
				if checkedAlready[link] || !strings.HasPrefix(target, "/trusts/") || strings.Contains(target, "/report") || strings.Contains(target, "/send") ||
					strings.Contains(target, "/others") || strings.Contains(target, "/signatories") {
					continue
				}
				checkedAlready[link] = true
				p := who.Get(target)
				if p.Status != 200 {
					t.Errorf("%s, %s links to %s: %d", name, path, link, p.Status)
				} else if anchor != "" && p.ByID(anchor) == nil {
					t.Errorf("%s, %s links to %s, and there is no such place on the page", name, path, link)
				}
			}
		}
	}
}
