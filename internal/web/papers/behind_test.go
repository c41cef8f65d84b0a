package papers

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/english"
	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

// number finds a number, in figures or in words.
var number = regexp.MustCompile(`(?i)\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b`)

var whole = regexp.MustCompile(`(?s).*`)

// noCount are the numbers of a report that count nothing of the record, each with its reason.
var noCount = []struct {
	what  *regexp.Regexp
	where string // class of an element at or above it; empty: anywhere
}{
	{regexp.MustCompile(`\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?\b`), ""}, // days
	{regexp.MustCompile(`\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b`), ""},
	{regexp.MustCompile(`\b20\d\d-\d\d\b`), ""},                                            // years, as cycles
	{regexp.MustCompile(`\bx?\d+\.\d+(\.\d+[a-z]?)?\b`), ""},                               // ids of items and groups: they are links, or stand beside one
	{regexp.MustCompile(`(?i)\bversions? \d+\b`), ""},                                      // versions
	{regexp.MustCompile(`(?i)\bstandards? \d+((,| and| to) \d+)*\b`), ""},                  // numbers of standards
	{regexp.MustCompile(`^\s*\d+\. [A-Z]`), ""},                                            // a standard's label, and the place in a list
	{regexp.MustCompile(`(?i)\b(ten|five) (data security )?(standards|principles)\b`), ""}, // what the frames are called
	{regexp.MustCompile(`\bSHA-256\b|\bISO 27001\b`), ""},                                  // names
	{regexp.MustCompile(`two or more members could not tell`), ""},                         // a rule: when the service asks
	{regexp.MustCompile(`a fair comparison needs at least \w+`), ""},                       // a rule: how few peers are too few
	{whole, "app-hash"},               // the hash
	{whole, "app-words"},              // people's own words
	{whole, "app-quoted"},             // and theirs within a line
	{whole, "app-sourced"},            // what happened elsewhere, with its source
	{whole, "app-source"},             // sources
	{whole, "app-recorded"},           // what the trust recorded: nothing was counted
	{whole, "app-report__footer"},     // which version of when
	{whole, "app-chart"},              // a picture's text: the cell beside it leads on
	{whole, "nhsuk-details__summary"}, // how long the list is that this opens
	{whole, "nhsuk-table__header"},    // heads of columns and rows, whose cells lead on
	{whole, "nhsuk-table__heading"},   // and the same on a phone
}

// ofAnswers are elements whose text tells of the answers to which links in them lead, in the words of the edition.
var ofAnswers = []string{"app-gap", "app-decision", "li"}

// Every number of a report is a link to the answers that it came from, or counts nothing; and each link leads to answers.
func TestEveryNumberLeadsToWhatItCounts(t *testing.T) {
	t.Parallel()
	for name, in := range papers.All(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, err := html.Parse(strings.NewReader(rendered(t, in)))
			if err != nil {
				t.Fatal(err)
			}
			titles := titlesOf(in)
			ids, leads := map[string]bool{}, map[string]string{}
			for n := range root.Descendants() {
				ids[attr(n, "id")] = true
				if n.Data == "a" {
					leads[attr(n, "href")] += line(n)
				}
				if n.Type == html.TextNode && uncounted(n, titles) {
					t.Errorf("%q, in %q", strings.TrimSpace(n.Data), around(n))
				}
			}
			base := readBy(in).visit.At.Behind(in.Snapshot.Version, "")
			figures := 0
			for href, said := range leads {
				switch of, isFigure := strings.CutPrefix(href, base); {
				case isFigure:
					figures++
					b, ok := report.BehindFigure(in, report.Figure(of))
					if none := len(b.Table.Rows) == 0; !ok || none && !noneThere.MatchString(said) {
						t.Errorf("there is nothing behind %q, which says %q", of, said)
					}
				case strings.HasPrefix(href, "#") && !ids[href[1:]]:
					t.Errorf("%s is not there", href)
				}
			}
			if figures < 12 {
				t.Errorf("only %d figures lead on", figures)
			}
		})
	}
}

// uncounted tells whether a text holds a number that leads nowhere though it counts something.
func uncounted(n *html.Node, titles *strings.Replacer) bool {
	var classes []string
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Data == "a" || slices.ContainsFunc(ofAnswers, func(s string) bool { return (up.Data == s || hasClass(up, s)) && holdsLink(up) }) {
			return false
		}
		classes = append(classes, strings.Fields(attr(up, "class"))...)
	}
	words := titles.Replace(n.Data)
	for _, one := range noCount {
		if one.where == "" || slices.Contains(classes, one.where) {
			words = one.what.ReplaceAllString(words, "")
		}
	}
	return number.MatchString(words)
}

func holdsLink(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Data == "a" {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// around gives the element that a text stands in, to find it by.
func around(n *html.Node) string {
	for up := n.Parent; up != nil; up = up.Parent {
		if id := attr(up, "id"); id != "" || attr(up, "class") != "" {
			return up.Data + " " + id + " " + attr(up, "class")
		}
	}
	return ""
}

// titlesOf takes the titles of questions out of a text: a number in one is a part of its name.
func titlesOf(in report.Inputs) *strings.Replacer {
	var out []string
	for _, q := range in.Snapshot.Pack.Questions() {
		out = append(out, q.Title, "", english.Small(q.Title), "")
	}
	return strings.NewReplacer(out...)
}

// noneThere is a link that says nought.
var noneThere = regexp.MustCompile(`>0(</a>)`)
