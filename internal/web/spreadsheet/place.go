// Package spreadsheet is where people work on the assessment in a spreadsheet: they take it, upload it again, see what it
// would change, and confirm.
//
// Nothing is decided here. core/worksheet says what a file means and how it differs from the answers, worksheetdb lets it
// wait and saves what is confirmed. An upload changes nothing; what is wrong with it is said with sheet, row and column.
package spreadsheet

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/worksheet"
	"cyberready/internal/edge/workbook"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/store/worksheetdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves its pages.
type Place struct {
	Worksheets worksheetdb.Worksheets
	Content    *contentdb.Content
	Sessions   *session.Sessions
	Now        func() time.Time
}

// Routes mounts them.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Spreadsheet, page.Handle(p.showStart))
	r.Post(paths.Spreadsheet, page.Handle(p.upload))
	r.Get(paths.SpreadsheetFile, page.Handle(p.take))
	r.Get(paths.SpreadsheetChanges, page.Handle(p.showChanges))
	r.Post(paths.SpreadsheetChanges, page.Handle(p.confirm))
}

func key(v page.Visit) workingcopy.Key { return workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle} }

func about(v page.Visit) worksheet.About {
	return worksheet.About{ODS: v.At.ODS, Cycle: v.At.Cycle, Edition: v.Year.Pack.Edition}
}

// startView is the page from which one takes the file and to which one brings it back.
type startView struct {
	at      paths.Year
	take    string // what is in the file; empty for a contributor without a part
	closed  appui.Closed
	waiting string // what waits from an earlier upload; empty when nothing does
	problem string // beside the field
}

func (p Place) showStart(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkInFile)
	if err != nil {
		return err
	}
	return p.renderStart(w, r, v, nil)
}

// mostProblems is how many places of a bad file are listed: whoever moved a column moved it on every sheet.
const mostProblems = 12

func (p Place) renderStart(w http.ResponseWriter, r *http.Request, v page.Visit, errs *fault.Error) error {
	waiting, err := p.Worksheets.WaitingUpload(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Now)
	if err != nil {
		return err
	}
	view := startView{at: v.At, closed: appui.ClosedAt(v, waiting.Stage), take: takes(v, waiting.Sheet)}
	if waiting.Found {
		view.waiting = waitingWords(v, waiting)
	}
	if errs != nil {
		errs = shortened(errs)
		view.problem = errs.Fields[0].Message
	}
	return page.Show(w, r, page.Page{Title: "Work in a spreadsheet", Caption: waiting.Trust + " · " + v.At.Cycle, Errors: errs, Body: start(view),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Saved: p.Sessions.Said(r.Context())})
}

// shortened names the first places of what is wrong, and how many more there are.
func shortened(f *fault.Error) *fault.Error {
	more := len(f.Fields) - mostProblems
	if more <= 0 {
		return f
	}
	out := *f
	out.Fields = append(f.Fields[:mostProblems:mostProblems], fault.Field{Name: "file", Message: "And " + english.Count(more, "more place", "more places") + " like these."})
	return &out
}

// takes says what somebody's file holds.
func takes(v page.Visit, sh workingcopy.Sheet) string {
	if v.Actor.Role == access.Contributor {
		parts, items := sh.GivenTo(v.Actor.Person, v.Year.Pack)
		if len(items) == 0 {
			return ""
		}
		return "It holds what was given to you: " + english.List(parts) + ". That is " + english.Count(len(items), "question", "questions") + ", and nothing else can be changed by it."
	}
	return "It holds all " + english.Figures(len(v.Year.Pack.Questions())) + " questions with the answers as they are now, a sheet for each standard."
}

func waitingWords(v page.Visit, w worksheetdb.Waiting) string {
	return "What you uploaded " + page.Moment(w.UploadedAt, v.Now) + " waits to be confirmed until " + page.Clock(w.ExpiresAt) + "."
}

// take hands out the file.
func (p Place) take(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkInFile)
	if err != nil {
		return err
	}
	sh, pack, err := p.Worksheets.TakeSpreadsheet(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Now)
	if err != nil {
		return err
	}
	file, err := workbook.WriteForm(worksheet.Compose(worksheet.Made{About: about(v), Trust: sh.Trust, Pack: pack, Answers: sh.Answers, Proofs: sh.Proofs,
		By: v.Name, On: v.Today, Demo: v.Site.Demo}))
	if err != nil {
		return err
	}
	page.SendFile(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", v.At.ODS+"-"+v.At.Cycle+"-assessment-"+v.Today.String()+".xlsx", file)
	return nil
}

// upload reads a file and lets what it asks to change wait. A file that cannot be taken as a whole comes back with the page;
// one of which rows are refused is 422 too, and shows them beside what can be confirmed.
func (p Place) upload(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkInFile)
	if err != nil {
		return err
	}
	file, err := readUpload(w, r)
	if err != nil {
		return p.refuse(w, r, v, err)
	}
	f, err := workbook.Read(file)
	if err != nil {
		return p.refuse(w, r, v, err)
	}
	read, err := worksheet.Understand(f, about(v), v.Year.Pack)
	if err != nil {
		return p.refuse(w, r, v, err)
	}
	if err := p.Worksheets.KeepUpload(r.Context(), v.Scope(), key(v), v.Year.Pack, read, v.Now, v.Today); err != nil {
		return err
	}
	waiting, err := p.Worksheets.WaitingUpload(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Now)
	if err != nil {
		return err
	}
	if len(waiting.Refused) > 0 {
		return p.renderChanges(w, r, v, waiting, looked{status: http.StatusUnprocessableEntity})
	}
	return page.Go(w, r, v.At.SpreadsheetChanges())
}

func (p Place) refuse(w http.ResponseWriter, r *http.Request, v page.Visit, because error) error {
	if errs := page.Refused(because); errs != nil && len(errs.Fields) > 0 {
		return p.renderStart(w, r, v, errs)
	}
	return because
}

// readUpload reads the one file of a form, and no more than a file may have.
func readUpload(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	const around = 64 << 10 // the form's own lines
	r.Body = http.MaxBytesReader(w, r.Body, workbook.MaxFile+around)
	sent, _, err := r.FormFile("file")
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, fault.InvalidField("file", "This file is too large: at most %d MB are read.", workbook.MaxFile>>20)
	case err != nil:
		return nil, fault.InvalidField("file", "Choose the file that you worked in.").Because(err)
	}
	defer sent.Close()
	file, err := io.ReadAll(sent)
	if err != nil {
		return nil, fault.InvalidField("file", "The file did not arrive whole. Upload it again.").Because(err)
	}
	return file, nil
}
