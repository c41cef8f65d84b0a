package library

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Table is a library as a table, for its file. Its rows are as the page shows them, with what a program asks for besides.
func Table(notes []string, list []Kept, on day.Day) sheet.Table {
	t := sheet.Table{Title: "Proof", Notes: notes, Columns: []sheet.Column{{Title: "Title"}, {Title: "Kind"}, {Title: "Where"}, {Title: "Owner"},
		{Title: "Dated"}, {Title: "Holds until"}, {Title: "State"}, {Title: "Items"}, {Title: "Version", Numeric: true}, {Title: "Id"}}}
	for _, k := range list {
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(k.Title), sheet.Text(k.Kind().Words()), sheet.Text(k.Place), sheet.Text(k.OwnerWords()),
			sheet.Date(k.Dated), sheet.Date(k.Until()), sheet.Text(k.StateWords(on)), sheet.Text(english.List(k.Items)), sheet.Number(k.Version), sheet.Text(k.ID)})
	}
	return t
}

// OwnerWords names who owns it, or says that nobody does.
func (k Kept) OwnerWords() string {
	switch {
	case k.Owner.Name == "":
		return "Nobody"
	case k.OwnerGone:
		return "Nobody: " + k.Owner.Name + " has no access any more"
	}
	return k.Owner.Name
}

// StateWords says how it stands on a day.
func (k Kept) StateWords(on day.Day) string {
	switch {
	case k.Infected():
		return "Virus found"
	case !k.DeletedAt.IsZero():
		return "Withdrawn, file deleted"
	case k.Withdrawn():
		return "Withdrawn"
	case k.Lapsed(on):
		return "Lapsed"
	case k.LapsesSoon(on):
		return "Lapses soon"
	case !k.InDate(on):
		return "Not yet in date"
	}
	return "In date"
}
