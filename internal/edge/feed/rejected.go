package feed

import (
	"fmt"
	"io"

	"cyberready/internal/core/sheet"
)

// WriteRejected writes rejected rows as CSV, each with its place and reason, for whoever mends the file.
func WriteRejected(w io.Writer, rejected []Rejected) error {
	table := sheet.Table{
		Title: "Rows set aside",
		Columns: []sheet.Column{
			{Title: "File"}, {Title: "Line", Numeric: true}, {Title: "Column", Numeric: true}, {Title: "Reason"}, {Title: "Row"},
		},
	}
	for _, r := range rejected {
		var column sheet.Cell // empty when the row as a whole is at fault
		if r.Column > 0 {
			column = sheet.Number(r.Column)
		}
		table.Rows = append(table.Rows, []sheet.Cell{
			sheet.Text(r.File), sheet.Number(r.Line), column, sheet.Text(r.Reason), sheet.Text(r.Text),
		})
	}
	if err := (sheet.CSV{BOM: true}).Write(w, table); err != nil {
		return fmt.Errorf("write rejected rows: %w", err)
	}
	return nil
}
