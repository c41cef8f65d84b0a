package board

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// agreeView is the page on which the chair or the secretary records what the board agreed.
type agreeView struct {
	visit     page.Visit
	Version   reportdb.Version
	Standards []agreeRow
	Errors    *fault.Error
}

// agreeRow is one standard on it.
type agreeRow struct {
	framework.Standard
	View    signoff.View
	Rating  string
	Dissent string
	Differs string // where the recorded rating and the counts part
}

func agreedField(standard string) string  { return "agreed-" + standard }
func dissentField(standard string) string { return "dissent-" + standard }

func (p Place) showAgree(w http.ResponseWriter, r *http.Request) error {
	return p.renderAgree(w, r, nil)
}

func (p Place) renderAgree(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Agree)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), 0, v.Today)
	if err == nil {
		err = sent.MayAgree()
	}
	if fault.KindOf(err) == fault.NotFound || err == nil && !sent.Open() {
		pg := p.page(r, v, "There is nothing to agree now")
		pg.Body = nothingOpen(v, err == nil)
		return page.Show(w, r, pg)
	}
	if err != nil {
		return err
	}
	view := agreeView{visit: v, Version: sent.Version, Errors: errs}
	for _, s := range sent.Snapshot.Pack.Ten() {
		view.Standards = append(view.Standards, rowToAgree(r, sent, s, errs != nil))
	}
	pg := p.page(r, v, "What the board agreed")
	pg.Errors, pg.Body = errs, agree(view)
	return page.Show(w, r, pg)
}

func rowToAgree(r *http.Request, sent reportdb.Sent, s framework.Standard, posted bool) agreeRow {
	row := agreeRow{Standard: s, View: sent.View(s.Number)}
	if a := row.View.Agreed; a != nil {
		row.Rating, row.Dissent = string(a.Rating), a.Dissent
		for _, result := range sent.Result.Standards {
			if result.Number == s.Number {
				row.Differs = signoff.Disagreement(a.Rating, result.Counts)
			}
		}
	}
	if posted {
		row.Rating, row.Dissent = r.PostFormValue(agreedField(s.Number)), r.PostFormValue(dissentField(s.Number))
	}
	return row
}

func (p Place) agree(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Agree)
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
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, v.Today)
	if err != nil {
		return err
	}
	given, errs := readAgreed(r, sent)
	if errs != nil {
		return p.renderAgree(w, r, errs)
	}
	if err := p.Reports.Agree(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, given, p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "We have recorded what the board agreed about "+english.Count(len(given), "standard", "standards")+".")
	return page.Go(w, r, v.At.Agree())
}

// readAgreed reads what was recorded: only what differs from the record that stands, so that no record is repeated.
func readAgreed(r *http.Request, sent reportdb.Sent) ([]reportdb.Judgement, *fault.Error) {
	errs := fault.New(fault.Invalid, "Choose what the board agreed.")
	var given []reportdb.Judgement
	standards := sent.Snapshot.Pack.Ten()
	for _, s := range standards {
		choice, dissent := r.PostFormValue(agreedField(s.Number)), strings.TrimSpace(r.PostFormValue(dissentField(s.Number)))
		if choice == "" && dissent == "" {
			continue
		}
		rating, err := signoff.ParseRating(choice)
		switch before, ok := signoff.AgreedOn(sent.Agreed, s.Number); {
		case err != nil:
			errs.Fields = append(errs.Fields, fault.Field{Name: agreedField(s.Number), Message: "Standard " + s.Number + ": choose the rating that the board agreed."})
		case len([]rune(dissent)) > maxWords:
			errs.Fields = append(errs.Fields, fault.Field{Name: dissentField(s.Number), Message: "Standard " + s.Number + ": shorten the dissent to " + english.Figures(maxWords) + " characters."})
		case ok && before.Rating == rating && before.Dissent == dissent:
		default:
			given = append(given, reportdb.Judgement{Standard: s.Number, Rating: rating, Words: dissent})
		}
	}
	if len(given) == 0 && len(errs.Fields) == 0 && len(standards) > 0 {
		errs.Fields = []fault.Field{{Name: agreedField(standards[0].Number), Message: "Choose a rating that is new, or go back without recording one."}}
	}
	if len(errs.Fields) > 0 {
		return nil, errs
	}
	return given, nil
}
