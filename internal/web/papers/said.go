package papers

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/ui"
)

// behind is where the answers behind a figure can be read: a page of its own, or a part of the report.
func (v reportView) behind(of report.Figure) string {
	if anchor := of.Anchor(); anchor != "" {
		return "#" + anchor
	}
	return v.visit.At.Behind(v.Number, string(of))
}

// said is a sentence whose figures lead to the answers behind them. It is written here, and not by a template, because between a
// figure and its full stop no space may stand.
func (v reportView) said(list ...report.Sentence) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, part := range report.Paragraph(list...) {
			if part.Of == "" {
				b.WriteString(templ.EscapeString(part.Text))
				continue
			}
			href := templ.EscapeString(v.behind(part.Of))
			for _, piece := range part.Pieces() {
				if piece.Figure {
					b.WriteString(`<a class="app-figure" href="` + href + `">` + templ.EscapeString(piece.Text) + `</a>`)
				} else {
					b.WriteString(templ.EscapeString(piece.Text))
				}
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// linked shows a sheet of which some columns lead to what their figures count, row by row.
func (v reportView) linked(t sheet.Table, of func(row, column int) report.Figure) ui.Table {
	table := appui.Figures(t)
	for i, row := range table.Rows {
		for j := range row {
			if f := of(i, j); f != "" && strings.ContainsAny(row[j].Text, "0123456789") {
				row[j].Href = v.behind(f)
			}
		}
	}
	return table
}

// glance is the table of the picture, each count with the way to what it counts.
func (v reportView) glance() ui.Table {
	s := v.Standards
	return v.linked(s.Table, func(row, column int) report.Figure {
		switch number := s.Rows[row].Number; {
		case column == 0:
			return ""
		case s.Table.Columns[column].Title == "In place now":
			return report.OfStandard(number)
		case s.Table.Columns[column].Title == "A year ago":
			return report.OfYear(number)
		}
		return report.OfPeers()
	})
}

// believed is the table of what is claimed, proved and verified; the age of proof and the direction lead to what they are of.
func (v reportView) believed() ui.Table {
	of := []func(string) report.Figure{nil, report.OfStandard, report.OfProved, report.OfSample, report.OfProved, report.OfYear}
	table := v.linked(v.Belief.Table, func(row, column int) report.Figure {
		if of[column] == nil {
			return ""
		}
		return of[column](v.Standards.Rows[row].Number)
	})
	for i, row := range table.Rows {
		if age := v.Belief.Table.Rows[i][4].Words(); strings.Contains(age, "onth") { // in words
			row[4].Href = v.behind(report.OfProved(v.Standards.Rows[i].Number))
		}
	}
	return table
}

// money is the table of the money, which leads to the actions that it is for.
func (v reportView) money() ui.Table {
	return v.linked(v.Investment.Table, func(_, column int) report.Figure {
		if column == 0 {
			return ""
		}
		return report.OfActions()
	})
}

// counted is the table of what is counted of people, each figure with the way to its answer.
func (v reportView) counted() ui.Table {
	return v.linked(v.People.Table, func(row, column int) report.Figure {
		if column != 1 {
			return ""
		}
		return report.OfItem(v.People.Items[row])
	})
}
