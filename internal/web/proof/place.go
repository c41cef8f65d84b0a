// Package proof is a trust's library of proof: given once and used for many items, with an owner, a day until which it holds,
// and its versions; and the files that some of it is.
//
// Nothing is decided here: core/library says what lapses and what can be deleted, core/filetype what a file is, and proofdb
// keeps it. "Where it is kept" counts as much as a file. A file is given out as a download and is never shown
// itself: what a page shows of it, core/preview made.
package proof

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/library"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
	"cyberready/internal/web/upload"
)

// Place serves the library.
type Place struct {
	Proofs   proofdb.Proofs
	Desk     upload.Desk
	Content  *contentdb.Content
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Proof, page.Handle(p.showLibrary))
	r.Get(paths.ProofNew, page.Handle(p.showNew))
	r.Post(paths.ProofNew, page.Handle(p.addProof))
	r.Get(paths.ProofOne, page.Handle(p.showOne))
	r.Post(paths.ProofOne, page.Handle(p.changeProof))
	r.Get(paths.ProofRenew, page.Handle(p.showRenew))
	r.Post(paths.ProofRenew, page.Handle(p.renewProof))
	r.Get(paths.ProofItems, page.Handle(p.showItems))
	r.Post(paths.ProofItems, page.Handle(p.chooseItems))
	r.Post(paths.ProofEnd, page.Handle(p.endProof))
	r.Get(paths.ProofFile, page.Handle(p.sendFile))
	r.Get(paths.ProofLook, page.Handle(p.sendPicture))
}

// enter asks for the right, before anything is read.
func (p Place) enter(r *http.Request, verb access.Verb) (page.Visit, error) {
	now := p.Now()
	v := page.Visit{Visitor: page.VisitorOf(r.Context()), At: paths.Year{ODS: chi.URLParam(r, "ods"), Cycle: r.URL.Query().Get("year")},
		Now: now, Today: page.Today(now)}
	return v, access.Can(v.Actor, verb, access.Of(v.At.ODS))
}

// library enters and reads the whole library.
func (p Place) library(r *http.Request, verb access.Verb) (page.Visit, proofdb.Library, error) {
	v, err := p.enter(r, verb)
	if err != nil {
		return v, proofdb.Library{}, err
	}
	l, err := p.Proofs.Library(r.Context(), v.Scope(), v.At.ODS, v.At.Cycle)
	if err != nil {
		return v, l, err
	}
	return v, l, p.withYear(r, &v, l)
}

// one enters and reads one proof.
func (p Place) one(r *http.Request, verb access.Verb) (page.Visit, proofdb.Library, library.Kept, error) {
	v, err := p.enter(r, verb)
	if err != nil {
		return v, proofdb.Library{}, library.Kept{}, err
	}
	l, k, err := p.Proofs.One(r.Context(), v.Scope(), v.At.ODS, v.At.Cycle, chi.URLParam(r, "proof"))
	if err != nil {
		return v, l, k, err
	}
	return v, l, k, p.withYear(r, &v, l)
}

// withYear reads the content of the year that is looked at.
func (p Place) withYear(r *http.Request, v *page.Visit, l proofdb.Library) (err error) {
	v.At.Cycle = l.Cycle
	v.Year, err = p.Content.Year(r.Context(), v.Scope(), l.Cycle, v.Content)
	return err
}

func caption(l proofdb.Library) string { return l.Trust + " · " + l.Cycle }

func back(v page.Visit) page.Link { return page.Link{Text: "Proof", Href: v.At.Proof()} }
