package plan

import (
	"fmt"
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/calendar"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/page"
)

// sendTable sends the chosen actions as CSV.
func sendTable(w http.ResponseWriter, v page.Visit, working plandb.Working, f plan.Filter) error {
	notes := []string{"Improvement plan of " + working.Trust + ", " + v.At.Cycle + ", as at " + v.Today.Words() + "."}
	if v.Site.Demo {
		notes = append(notes, "All trusts, people and actions are invented.")
	}
	var b strings.Builder
	table := plan.Table("Actions", notes, working.Choose(f, v.Today), v.Today)
	if err := (sheet.CSV{BOM: true}).Write(&b, table); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	send(w, "text/csv; charset=utf-8", v.At.ODS+"-plan-"+v.At.Cycle+"-"+v.Today.String()+".csv", b.String())
	return nil
}

// sendDates sends the days of the open actions for a calendar program.
func (p Place) sendDates(w http.ResponseWriter, r *http.Request) error {
	v, working, err := p.read(r, access.SeePlan)
	if err != nil {
		return err
	}
	c := calendar.Calendar{Name: "Improvement plan of " + working.Trust + ", " + v.At.Cycle}
	besides := ""
	if v.Site.Demo {
		besides = "Demonstration: all invented."
	}
	c.Entries = timetable.Actions(working.Choose(plan.Filter{State: plan.StillOpen}, v.Today),
		func(a plan.Action) string { return strings.TrimSuffix(p.PublicURL, "/") + v.At.PlanAction(a.ID) }, besides)
	send(w, "text/calendar; charset=utf-8", v.At.ODS+"-plan-"+v.At.Cycle+".ics", c.File(v.Now))
	return nil
}

// send sends a file. Its name is made of codes and days, and of nothing that anybody typed.
func send(w http.ResponseWriter, kind, name, body string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(body)) // the browser has gone: nothing to tell it
}
