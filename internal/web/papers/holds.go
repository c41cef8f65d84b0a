package papers

import (
	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// whatEachHolds compares the files of a version, kind of content by kind of content. The summary's column is held by a test
// of core/report: nothing written reaches it.
func whatEachHolds() sheet.Table {
	t := sheet.Table{Title: "What each holds", Columns: sheet.Heads("What", "Public summary", "Full paper", "Record", "Figures (in the pack)", "Signatures (in the pack)")}
	const yes, no = "Yes", "No"
	for _, row := range [][6]string{
		{"Result, and counts of what is in place", "By obligation", "By standard", yes, yes, no},
		{"Single requirements that are not in place", no, yes, yes, yes, no},
		{"Names of systems and suppliers, where somebody wrote them", no, "In reasons that are printed", yes, "In the plan, and in questions and answers", "In what was asked and answered"},
		{"Answers in words, and the names of proof", no, "Reasons for not applying", yes, no, no},
		{"The plan of improvement: actions, owners, days and money", no, yes, yes, yes, no},
		{"Risks that are knowingly kept", no, yes, yes, yes, no},
		{"What an independent assessor found", "That a sample was tested", "In full, by name", yes, no, no},
		{"Critical services, their hours on paper and their main suppliers", no, yes, yes, yes, no},
		{"Answers to what boards are told to ask", no, yes, "Can be worked out", no, no},
		{"Could it happen here: each link of an attack, and how it stands", no, yes, "Can be worked out", yes, no},
		{"Who holds which office", "Held or vacant", "By name", "By name", "By name", no},
		{"The board’s agreed ratings", "How many", yes, no, yes, "By name of who recorded them"},
		{"Single members’ ratings", no, "How many gave which, without names", no, "How many gave which", no},
		{"Signatures, reservations and refusals", "How many", "In full, by name", no, "How many", "In full, by name"},
		{"Questions of the board, and their answers", no, "In full, by name", no, "In full, by name", "In full, by name"},
		{"Decisions that the board is asked for", "How many, and about offices", yes, "Can be worked out", no, no},
		{"What was decided in meetings", "The decision and its day", "In full, with who was present", no, "In full, with who was present", "In full, with who was present"},
		{"When the board and its committee meet", "Days to come", no, no, no, no},
		{"Deadline of the official submission", yes, yes, yes, yes, no},
	} {
		cells := make([]sheet.Cell, 0, len(row))
		for _, words := range row {
			cells = append(cells, sheet.Text(words))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// fileRows leads to the files.
func fileRows(v filesView) []ui.SummaryRow {
	rows := []ui.SummaryRow{
		{Key: "Full paper", ValueHTML: fileLinks("For the private session"+marked(v.Marking)+".", page.Link{Text: "The full paper", Href: v.visit.At.ReportOf(v.Version)}, v.Files.Paper)},
		{Key: "Public summary", ValueHTML: fileLinks("For the public session.", page.Link{Text: "The summary", Href: v.visit.At.Summary(v.Version)}, v.Files.Summary)},
	}
	if v.Files.Record.Href != "" {
		rows = append(rows, ui.SummaryRow{Key: "Record", ValueHTML: recordLinks(v.Files.Record)})
	}
	return rows
}

func marked(marking string) string {
	if marking == "" {
		return ""
	}
	return ", marked " + marking
}

func dateRows(d report.Dates) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, one := range d.List {
		rows = append(rows, ui.SummaryRow{Key: one.On.Words(), Value: one.What})
	}
	return rows
}
