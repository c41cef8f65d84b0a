package journey

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"cyberready/internal/core/day"
)

//go:embed find.js
var finder string

// question is what find.js is asked; answer what it gives.
type question struct {
	Ask      string   `json:"ask"`
	Kind     string   `json:"kind"`
	Words    string   `json:"words"`
	Near     []string `json:"near"`
	Option   string   `json:"option"`
	Scripted bool     `json:"scripted"`
}

type answer struct {
	Error string  `json:"error"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	Leads bool    `json:"leads"`
	On    bool    `json:"on"`
	Text  string  `json:"text"`
	Tag   string  `json:"tag"`
	ID    string  `json:"id"`
	Mark  string  `json:"mark"`

	Covered bool `json:"covered"`
}

func (b *Browser) ask(q question) (answer, error) {
	q.Scripted = b.scripted
	if q.Near == nil {
		q.Near = []string{}
	}
	text, err := json.Marshal(q)
	if err != nil {
		return answer{}, err
	}
	a, err := evaluate[answer](b, strings.TrimSpace(finder)+"("+string(text)+")")
	if err == nil && a.Error != "" {
		err = errors.New(a.Error)
	}
	return a, err
}

// wait asks until there is an answer, and fails the test when there is none.
func (b *Browser) wait(q question) answer {
	b.t.Helper()
	b.quiet()
	var a answer
	if err := b.until(func() (err error) { a, err = b.ask(q); return err }); err != nil {
		b.fail("%v", err)
	}
	return a
}

// point gives the place of something, once it stands still: what scripts swap in may move it.
func (b *Browser) point(kind, words string, near []string) answer {
	b.t.Helper()
	q := question{Ask: "point", Kind: kind, Words: words, Near: near}
	b.quiet()
	var last, now answer
	if err := b.until(func() (err error) {
		if last, err = b.ask(q); err != nil {
			return err
		}
		if now, err = b.ask(q); err == nil && now != last {
			err = fmt.Errorf("%s %q does not stand still", kind, words)
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
	return now
}

// click clicks on something and, where that leads to another page, waits for it.
func (b *Browser) click(kind, words string, near []string) {
	b.t.Helper()
	a := b.point(kind, words, near)
	what := fmt.Sprintf("click on %s %q", kind, words)
	click := chromedp.MouseClickXY(a.X, a.Y)
	if a.Leads {
		b.moves(what, click)
		return
	}
	b.do(what, click)
}

// Press presses a button.
func (b *Browser) Press(words string, near ...string) { b.t.Helper(); b.click("button", words, near) }

// PressInVain presses a button whose page is to stay, although its form would lead on.
func (b *Browser) PressInVain(words string, near ...string) {
	b.t.Helper()
	a := b.point("button", words, near)
	b.do(fmt.Sprintf("press %q in vain", words), chromedp.MouseClickXY(a.X, a.Y))
}

// Follow follows a link.
func (b *Browser) Follow(words string, near ...string) { b.t.Helper(); b.click("link", words, near) }

// Open opens, or closes, what hides behind a line of words.
func (b *Browser) Open(words string, near ...string) { b.t.Helper(); b.click("summary", words, near) }

// Choose chooses a radio button, or ticks a box that is not ticked.
func (b *Browser) Choose(words string, near ...string) {
	b.t.Helper()
	if !b.wait(question{Ask: "value", Kind: "choice", Words: words, Near: near}).On {
		b.click("choice", words, near)
	}
}

// Fill puts a text into the field with a label, in place of what is there.
func (b *Browser) Fill(label, text string, near ...string) {
	b.t.Helper()
	b.click("field", label, near)
	b.wait(question{Ask: "select", Kind: "field", Words: label, Near: near})
	what := fmt.Sprintf("fill in %q", label)
	if text == "" {
		b.do(what, chromedp.KeyEvent("\b"))
		return
	}
	b.do(what, call(input.InsertText, input.InsertTextParams{Text: text}))
}

// FillDay puts a day into the three fields of a date.
func (b *Browser) FillDay(on day.Day, near ...string) {
	b.t.Helper()
	year, month, d := on.Date()
	b.Fill("Day", fmt.Sprint(d), near...)
	b.Fill("Month", fmt.Sprint(int(month)), near...)
	b.Fill("Year", fmt.Sprint(year), near...)
}

// Select chooses an entry of a list.
func (b *Browser) Select(label, option string, near ...string) {
	b.t.Helper()
	b.wait(question{Ask: "option", Kind: "field", Words: label, Near: near, Option: option})
}

// Leave goes on to something else: the focus leaves the form in which it is.
func (b *Browser) Leave() {
	b.t.Helper()
	q, err := evaluate[string](b, `document.querySelector("h1").innerText.trim().split("\n").at(-1)`)
	if err != nil {
		b.fail("leave: %v", err)
	}
	b.click("heading", q, nil)
}

// Save saves a form that saves itself: with JavaScript by going on to something else, without it by its button.
func (b *Browser) Save(near ...string) {
	b.t.Helper()
	if b.scripted {
		b.Leave()
		return
	}
	b.Press("Save", near...)
}

// Holds claims that a field holds a text.
func (b *Browser) Holds(label, text string, near ...string) {
	b.t.Helper()
	if err := b.until(func() error {
		a, err := b.ask(question{Ask: "value", Kind: "field", Words: label, Near: near})
		if err == nil && a.Text != text {
			err = fmt.Errorf("%q holds %q, want %q", label, a.Text, text)
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// Chosen claims that a radio button or box is chosen.
func (b *Browser) Chosen(words string, near ...string) {
	b.t.Helper()
	if err := b.until(func() error {
		a, err := b.ask(question{Ask: "value", Kind: "choice", Words: words, Near: near})
		if err == nil && !a.On {
			err = fmt.Errorf("%q near %q is not chosen", words, near)
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// Sees claims that the page says something.
func (b *Browser) Sees(words string) {
	b.t.Helper()
	b.says(question{Ask: "page"}, words)
}

// SeesNear claims that the smallest row, section or form of the page which says the words nearby also says something.
func (b *Browser) SeesNear(words string, near ...string) {
	b.t.Helper()
	b.says(question{Ask: "part", Near: near}, words)
}

func (b *Browser) says(q question, words string) {
	b.t.Helper()
	if err := b.until(func() error {
		a, err := b.ask(q)
		if err == nil && !strings.Contains(a.Text, words) {
			err = fmt.Errorf("the page does not say %q", words)
			if q.Ask == "part" {
				err = fmt.Errorf("this part of the page does not say %q:\n%s", words, a.Text)
			}
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// SeesNot claims that the page, once it is at rest, does not say something.
func (b *Browser) SeesNot(words string) {
	b.t.Helper()
	if strings.Contains(b.Text(), words) {
		b.fail("the page says %q", words)
	}
}

// Loses waits until the page no longer says the words: what somebody pressed has reached the server, and its answer the page.
func (b *Browser) Loses(words string) {
	b.t.Helper()
	if err := b.until(func() error {
		a, err := b.ask(question{Ask: "page"})
		if err == nil && strings.Contains(a.Text, words) {
			err = fmt.Errorf("the page still says %q", words)
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// Text gives the words of the page at rest, white space folded.
func (b *Browser) Text() string {
	b.t.Helper()
	return b.wait(question{Ask: "page"}).Text
}

// At claims where the window is: a path, with its query if it has one.
func (b *Browser) At(path string) {
	b.t.Helper()
	if err := b.until(func() error {
		where, err := evaluate[string](b, "location.href")
		if err != nil {
			return err
		}
		u, err := url.Parse(where)
		if err == nil && u.RequestURI() != path {
			err = fmt.Errorf("the window is at %s, want %s", u.RequestURI(), path)
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// Mistake follows the first link of the error summary, as somebody does who is told what is wrong, and claims that the keyboard
// is then on the field that the link names.
func (b *Browser) Mistake() {
	b.t.Helper()
	const first = ".nhsuk-error-summary a"
	b.do("follow the error summary", chromedp.Click(chromedp.CSS(first)))
	if err := b.until(func() error {
		where, err := evaluate[[]string](b, `((link) => [link, document.activeElement.id])(document.querySelector("`+first+`").hash.slice(1))`)
		if err == nil && where[0] != where[1] {
			err = fmt.Errorf("the error summary leads to #%s, the keyboard is on #%s", where[0], where[1])
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// OnField claims that the keyboard is on the field with a label.
func (b *Browser) OnField(label string) {
	b.t.Helper()
	var field answer
	if err := b.until(func() (err error) {
		if field, err = b.ask(question{Ask: "value", Kind: "field", Words: label}); err != nil {
			return err
		}
		on, err := evaluate[string](b, `document.activeElement.id`)
		if err == nil && on != field.ID {
			err = fmt.Errorf("the keyboard is on #%s, want the field %q, #%s", on, label, field.ID)
		}
		return err
	}); err != nil {
		b.fail("%v", err)
	}
}

// Answered claims the status with which the page came.
func (b *Browser) Answered(status int) {
	b.t.Helper()
	b.quiet()
	if got := b.watch.status(); got != status {
		b.fail("the page came with status %d, want %d", got, status)
	}
}

// Forgive lets a journey go through what its story brings about, of what would fail it otherwise: words of the complaint.
func (b *Browser) Forgive(words string) { b.watch.forgive(words) }
