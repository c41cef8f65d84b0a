package papers_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

var figure = regexp.MustCompile(`\d`)

// figures are the parts of a report that hold nothing but figures, one an element.
func figures(p *site.Page) []*html.Node {
	var list []*html.Node
	for n := range p.Root.Descendants() {
		class := " " + site.Attr(n, "class") + " "
		if (strings.Contains(class, " app-facts__value ") || strings.Contains(class, " app-glance__count ")) && figure.MatchString((&site.Page{Root: n}).Text()) {
			list = append(list, n)
		}
	}
	return list
}

// linkIn gives the first link at or below an element.
func linkIn(n *html.Node) string {
	a := (&site.Page{Root: n}).Find(func(n *html.Node) bool { return n.Data == "a" })
	if a == nil {
		return ""
	}
	return site.Attr(a, "href")
}

// Whoever reads a figure is one link away from the answers that it came from: within the report where they may not see the
// answers themselves, and each link leads to something that is there.
func TestEachFigureLeadsToWhereItComesFrom(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Priya.Post(boardroom.Base+"/critical-services", url.Values{"name": {"Laboratory"}, "hours": {"4"}})
	b.Send()
	for name, who := range map[string]*site.Browser{"the lead": b.Priya, "a board member": b.Helen} {
		p := who.Get(boardroom.Base + "/report")
		list := figures(p)
		if len(list) < 11 {
			t.Fatalf("%s reads %d figures", name, len(list))
		}
		ids := map[string]bool{}
		for n := range p.Root.Descendants() {
			ids[site.Attr(n, "id")] = true
		}
		for _, n := range list {
			if href := linkIn(n); !strings.HasPrefix(href, "#") || !ids[href[1:]] {
				t.Errorf("%s: %q leads to %q", name, strings.TrimSpace((&site.Page{Root: n}).Text()), href)
			}
		}
		for _, part := range []string{"gaps", "basics", "people", "services", "assurance", "sure", "unknown"} {
			if !ids[part] {
				t.Errorf("%s: there is no part %q", name, part)
			}
		}
		for _, l := range p.Links() {
			if strings.HasPrefix(l, "#") && !ids[l[1:]] && l != "#maincontent" {
				t.Errorf("%s is led to %s, which is not there", name, l)
			}
		}
		// What a count is made of: each requirement of standard 7, with its state.
		seven := p.Find(func(n *html.Node) bool { return site.Attr(n, "id") == "counts-7" })
		if seven == nil || !strings.Contains((&site.Page{Root: seven}).Text(), "Full restore from backup: Not in place") {
			t.Errorf("%s does not find the requirements of standard 7", name)
		}
		toAnswers := slices.ContainsFunc((&site.Page{Root: seven}).Links(), func(l string) bool { return l == boardroom.Base+"/items/7.3.5" })
		if toAnswers != (name == "the lead") {
			t.Errorf("%s is led to the answers: %v", name, toAnswers)
		}
	}
}
