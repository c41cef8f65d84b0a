package proof

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/upload"
)

func (p Place) showNew(w http.ResponseWriter, r *http.Request) error {
	v, l, err := p.library(r, access.Answer)
	if err != nil {
		return err
	}
	f := form{holds: "12", owner: v.Actor.Person}
	if q, ok := v.Year.Pack.Question(r.URL.Query().Get("item")); ok {
		f.items = []string{q.ID}
	}
	return p.renderNew(w, r, v, l, f, nil)
}

func (p Place) renderNew(w http.ResponseWriter, r *http.Request, v page.Visit, l proofdb.Library, f form, errs *fault.Error) error {
	view := p.newFormView(v, l, f, errs)
	view.action, view.button = v.At.ProofNew(), "Give this proof"
	to := back(v)
	if q, ok := v.Year.Pack.Question(r.URL.Query().Get("item")); ok {
		view.action = v.At.ProofNewFor(q.ID)
		to = page.Link{Text: "Proof for " + q.ID, Href: v.At.ItemProof(q.ID)}
	}
	return page.Show(w, r, page.Page{Title: "Give proof", Caption: caption(l), Errors: errs, Back: to, Body: proofForm(view)})
}

func (p Place) addProof(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Answer)
	if err != nil {
		return err
	}
	sent, err := p.Desk.Read(w, r, "file")
	defer sent.Discard()
	f := readForm(sent.Values)
	var id string
	if err == nil {
		id, err = p.add(r, &v, sent, f)
	}
	if errs := page.Refused(err); errs != nil {
		v, l, err := p.library(r, access.Answer)
		if err != nil {
			return err
		}
		return p.renderNew(w, r, v, l, f, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The proof is kept.")
	if q, ok := v.Year.Pack.Question(r.URL.Query().Get("item")); ok {
		return page.Go(w, r, v.At.ItemProof(q.ID))
	}
	return page.Go(w, r, v.At.ProofOne(id))
}

// add keeps what was sent: the file first, so that no row ever names what is not there.
func (p Place) add(r *http.Request, v *page.Visit, sent upload.Form, f form) (id string, err error) {
	g, err := f.given(sent.File)
	if err != nil {
		return "", err
	}
	if v.Year, err = p.Content.Year(r.Context(), v.Scope(), v.At.Cycle, v.Content); err != nil {
		return "", err
	}
	if err := p.keep(r, *v, g, sent.File); err != nil {
		return "", err
	}
	id, err = p.Proofs.Add(r.Context(), v.Scope(), v.At.ODS, g, proofdb.Use{Cycle: v.At.Cycle, Pack: v.Year.Pack, Items: f.items},
		assessment.Author{}, v.Now, v.Today)
	if err != nil {
		return "", err
	}
	return id, p.Desk.Confirm(r.Context(), v.At.ODS, sent.File)
}

// keep puts a file in its place once the rest of the form is right.
func (p Place) keep(r *http.Request, v page.Visit, g library.Given, f *upload.File) error {
	if f == nil {
		return nil
	}
	if _, err := g.Check(v.Today); err != nil {
		return err
	}
	return p.Desk.Keep(r.Context(), v.At.ODS, f)
}
