// Package page is the frame that every page stands in, and the one way in and out of a handler: a handler returns an
// error, and here it becomes the page that says what to do next. Pages are rendered to a buffer first, so that nobody
// ever sees half a page.
package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"cyberready/internal/core/fault"
)

// Handler is a page's or a form's handler. A returned fault becomes its page, any other error "something went wrong".
type Handler func(w http.ResponseWriter, r *http.Request) error

// Handle makes an http.HandlerFunc of a handler.
func Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			Fail(w, r, err)
		}
	}
}

// Page is one page: the frame places its title, caption, back link and error summary; the body is the rest.
type Page struct {
	Title   string // the one h1, and the title of the window
	Caption string // where one is: trust and year
	Back    Link   // empty: no back link
	Errors  *fault.Error
	Body    templ.Component
	Wide    bool   // tables: the full width instead of two thirds
	Public  bool   // may be kept by caches; everything else is no-store
	Alone   bool   // for whoever holds a link: no navigation, whoever is signed in
	Bare    bool   // the body brings its own h1 (the report does)
	List    *List  // the page's list, as a file, too; nil: it has none
	Saved   string // a sentence in a green banner: what has just been done
	Status  int    // 0: 200, or what fits the errors

	problem bool // the page of an error: what was sent to it was not taken
}

// Link is an address with its words.
type Link struct{ Text, Href string }

// Show renders a page with its status: 422 when it carries errors, else 200, unless it names another.
func Show(w http.ResponseWriter, r *http.Request, p Page) error {
	status := http.StatusOK
	if p.List != nil && r.Method != http.MethodPost {
		if wanted, err := wantsTable(r); err != nil {
			return err
		} else if wanted {
			return SendTable(w, VisitorOf(r.Context()), *p.List)
		}
	}
	switch {
	case p.Status != 0:
		status = p.Status
	case p.Errors != nil:
		status = statusOf(p.Errors.Kind)
	}
	v, box, menu := VisitorOf(r.Context()), searchOf(r), menuOf(r)
	if p.Alone {
		v = Visitor{RequestID: v.RequestID, Address: v.Address, Site: v.Site, Notices: v.Notices}
		box, menu = searchBox{}, nil
	}
	return render(w, r, status, frame(p, v, box, menu, fileOf(p, r)), p.Public)
}

// Part renders a piece of a page for a script that swaps it in.
func Part(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	return render(w, r, status, c, false)
}

// WantsPart tells whether a script asked for a piece of the page, and not a person for the page.
func WantsPart(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// Go sends the browser on after a form was accepted.
func Go(w http.ResponseWriter, r *http.Request, to string) error {
	if WantsPart(r) {
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func render(w http.ResponseWriter, r *http.Request, status int, c templ.Component, public bool) error {
	watched(r.Context(), c)
	b := templ.GetBuffer() // one that grew for a page before: growing takes as long as a third of the largest page
	defer templ.ReleaseBuffer(b)
	if err := c.Render(r.Context(), b); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if !public {
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.Bytes()) // the browser has gone: nothing to tell it
	}
	return nil
}

func statusOf(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	case fault.SignedOut:
		return http.StatusUnauthorized
	case fault.Throttled:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Fail renders the page of an error. What is no fault is logged, and the page shows nothing of it but the request's id.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the browser has gone
	}
	v := VisitorOf(r.Context())
	kind := fault.KindOf(err)
	status := statusOf(kind)
	if status >= 500 {
		slog.ErrorContext(r.Context(), "request failed", "error", err, "request_id", v.RequestID)
	}
	p := problemOf(kind, fault.As(err), v)
	if kind == fault.Unavailable {
		w.Header().Set("Retry-After", "30")
		p.Body = away(w, r, v)
	}
	if e := render(w, r, status, frame(p, v, searchOf(r), menuOf(r), ""), false); e != nil {
		slog.ErrorContext(r.Context(), "problem page failed", "error", e, "request_id", v.RequestID)
		http.Error(w, "Something went wrong. Please try again.", status)
	}
}

func problemOf(kind fault.Kind, f *fault.Error, v Visitor) Page {
	p := Page{problem: true}
	var lines []string
	var next Link
	switch kind {
	case fault.NotFound:
		p.Title = "We cannot find that page"
		lines = []string{"The address may be mistyped, or the page may not be yours to see."}
		next = Link{"Go to your home page", "/home"}
	case fault.Forbidden:
		p.Title = "Your role cannot do this here"
		lines = []string{f.Sentence}
		next = Link{"Act in another role", "/roles"}
	case fault.Conflict:
		p.Title = "Something changed in the meantime"
		lines = []string{f.Sentence, "Go back, look at how things stand now, and decide again."}
	case fault.SignedOut:
		p.Title = "You were signed out"
		lines = []string{f.Sentence}
		next = Link{"Sign in", "/sign-in"}
	case fault.Throttled:
		p.Title = "Please wait a little"
		lines = []string{f.Sentence}
	case fault.Unavailable:
		p.Title = "We cannot reach our database just now"
	case fault.Invalid:
		p.Title = "Something in the form needs mending"
		lines = []string{f.Sentence, "Go back, mend it and send it again."}
	default:
		p.Title = "Something went wrong"
		lines = []string{"It is our fault, not yours. Nothing was changed by half.", "Please try again. If it happens again, tell us the number below."}
	}
	if next.Href == "" {
		next = Link{"Go to your home page", "/home"}
	}
	if !v.SignedIn() && (kind == fault.NotFound || kind == fault.Forbidden) {
		next = Link{"Go to the start page", "/"}
	}
	p.Body = problem(lines, next, v.RequestID)
	return p
}
