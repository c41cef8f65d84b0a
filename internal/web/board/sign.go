package board

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// signView is the page on which a signatory signs, or says why not.
type signView struct {
	visit   visit
	Sent    reportdb.Sent
	Report  report.Report
	Since   []string // what changed since the version before; nil for the first
	Before  int      // that version
	Asked   bool
	Mine    *signoff.Signature
	Final   bool // the decision stands and cannot be changed
	Words   string
	Errors  *fault.Error
	Missing string // what of the board's own rating is not there yet
}

func (p Place) showSign(w http.ResponseWriter, r *http.Request) error {
	return p.renderSign(w, r, nil)
}

func (p Place) renderSign(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := p.enter(r, access.Sign)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.at.ODS, v.cycle(), 0, v.today)
	if fault.KindOf(err) == fault.NotFound || err == nil && !sent.Open() {
		pg := p.page(r, v, "There is nothing to sign now")
		pg.Body = nothingOpen(v, err == nil)
		return page.Show(w, r, pg)
	}
	if err != nil {
		return err
	}
	view := signView{visit: v, Sent: sent, Report: report.Build(sent.Inputs()), Asked: sent.AskedToSign(), Errors: errs}
	if mine, ok := sent.Mine(); ok {
		view.Mine, view.Final = &mine, mine.Decision != signoff.Question
	}
	if errs != nil {
		view.Words = r.PostFormValue("words")
	}
	standards := numbers(ten(sent.Snapshot.Pack))
	if n := len(standards) - agreedOf(sent.Version, standards); n > 0 {
		view.Missing = "The board has not yet agreed a rating of " + english.Count(n, "standard", "standards") + "."
	}
	if view.Before = sent.Number - 1; view.Before > 0 {
		before, err := p.Reports.Inputs(r.Context(), v.Scope(), v.at.ODS, v.cycle(), view.Before, v.today)
		if err != nil {
			return err
		}
		view.Since = since(before, sent)
	}
	pg := p.page(r, v, "Sign the report")
	pg.Errors, pg.Body = errs, sign(view)
	return page.Show(w, r, pg)
}

func (p Place) sign(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Sign)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	g := reportdb.Signing{Version: version, SHA256: r.PostFormValue("sha256"), Decision: signoff.Decision(r.PostFormValue("decision")),
		Words: strings.TrimSpace(r.PostFormValue("words"))}
	if refused := checkSigning(g); refused != nil {
		return p.renderSign(w, r, refused)
	}
	id, err := p.Reports.Sign(r.Context(), v.Scope(), v.at.ODS, v.cycle(), g, p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderSign(w, r, refused)
	}
	if err != nil {
		return err
	}
	return page.Go(w, r, v.at.Receipt(id))
}

// checkSigning refuses what a person cannot have meant: words beside a plain signature would be lost in the report.
func checkSigning(g reportdb.Signing) *fault.Error {
	switch {
	case g.Decision == signoff.Signed && g.Words != "":
		return fault.InvalidField("words", "You wrote something. Choose “%s” if it belongs to your signature, or empty the field.", signoff.Reservations.Choice())
	case len([]rune(g.Words)) > maxWords:
		return fault.InvalidField("words", "Shorten what you wrote to %s characters.", english.Figures(maxWords))
	}
	return nil
}

// receiptView is what somebody who signed keeps.
type receiptView struct {
	visit visit
	reportdb.Receipt
}

func (p Place) showReceipt(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeReport)
	if err != nil {
		return err
	}
	receipt, err := p.Reports.Receipt(r.Context(), v.Scope(), v.at.ODS, v.cycle(), chi.URLParam(r, "signature"))
	if err != nil {
		return err
	}
	pg := p.page(r, v, "Your receipt")
	pg.Body = receiptPage(receiptView{visit: v, Receipt: receipt})
	return page.Show(w, r, pg)
}

// notSubmission says what signing and publishing here are not, with the official deadline.
func notSubmission(v visit) string {
	s := "This is an electronic record kept here. It is not a submission to the Data Security and Protection Toolkit (DSPT)."
	if v.year.Deadline.IsZero() {
		return s + " That has its own deadline."
	}
	return s + " The official submission for " + v.at.Cycle + " is due by " + v.year.Deadline.Words() + ", to the toolkit itself."
}

func versionWords(n int) string { return "version " + strconv.Itoa(n) }
