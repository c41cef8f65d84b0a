package plan

import (
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

// fileOf is the chosen actions as a file.
func fileOf(v page.Visit, working plandb.Working, f plan.Filter) *page.List {
	notes := []string{"Improvement plan of " + working.Trust + ", " + v.At.Cycle + ", as at " + v.Today.Words() + "."}
	return &page.List{Table: plan.Table("Actions", notes, working.Choose(f, v.Today), v.Today), Name: v.At.ODS + " plan " + v.At.Cycle, On: v.Today}
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
	page.SendFile(w, "text/calendar; charset=utf-8", v.At.ODS+"-plan-"+v.At.Cycle+".ics", []byte(c.File(v.Now)))
	return nil
}

// risksFile is the risks that are and were kept, as a file.
func risksFile(v page.Visit, list []plan.Risk) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Item", "Title", "Owner", "Reason", "Until", "Recorded (UTC)", "Recorded by", "Accepted by", "Accepted on", "Ended on")}
	for _, r := range list {
		q, _ := v.Year.Pack.Question(r.Item)
		t.Rows = append(t.Rows, sheet.Row(r.Item, q.Title, r.Owner.Name, r.Reason, r.Until, r.RecordedAt, r.RecordedBy.Name, r.AcceptedBy.Name, r.AcceptedOn, r.EndedOn))
	}
	return v.File("risks", t)
}
