package site

import (
	"net/http"
	"strings"

	"golang.org/x/net/html"
)

// Page is what came back.
type Page struct {
	Status int
	Path   string // after redirects, with the query
	Header http.Header
	Root   *html.Node
	Source string
}

// Text gives the words of the page's body, white space folded.
func (p *Page) Text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "head") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(p.Root)
	return strings.Join(strings.Fields(b.String()), " ")
}

// Says tells whether the page's words hold a sentence.
func (p *Page) Says(sentence string) bool { return strings.Contains(p.Text(), sentence) }

// ByID gives the element with an id, or nil.
func (p *Page) ByID(id string) *html.Node {
	return p.Find(func(n *html.Node) bool { return Attr(n, "id") == id })
}

// Find gives the first element that fits, or nil.
func (p *Page) Find(fits func(*html.Node) bool) *html.Node {
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && fits(n) {
			return n
		}
	}
	return nil
}

// Links gives every link's address.
func (p *Page) Links() []string {
	var list []string
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			list = append(list, Attr(n, "href"))
		}
	}
	return list
}

// Attr gives an element's attribute, empty when it has none.
func Attr(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Node is an element of a page.
type Node = html.Node

// Values gives the value of every button and field with a name.
func (p *Page) Values(name string) []string {
	var list []string
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && Attr(n, "name") == name {
			list = append(list, Attr(n, "value"))
		}
	}
	return list
}
