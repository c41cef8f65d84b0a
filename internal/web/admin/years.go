package admin

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// yearsView is the list of years and the form that opens the next.
type yearsView struct {
	Years                     []contentdb.Year
	Packs                     []framework.Pack
	Label, Edition            string
	Opens, Baseline, Deadline appui.DayText
	Source                    string
	Errors                    *fault.Error
}

func (p Place) showYears(w http.ResponseWriter, r *http.Request) error {
	return p.renderYears(w, r, yearsView{})
}

func (p Place) renderYears(w http.ResponseWriter, r *http.Request, view yearsView) error {
	v, err := may(r, access.KeepRegister)
	if err != nil {
		return err
	}
	if view.Years, err = p.Content.Years(r.Context(), v.Scope()); err != nil {
		return err
	}
	for _, edition := range p.Content.Editions() {
		pack, err := p.Content.Pack(r.Context(), v.Scope(), edition)
		if err != nil {
			return err
		}
		view.Packs = append(view.Packs, pack)
	}
	if view.Label == "" {
		view = suggest(view, page.Today(p.Now()).String())
	}
	return page.Show(w, r, page.Page{Title: "Years", Back: back, Errors: view.Errors, Body: years(view), List: yearsFile(view, page.Today(p.Now())), Saved: p.Sessions.Said(r.Context())})
}

// suggest fills the form with the year after the newest, or the one that runs now, with official dates where the
// content knows them.
func suggest(view yearsView, today string) yearsView {
	label := ""
	if len(view.Years) > 0 {
		if c, err := trust.ParseCycle(view.Years[0].Label); err == nil {
			label = string(c.Next())
		}
	} else if len(view.Packs) > 0 {
		for _, y := range view.Packs[0].Years {
			if y.Deadline.String() >= today && label == "" {
				label = y.Label
			}
		}
	}
	view.Label = label
	if len(view.Packs) == 0 {
		return view
	}
	view.Edition = view.Packs[0].Edition
	if y, ok := view.Packs[0].Year(label); ok {
		view.Deadline, view.Baseline, view.Source = appui.DayTextOf(y.Deadline), appui.DayTextOf(y.EarlyDay), y.Source
	}
	return view
}

func (p Place) openYear(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepRegister)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := yearsView{Label: strings.TrimSpace(r.PostFormValue("label")), Edition: r.PostFormValue("edition"), Source: r.PostFormValue("source"),
		Opens: appui.ReadDayText(r, "opens"), Baseline: appui.ReadDayText(r, "baseline"), Deadline: appui.ReadDayText(r, "deadline")}
	y, err := view.year()
	if err == nil {
		err = p.Content.Open(r.Context(), v.Scope(), y, p.Now())
	}
	if f := page.Refused(err); f != nil {
		view.Errors = f
		return p.renderYears(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The year "+y.Label+" is open.")
	return page.Go(w, r, paths.AdminYears)
}

func (f yearsView) year() (contentdb.Year, error) {
	y := contentdb.Year{Label: f.Label, Edition: f.Edition, DatesSource: strings.TrimSpace(f.Source)}
	var err error
	if y.Opens, err = f.Opens.Parse("opens", "the opening day"); err != nil {
		return y, err
	}
	if y.BaselineDue, err = f.Baseline.Parse("baseline", "the day of the baseline"); err != nil {
		return y, err
	}
	y.Deadline, err = f.Deadline.Parse("deadline", "the deadline")
	return y, err
}
