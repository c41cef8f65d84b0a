package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/worksheet"
)

// The limits of a file that is read. What we give out has some 200 KB, 150 rows and 12 columns.
const (
	MaxFile    = 5 << 20  // bytes of the file
	maxUnzip   = 48 << 20 // bytes of all its parts, unpacked
	maxParts   = 500
	maxRows    = 2000 // of one sheet
	maxColumns = 64
	maxTabs    = 60
)

// Read reads a file that WriteForm made and somebody worked in. A file that is none, or too large, is a fault about the field
// file. What the cells mean says core/worksheet.
func Read(file []byte) (read worksheet.File, err error) {
	if err := looksLike(file); err != nil {
		return read, err
	}
	defer func() {
		if what := recover(); what != nil { // a damaged file may bring the library down
			read, err = worksheet.File{}, damaged(fmt.Errorf("read workbook: %v", what))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
	if err != nil {
		return read, damaged(err)
	}
	defer f.Close()
	names := f.GetSheetList()
	if len(names) == 0 || len(names) > maxTabs {
		return read, refuse("This file has %d sheets. Take the file from this page and work in that one.", len(names))
	}
	for _, name := range names {
		if err := measure(f, name); err != nil {
			return worksheet.File{}, err
		}
	}
	if err := measureCells(file); err != nil {
		return worksheet.File{}, err
	}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		return worksheet.File{}, refuse("This file counts its days from 1904. Copy your answers into a new file from this page.")
	}
	for _, name := range names {
		t, err := readTab(f, name)
		if err != nil {
			return worksheet.File{}, damaged(err)
		}
		read.Tabs = append(read.Tabs, t)
	}
	return read, nil
}

func refuse(why string, args ...any) error { return fault.InvalidField("file", why, args...) }

func damaged(err error) error {
	f := fault.InvalidField("file", "We could not read this file: it is damaged or not whole. Open it in your spreadsheet program, save it as XLSX and upload that.")
	return f.Because(err)
}

// looksLike tells by its content what a file is, whatever its name says.
func looksLike(file []byte) error {
	switch {
	case len(file) == 0:
		return refuse("This file is empty.")
	case len(file) > MaxFile:
		return refuse("This file is too large: at most %d MB are read.", MaxFile>>20)
	case bytes.HasPrefix(file, []byte{0xD0, 0xCF, 0x11, 0xE0}): // the container of old Excel files, and of those with a password
		if bytes.Contains(file, wide("EncryptedPackage")) {
			return refuse("This file has a password. Save it without one and upload that.")
		}
		return refuse("This is an old Excel file (.xls). Save it as XLSX and upload that.")
	case !bytes.HasPrefix(file, []byte("PK")):
		return refuse("This is not an XLSX file. A CSV or another file cannot be read: take the file from this page and work in that one.")
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return damaged(err)
	}
	if len(z.File) > maxParts {
		return refuse("This file has %d parts, more than any spreadsheet of ours. Take a new one from this page.", len(z.File))
	}
	whole, book := uint64(0), false
	for _, part := range z.File {
		whole += part.UncompressedSize64
		switch name := strings.ToLower(part.Name); {
		case whole > maxUnzip || part.UncompressedSize64 > maxUnzip:
			return refuse("This file is too large: unpacked it has more than %d MB. Take a new one from this page.", maxUnzip>>20)
		case name == "mimetype" && strings.Contains(beginning(part), "opendocument"):
			return refuse("This is an OpenDocument file (.ods). Save it as XLSX and upload that.")
		case strings.HasSuffix(name, "vbaproject.bin"):
			return refuse("This file holds macros. Save it as XLSX, which has none, and upload that.")
		case name == "xl/workbook.xml":
			book = true
		case name == "xl/workbook.bin":
			return refuse("This is a binary Excel file (.xlsb). Save it as XLSX and upload that.")
		}
	}
	if !book {
		return refuse("This is not an XLSX file. Take the file from this page and work in that one.")
	}
	return nil
}

func wide(s string) []byte {
	var b []byte
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// beginning gives the first bytes of a part.
func beginning(part *zip.File) string {
	r, err := part.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, 100)) // what cannot be read says nothing
	return string(b)
}

func columnName(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		return strconv.Itoa(n)
	}
	return name
}

func readTab(f *excelize.File, name string) (worksheet.Tab, error) {
	t := worksheet.Tab{Name: name}
	merged, err := f.GetMergeCells(name, true)
	if err != nil {
		return t, err
	}
	for _, m := range merged {
		t.Merged = append(t.Merged, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	rows, err := f.GetRows(name)
	if err != nil {
		return t, err
	}
	for i := range rows {
		l, empty := worksheet.Line{Row: i + 1}, true
		for c := range l.Cells {
			if l.Cells[c], err = readCell(f, name, c+1, i+1); err != nil {
				return t, err
			}
			empty = empty && l.Cells[c].Kind == worksheet.Empty
		}
		if !empty {
			t.Lines = append(t.Lines, l)
		}
	}
	return t, nil
}

func readCell(f *excelize.File, sheet string, column, row int) (c worksheet.Cell, err error) {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return c, err
	}
	if c.Words, err = f.GetCellValue(sheet, at); err != nil {
		return c, err
	}
	formula, err := f.GetCellFormula(sheet, at)
	if err != nil {
		return c, err
	}
	kind, err := f.GetCellType(sheet, at)
	if err != nil {
		return c, err
	}
	switch {
	case formula != "" || kind == excelize.CellTypeFormula:
		c.Kind = worksheet.Calculated
	case kind == excelize.CellTypeBool || kind == excelize.CellTypeError:
		c.Kind = worksheet.Broken
	case kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString || kind == excelize.CellTypeDate:
		if c.Words != "" {
			c.Kind = worksheet.Worded
		}
	default:
		raw, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
		if err != nil || raw == "" {
			return c, err
		}
		if c.Number, err = strconv.ParseFloat(raw, 64); err != nil || c.Number != c.Number {
			c.Kind, err = worksheet.Broken, nil
			return c, err
		}
		c.Kind = worksheet.Numeric
	}
	return c, nil
}
