package assess_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

func TestEveryPageOfAnotherTrustIsNotFound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	pages := []string{
		year.Home(), year.Left(), year.Standard("7"), year.Item("7.3.4"), year.ItemProof("7.3.4"), year.History("7.3.4"),
		year.HandOut("7.3"), year.Official(), paths.ToOfficers("ZZ1"), paths.ToTrustYears("ZZ1"),
	}
	unknown := b.otto.Get("/trusts/ZZ9/2026-27").Text()
	for _, path := range pages {
		if p := b.priya.Get(path); p.Status != 200 {
			t.Errorf("the trust's own lead gets %d at %s: %s", p.Status, path, p.Text())
		}
		p := b.otto.Get(path)
		if p.Status != 404 || withoutID(p.Text()) != withoutID(unknown) {
			t.Errorf("another trust's lead gets %d at %s", p.Status, path)
		}
	}
	for _, path := range []string{
		"/trusts/ZZ1/2030-31", "/trusts/ZZ1/nonsense", year.Standard("11"), year.Item("0"), year.History("7.3"), year.HandOut("99"), year.ItemProof("x"),
	} {
		if p := b.priya.Get(path); p.Status != 404 {
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
	b := setup(t)
	for _, p := range []*site.Page{b.tom.Get(year.HandOut("7.3")), b.tom.Post(year.HandOut("7.3"), url.Values{"person": {b.tomID}})} {
		if p.Status != http.StatusForbidden {
			t.Errorf("status %d", p.Status)
		}
		says(t, p, "Your role cannot do this here", "Ask your assessment lead.")
	}
	if p := b.tom.Get(year.Standard("7")); slices.Contains(p.Links(), year.HandOut("7.3")) {
		t.Error("the page offers what the role may not do")
	}
	says(t, b.tom.Get(year.Official()), "Ask your assessment lead to record it.")
	says(t, b.dev.Get(year.Home()), "Your role cannot do this here", "The answers are for the assessment lead")
}

func TestHandingOutAPart(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.priya.Post(year.HandOut("7.3"), url.Values{"due-day": {"1"}, "due-month": {"2"}, "due-year": {"2027"}, "person": {b.tomID}})
	if p.Status != 422 || value(t, p, "due-year") != "2027" || !checked(p, "person", b.tomID) {
		t.Errorf("a day that has gone: %d", p.Status)
	}
	says(t, p, "Enter a day that is still to come")
	if p := b.priya.Post(year.HandOut("7.3"), url.Values{}); p.Status != 422 || !p.Says("Choose who answers this part.") {
		t.Errorf("nobody chosen: %d", p.Status)
	}
	p = b.priya.Post(year.HandOut("7.3"), url.Values{"due-day": {"5"}, "due-month": {"3"}, "due-year": {"2027"}, "person": {b.tomID}})
	says(t, p, "7.3 is handed out.", "With Tom Okafor, due on Friday.")
	home := b.tom.Get(year.Home())
	says(t, home, "Your parts", "7.3 Putting the response plan to work", "With you, due on Friday. 0 of 6 answered.")
	says(t, b.priya.Get(year.Home()), "People with open parts", "With Tom Okafor, due on Friday. 0 of 6 answered.")
	b.Clock.Pass(9 * 24 * time.Hour)
	says(t, b.SignIn(t, "tom@example.org").Get(year.Home()), "overdue by five days")
	p = b.SignIn(t, "priya@example.org").Post(year.HandOut("7.3"), url.Values{"person": {"nobody"}})
	says(t, p, "7.3 is with nobody in particular.")
}

func TestConfirmingAPart(t *testing.T) {
	t.Parallel()
	b := setup(t)
	says(t, b.priya.Get(year.Standard("7")), "Can be confirmed when every mandatory question has an answer. Still open: 7.2.1 and 7.2.2.")
	b.tom.Post(year.Item("7.2.1"), answer("0", "reply", "no"))
	b.tom.Post(year.Item("7.2.2"), answer("0", "reply", "no"))
	says(t, b.tom.Get(year.Standard("7")), "To be confirmed by the assessment lead.")
	p := b.priya.Get(year.Standard("7"))
	form := p.Find(func(n *html.Node) bool { return n.Data == "form" && site.Attr(n, "action") == year.Confirm("7.2") })
	if form == nil {
		t.Fatal("the lead's page has no button to confirm 7.2")
	}
	seen := ""
	for n := range form.Descendants() {
		if site.Attr(n, "name") == "seen" {
			seen = site.Attr(n, "value")
		}
	}
	b.tom.Post(year.Item("7.2.2"), answer("1", "reply", "no", "text", "two are open"))
	if p := b.priya.Post(year.Confirm("7.2"), url.Values{"seen": {seen}}); p.Status != 409 {
		t.Errorf("confirmed an answer that was not seen: %d", p.Status)
	}
	if p := b.tom.Post(year.Confirm("7.2"), url.Values{"seen": {"3"}}); p.Status != 403 {
		t.Errorf("a contributor confirmed another's part: %d", p.Status)
	}
	p = b.priya.Post(year.Confirm("7.2"), url.Values{"seen": {"3"}})
	says(t, p, "You have confirmed 7.2.", "Priya Nair confirmed these answers 09:00.")
	b.tom.Post(year.Item("7.2.2"), answer("2", "reply", "no", "text", "one is open"))
	says(t, b.priya.Get(year.Standard("7")), "That was taken back, because 7.2.2 changed.")
}

func TestHomeSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	home := b.priya.Get(year.Home())
	h1 := home.Find(func(n *html.Node) bool { return n.Data == "h1" })
	if got := words(h1); !strings.Contains(got, "things left before 30 June") || !strings.Contains(got, "2026-27") {
		t.Errorf("the heading is %q", got)
	}
	says(t, home, "the ten standards, on the 2023-24 items", "What to do next", "Without it an attack could stop care.", "Official DSPT status",
		"Not recorded yet", "Publishing here is not a DSPT submission.", "7 Continuity planning", "Not started", "Priya Nair began the assessment")
	before := things(t, home)
	b.tom.Post(year.Item("7.1.1"), answer("0", "reply", "no"))
	b.tom.Post(year.Item("7.1.2"), answer("0", "reply", "yes"))
	home = b.priya.Get(year.Home())
	if after := things(t, home); after != before-1 {
		t.Errorf("%d things left after one answer and one half answer, before it were %d", after, before)
	}
	says(t, home, "Gaps", "2 of 14 answered", "You answered Yes; it counts when", "Tom Okafor saved an answer")
	left := b.priya.Get(year.Left())
	says(t, left, "7.1.2 Tested continuity plan for cyber attack", "things left to do")
	if left.Says("7.1.1 Key services") {
		t.Error("a gap that was answered truthfully is listed as left")
	}
	if !slices.Contains(left.Links(), year.ItemOn("8", "8.1.1")) {
		t.Error("the list does not lead to the questions")
	}
}

