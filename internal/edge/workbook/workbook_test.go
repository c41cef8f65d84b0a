package workbook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/day"
	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
	"cyberready/internal/edge/workbook"
	"cyberready/internal/testkit/papers"
)

func TestWhatWasTypedIsNoFormula(t *testing.T) {
	t.Parallel()
	typed := []string{`=HYPERLINK("https://example.org")`, "+1", "-1", "@SUM(A1)", "\t=1", "<b>&amp;", "7.3.5", "0012"}
	table := sheet.Table{Title: strings.Repeat("A long title ", 5), Columns: []sheet.Column{{Title: "=1"}, {Title: "Number", Numeric: true}, {Title: "Day"}}, Notes: []string{"=2"}}
	for i, words := range typed {
		table.Rows = append(table.Rows, []sheet.Cell{sheet.Text(words), sheet.Number(i - 3), sheet.Date(day.Of(2027, 6, 14))})
	}
	table.Rows = append(table.Rows, []sheet.Cell{sheet.Text(""), sheet.Number(60000), sheet.Date(day.Day{})})
	f := open(t, []sheet.Table{table})
	name := f.GetSheetList()[0]
	for i, words := range typed {
		row := i + 2
		if got := cell(t, f, name, 1, row); got != words {
			t.Errorf("%q came back as %q", words, got)
		}
		at, _ := excelize.CoordinatesToCellName(1, row)
		if formula, _ := f.GetCellFormula(name, at); formula != "" {
			t.Errorf("%q became the formula %q", words, formula)
		}
		if got := cell(t, f, name, 3, row); got != "14 June 2027" {
			t.Errorf("the day reads %q", got)
		}
	}
	if got := cell(t, f, name, 2, 2); got != "-3" {
		t.Errorf("-3 came back as %q", got)
	}
	if kind, _ := f.GetCellType(name, "B2"); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Error("a number is kept as text")
	}
}

func TestEveryFigureIsInTheWorkbook(t *testing.T) {
	t.Parallel()
	for name, in := range papers.All(t) {
		tables := append(report.Figures(in), report.Told(in)...)
		f := open(t, tables)
		for i, table := range tables {
			sheetName := f.GetSheetList()[i]
			for i, row := range table.Rows {
				for j, c := range row {
					want := c.Plain()
					if _, isDay := c.Value().(day.Day); isDay {
						want = c.Words()
					}
					if got := cell(t, f, sheetName, j+1, i+2); got != want {
						t.Fatalf("%s, %s, row %d, column %d: %q, want %q", name, table.Title, i, j, got, want)
					}
				}
			}
		}
	}
}

func TestTheSameTablesAreTheSameBytes(t *testing.T) {
	t.Parallel()
	tables := append(report.Figures(papers.Typical(t)), report.Told(papers.Typical(t))...)
	first, err := workbook.Write(tables)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, _ := workbook.Write(tables); !bytes.Equal(first, again) {
			t.Fatal("the same tables gave other bytes")
		}
	}
}

func open(t *testing.T, tables []sheet.Table) *excelize.File {
	t.Helper()
	file, err := workbook.Write(tables)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func cell(t *testing.T, f *excelize.File, sheet string, column, row int) string {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	value, err := f.GetCellValue(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
