package appui

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
	"cyberready/internal/web/ui"
)

// Drawing places a picture; it escapes its own texts.
func Drawing(d chart.Drawing) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := d.WriteTo(w)
		return err
	})
}

// Figures shows a sheet as a table of the design system.
func Figures(t sheet.Table) ui.Table {
	table := ui.Table{Caption: ui.Heading{Text: t.Title}, Responsive: true, FirstCellIsHeader: true, Compact: true}
	for _, c := range t.Columns {
		head := ui.TableHeader{Text: c.Title}
		if c.Numeric {
			head.Format = "numeric"
		}
		table.Head = append(table.Head, head)
	}
	for _, row := range t.Rows {
		var cells []ui.TableCell
		for _, c := range row {
			cells = append(cells, ui.TableCell{Text: c.Words()})
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}

// Counted titles a list that opens with how long it is: "Signatures (12)".
func Counted(title string, n int) string { return title + " (" + english.Figures(n) + ")" }
