package proof

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
	"cyberready/internal/web/upload"
)

// oneView is one proof with its versions.
type oneView struct {
	library.Kept
	facts     []ui.SummaryRow
	look      *lookView // nil: there is no file to show
	versions  [][]ui.TableCell
	edit      *formView // nil: it cannot be changed, or not by the visitor
	closed    appui.Closed
	renew     string
	choose    string
	end       string
	mayDelete bool
}

func (p Place) showOne(w http.ResponseWriter, r *http.Request) error {
	return p.renderOne(w, r, access.SeeAnswers, nil, nil)
}

// renderOne shows a proof with what was typed into its form.
func (p Place) renderOne(w http.ResponseWriter, r *http.Request, verb access.Verb, typed *form, errs *fault.Error) error {
	v, l, k, err := p.one(r, verb)
	if err != nil {
		return err
	}
	view := oneView{Kept: k, facts: p.facts(v, k), look: p.look(r, v, k), versions: p.versions(v, k), closed: appui.ClosedAt(v, l.Stage), end: v.At.ProofEnd(k.ID),
		mayDelete: v.May(access.DeleteProof) && k.Deletable() && hasFiles(k)}
	if v.May(access.Answer) && !k.Withdrawn() {
		f := formOf(k)
		if typed != nil {
			typed.version = k.Version // saving again puts one's own words in the place of what is kept now
			typed.items, f = k.Items, *typed
		}
		edit := p.newFormView(v, l, f, errs)
		edit.action, edit.button, edit.choosing, edit.was = v.At.ProofOne(k.ID), "Save the change", false, wasFile(k)
		view.edit, view.renew = &edit, v.At.ProofRenew(k.ID)
		if view.closed.Words == "" {
			view.choose = v.At.ProofItems(k.ID)
		}
	}
	return page.Show(w, r, page.Page{Title: k.Title, Caption: caption(l), Errors: errs, Back: back(v), Body: one(view), Saved: p.Sessions.Said(r.Context())})
}

func wasFile(k library.Kept) string {
	if k.File == nil {
		return ""
	}
	return k.File.Name
}

// hasFiles tells whether bytes of any version are still there.
func hasFiles(k library.Kept) bool {
	kept := func(f *library.File) bool {
		return f != nil && (f.State == library.FileNew || f.State == library.FileClean)
	}
	return kept(k.File) || slices.ContainsFunc(k.Earlier, func(e library.Earlier) bool { return kept(e.File) })
}

func (p Place) facts(v page.Visit, k library.Kept) []ui.SummaryRow {
	l := newLine(v, k)
	rows := []ui.SummaryRow{{Key: "State", ValueHTML: l.state}}
	if k.File != nil {
		rows = append(rows, ui.SummaryRow{Key: "File", ValueHTML: p.file(v, k.ID, k.Version, *k.File).shown()})
	} else {
		rows = append(rows, ui.SummaryRow{Key: "Where it is kept", ValueHTML: place(k.Proof.Link(), k.Place)})
	}
	rows = append(rows,
		ui.SummaryRow{Key: "Dated", Value: k.Dated.Words()}, ui.SummaryRow{Key: "Holds until", Value: english.Small(untilWords(k))},
		ui.SummaryRow{Key: "Owner", Value: k.OwnerWords()}, ui.SummaryRow{Key: "Supports in " + v.At.Cycle, ValueHTML: namedItems(l)})
	if others := without(k.Years, v.At.Cycle); len(others) > 0 {
		rows = append(rows, ui.SummaryRow{Key: "Supports also in", Value: english.List(others)})
	}
	rows = append(rows, ui.SummaryRow{Key: "Given by", Value: k.AddedBy.Name + ", " + page.Today(k.AddedAt).Words()})
	if k.Withdrawn() {
		rows = append(rows, ui.SummaryRow{Key: "Withdrawn", Value: page.Today(k.WithdrawnAt).Words() + ", by " + k.WithdrawnBy})
	}
	if !k.DeletedAt.IsZero() {
		rows = append(rows, ui.SummaryRow{Key: "Files deleted", Value: page.Today(k.DeletedAt).Words()})
	}
	return rows
}

