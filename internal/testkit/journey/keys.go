package journey

import (
	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Tab moves the focus on by the keyboard.
func (b *Browser) Tab() { b.t.Helper(); b.key(kb.Tab) }

// ShiftTab moves the focus back.
func (b *Browser) ShiftTab() {
	b.t.Helper()
	b.key(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift))
}

// Space presses the space bar: it chooses, opens and presses.
func (b *Browser) Space() { b.t.Helper(); b.key(" ") }

// Type types a text, key by key.
func (b *Browser) Type(text string) { b.t.Helper(); b.key(text) }

// Enter presses the enter key on what leads to another page, and waits for that.
func (b *Browser) Enter() {
	b.t.Helper()
	b.moves("press enter", chromedp.KeyEvent(kb.Enter))
}

// EnterHere presses the enter key on what stays on the page.
func (b *Browser) EnterHere() { b.t.Helper(); b.key(kb.Enter) }

func (b *Browser) key(keys string, options ...chromedp.KeyOption) {
	b.t.Helper()
	b.quiet()
	b.do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys, options...))
}

// Focus is what the keyboard is on.
type Focus struct {
	Name string // its label or its words
	Tag  string
	ID   string
	Mark string // how the page shows it: outline and shadow
}

// Focus tells what the keyboard is on; the zero Focus is nothing.
func (b *Browser) Focus() Focus {
	b.t.Helper()
	a := b.wait(question{Ask: "focus"})
	return Focus{Name: a.Text, Tag: a.Tag, ID: a.ID, Mark: a.Mark}
}

// TabTo moves the focus on until it is on something with these words, and claims that each step on the way can be seen.
func (b *Browser) TabTo(name string) {
	b.t.Helper()
	const most = 400
	for range most {
		b.Tab()
		f := b.Focus()
		if f.Name != "" && f.Mark == "" {
			b.fail("the focus on %s %q cannot be seen", f.Tag, f.Name)
		}
		if f.Name == name {
			return
		}
	}
	b.fail("the keyboard does not reach %q", name)
}
