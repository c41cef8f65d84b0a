package assess

import (
	"cyberready/internal/core/framework"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
)

// reviewFile is what a reviewer would ask, with the replies, as a file.
func reviewFile(v page.Visit, found assessmentdb.Review) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Item", "Title", "Check", "Question", "Why it is asked", "Reply", "By", "On")}
	for _, one := range found.Remarks {
		q, _ := v.Year.Pack.Question(one.Item)
		e := found.Replies[one.Key]
		row := sheet.Row(one.Item, q.Title, one.Check.Title(), one.Asks, one.Why, e.Reply, e.By.Name, "")
		if !e.At.IsZero() {
			row[len(row)-1] = sheet.Date(page.Today(e.At))
		}
		t.Rows = append(t.Rows, row)
	}
	return v.File("review", t)
}

// historyFile is every answer that an item had this year, as a file, the newest first, and last year's after them.
func historyFile(v page.Visit, q framework.Question, h assessmentdb.History) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Year", "Version", "Saved (UTC)", "By", "Answer", "Figure", "Text"), Notes: []string{q.ID + " " + q.Title + "."}}
	for _, a := range h.Revisions {
		t.Rows = append(t.Rows, sheet.Row(v.At.Cycle, a.Version, a.SavedAt, a.SavedBy.Name, a.Reply.Words(), a.FigureWords(q.Figure), a.Text))
	}
	for _, a := range h.LastYear {
		t.Rows = append(t.Rows, sheet.Row(string(a.From), "", a.At, a.By.Name, a.Reply.Words(), a.FigureWords(q.Figure), a.Text))
	}
	return v.File("history "+q.ID, t)
}
