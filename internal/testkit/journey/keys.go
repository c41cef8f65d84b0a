package journey

import (
	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Tab moves the focus on by the keyboard, and claims that the page then shows where it is: that it is marked (WCAG 2.4.7)
// and not covered by something else (2.4.11).
func (b *Browser) Tab() {
	b.t.Helper()
	b.key(kb.Tab)
	f := b.wait(question{Ask: "focus"})
	switch {
	case f.Tag == "":
	case f.Mark == "":
		b.fail("the focus on %s %q cannot be seen", f.Tag, f.Text)
	case f.Covered:
		b.fail("the focus on %s %q is covered", f.Tag, f.Text)
	}
}

// Space presses the space bar: it chooses, ticks and opens.
func (b *Browser) Space() { b.t.Helper(); b.key(" ") }

// Type types a text, key by key.
func (b *Browser) Type(text string) { b.t.Helper(); b.key(text) }

// Enter presses the enter key on what stays on the page.
func (b *Browser) Enter() { b.t.Helper(); b.key(kb.Enter) }

// EnterAway presses the enter key on what leads to another page, and waits for that.
func (b *Browser) EnterAway() {
	b.t.Helper()
	b.moves("press enter", chromedp.KeyEvent(kb.Enter))
}

func (b *Browser) key(keys string) {
	b.t.Helper()
	b.quiet()
	b.do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys))
}

// Focused gives the name of what the keyboard is on; empty when it is on nothing.
func (b *Browser) Focused() string { b.t.Helper(); return b.wait(question{Ask: "focus"}).Text }

// mostTabs is more than any page has stops for the keyboard.
const mostTabs = 600

// TabTo moves the focus on until it is on something with this name.
func (b *Browser) TabTo(name string) {
	b.t.Helper()
	for range mostTabs {
		b.Tab()
		if b.Focused() == name {
			return
		}
	}
	b.fail("the keyboard does not reach %q", name)
}

// TabThrough moves the focus through the whole page, and gives the names of its stops.
func (b *Browser) TabThrough() []string {
	b.t.Helper()
	var stops []string
	for range mostTabs {
		b.Tab()
		name := b.Focused()
		if name == "" { // past the last
			return stops
		}
		stops = append(stops, name)
	}
	b.fail("the keyboard does not come to the end of the page")
	return nil
}
