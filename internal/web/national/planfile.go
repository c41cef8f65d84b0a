package national

import (
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/page"
)

// planFile is the actions of a published plan with what was decided on each last, as a file.
func planFile(code string, cycle trust.Cycle, p plandb.Published, today day.Day) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Action", "Gaps", "Owner", "Due", "First due", "Times moved", "Money", "What it costs care", "Reported as done on", "Decision", "Decided on", "By", "Words"),
		Notes: []string{p.Trust + ", plan of version " + english.Figures(p.Version) + " of " + string(cycle) + ", published on " + p.PublishedOn.Words() + "."}}
	for _, a := range p.Actions {
		verdict, on, by, words := "None yet", day.Day{}, "", ""
		if d, ok := a.Latest(); ok {
			verdict, on, by, words = english.Capital(string(d.Verdict)), d.On, d.By.Name, d.Words
		}
		t.Rows = append(t.Rows, sheet.Row(a.Title, strings.Join(a.Items, " "), a.Owner.Name, a.Due, a.FirstDue(), a.Moved, a.CostWords(), a.CareCost, a.ReportedOn, verdict, on, by, words))
	}
	return &page.List{Table: t, Name: code + " published plan " + string(cycle), On: today}
}
