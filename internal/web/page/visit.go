package page

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/paths"
)

// Visit is one request to a trust's year: who makes it, to which trust and year, and when.
type Visit struct {
	Visitor
	At    paths.Year
	Year  contentdb.Year // with its effective pack, and the time that this trust was given
	Now   time.Time
	Today day.Day // in London
}

// Enter asks for the right to a page of a trust's year, and then reads the year. Another trust's page and an unknown year
// are both NotFound.
func Enter(r *http.Request, content *contentdb.Content, now time.Time, verb access.Verb) (Visit, error) {
	v := Visit{
		Visitor: VisitorOf(r.Context()), At: paths.Year{ODS: chi.URLParam(r, "ods"), Cycle: chi.URLParam(r, "cycle")},
		Now: now, Today: Today(now),
	}
	if err := access.Can(v.Actor, verb, access.Of(v.At.ODS)); err != nil {
		return v, err
	}
	var err error
	v.Year, err = content.Year(r.Context(), v.Scope(), v.At.Cycle, v.Content)
	v.Year = v.Year.For(v.At.ODS)
	return v, err
}

// May tells whether to show a way to something.
func (v Visit) May(verb access.Verb) bool { return v.Can(verb, v.At.ODS) }

// Cycle is the year's label as the core takes it.
func (v Visit) Cycle() trust.Cycle { return trust.Cycle(v.At.Cycle) }

// Page begins a page of the year: where one is, and the way back to where one's role begins. said is the sentence of what
// has just been done.
func (v Visit) Page(title, said string) Page {
	return Page{Title: title, Caption: v.TrustName(v.At.ODS) + ", " + v.At.Cycle, Back: v.Begins(), Saved: said}
}

// Begins is the way to the page where the visitor's role begins in this year.
func (v Visit) Begins() Link {
	switch {
	case v.May(access.Rate) || v.May(access.Agree):
		return Link{Text: "Your board page", Href: v.At.Board()}
	case v.May(access.Assess):
		return Link{Text: "Independent assessment", Href: v.At.Independent()}
	}
	return Link{Text: "The assessment", Href: v.At.Home()}
}

// ReadItem is where the visitor reads an item: its row in the assessment, or for an assessor in the copy that is tested.
func (v Visit) ReadItem(standard, item string) string {
	if v.May(access.Assess) {
		return v.At.FieldworkCopyOf(standard, item)
	}
	return v.At.ItemOn(standard, item)
}
