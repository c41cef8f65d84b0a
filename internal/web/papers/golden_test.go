package papers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// readBy is the page of a report as a board member has it.
func readBy(in report.Inputs) reportView {
	v := page.Visit{At: paths.Year{ODS: in.Snapshot.Trust.ODS, Cycle: string(in.Snapshot.Cycle)}}
	view := reportView{Report: report.Build(in), visit: v, Number: in.Snapshot.Version}
	view.Foot = foot(view.Report, v, report.VersionWords(in.Snapshot.Version))
	return view
}

func rendered(t *testing.T, in report.Inputs) string {
	t.Helper()
	var b strings.Builder
	if err := boardReport(readBy(in)).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGoldenPages holds the page of each golden trust's report, as somebody has read it.
func TestGoldenPages(t *testing.T) {
	t.Parallel()
	for name, in := range papers.All(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, err := html.Parse(strings.NewReader(rendered(t, in)))
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for body := range root.Descendants() {
				if body.Data == "body" {
					for n := range body.ChildNodes() {
						lay(&b, n, 0)
					}
				}
			}
			papers.Golden(t, name+".html", b.String())
		})
	}
}

// inline are elements that stand in a line of text.
var inline = []string{"a", "b", "br", "code", "em", "span", "strong"}

// lay writes a node for people who compare: an element a line, with the text that it holds. Of a picture only what it says is
// written: core/chart holds how it is drawn.
func lay(b *strings.Builder, n *html.Node, depth int) {
	indent := strings.Repeat("  ", depth)
	switch {
	case n.Type == html.TextNode || slices.Contains(inline, n.Data) && flat(n):
		if words := line(n); words != "" {
			fmt.Fprintf(b, "%s%s\n", indent, words)
		}
	case n.Data == "svg":
		for part := range n.Descendants() {
			if part.Data == "title" || part.Data == "desc" {
				fmt.Fprintf(b, "%s<svg %s> %s\n", indent, part.Data, line(part.FirstChild))
			}
		}
	case n.Type == html.ElementNode && flat(n):
		var words []string
		for c := range n.ChildNodes() {
			words = append(words, line(c))
		}
		fmt.Fprintf(b, "%s%s %s\n", indent, opening(n), strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " "))
	case n.Type == html.ElementNode:
		fmt.Fprintf(b, "%s%s\n", indent, opening(n))
		for c := range n.ChildNodes() {
			lay(b, c, depth+1)
		}
	}
}

// flat tells whether an element holds nothing but text.
func flat(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && !slices.Contains(inline, c.Data) {
			return false
		}
	}
	return true
}

func opening(n *html.Node) string {
	tag := "<" + n.Data
	for _, a := range n.Attr {
		tag += " " + a.Key + "=" + `"` + a.Val + `"`
	}
	return tag + ">"
}

// line gives a piece of text with the elements that stand in it.
func line(n *html.Node) string {
	if n == nil || n.Type == html.CommentNode {
		return ""
	}
	if n.Type == html.TextNode {
		return strings.Join(strings.Fields(n.Data), " ")
	}
	words := []string{opening(n)}
	for c := range n.ChildNodes() {
		if s := line(c); s != "" {
			words = append(words, s)
		}
	}
	if n.Data != "br" {
		words = append(words, "</"+n.Data+">")
	}
	return strings.Join(words, "")
}
