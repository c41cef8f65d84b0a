package papers_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

func TestTheReportStandsInTheOrderOfItsPages(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	p := b.Helen.Get(boardroom.Base + "/report")
	b.Wants(p, 200, "Northmoor and Dale has 125 of 128 requirements in place. Two of the three gaps could stop care: restoring from backup, and systems out of support.",
		"Not published: this is version 1, with the board since 14 June 2027",
		"This is not a submission to the Data Security and Protection Toolkit (DSPT). The official submission for 2026-27 is due by 30 June 2027.",
		"Vacant since 1 January 2027", "SHA-256")
	if got := boardroom.Headings(p, 1); len(got) != 1 || got[0] != boardroom.TrustName+" Cyber readiness, June 2027" {
		t.Errorf("h1: %q", got)
	}
	want := []string{"The board is asked to decide", "The ten standards at a glance", "What could hurt patients", "Strategy and investment",
		"Could 12 May 2017 happen here?", "Our main supplier is taken out", "The basics that boards are told to ask about", "People and training",
		"Who is accountable", "How sure are we", "Claimed, proved, verified", "Assurance, along the five principles of the Cyber Governance Code of Practice", "What we do not know",
		"What boards are told to ask, and what this record answers", "How the figures were made", "Signatures", "What next"}
	got := boardroom.Headings(p, 2)
	if !slices.Equal(got, want) {
		t.Errorf("sections are %q\nwant %q", got, want)
	}
}

// The picture and the table say the same: each bar's text alternative holds the count that the cell beside it shows.
func TestTheBarsHaveTheirFiguresAsText(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	p := b.Helen.Get(boardroom.Base + "/report")
	rows := 0
	for n := range p.Root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" || !strings.Contains(site.Attr(n.Parent.Parent, "class"), "app-glance") || n.Parent.Data != "tbody" {
			continue
		}
		rows++
		row := site.Page{Root: n}
		title := row.Find(func(n *html.Node) bool { return n.Data == "title" })
		count := row.Find(func(n *html.Node) bool { return site.Attr(n, "class") == "app-glance__count" })
		if title == nil || count == nil || !strings.Contains(title.FirstChild.Data, ": "+strings.TrimSpace((&site.Page{Root: count}).Text())+" in place") {
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
	b := boardroom.New(t)
	b.Send()
	item := boardroom.Base + "/items/7.3.5"
	if !slices.Contains(b.Priya.Get(boardroom.Base+"/report").Links(), item) {
		t.Error("the lead has no link to the answer")
	}
	if slices.Contains(b.Helen.Get(boardroom.Base+"/report").Links(), item) {
		t.Error("a board member is led to a page that she may not see")
	}
}

func TestADraftIsMarkedAndNotForTheBoard(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Priya.Get(boardroom.Base+"/report"), 200, "Draft: it has not been sent to the board", "Result here, if it were sent today")
	b.Wants(b.Ruth.Get(boardroom.Base+"/report/draft"), 403, "The independent assessor reads the copy that is tested.")
	b.Wants(b.Helen.Get(boardroom.Base+"/report/draft"), 403, "The answers are for the assessment lead and contributors.")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "Nothing has been sent to the board for 2026-27 yet")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "Nothing is waiting for you", "Nothing has been sent to the board yet")
	b.Wants(b.Helen.Get(boardroom.Base+"/report/1"), 404)
	b.Wants(b.Helen.Get(boardroom.Base+"/report/x"), 404)
}

func TestAnotherTrustsBoardIsAPageThatIsNotThere(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Person(t, "max@example.org", "Max Other", site.At("ZZ2", access.BoardMember))
	b.Person(t, "lee@example.org", "Lee Other", site.At("ZZ2", access.Lead))
	b.Person(t, "sam@example.org", "Sam Keane", boardroom.Grant(access.Analyst, access.ReachNation))
	unknown := b.Helen.Get(boardroom.Base + "/nowhere")
	for _, name := range []string{"max", "lee", "sam"} {
		who := b.SignIn(t, name+"@example.org")
		for _, path := range []string{"/board", "/report", "/report/1", "/report/draft", "/rate", "/rate/7", "/agree", "/sign", "/signatories", "/send", "/recall", "/publish", "/others"} {
			p := who.Get(boardroom.Base + path)
			if p.Status != 404 || !p.Says("We cannot find that page") || boardroom.Headings(p, 1)[0] != boardroom.Headings(unknown, 1)[0] {
				t.Errorf("%s at %s: %d", name, path, p.Status)
			}
			if p.Says("Northmoor") {
				t.Errorf("%s learns the trust's name at %s", name, path)
			}
		}
	}
}

func TestAYearThatIsNotOpenIsNotThere(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Helen.Get("/trusts/ZZ1/2031-32/board"), 404)
	b.Wants(b.Helen.Get("/trusts/ZZ1/nonsense/report"), 404)
}
