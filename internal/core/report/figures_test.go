package report_test

import (
	"testing"

	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
)

// The tables count what the report counts.
func TestTheFiguresCountWhatTheReportCounts(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		r, result := report.Build(in), report.ResultOf(in)
		by := map[string]sheet.Table{}
		for _, table := range report.Figures(in) {
			by[table.Title] = table
			for i, row := range table.Rows {
				if len(row) != len(table.Columns) {
					t.Errorf("%s, %s: row %d has %d cells, want %d", name, table.Title, i, len(row), len(table.Columns))
				}
			}
			if len(table.Notes) == 0 {
				t.Errorf("%s, %s: the table does not say what it is about", name, table.Title)
			}
		}
		inPlace, required := 0, 0
		for i, row := range by["Standards"].Rows {
			if got, want := row[2].Value().(int), r.Standards.Rows[i].Counts.InPlace; got != want {
				t.Errorf("%s: standard %d has %d in place, want %d", name, i+1, got, want)
			}
			inPlace, required = inPlace+row[2].Value().(int), required+row[3].Value().(int)
		}
		if inPlace != result.InPlace || required != result.Mandatory {
			t.Errorf("%s: the standards have %d of %d, want %d of %d", name, inPlace, required, result.InPlace, result.Mandatory)
		}
		counted, claimed := 0, 0
		for _, row := range by["Requirements"].Rows {
			if row[3].Plain() == "yes" {
				counted++
				if row[5].Plain() != "" {
					claimed++
				}
			}
		}
		if counted != result.Mandatory || claimed != result.InPlace {
			t.Errorf("%s: the requirements count %d of %d, want %d of %d", name, claimed, counted, result.InPlace, result.Mandatory)
		}
	}
}
