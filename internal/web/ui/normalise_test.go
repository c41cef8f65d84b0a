package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inline are the elements around whose edges white space counts: a missing space there joins two words. Around and
// inside all others it does not show.
var inline = map[string]bool{"a": true, "b": true, "code": true, "em": true, "i": true, "span": true, "strong": true}

// outline writes HTML as one line for each tag and each run of words, in a form in which two texts are equal if a browser
// shows the same: attributes sorted, white space collapsed, and a space kept only between two words, before the second.
func outline(t *testing.T, markup string) string {
	t.Helper()
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), context)
	if err != nil {
		t.Fatalf("parse %q: %v", markup, err)
	}
	o := outliner{edge: true}
	for _, node := range nodes {
		o.node(node, "")
	}
	return o.text.String()
}

type outliner struct {
	text  strings.Builder
	space bool // white space since the last word
	edge  bool // no word since the edge of a block
}

func (o *outliner) node(node *html.Node, indent string) {
	switch node.Type {
	case html.TextNode:
		if node.Parent != nil && node.Parent.Data == "textarea" {
			fmt.Fprintf(&o.text, "%s%q\n", indent, node.Data)
			return
		}
		o.words(node.Data, indent)
	case html.ElementNode:
		if !inline[node.Data] {
			o.space, o.edge = false, true
		}
		fmt.Fprintf(&o.text, "%s<%s%s>\n", indent, node.Data, attributes(node))
		for child := node.FirstChild; child != nil; child = child.NextSibling {
			o.node(child, indent+"  ")
		}
		if !inline[node.Data] {
			o.space, o.edge = false, true
		}
	}
}

func (o *outliner) words(text, indent string) {
	const blank = " \t\r\n\f"
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(blank, r) })
	if len(words) == 0 {
		o.space = o.space || text != ""
		return
	}
	before := ""
	if !o.edge && (o.space || strings.ContainsRune(blank, rune(text[0]))) {
		before = " "
	}
	fmt.Fprintf(&o.text, "%s%q\n", indent, before+strings.Join(words, " "))
	o.edge = false
	o.space = strings.ContainsRune(blank, rune(text[len(text)-1]))
}

func attributes(node *html.Node) string {
	var all []string
	for _, a := range node.Attr {
		all = append(all, fmt.Sprintf(" %s=%q", a.Key, strings.Join(strings.Fields(a.Val), " ")))
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

func TestOutlineTellsWhatABrowserShowsApart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b string
		same bool
	}{
		"white space in blocks":         {"<div>\n <p> a  b\n</p></div>", "<div><p>a b</p></div>", true},
		"order of attributes":           {`<p id="a" class="b"></p>`, `<p class="b" id="a"></p>`, true},
		"character references":          {"<p>it&#39;s</p>", "<p>it's</p>", true},
		"space inside or after inline":  {"<p><span>a </span>b</p>", "<p><span>a</span> b</p>", true},
		"a missing space between words": {"<p><span>a </span>b</p>", "<p><span>a</span>b</p>", false},
		"another tag":                   {"<p>a</p>", "<div>a</div>", false},
		"another class":                 {`<p class="a">a</p>`, `<p class="b">a</p>`, false},
		"a missing attribute":           {`<input disabled>`, `<input>`, false},
		"lines of a textarea":           {"<textarea>a\nb</textarea>", "<textarea>a b</textarea>", false},
	} {
		if same := outline(t, c.a) == outline(t, c.b); same != c.same {
			t.Errorf("%s: same = %t, want %t", name, same, c.same)
		}
	}
}
