package proof

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

func (p Place) showItems(w http.ResponseWriter, r *http.Request) error {
	return p.renderItems(w, r, nil, nil)
}

func (p Place) renderItems(w http.ResponseWriter, r *http.Request, typed []string, errs *fault.Error) error {
	v, l, k, err := p.one(r, access.Answer)
	if err != nil {
		return err
	}
	f := formOf(k)
	if typed != nil {
		f.items = typed
	}
	view := p.newFormView(v, l, f, errs)
	view.action, view.button = v.At.ProofItems(k.ID), "Save what it supports"
	return page.Show(w, r, page.Page{Title: "What it supports: " + k.Title, Caption: caption(l), Errors: errs,
		Body: choose(view, "One proof may support many questions. Take off what it says nothing about: a reviewer asks when one proof stands for ten.",
			appui.ClosedAt(v, l.Stage)),
		Back: page.Link{Text: k.Title, Href: v.At.ProofOne(k.ID)}})
}

func (p Place) chooseItems(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Answer)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	if v.Year, err = p.Content.Year(r.Context(), v.Scope(), v.At.Cycle, v.Content); err != nil {
		return err
	}
	id, items := chi.URLParam(r, "proof"), r.PostForm["items"]
	err = p.Proofs.Support(r.Context(), v.Scope(), v.At.ODS, id, proofdb.Use{Cycle: v.At.Cycle, Pack: v.Year.Pack, Items: items}, v.Now, v.Today)
	if errs := page.Refused(err); errs != nil {
		return p.renderItems(w, r, items, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "What the proof supports is saved.")
	return page.Go(w, r, v.At.ProofOne(id))
}

// endProof withdraws a proof, or deletes the files of one that is withdrawn.
func (p Place) endProof(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Answer)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id := chi.URLParam(r, "proof")
	said := "The proof is withdrawn. Its record is kept."
	if r.PostFormValue("do") == "delete" {
		said = "The files are deleted. The record of the proof is kept."
		err = p.Proofs.DeleteFiles(r.Context(), v.Scope(), v.At.ODS, id, v.Now)
	} else {
		err = p.Proofs.Withdraw(r.Context(), v.Scope(), v.At.ODS, id, v.Now, v.Today)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), said)
	return page.Go(w, r, v.At.ProofOne(id))
}
