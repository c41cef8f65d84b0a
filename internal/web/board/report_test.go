package board_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/site"
)

func TestTheReportStandsInTheOrderOfItsPages(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	p := b.helen.Get(base + "/report")
	b.wants(p, 200, "Northmoor and Dale has 125 of 128 requirements in place. Two of the three gaps could stop care: restoring from backup, and systems out of support.",
		"Not published: this is version 1, with the board since 14 June 2027",
		"This is not a submission to the Data Security and Protection Toolkit (DSPT). The official submission for 2026-27 is due by 30 June 2027.",
		"Vacant since 1 January 2027", "SHA-256")
	if got := headings(p, 1); len(got) != 1 || got[0] != trustName+" Cyber readiness, June 2027" {
		t.Errorf("h1: %q", got)
	}
	want := []string{"The board is asked to decide", "The ten standards at a glance", "What could hurt patients", "Could 12 May 2017 happen here?", "Our main supplier is taken out", "Who is accountable", "How sure are we",
		"What we do not know", "How the figures were made", "Signatures", "What next"}
	got := headings(p, 2)
	if !slices.Equal(got, want) {
		t.Errorf("sections are %q\nwant %q", got, want)
	}
}

// The picture and the table say the same: each bar's text alternative holds the count that the cell beside it shows.
func TestTheBarsHaveTheirFiguresAsText(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	p := b.helen.Get(base + "/report")
	rows := 0
	for n := range p.Root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" || !strings.Contains(site.Attr(n.Parent.Parent, "class"), "app-glance") || n.Parent.Data != "tbody" {
			continue
		}
		rows++
		row := site.Page{Root: n}
		title := row.Find(func(n *html.Node) bool { return n.Data == "title" })
		count := row.Find(func(n *html.Node) bool { return site.Attr(n, "class") == "app-glance__count" })
		if title == nil || count == nil || !strings.Contains(title.FirstChild.Data, ": "+count.FirstChild.Data+" in place") {
			t.Errorf("row %q", row.Text())
		}
	}
	if rows != 10 {
		t.Errorf("%d rows", rows)
	}
	if !p.Says("Standard 7. Continuity planning In place now 11 of 12") {
		t.Error("the table of figures lacks standard 7")
	}
}

func TestOnlyWhoSeesAnswersIsLedToThem(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	item := base + "/items/7.3.5"
	if !slices.Contains(b.priya.Get(base+"/report").Links(), item) {
		t.Error("the lead has no link to the answer")
	}
	if slices.Contains(b.helen.Get(base+"/report").Links(), item) {
		t.Error("a board member is led to a page that she may not see")
	}
}

func TestADraftIsMarkedAndNotForTheBoard(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.wants(b.priya.Get(base+"/report"), 200, "Draft: it has not been sent to the board", "Result here, if it were sent today")
	b.wants(b.ruth.Get(base+"/report/draft"), 200, "Draft: it has not been sent to the board")
	b.wants(b.helen.Get(base+"/report/draft"), 403, "The answers are for the assessment lead, contributors and the independent assessor.")
	b.wants(b.helen.Get(base+"/report"), 200, "Nothing has been sent to the board for 2026-27 yet")
	b.wants(b.helen.Get(base+"/board"), 200, "Nothing is waiting for you", "Nothing has been sent to the board yet")
	b.wants(b.helen.Get(base+"/report/1"), 404)
	b.wants(b.helen.Get(base+"/report/x"), 404)
}

func TestAnotherTrustsBoardIsAPageThatIsNotThere(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	b.Person(t, "max@example.org", "Max Other", site.At("ZZ2", access.BoardMember))
	b.Person(t, "lee@example.org", "Lee Other", site.At("ZZ2", access.Lead))
	b.Person(t, "sam@example.org", "Sam Keane", accountGrant(access.Analyst, access.ReachNation))
	unknown := b.helen.Get(base + "/nowhere")
	for _, name := range []string{"max", "lee", "sam"} {
		who := b.SignIn(t, name+"@example.org")
		for _, path := range []string{"/board", "/report", "/report/1", "/report/draft", "/rate", "/rate/7", "/agree", "/sign", "/signatories", "/send", "/recall", "/publish", "/others"} {
			p := who.Get(base + path)
			if p.Status != 404 || !p.Says("We cannot find that page") || headings(p, 1)[0] != headings(unknown, 1)[0] {
				t.Errorf("%s at %s: %d", name, path, p.Status)
			}
			if p.Says("Northmoor") {
				t.Errorf("%s learns the trust's name at %s", name, path)
			}
		}
	}
}

func TestARightThatOnesRoleLacksNamesWhomToAsk(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	for path, sentence := range map[string]string{
		"/send":        "Ask your assessment lead to send it.",
		"/recall":      "Ask your assessment lead to recall it.",
		"/publish":     "Ask your assessment lead to publish it.",
		"/signatories": "Ask your assessment lead or board secretary.",
		"/agree":       "Ask your chair or board secretary.",
	} {
		b.wants(b.helen.Get(base+path), 403, sentence)
		b.wants(b.helen.Post(base+path, map[string][]string{"version": {"1"}}), 403, sentence)
	}
	b.wants(b.priya.Get(base+"/rate"), 403, "Only board members rate.")
	b.wants(b.ruth.Get(base+"/sign"), 403, "Only the people who were asked to sign can sign.")
}

func TestAYearThatIsNotOpenIsNotThere(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.wants(b.helen.Get("/trusts/ZZ1/2031-32/board"), 404)
	b.wants(b.helen.Get("/trusts/ZZ1/nonsense/report"), 404)
}

func TestOthersSeeThreeFactsOfADraftAndTheResultOfAPublication(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	p := b.helen.Get(base + "/others")
	b.wants(p, 200, "Questions answered 150", "Last change 13 June 2027", "Nothing has been published in 2026-27", "Not published here")
	if p.Says("125 of 128") {
		t.Error("the counts of a draft are shown")
	}
	b.send()
	b.sign(b.amir, "declined", "I was not shown the proof.")
	b.priya.Post(base+"/publish", map[string][]string{"version": {"1"}, "without": {"yes"}})
	p = b.helen.Get(base + "/others")
	b.wants(p, 200, "Without the board’s signature", "125 of 128", "0 and 1: how many, not their words", "7.3.5 Title Full restore from backup Result Not in place")
	if p.Says("I was not shown the proof") {
		t.Error("the words of a refusal are shown as if others saw them")
	}
}
