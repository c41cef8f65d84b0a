package dates

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/calendar"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/timetable"
	"cyberready/internal/web/page"
)

// sendCalendar sends the whole year for a calendar program: what the page of dates shows, and for who may see them the parts that
// were handed out with a day and the open actions of the plan.
func (p Place) sendCalendar(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	d, err := p.Assessments.Dates(r.Context(), v.Scope(), key(v))
	if err != nil {
		return err
	}
	besides := ""
	if v.Site.Demo {
		besides = "Demonstration: all invented."
	}
	c := calendar.Calendar{Name: "Cyber readiness of " + d.Trust + ", " + v.At.Cycle,
		Entries: timetable.Dates(v.Year.Days(d.Meetings, d.Own), v.At.ODS+"."+v.At.Cycle, p.at(v.At.Dates()))}
	for i := range c.Entries {
		c.Entries[i].Words = strings.TrimSpace(c.Entries[i].Words + " " + besides)
	}
	for _, o := range d.Owners {
		part, ok := v.Year.Pack.Part(o.Part)
		if !ok {
			continue
		}
		q, _ := v.Year.Pack.Question(part.Items[0].ID)
		href := v.At.Assertion(q.Standard, o.Part)
		if _, single := v.Year.Pack.Question(o.Part); single {
			href = v.At.ItemOn(q.Standard, o.Part)
		}
		c.Entries = append(c.Entries, calendar.Entry{UID: o.Part + "." + v.At.ODS + "." + v.At.Cycle + "@cyberready", On: o.Due,
			Title: o.Part + " " + part.Title + " is due", Words: strings.TrimSpace("With " + o.Name + ". " + besides),
			Link: p.at(href), Revision: int(o.GivenAt.Unix())})
	}
	c.Entries = append(c.Entries, timetable.Actions(d.Plan.Choose(plan.Filter{State: plan.StillOpen}, v.Today),
		func(a plan.Action) string { return p.at(v.At.PlanAction(a.ID)) }, besides)...)
	page.SendFile(w, "text/calendar; charset=utf-8", v.At.ODS+"-"+v.At.Cycle+".ics", []byte(c.File(v.Now)))
	return nil
}
