package board

import (
	"net/http"
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
	visit     page.Visit
	Sent      reportdb.Sent
	Report    report.Report
	Since     *report.Since // what changed since an earlier version; nil for the first
	Before    string        // which one that is: "version 1, which you signed"
	Asked     bool
	Delegated string // in whose place the reader is asked, by whom and why; empty when they were from the start
	Mine      *signoff.Signature
	Final     bool // the decision stands and cannot be changed
	Words     string
	Errors    *fault.Error
	Missing   string // what of the board's own rating is not there yet
}

func (p Place) showSign(w http.ResponseWriter, r *http.Request) error {
	return p.renderSign(w, r, 0, nil)
}

// renderSign shows the newest version with what changed since an earlier one: the one that somebody tried to sign when it had
// been replaced already, or with 0 the one that the reader compares it with.
func (p Place) renderSign(w http.ResponseWriter, r *http.Request, tried int, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Sign)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), 0, v.Today)
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
	for _, c := range sent.Replacements {
		if c.New.Person == v.Actor.Person {
			view.Delegated = "You are asked instead of " + c.Old.Name + ", by " + c.By.Name + " on " + c.On.Words() + ", because: " + c.Why
		}
	}
	if errs != nil {
		view.Words = r.PostFormValue("words")
	}
	standards := sent.Snapshot.Pack.TenNumbers()
	if n := len(standards) - agreedOf(sent.Version, standards); n > 0 {
		view.Missing = "The board has not yet agreed a rating of " + english.Count(n, "standard", "standards") + "."
	}
	if err := p.compare(r, &view, tried); err != nil {
		return err
	}
	pg := p.page(r, v, "Sign the report")
	pg.Errors, pg.Body = errs, sign(view)
	if tried > 0 {
		pg.Status = http.StatusConflict
	}
	return page.Show(w, r, pg)
}

// compare fills in what changed since an earlier version.
func (p Place) compare(r *http.Request, view *signView, tried int) error {
	v, version, words := view.visit, tried, report.VersionWords(tried)+", which you read"
	if tried == 0 {
		var signed bool
		if version, signed = view.Sent.Compared(); version == 0 {
			return nil
		}
		words = report.VersionWords(version)
		if signed {
			words += ", which you signed"
		}
	}
	before, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, v.Today)
	if err != nil {
		return err
	}
	changed := report.Compare(report.Read{Snapshot: before.Snapshot, Result: before.Result},
		report.Read{Snapshot: view.Sent.Snapshot, Result: view.Sent.Result})
	view.Since, view.Before = &changed, words
	return nil
}

func (p Place) sign(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Sign)
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
		return p.renderSign(w, r, 0, refused)
	}
	id, err := p.Reports.Sign(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), g, p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderSign(w, r, 0, refused)
	}
	if fault.KindOf(err) == fault.Conflict {
		return p.outdated(w, r, v, version, err)
	}
	if err != nil {
		return err
	}
	return page.Go(w, r, v.At.Receipt(id))
}

// outdated shows somebody who tried to sign a version that was replaced what is different in the newest one, and keeps what
// they wrote. Any other conflict stays as it is.
func (p Place) outdated(w http.ResponseWriter, r *http.Request, v page.Visit, tried int, conflict error) error {
	h, err := p.Reports.Home(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil || h.Sent == nil || !h.Sent.Open() || tried < 1 || tried >= h.Sent.Number {
		return conflict
	}
	return p.renderSign(w, r, tried, fault.New(fault.Conflict, "This version has been replaced, so your decision was not recorded. "+
		"Read what has changed, and then decide on version %d.", h.Sent.Number))
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
	visit page.Visit
	reportdb.Receipt
}

func (p Place) showReceipt(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	receipt, err := p.Reports.Receipt(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), chi.URLParam(r, "signature"))
	if err != nil {
		return err
	}
	pg := p.page(r, v, "Your receipt")
	pg.Body = receiptPage(receiptView{visit: v, Receipt: receipt})
	return page.Show(w, r, pg)
}

// notSubmission says what signing and publishing here are not, with the official deadline.
func notSubmission(v page.Visit) string {
	s := "This is an electronic record kept here. It is not a submission to the Data Security and Protection Toolkit (DSPT)."
	if v.Year.Deadline.IsZero() {
		return s + " That has its own deadline."
	}
	return s + " The official submission for " + v.At.Cycle + " is due by " + v.Year.Deadline.Words() + ", to the toolkit itself."
}

// electronic says what a decision that is given here is, and what it is not.
const electronic = "What you decide is kept as an electronic record: your name, the time, and the fingerprint of what you read. " +
	"It is not a cryptographic signature. A receipt with the fingerprint is sent to you by e-mail, so that there is a copy outside this service."
