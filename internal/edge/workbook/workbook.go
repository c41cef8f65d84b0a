// Package workbook writes tables as one XLSX file, a sheet for each; and the assessment as one to work in, which it reads back.
//
// A caller may rely on these: the same tables give the same bytes; a text stays a text, whatever it begins with, so that
// nothing that somebody typed can become a formula; numbers and days are kept as such. A file that somebody sends is measured
// before it is unpacked or held, and one that cannot be read is a fault that says what to do.
package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/day"
	"cyberready/internal/core/sheet"
)

// longestName is what a sheet's name may have at most, in characters.
const longestName = 31

// Write gives the file. Each table's title is the name of its sheet, its notes stand below its rows.
func Write(tables []sheet.Table) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := stylesOf(f)
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	for i, t := range tables {
		name := sheetName(t.Title)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writeSheet(f, name, t, styles)
		}
		if err != nil {
			return nil, fmt.Errorf("write sheet %q: %w", t.Title, err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return inOrder(b.Bytes())
}

// sheetName makes a sheet's name of a title: without what the file's format does not allow in one, and no longer.
func sheetName(title string) string {
	name := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return -1
		}
		return r
	}, title))
	return strings.Trim(string(name[:min(len(name), longestName)]), "' ")
}

type styles struct{ head, day int }

func stylesOf(f *excelize.File) (s styles, err error) {
	if s.head, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return s, err
	}
	format := "d mmmm yyyy"
	s.day, err = f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	return s, err
}

func writeSheet(f *excelize.File, name string, t sheet.Table, s styles) error {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths(t) {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var row []any
	for _, c := range t.Columns {
		row = append(row, excelize.Cell{StyleID: s.head, Value: c.Title})
	}
	at := 1
	put := func(cells []any) error {
		first, err := excelize.CoordinatesToCellName(1, at)
		if err != nil {
			return err
		}
		at++
		return w.SetRow(first, cells)
	}
	if err := put(row); err != nil {
		return err
	}
	for _, cells := range t.Rows {
		row = row[:0]
		for _, c := range cells {
			switch v := c.Value().(type) {
			case day.Day:
				row = append(row, excelize.Cell{StyleID: s.day, Value: v.Time()})
			default:
				row = append(row, v)
			}
		}
		if err := put(row); err != nil {
			return err
		}
	}
	at++
	for _, note := range t.Notes {
		if err := put([]any{note}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// widths fits each column to what it holds, within bounds.
func widths(t sheet.Table) []float64 {
	list := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		longest := len(c.Title)
		for _, row := range t.Rows {
			longest = max(longest, len(row[i].Words()))
		}
		list[i] = float64(max(10, min(longest+2, 60)))
	}
	return list
}

// inOrder puts the parts of a workbook into one order, with one time: it is a zip archive, whose writer goes through maps.
func inOrder(file []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("read workbook: %w", err)
	}
	parts := slices.SortedFunc(slices.Values(r.File), func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		from, err := p.Open()
		if err != nil {
			return nil, fmt.Errorf("read workbook: %w", err)
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = io.Copy(to, from)
		}
		if err != nil {
			return nil, fmt.Errorf("order workbook: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("order workbook: %w", err)
	}
	return b.Bytes(), nil
}
