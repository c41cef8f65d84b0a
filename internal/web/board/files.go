package board

import (
	"context"
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/web/page"
)

// Press makes PDF files. Without one the pages say so, and offer the print view.
type Press interface {
	Ready() error // a fault with the sentence that people read, when no PDF can be made here
	Report(context.Context, pdf.Paper) ([]byte, error)
}

// files are the ways to a version's files that a report's page shows. All are empty for a draft.
type files struct {
	Paper   page.Link
	NoPress string // why there is no PDF; empty where there is
	Record  page.Link
}

func (p Place) filesOf(v visit, version int) files {
	if version == 0 {
		return files{}
	}
	f := files{}
	if err := p.Press.Ready(); err != nil {
		f.NoPress = fault.As(err).Sentence
	} else {
		f.Paper = page.Link{Text: "Download as PDF", Href: v.at.Paper(version)}
	}
	if v.may(access.TakeReport) {
		f.Record = page.Link{Text: recordName(v, version), Href: v.at.Record(version)}
	}
	return f
}

// takePaper makes the report of a version as PDF, while its reader waits: it takes a small part of a second.
func (p Place) takePaper(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeReport)
	if err != nil {
		return err
	}
	version, err := versionIn(r)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.at.ODS, v.cycle(), version, v.today)
	if err != nil {
		return err
	}
	view := sentView(v, sent)
	made, err := p.Press.Report(r.Context(), pdf.Paper{Report: view.Report, Marking: p.Marking, Foot: view.Foot, On: sent.Reference})
	if fault.KindOf(err) == fault.Unavailable {
		return p.showNoPress(w, r, v, version, err)
	}
	if err != nil {
		return err
	}
	sendFile(w, "application/pdf", fileName(v, version)+".pdf", made)
	return nil
}

// showNoPress says that no PDF can be made here, and what to do instead.
func (p Place) showNoPress(w http.ResponseWriter, r *http.Request, v visit, version int, err error) error {
	pg := p.page(r, v, "There is no PDF to be had here")
	pg.Status = http.StatusServiceUnavailable
	pg.Body = noPressPage(fault.As(err).Sentence, page.Link{Text: "The report of " + versionWords(version), Href: v.at.ReportOf(version)})
	return page.Show(w, r, pg)
}
