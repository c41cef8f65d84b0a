package admin

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

func listOf(what string, t sheet.Table, on day.Day) *page.List {
	t.Notes = []string{"As at " + on.Words() + "."}
	return &page.List{Table: t, Name: what, On: on}
}

// peopleFile is everybody with an account, a row for each role, as a file.
func peopleFile(list []accountdb.Holder, today day.Day) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Name", "E-mail", "Post", "Role", "Added (UTC)", "State")}
	for _, h := range list {
		state := "Active"
		if h.DisabledAt != nil {
			state = "Disabled"
		}
		t.Rows = append(t.Rows, sheet.Row(h.Name, h.Email, h.Post, h.RoleWords(), h.AddedAt, state))
	}
	return listOf("people", t, today)
}

// yearsFile is the years, as a file.
func yearsFile(v yearsView, today day.Day) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Year", "Edition", "Opens", "Baseline due", "Deadline", "Source of the dates")}
	for _, y := range v.Years {
		t.Rows = append(t.Rows, sheet.Row(y.Label, y.Edition, y.Opens, y.BaselineDue, y.Deadline, y.DatesSource))
	}
	return listOf("years", t, today)
}

// contentFile is every item with whether it is mandatory and on what ground, as a file.
func contentFile(editions []editionView, today day.Day) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Edition", "Revision", "Standard", "Item", "Title", "Mandatory", "Ground", "Exemption allowed")}
	for _, e := range editions {
		for _, q := range e.Pack.Questions() {
			t.Rows = append(t.Rows, sheet.Row(e.Pack.Edition, e.Pack.Revision, q.Standard, q.ID, q.Title, yesNo(q.Mandatory), q.Basis, yesNo(q.Exemptible)))
		}
	}
	l := listOf("items", t, today)
	l.What = "all items"
	return l
}

// noticesFile is the notices that were set, as a file.
func noticesFile(v noticesView) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Words", "From (UTC)", "Until (UTC)", "Set by", "Set (UTC)", "State")}
	for _, n := range v.List {
		t.Rows = append(t.Rows, sheet.Row(n.Words, n.From, n.Until, n.By, n.SetAt, noticeStanding(n, v.Now)))
	}
	return listOf("notices", t, page.Today(v.Now))
}
