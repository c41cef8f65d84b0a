package board

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/english"
	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
	"cyberready/internal/web/ui"
)

// drawing places a picture; it escapes its own texts.
func drawing(d chart.Drawing) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := d.WriteTo(w)
		return err
	})
}

func hasLast(s report.Standards) bool {
	for _, r := range s.Rows {
		if r.Bar.Last != nil {
			return true
		}
	}
	return false
}

// figuresTable shows a sheet as a table of the design system.
func figuresTable(t sheet.Table) ui.Table {
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

func ordinal(i int) string { return strconv.Itoa(i+1) + "." }

// decisionText is what there is to say about a decision, as one paragraph.
func decisionText(d report.Decision) string {
	text := ""
	for _, s := range d.About {
		text += s + " "
	}
	text += d.Cost
	if d.IfNot != "" {
		text += " " + d.IfNot
	}
	return text
}

// mostBeside is how many disagreements of rating and count stand beside the picture; more would break the first page.
const mostBeside = 3

// manyGaps is from how many gaps on those that neither stop nor delay care are folded away on the screen.
const manyGaps = 12

func folded(g report.Gaps, group report.GapGroup) bool {
	all := 0
	for _, other := range g.Groups {
		all += len(other.Gaps)
	}
	return all > manyGaps && group.Effect.Rank() > 1
}

func gapCount(g report.GapGroup) string {
	return english.Count(len(g.Gaps), "requirement", "requirements")
}

func listTitle(title string, n int) string { return title + " (" + english.Figures(n) + ")" }

func officeRows(a report.Accountable) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, o := range a.Offices {
		rows = append(rows, ui.SummaryRow{Key: o.Office, ValueHTML: officeHolder(o)})
	}
	return rows
}

// signaturePost continues a signatory's name: ", chair (also leads the assessment that they sign),".
func signaturePost(g report.SignatureLine) string {
	s := ""
	if g.Post != "" {
		s = ", " + english.Small(g.Post) + ","
	}
	if g.LeadNote != "" {
		s += " who " + g.LeadNote + ","
	}
	return s
}