func without(list []string, one string) []string {
	var others []string
	for _, x := range list {
		if x != one {
			others = append(others, x)
		}
	}
	return others
}

// fileView is a file with the way to it, or why there is none.
type fileView struct {
	words, name string
	href        string
	why         string
}

func (p Place) file(v page.Visit, id string, version int, f library.File) fileView {
	view := fileView{words: fileWords(f), name: f.Name, why: f.Withheld(p.Desk.Scans(), "it")}
	if view.why == "" && v.May(access.TakeProof) {
		view.href = v.At.ProofFile(id, version)
	}
	return view
}

func (p Place) versions(v page.Visit, k library.Kept) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, e := range k.Earlier {
		cell := ui.TableCell{HTML: place(e.Proof.Link(), e.Place)}
		if e.File != nil {
			cell = ui.TableCell{HTML: p.file(v, k.ID, e.Version, *e.File).shown()}
		}
		rows = append(rows, []ui.TableCell{{Text: fmt.Sprint(e.Version)}, {Text: e.Title}, {Text: e.Dated.Words()}, cell,
			{Text: page.Today(e.Until).Words() + ", by " + e.ChangedBy.Name}})
	}
	return rows
}

func (p Place) changeProof(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, true, func(w http.ResponseWriter, r *http.Request, f form, errs *fault.Error) error {
		return p.renderOne(w, r, access.Answer, &f, errs)
	})
}

// change reads a form about one proof and keeps what it says as its newest version. sameFile lets the file stay that is there
// when none is chosen.
func (p Place) change(w http.ResponseWriter, r *http.Request, sameFile bool, again func(http.ResponseWriter, *http.Request, form, *fault.Error) error) error {
	v, err := p.enter(r, access.Answer)
	if err != nil {
		return err
	}
	id := chi.URLParam(r, "proof")
	sent, err := p.Desk.Read(w, r, "file")
	defer sent.Discard()
	f := readForm(sent.Values)
	if err == nil {
		err = p.replace(r, v, id, sent, f, sameFile)
	}
	if errs := page.Refused(err); errs != nil {
		return again(w, r, f, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The proof has a new version. What it was before is kept.")
	return page.Go(w, r, v.At.ProofOne(id))
}

func (p Place) replace(r *http.Request, v page.Visit, id string, sent upload.Form, f form, sameFile bool) error {
	g, err := f.given(sent.File)
	if err != nil {
		return err
	}
	if err := p.keep(r, v, g, sent.File); err != nil {
		return err
	}
	same := sameFile && g.File == nil && strings.TrimSpace(g.Place) == ""
	if err := p.Proofs.Change(r.Context(), v.Scope(), v.At.ODS, id, f.version, g, same, v.Now, v.Today); err != nil {
		return err
	}
	return p.Desk.Confirm(r.Context(), v.At.ODS, sent.File)
}

func (p Place) showRenew(w http.ResponseWriter, r *http.Request) error {
	return p.renderRenew(w, r, nil, nil)
}

func (p Place) renderRenew(w http.ResponseWriter, r *http.Request, typed *form, errs *fault.Error) error {
	v, l, k, err := p.one(r, access.Answer)
	if err != nil {
		return err
	}
	if k.Withdrawn() {
		return fault.New(fault.Conflict, "This proof was withdrawn, and gets no new version. Add it anew.")
	}
	f := formOf(k)
	f.dated = appui.DayText{}
	if typed != nil {
		typed.version, typed.items = k.Version, k.Items
		f = *typed
	}
	view := p.newFormView(v, l, f, errs)
	view.action, view.button, view.choosing, view.onlyNew = v.At.ProofRenew(k.ID), "Keep the new version", false, true
	return page.Show(w, r, page.Page{Title: "New version: " + k.Title, Caption: caption(l), Errors: errs, Body: renew(view, k),
		Back: page.Link{Text: k.Title, Href: v.At.ProofOne(k.ID)}})
}

func (p Place) renewProof(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, false, func(w http.ResponseWriter, r *http.Request, f form, errs *fault.Error) error {
		return p.renderRenew(w, r, &f, errs)
	})
}

func renewWords(k library.Kept) string {
	return "The newest version is dated " + k.Dated.Words() + ". It stays in the list of versions; what it supports is supported by the new one."
}
