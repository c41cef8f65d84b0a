package board

import (
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/chain"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// appointmentsView is what an attack such as that of May 2017 could cost in appointments. It stands on this page alone: not in
// the report, not in a file, and nobody outside the trust sees it.
type appointmentsView struct {
	visit    page.Visit
	Weekly   reportdb.Weekly
	Estimate *chain.Estimate // nil while the trust has not said how many it has
	Keeps    bool
	Typed    string
	Errors   *fault.Error
}

func (p Place) showAppointments(w http.ResponseWriter, r *http.Request) error {
	return p.renderAppointments(w, r, nil)
}

func (p Place) renderAppointments(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	weekly, err := p.Reports.Weekly(r.Context(), v.Scope(), v.At.ODS)
	if err != nil {
		return err
	}
	view := appointmentsView{visit: v, Weekly: weekly, Keeps: v.May(access.SayAppointments), Errors: errs}
	if e, ok := chain.EstimateOf(v.Year.Pack.Lost, weekly.Number); ok {
		view.Estimate = &e
		view.Typed = strconv.Itoa(weekly.Number)
	}
	if errs != nil {
		view.Typed = r.PostFormValue("weekly")
	}
	pg := p.page(r, v, "What an attack could cost in appointments")
	pg.Back = page.Link{Text: "The report", Href: v.At.Report()}
	pg.Errors, pg.Body = errs, appointments(view)
	return page.Show(w, r, pg)
}

func (p Place) sayAppointments(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SayAppointments)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	n := 0
	if typed := strings.ReplaceAll(strings.TrimSpace(r.PostFormValue("weekly")), ",", ""); typed != "" {
		if n, err = strconv.Atoi(typed); err != nil {
			n = -1 // no number
		}
	}
	err = p.Reports.SayWeekly(r.Context(), v.Scope(), v.At.ODS, n, p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderAppointments(w, r, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The figure is kept for this page.")
	return page.Go(w, r, v.At.Appointments())
}