func things(t *testing.T, p *site.Page) int {
	t.Helper()
	h1 := words(p.Find(func(n *html.Node) bool { return n.Data == "h1" }))
	_, after, _ := strings.Cut(h1, "– ")
	n, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatalf("no number in %q", h1)
	}
	return n
}

func TestNamingProof(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.tom.Post(year.Item("7.3.4"), answer("0", "reply", "yes", "text", "Tested monthly"))
	p := b.tom.Post(year.ItemProof("7.3.4"), url.Values{"title": {"Restore report"}, "dated-day": {"40"}, "dated-month": {"1"}, "dated-year": {"2027"}, "holds": {"6"}, "place": {"SIRO's folder"}})
	if p.Status != 422 || value(t, p, "title") != "Restore report" || value(t, p, "dated-day") != "40" || !checked(p, "holds", "6") || value(t, p, "place") != "SIRO's folder" {
		t.Errorf("refused: %d, and what was typed is not all kept", p.Status)
	}
	says(t, p, "Sensitive proof", "Enter a day from 1 to 31.")
	p = b.tom.Post(year.ItemProof("7.3.4"), url.Values{"title": {"Restore report"}, "dated-day": {"14"}, "dated-month": {"1"}, "dated-year": {"2027"}, "holds": {"12"}, "place": {"https://share.example.org/7"}})
	says(t, p, "The proof is named for 7.3.4.", "14 January 2027. Holds until 14 January 2028.", "In date")
	if !slices.Contains(p.Links(), "https://share.example.org/7") {
		t.Error("a link is not a link")
	}
	if got := row(t, b.tom.Get(year.Standard("7")), "7.3.4"); !strings.Contains(got, "Proved until 14 January 2028: Restore report.") || !strings.Contains(got, "Proof: 1 named") {
		t.Errorf("the row says %s", got)
	}
	// the same proof for another question, and off again
	other := b.tom.Get(year.ItemProof("7.3.6"))
	option := other.Find(func(n *html.Node) bool { return n.Data == "option" && strings.Contains(words(n), "Restore report") })
	if option == nil {
		t.Fatal("the proof cannot be chosen for another question")
	}
	id := site.Attr(option, "value")
	says(t, b.tom.Post(year.ItemProof("7.3.6"), url.Values{"do": {"use"}, "proof": {id}}), "named for 7.3.6 too", "Also named for 7.3.4")
	if p := b.tom.Post(year.ItemProof("7.3.6"), url.Values{"do": {"use"}, "proof": {""}}); p.Status != 422 {
		t.Errorf("nothing chosen: %d", p.Status)
	}
	says(t, b.tom.Post(year.ItemProof("7.3.6"), url.Values{"do": {"withdraw"}, "proof": {id}}), "withdrawn from every question", "None yet.")
	if p := b.ruth.Post(year.ItemProof("7.3.6"), url.Values{"do": {"use"}, "proof": {id}}); p.Status != 403 {
		t.Errorf("the assessor named proof: %d", p.Status)
	}
}

