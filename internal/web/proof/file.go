package proof

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/web/page"
	"cyberready/internal/web/upload"
)

// enterFile enters for whoever may take proof away, and tells which version of which proof is asked for.
func (p Place) enterFile(r *http.Request) (v page.Visit, id string, version int, err error) {
	if v, err = p.enter(r, access.TakeProof); err != nil {
		return v, "", 0, err
	}
	if version, err = strconv.Atoi(chi.URLParam(r, "version")); err != nil {
		return v, "", 0, fault.New(fault.NotFound, "There is no such version.")
	}
	return v, chi.URLParam(r, "proof"), version, nil
}

// sendFile gives a file out as a download, under a name that is made of the code, the day and the version.
func (p Place) sendFile(w http.ResponseWriter, r *http.Request) error {
	v, id, version, err := p.enterFile(r)
	if err != nil {
		return err
	}
	f, dated, err := p.Proofs.Take(r.Context(), v.Scope(), v.At.ODS, id, version, p.Desk.Scans(), v.Now)
	if err != nil {
		return err
	}
	return p.Desk.Send(w, r, v.At.ODS, fmt.Sprintf("%s-proof-%s-%s-version-%d", v.At.ODS, id[len(id)-6:], dated, version), f)
}

// sendPicture gives out the picture that the server makes of a file, for the page to show.
func (p Place) sendPicture(w http.ResponseWriter, r *http.Request) error {
	v, id, version, err := p.enterFile(r)
	if err != nil {
		return err
	}
	f, err := p.Proofs.Look(r.Context(), v.Scope(), v.At.ODS, id, version, p.Desk.Scans())
	if err != nil {
		return err
	}
	return p.Desk.SendPicture(w, r, v.At.ODS, f)
}

// lookView is what the page shows of the newest file.
type lookView struct {
	upload.Shown
	src, alt string
	textName string // what the text is, for a screen reader
}

// look is nil where there is no file, or none that the visitor may take away now.
func (p Place) look(r *http.Request, v page.Visit, k library.Kept) *lookView {
	if k.File == nil || p.file(v, k.ID, k.Version, *k.File).href == "" {
		return nil
	}
	return &lookView{Shown: p.Desk.Preview(r.Context(), v.At.ODS, *k.File), src: v.At.ProofLook(k.ID, k.Version),
		alt: "What the file " + k.File.Name + " shows: the picture that was given as the proof “" + k.Title + "”.", textName: "The beginning of " + k.File.Name}
}

func (l lookView) lines() string { return strings.Join(l.Text.Lines, "\n") }

// belowWords says below a preview what it is.
func (l lookView) belowWords() string {
	switch {
	case l.Text == nil:
		return "Made by this service from the file, at most 1,200 points wide. Where and with what it was taken is left out. The file itself is the download."
	case l.Text.More:
		return "These are the first lines. The whole is in the download."
	}
	return "This is the whole text."
}
