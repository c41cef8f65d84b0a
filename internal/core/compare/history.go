package compare

import (
	"slices"

	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
)

// YearStatus is how many organisations had an official status in a year.
type YearStatus struct {
	Cycle         trust.Cycle
	Status        trust.Status
	Organisations int
}

// StatusHistory is the official statuses by year, the oldest first: a column for each status that occurs.
func StatusHistory(counts []YearStatus, notes []string) sheet.Table {
	t := sheet.Table{Title: "Official DSPT status by year", Notes: notes, Columns: []sheet.Column{{Title: "Year"}, {Title: "Organisations", Numeric: true}}}
	total := map[trust.Cycle]int{}
	each := map[YearStatus]int{}
	occurs := map[trust.Status]bool{}
	for _, c := range counts {
		total[c.Cycle] += c.Organisations
		each[YearStatus{Cycle: c.Cycle, Status: c.Status}] += c.Organisations
		occurs[c.Status] = true
	}
	var columns []trust.Status
	for _, s := range trust.Statuses() {
		if occurs[s] {
			columns = append(columns, s)
			t.Columns = append(t.Columns, sheet.Column{Title: string(s), Numeric: true})
		}
	}
	for _, cycle := range years(total) {
		row := []sheet.Cell{sheet.Text(string(cycle)), sheet.Number(total[cycle])}
		for _, s := range columns {
			row = append(row, sheet.Number(each[YearStatus{Cycle: cycle, Status: s}]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// YearResult is how many trusts had a result here in a year.
type YearResult struct {
	Cycle  trust.Cycle
	Result score.Outcome
	Trusts int
}

// ResultHistory is the results here by year, the oldest first.
func ResultHistory(counts []YearResult, notes []string) sheet.Table {
	t := sheet.Table{Title: "Results here by year", Notes: notes, Columns: []sheet.Column{{Title: "Year"}, {Title: "Published here", Numeric: true}}}
	outcomes := slices.DeleteFunc(Outcomes(), func(o score.Outcome) bool { return o == score.NotPublished })
	total := map[trust.Cycle]int{}
	each := map[YearResult]int{}
	for _, c := range counts {
		total[c.Cycle] += c.Trusts
		each[YearResult{Cycle: c.Cycle, Result: c.Result}] += c.Trusts
	}
	for _, o := range outcomes {
		t.Columns = append(t.Columns, sheet.Column{Title: string(o), Numeric: true})
	}
	for _, cycle := range years(total) {
		row := []sheet.Cell{sheet.Text(string(cycle)), sheet.Number(total[cycle])}
		for _, o := range outcomes {
			row = append(row, sheet.Number(each[YearResult{Cycle: cycle, Result: o}]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func years(of map[trust.Cycle]int) []trust.Cycle {
	var list []trust.Cycle
	for c := range of {
		list = append(list, c)
	}
	slices.SortFunc(list, trust.Cycle.Compare)
	return list
}
