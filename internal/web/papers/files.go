package papers

import (
	"context"
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/web/page"
)

// Press makes PDF files. Without one the pages say so, and offer the print view.
type Press interface {
	Ready() error // a fault with the sentence that people read, when no PDF can be made here
	Report(context.Context, pdf.Paper) ([]byte, error)
	Summary(context.Context, pdf.Summary) ([]byte, error)
}

// files are the ways to a version's files. All are empty for a draft.
type files struct {
	Paper   page.Link
	Summary page.Link
	NoPress string    // why there is no PDF; empty where there is
	Record  page.Link // for whoever may take it away
	All     page.Link // what each file holds
}

func (p Place) filesOf(v page.Visit, version int) files {
	if version == 0 {
		return files{}
	}
	f := files{All: page.Link{Text: "All files of this version, and what each holds", Href: v.At.Files(version)}}
	if err := p.Press.Ready(); err != nil {
		f.NoPress = fault.As(err).Sentence
	} else {
		f.Paper = page.Link{Text: "Download as PDF", Href: v.At.Paper(version)}
		f.Summary = page.Link{Text: "Download as PDF", Href: v.At.SummaryFile(version)}
	}
	if v.May(access.TakeReport) {
		f.Record = page.Link{Text: recordName(v, version), Href: v.At.Record(version)}
	}
	return f
}

// takePaper makes the report of a version as PDF, while its reader waits: it takes a small part of a second.
func (p Place) takePaper(w http.ResponseWriter, r *http.Request) error {
	v, sent, err := p.versionAsked(r)
	if err != nil {
		return err
	}
	view := sentView(v, sent)
	made, err := p.Press.Report(r.Context(), pdf.Paper{Report: view.Report, Marking: p.Marking, Foot: view.Foot, On: sent.Reference})
	if fault.KindOf(err) == fault.Unavailable {
		return p.showNoPress(w, r, v, page.Link{Text: "The report of " + report.VersionWords(sent.Number), Href: v.At.ReportOf(sent.Number)}, err)
	}
	if err != nil {
		return err
	}
	page.SendFile(w, "application/pdf", paperName(v, sent.Number), made)
	return nil
}

func paperName(v page.Visit, version int) string { return fileName(v, version) + ".pdf" }

// showNoPress says that no PDF can be made here, and which page to print instead.
func (p Place) showNoPress(w http.ResponseWriter, r *http.Request, v page.Visit, instead page.Link, err error) error {
	pg := p.page(r, v, "There is no PDF to be had here")
	pg.Status = http.StatusServiceUnavailable
	pg.Body = noPressPage(fault.As(err).Sentence, instead)
	return page.Show(w, r, pg)
}

// showFiles says what each file of a version holds, for whoever takes one to a meeting or answers a request for information.
func (p Place) showFiles(w http.ResponseWriter, r *http.Request) error {
	v, sent, err := p.versionAsked(r)
	if err != nil {
		return err
	}
	pg := p.page(r, v, "What each file holds")
	pg.Back = page.Link{Text: "The report", Href: v.At.ReportOf(sent.Number)}
	view := filesView{visit: v, Version: sent.Number, Marking: p.Marking, Files: p.filesOf(v, sent.Number)}
	if v.May(access.TakeReport) {
		view.Pack = v.At.Pack(sent.Number)
	}
	pg.Body = filesPage(view)
	return page.Show(w, r, pg)
}

// filesView is that page.
type filesView struct {
	visit   page.Visit
	Version int
	Marking string
	Files   files
	Pack    string // where everything is taken away; empty for whoever may not
}
