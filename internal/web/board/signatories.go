package board

import (
	"net/http"
	"slices"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// signatoriesView is who is asked to sign, and the form that asks somebody else instead.
type signatoriesView struct {
	visit  page.Visit
	Sent   reportdb.Version
	Old    []ui.RadioItem  // who can be replaced: not those who have signed or declined
	New    []ui.SelectItem // who can be asked instead
	Chosen struct{ Old, New, Why string }
	Errors *fault.Error
}

func (p Place) showSignatories(w http.ResponseWriter, r *http.Request) error {
	return p.renderSignatories(w, r, nil)
}

func (p Place) renderSignatories(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepSignatories)
	if err != nil {
		return err
	}
	h, err := p.Reports.Home(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil {
		return err
	}
	if h.Sent == nil || !h.Sent.Open() {
		pg := p.page(r, v, "Nobody is asked to sign now")
		pg.Body = nothingOpen(v, h.Sent != nil)
		return page.Show(w, r, pg)
	}
	people, err := p.Reports.Candidates(r.Context(), v.Scope(), v.At.ODS)
	if err != nil {
		return err
	}
	view := signatoriesView{visit: v, Sent: *h.Sent, Errors: errs}
	for _, a := range h.Sent.Asked {
		if last, ok := signoff.Latest(h.Sent.Given, a.Person, h.Sent.SHA256); ok && last.Decision != signoff.Question {
			continue
		}
		view.Old = append(view.Old, ui.RadioItem{Value: a.Person, Text: nameAndPost(a)})
	}
	for _, c := range people {
		if !slices.ContainsFunc(h.Sent.Asked, func(a signoff.Signatory) bool { return a.Person == c.Person }) {
			view.New = append(view.New, ui.Option(c.Person, candidateWords(c)))
		}
	}
	if errs != nil {
		view.Chosen.Old, view.Chosen.New, view.Chosen.Why = r.PostFormValue("old"), r.PostFormValue("new"), r.PostFormValue("why")
	}
	pg := p.page(r, v, "Who is asked to sign")
	pg.Errors, pg.Body, pg.List = errs, signatories(view), signatoriesFile(v, *h.Sent)
	return page.Show(w, r, pg)
}

func (p Place) replaceSignatory(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepSignatories)
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
	change := reportdb.Replacing{Version: version, Old: r.PostFormValue("old"), New: r.PostFormValue("new"), Why: strings.TrimSpace(r.PostFormValue("why"))}
	if change.Old == "" {
		return p.renderSignatories(w, r, fault.InvalidField("old", "Choose who is no longer asked."))
	}
	err = p.Reports.ReplaceSignatory(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), change, p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderSignatories(w, r, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "Somebody else is asked to sign now. The report says who, whom they replace and why.")
	return page.Go(w, r, v.At.Signatories())
}

func candidateWords(c reportdb.Candidate) string {
	return nameAndPost(signoff.Signatory{Name: c.Name, Post: c.Post, Lead: c.Lead})
}

// signatoryRows lists who is asked, with where each stands.
func signatoryRows(s reportdb.Version) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, a := range s.Asked {
		said := "has not answered"
		words := ""
		if last, ok := signoff.Latest(s.Given, a.Person, s.SHA256); ok {
			said, words = last.Decision.Label()+", "+last.On.Words(), last.Words
		}
		if a.Replaces != "" {
			said += "; asked instead of " + a.Replaces
		}
		rows = append(rows, ui.SummaryRow{Key: nameAndPost(a), ValueHTML: saidInFull(said, words)})
	}
	return rows
}

func replacementWords(r signoff.Replacement) string {
	return r.New.Name + " is asked instead of " + r.Old.Name + ", by " + r.By.Name + " on " + r.On.Words() + ": " + r.Why
}
