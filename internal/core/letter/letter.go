// Package letter holds what the service writes to people by e-mail: which occasions there are, and all the words.
//
// A caller may rely on these: a subject names no trust's answers, no result and no secret; every letter says who caused it
// and why one gets it; the only addresses in it are pages of the service; nothing in it is fetched when it is read, so that
// nobody learns whether it was. What an action, a risk or a proof is called stays in the service: mail is read by others, too.
package letter

import (
	"html"
	"strings"
)

// Letter is one message as words. Text and HTML say the same.
type Letter struct {
	Subject    string
	Greeting   string
	Paragraphs []string
	Lines      []Action // a list, each line a page
	Action     Action
	Why        string // who caused it, and why one gets it
}

// Action is what one can do next: a page of the service.
type Action struct {
	Text string
	URL  string
}

const signature = "Cyber readiness for NHS trusts. This service is not run or endorsed by the NHS."

// Text gives the letter as plain text, its lines not wrapped.
func (l Letter) Text() string {
	parts := append([]string{l.Greeting}, l.Paragraphs...)
	for _, line := range l.Lines {
		parts = append(parts, "- "+line.Text+"\n  "+line.URL)
	}
	if l.Action.URL != "" {
		parts = append(parts, l.Action.Text+":\n"+l.Action.URL)
	}
	parts = append(parts, l.Why, "-- \n"+signature)
	return strings.Join(parts, "\n\n") + "\n"
}

// HTML gives the letter as a page without pictures, styles from elsewhere or anything else that is fetched.
func (l Letter) HTML() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>` + html.EscapeString(l.Subject) +
		`</title></head><body style="font-family: Arial, sans-serif; font-size: 16px; line-height: 1.5; color: #212b32; max-width: 36em">`)
	paragraph := func(words, style string) {
		b.WriteString(`<p` + style + `>` + html.EscapeString(words) + `</p>`)
	}
	paragraph(l.Greeting, "")
	for _, p := range l.Paragraphs {
		paragraph(p, "")
	}
	if len(l.Lines) > 0 {
		b.WriteString(`<ul>`)
		for _, line := range l.Lines {
			b.WriteString(`<li><a href="` + html.EscapeString(line.URL) + `">` + html.EscapeString(line.Text) + `</a></li>`)
		}
		b.WriteString(`</ul>`)
	}
	if l.Action.URL != "" {
		url := html.EscapeString(l.Action.URL)
		b.WriteString(`<p><a href="` + url + `">` + html.EscapeString(l.Action.Text) + `</a></p>`)
		b.WriteString(`<p>If that does not open, copy this address into your browser: <br>` + url + `</p>`)
	}
	paragraph(l.Why, ` style="color: #4c6272"`)
	paragraph(signature, ` style="color: #4c6272"`)
	b.WriteString(`</body></html>`)
	return b.String()
}
