package board

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// rateView is the page on which a board member rates alone.
type rateView struct {
	visit     page.Visit
	Version   reportdb.Version
	Standards []rateRow
	One       bool // a page of its own for one standard
	Errors    *fault.Error
}

// rateRow is one standard on it.
type rateRow struct {
	framework.Standard
	Proof  string // what proof is named
	Rating string // as chosen, or as typed in a form that was refused
	Note   string
	Locked string // why it can no longer be rated; empty while it can
	View   signoff.View
	// Answered tells that the member could not tell, and has been answered since.
	Answered bool
}

func ratingField(standard string) string { return "rating-" + standard }
func noteField(standard string) string   { return "note-" + standard }

func (p Place) showRate(w http.ResponseWriter, r *http.Request) error {
	return p.renderRate(w, r, "", nil)
}

func (p Place) showRateOne(w http.ResponseWriter, r *http.Request) error {
	return p.renderRate(w, r, chi.URLParam(r, "standard"), nil)
}

// renderRate shows one standard, or all with an empty number. After a refused form it shows what was posted.
func (p Place) renderRate(w http.ResponseWriter, r *http.Request, only string, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Rate)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), 0, v.Today)
	if fault.KindOf(err) == fault.NotFound || err == nil && !sent.Open() {
		pg := p.page(r, v, "There is nothing to rate now")
		pg.Body = nothingOpen(v, err == nil)
		return page.Show(w, r, pg)
	}
	if err != nil {
		return err
	}
	view := rateView{visit: v, Version: sent.Version, One: only != "", Errors: errs}
	for _, s := range sent.Snapshot.Pack.Ten() {
		if only != "" && s.Number != only {
			continue
		}
		view.Standards = append(view.Standards, rowToRate(r, sent, s, errs != nil))
	}
	if len(view.Standards) == 0 {
		return fault.New(fault.NotFound, "There is no such standard.")
	}
	pg := p.page(r, v, "Rate the standards")
	if view.One {
		pg.Title = "Rate standard " + only
		pg.Back = page.Link{Text: "All standards", Href: v.At.Rate()}
	}
	pg.Errors, pg.Body = errs, rate(view)
	return page.Show(w, r, pg)
}

func rowToRate(r *http.Request, sent reportdb.Sent, s framework.Standard, posted bool) rateRow {
	row := rateRow{Standard: s, Proof: proofNamed(sent, s), View: sent.View(s.Number), Answered: sent.Answered(s.Number)}
	if err := sent.MayRate(s.Number); err != nil {
		row.Locked = fault.As(err).Sentence
	}
	if own := row.View.Own; own != nil {
		row.Rating, row.Note = string(own.Rating), own.Note
	}
	if posted && row.Locked == "" {
		row.Rating, row.Note = r.PostFormValue(ratingField(s.Number)), r.PostFormValue(noteField(s.Number))
	}
	return row
}

func (p Place) rate(w http.ResponseWriter, r *http.Request) error { return p.saveRatings(w, r, "") }

func (p Place) rateOne(w http.ResponseWriter, r *http.Request) error {
	return p.saveRatings(w, r, chi.URLParam(r, "standard"))
}

func (p Place) saveRatings(w http.ResponseWriter, r *http.Request, only string) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Rate)
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
	given, errs := readRatings(r, v.Year.Pack.Ten(), only)
	if errs != nil {
		return p.renderRate(w, r, only, errs)
	}
	if err := p.Reports.Rate(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, given, p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "We have kept your rating of "+english.Count(len(given), "standard", "standards")+".")
	if only == "" {
		return page.Go(w, r, v.At.Rate())
	}
	return page.Go(w, r, v.At.RateOne(nextStandard(v.Year.Pack.Ten(), only)))
}

// readRatings reads what was chosen. A standard without a choice is left out, but not one with a note only; and a form
// without any choice is refused.
func readRatings(r *http.Request, standards []framework.Standard, only string) ([]reportdb.Judgement, *fault.Error) {
	errs := fault.New(fault.Invalid, "Choose how far each standard is in place.")
	var given []reportdb.Judgement
	for _, s := range standards {
		choice, note := r.PostFormValue(ratingField(s.Number)), strings.TrimSpace(r.PostFormValue(noteField(s.Number)))
		if choice == "" && note == "" || only != "" && s.Number != only {
			continue
		}
		rating, err := signoff.ParseRating(choice)
		if err != nil {
			errs.Fields = append(errs.Fields, fault.Field{Name: ratingField(s.Number), Message: "Standard " + s.Number + ": choose a rating beside your note."})
			continue
		}
		if len([]rune(note)) > maxWords {
			errs.Fields = append(errs.Fields, fault.Field{Name: noteField(s.Number), Message: "Standard " + s.Number + ": shorten your note to " + english.Figures(maxWords) + " characters."})
			continue
		}
		given = append(given, reportdb.Judgement{Standard: s.Number, Rating: rating, Words: note})
	}
	if len(given) == 0 && len(errs.Fields) == 0 {
		first := only
		if first == "" && len(standards) > 0 {
			first = standards[0].Number
		}
		errs.Fields = []fault.Field{{Name: ratingField(first), Message: "Choose a rating, or go back without rating."}}
	}
	if len(errs.Fields) > 0 {
		return nil, errs
	}
	return given, nil
}

// nextStandard gives the standard after one; after the last, the first.
func nextStandard(list []framework.Standard, number string) string {
	for i, s := range list {
		if s.Number == number {
			return list[(i+1)%len(list)].Number
		}
	}
	return number
}
