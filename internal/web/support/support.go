// Package support is the page for whoever is stuck: what to tell whom, with the number of the request that went wrong, and
// what never to tell anybody. It needs no role and reads nothing but its address.
package support

import (
	"net/http"
	"net/mail"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Place serves the page.
type Place struct{}

// Routes mounts its page.
func (p Place) Routes(r chi.Router) { r.Get(paths.Support, page.Handle(p.show)) }

// view is what the page says.
type view struct {
	Request string    // the number of what went wrong; empty: none was named
	Contact page.Link // of whoever runs the service; Href may be empty (a telephone number), Text too: none is named
	Demo    bool
}

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	site := page.VisitorOf(r.Context()).Site
	v := view{Contact: contact(site.Support), Demo: site.Demo}
	if id, err := uuid.Parse(r.URL.Query().Get("request")); err == nil { // anything else would be somebody's words on our page
		v.Request = id.String()
	}
	return page.Show(w, r, page.Page{Title: "Help and support", Body: body(v)})
}

// nobody says whom to ask where no address is named.
func (v view) nobody() string {
	switch {
	case v.Contact.Text != "":
		return v.Contact.Text
	case v.Demo:
		return "nobody. This is a demonstration, and nobody answers for it."
	}
	return "whoever runs this service has named no contact here. Ask an assessment lead of your trust, who can pass the number on to a service administrator."
}

// contact makes a link of what names the service's contact: an e-mail address, a web address, or words such as a
// telephone number.
func contact(text string) page.Link {
	text = strings.TrimSpace(text)
	if a, err := mail.ParseAddress(text); err == nil && a.Address == text {
		return page.Link{Text: text, Href: "mailto:" + text}
	}
	if strings.HasPrefix(text, "https://") {
		return page.Link{Text: text, Href: text}
	}
	return page.Link{Text: text}
}