func TestRecordingTheOfficialStatus(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.priya.Post(year.Official(), url.Values{"status": {"Standards Met"}, "day-day": {"1"}, "day-month": {"4"}, "day-year": {"2027"}, "submitted-by": {""}})
	if p.Status != 422 || !checked(p, "status", "Standards Met") || value(t, p, "day-month") != "4" {
		t.Errorf("refused: %d", p.Status)
	}
	says(t, p, "Enter who submitted it.", "1 April 2027 is in the future")
	p = b.priya.Post(year.Official(), url.Values{"status": {"Standards Met"}, "day-day": {"1"}, "day-month": {"2"}, "day-year": {"2027"}, "submitted-by": {"Grace Holt"}})
	says(t, p, "The official status is recorded.")
	says(t, b.priya.Get(year.Home()), "Standards Met, 1 February 2027, submitted by Grace Holt")
}

func TestKeepingTheRegisterOfOfficers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := paths.ToOfficers("ZZ1")
	since := func(v url.Values) url.Values {
		v.Set("since-day", "3")
		v.Set("since-month", "5")
		v.Set("since-year", "2025")
		return v
	}
	if p := b.dev.Post(at, since(url.Values{"office": {"siro"}})); p.Status != 422 || !p.Says("Enter the name of the person, or tick that the office is vacant.") {
		t.Errorf("neither a name nor a vacancy: %d", p.Status)
	}
	says(t, b.dev.Post(at, since(url.Values{"office": {"siro"}, "name": {"Grace Holt"}})), "Grace Holt, since 3 May 2025")
	says(t, b.dev.Post(at, since(url.Values{"office": {"chair"}, "vacant": {"yes"}})), "Vacant since 3 May 2025", "Nothing is recorded")
	p := b.tom.Get(at)
	says(t, p, "Grace Holt, since 3 May 2025")
	if p.Says("Record a change") {
		t.Error("a contributor is offered to change the register")
	}
	if p := b.tom.Post(at, since(url.Values{"office": {"siro"}, "name": {"X"}})); p.Status != 403 {
		t.Errorf("a contributor changed the register: %d", p.Status)
	}
}

func TestBeginningAYear(t *testing.T) {
	t.Parallel()
	b := setup(t)
	says(t, b.otto.Get(paths.ToTrustYears("ZZ2")), "Begin 2026-27", "The deadline is 30 June 2027.")
	theirs := paths.Year{ODS: "ZZ2", Cycle: "2026-27"}
	says(t, b.otto.Get(theirs.Home()), "Not begun yet", "Begin 2026-27")
	says(t, b.otto.Post(theirs.Begin(), nil), "The assessment of 2026-27 is begun.")
	if p := b.otto.Post(theirs.Begin(), nil); p.Status != 409 {
		t.Errorf("begun twice: %d", p.Status)
	}
	if p := b.tom.Post(year.Begin(), nil); p.Status != 403 || !p.Says("Ask your assessment lead to begin the assessment.") {
		t.Errorf("a contributor began: %d", p.Status)
	}
	says(t, b.dev.Get(paths.ToTrustYears("ZZ1")), "2026-27", "Draft")
}

// Everything that a page links to within the site is there for the one who sees the link.
func TestNoLinkOfTheseplacesIsDead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.tom.Post(year.Item("7.3.4"), answer("0", "reply", "yes", "text", "Tested monthly"))
	for name, who := range map[string]*site.Browser{"lead": b.priya, "contributor": b.tom, "assessor": b.ruth} {
		checkedAlready := map[string]bool{}
		for _, path := range []string{year.Home(), year.Left(), year.Standard("7"), year.Item("7.3.4"), year.History("7.3.4"), paths.ToTrustYears("ZZ1")} {
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
