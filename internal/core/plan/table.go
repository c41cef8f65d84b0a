package plan

import (
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Table gives actions as a file holds them, one a row. Texts are people's own words.
func Table(title string, notes []string, list []Action, on day.Day) sheet.Table {
	t := sheet.Table{Title: title, Notes: notes, Columns: []sheet.Column{
		{Title: "Action"}, {Title: "Gaps"}, {Title: "Owner"}, {Title: "Due"}, {Title: "First due"}, {Title: "Times moved", Numeric: true},
		{Title: "Why it moved last"}, {Title: "State"}, {Title: "Cost in pounds", Numeric: true}, {Title: "Money"},
		{Title: "What it costs care"}, {Title: "Last note"}}}
	for _, a := range list {
		cost, why, note := sheet.Text(""), "", ""
		if a.Cost != nil {
			cost = sheet.Number(int(*a.Cost))
		}
		if n := len(a.Moves); n > 0 {
			why = a.Moves[n-1].Reason
		}
		if n := len(a.Notes); n > 0 {
			note = a.Notes[n-1].Words
		}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(a.Title), sheet.Text(strings.Join(a.Items, " ")), sheet.Text(a.Owner.Name),
			sheet.Date(a.Due), sheet.Date(a.FirstDue()), sheet.Number(len(a.Moves)), sheet.Text(why), sheet.Text(a.StateWords(on)), cost,
			sheet.Text(a.Funding.Words()), sheet.Text(a.CareCost), sheet.Text(note)})
	}
	return t
}

// StateWords says where an action stands on a day: "Open", "Late by two days", "Done", "Given up".
func (a Action) StateWords(on day.Day) string {
	switch {
	case a.End == Done:
		return "Done"
	case a.End == GivenUp:
		return "Given up"
	case a.Late(on):
		return "Late by " + english.Count(on.DaysSince(a.Due), "day", "days")
	}
	return "Open"
}

// CostWords says the cost and whether there is money for it: "£12,000, not funded".
func (a Action) CostWords() string {
	switch {
	case a.Cost == nil:
		return "Cost not known; " + english.Small(a.Funding.Words())
	case *a.Cost == 0:
		return "Staff time only"
	}
	return a.Cost.Words() + ", " + english.Small(a.Funding.Words())
}
