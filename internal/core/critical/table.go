package critical

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Table gives the list as a page and a file show it.
func (l List) Table(title string, notes []string, on day.Day) sheet.Table {
	t := sheet.Table{Title: title, Notes: notes, Columns: []sheet.Column{
		{Title: "Service"}, {Title: "Safe on paper, hours", Numeric: true}, {Title: "Last restore"}, {Title: "Restored within a year"}, {Title: "Main supplier"},
	}}
	for _, s := range l.Services {
		hours, restored, fresh := sheet.Text(""), sheet.Text(""), "No"
		if s.PaperHours != nil {
			hours = sheet.Number(*s.PaperHours)
		}
		if !s.LastRestore.IsZero() {
			restored = sheet.Date(s.LastRestore)
		} else {
			fresh = "Not known"
		}
		if s.Restored(on) {
			fresh = "Yes"
		}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(s.Name), hours, restored, sheet.Text(fresh), sheet.Text(s.Supplier)})
	}
	return t
}

// PaperWords says for how long a service is safe on paper.
func (s Service) PaperWords() string {
	switch {
	case s.PaperHours == nil:
		return "Nobody has said for how long it is safe on paper"
	case *s.PaperHours == 0:
		return "Not safe on paper at all"
	}
	return "Safe on paper for " + english.Count(*s.PaperHours, "hour", "hours")
}

// RestoreWords says when all that it runs on was last restored.
func (s Service) RestoreWords(on day.Day) string {
	switch {
	case s.LastRestore.IsZero():
		return "No restore is recorded"
	case s.Restored(on):
		return "Restored on " + s.LastRestore.Words()
	}
	return "Last restored on " + s.LastRestore.Words() + ", more than a year ago"
}

// SupplierName names the main supplier, or says that none is named.
func (s Service) SupplierName() string {
	if s.Supplier == "" {
		return "None is named"
	}
	return s.Supplier
}

// RestoredWords says in a sentence how many of the services came back within a year before a day: "Nine of eleven critical
// services were restored from backup within a year." It is empty when there is none.
func (l List) RestoredWords(on day.Day) string {
	n, of := l.Restored(on), len(l.Services)
	const what = " restored from backup within a year."
	switch {
	case of == 0:
		return ""
	case of == 1 && n == 1:
		return "The one critical service was" + what
	case of == 1:
		return "The one critical service was not" + what
	case n == 0 && of == 2:
		return "Neither of the two critical services was" + what
	case n == 0:
		return "None of the " + english.Number(of) + " critical services was" + what
	case n == of && of == 2:
		return "Both critical services were" + what
	case n == of:
		return "All " + english.Number(of) + " critical services were" + what
	}
	return english.Capital(english.OutOf(n, of)) + " critical services " + english.Plural(n, "was", "were") + what
}
