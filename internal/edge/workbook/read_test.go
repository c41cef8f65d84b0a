package workbook_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/worksheet"
	"cyberready/internal/edge/workbook"
)

// changed gives a form that somebody changed in their program.
func changed(t testing.TB, change func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(form(t, pack(t), nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// archive gives a zip archive with these parts, some by name and content.
func archive(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		to, err := w.Create(p[0])
		if err == nil {
			_, err = io.WriteString(to, p[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with replaces one part of an archive.
func with(t testing.TB, file []byte, name, content string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var parts [][2]string
	for _, p := range r.File {
		in, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name == name {
			b = []byte(content)
		}
		parts = append(parts, [2]string{p.Name, string(b)})
	}
	return archive(t, parts...)
}

const worksheetBegins = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`

// lying gives an archive whose part says that it is small, and is not.
func lying(t testing.TB) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	d, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 200 {
		if _, err := d.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	_ = d.Close()
	w := zip.NewWriter(&b)
	to, err := w.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 100})
	if err == nil {
		_, err = to.Write(packed.Bytes())
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	return b.Bytes()
}

// Whatever somebody uploads is refused with what to do, or read; it takes neither the memory nor the time of everybody else.
func TestBadFilesAreRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	whole := form(t, pack(t), nil)
	old := append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 4096)...)
	secret, err := excelize.Encrypt(whole, &excelize.Options{Password: "three random words"})
	if err != nil {
		t.Fatal(err)
	}
	rows := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>1</v></c></row>`, i+1, i+1)
		}
		return worksheetBegins + b.String() + `</sheetData></worksheet>`
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":          {nil, "This file is empty."},
		"one byte":         {[]byte("P"), "not an XLSX file"},
		"a CSV":            {[]byte("Item,Answer\r\n7.3.4,Yes\r\n"), "A CSV or another file cannot be read"},
		"a PDF":            {[]byte("%PDF-1.7\n"), "not an XLSX file"},
		"an old Excel":     {old, "old Excel file (.xls)"},
		"a password":       {secret, "has a password"},
		"OpenDocument":     {archive(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"content.xml", "<x/>"}), "OpenDocument file (.ods)"},
		"macros":           {archive(t, [2]string{"xl/workbook.xml", "<x/>"}, [2]string{"xl/vbaProject.bin", "x"}), "holds macros"},
		"a binary one":     {archive(t, [2]string{"xl/workbook.bin", "x"}), "binary Excel file (.xlsb)"},
		"a Word document":  {archive(t, [2]string{"word/document.xml", "<x/>"}), "not an XLSX file"},
		"half a file":      {whole[:len(whole)/2], "damaged or not whole"},
		"its last byte":    {whole[:len(whole)-1], "damaged or not whole"},
		"an empty archive": {archive(t), "not an XLSX file"},
		"no XML":           {archive(t, [2]string{"xl/workbook.xml", "not XML"}), ""},
		"a part that lies": {lying(t), "damaged or not whole"},
		"a bomb":           {archive(t, [2]string{"xl/workbook.xml", "<x/>"}, [2]string{"xl/media/x.bin", strings.Repeat("\x00", 60<<20)}), "unpacked it has more than"},
		"too large":        {make([]byte, workbook.MaxFile+1), "at most 5 MB are read"},
		"a thousand parts": {archive(t, make([][2]string, 1000)...), "1000 parts"},
		"a million rows":   {with(t, whole, "xl/worksheets/sheet3.xml", rows(1_000_000)), "Sheet Standard 2, row 2001"},
		"3,000 rows":       {with(t, whole, "xl/worksheets/sheet3.xml", rows(3000)), "Sheet Standard 2, row 2001: a sheet may have 2000 rows at most."},
		"a row far down": {with(t, whole, "xl/worksheets/sheet3.xml", worksheetBegins+`<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>`),
			"Sheet Standard 2, row 2001"},
		"a cell far out": {with(t, whole, "xl/worksheets/sheet3.xml", worksheetBegins+`<row r="5"><c r="XFD5"><v>1</v></c></row></sheetData></worksheet>`),
			"Sheet Standard 2, row 5: there is something beyond column BL"},
		"an empty cell far out": {with(t, whole, "xl/worksheets/sheet3.xml", worksheetBegins+`<row r="5"><c r="XFD5" s="1"/></row></sheetData></worksheet>`),
			"cells beyond column BL"},
		"a broken sheet": {with(t, whole, "xl/worksheets/sheet3.xml", worksheetBegins+`<row r="2"><c r="A2"`), "damaged or not whole"},
		"other days": {changed(t, func(f *excelize.File) {
			yes := true
			_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		}), "from 1904"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := workbook.Read(c.file)
			if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != "file" || !strings.Contains(f.Sentence, c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// What a person's program can do to a form is told with its place.
func TestWhatWasDoneToTheFormIsToldWithItsPlace(t *testing.T) {
	t.Parallel()
	p := pack(t)
	for name, c := range map[string]struct {
		change func(*excelize.File)
		whole  string // the file is refused
		row    string // one row is
	}{
		"a column was added":     {func(f *excelize.File) { _ = f.InsertCols("Standard 7", "C", 1) }, "Sheet Standard 7, row 1, column C (Question)", ""},
		"a column was taken out": {func(f *excelize.File) { _ = f.RemoveCol("Standard 7", "E") }, "Sheet Standard 7, row 1, column E (Figure)", ""},
		"a row was added above":  {func(f *excelize.File) { _ = f.InsertRows("Standard 7", 1, 1) }, "Sheet Standard 7, row 1", ""},
		"cells were merged":      {func(f *excelize.File) { _ = f.MergeCell("Standard 7", "D2", "D4") }, "Sheet Standard 7, cells D2:D4", ""},
		"the opening was deleted": {func(f *excelize.File) { _ = f.DeleteSheet("How to use this") },
			"no sheet that says whose it is", ""},
		"a formula":         {func(f *excelize.File) { _ = f.SetCellFormula("Standard 7", "G3", "=1+1") }, "", "Sheet Standard 7, row 3, column G (In your words): This cell holds a formula."},
		"a shared formula":  {func(f *excelize.File) { shared(f) }, "", "Sheet Standard 7, row 4, column G (In your words): This cell holds a formula."},
		"an error":          {func(f *excelize.File) { _ = f.SetCellFormula("Standard 7", "D3", "=NA()") }, "", "row 3, column D (Answer)"},
		"true":              {func(f *excelize.File) { _ = f.SetCellBool("Standard 7", "D3", true) }, "", "Sheet Standard 7, row 3, column D (Answer): This cell holds TRUE"},
		"an item's id":      {func(f *excelize.File) { _ = f.SetCellStr("Standard 7", "A3", "7.9.9") }, "", "Sheet Standard 7, row 3, column A (Item): There is no item 7.9.9"},
		"a version":         {func(f *excelize.File) { _ = f.SetCellInt("Standard 7", "L3", 40) }, "", "Sheet Standard 7, row 3, column L (Version)"},
		"a doubled row":     {func(f *excelize.File) { _ = f.DuplicateRow("Standard 7", 3) }, "", "Sheet Standard 7, row 3, column A (Item): The item is in the file more than once: row 3 of sheet Standard 7, row 4 of sheet Standard 7"},
		"a sheet of theirs": {func(f *excelize.File) { _, _ = f.NewSheet("My notes"); _ = f.SetCellStr("My notes", "A1", "x") }, "", ""},
		"a renamed sheet":   {func(f *excelize.File) { _ = f.SetSheetName("Standard 7", "Done") }, "", ""},
		"a sheet less":      {func(f *excelize.File) { _ = f.DeleteSheet("Standard 7") }, "", ""},
		"a row less":        {func(f *excelize.File) { _ = f.RemoveRow("Standard 7", 3) }, "", ""},
	} {
		f, err := workbook.Read(changed(t, c.change))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		read, err := worksheet.Understand(f, about, p)
		if (err != nil) != (c.whole != "") || err != nil && !strings.Contains(err.Error(), c.whole) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			continue
		}
		_, refused := worksheet.Edits(read, p, nil, nil, today)
		switch {
		case c.row == "" && len(refused) > 0:
			t.Errorf("%s: refused %s: %s", name, refused[0].Where(), refused[0].Why)
		case c.row != "" && (len(refused) == 0 || !strings.Contains(refused[0].Where()+": "+refused[0].Why, c.row)):
			t.Errorf("%s: refused %v", name, refused)
		}
	}
}

// shared writes one formula for several cells, as programs do that fill downwards.
func shared(f *excelize.File) {
	kind, ref := excelize.STCellFormulaTypeShared, "G4:G6"
	_ = f.SetCellFormula("Standard 7", "G4", "=1+1", excelize.FormulaOpts{Type: &kind, Ref: &ref})
}

// No bytes make the reader fail in another way than by a fault about the file.
func FuzzRead(f *testing.F) {
	whole := form(f, pack(f), nil)
	f.Add(whole)
	f.Add(whole[:1000])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte{})
	f.Add(archive(f, [2]string{"xl/workbook.xml", "<workbook><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>"}))
	p := pack(f)
	f.Fuzz(func(t *testing.T, file []byte) { neverFails(t, file, p) })
}

// Nor does any sheet in a sound archive.
func FuzzSheet(f *testing.F) {
	whole := form(f, pack(f), nil)
	f.Add(worksheetBegins + `<row r="2"><c r="A2" t="s"><v>-1</v></c><c r="B2" t="s"><v>99999</v></c><c r="C2" s="99999"><v>x</v></c></row></sheetData></worksheet>`)
	f.Add(worksheetBegins + `<row><c t="inlineStr"><is><t>Item</t></is></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="d"><v>2026-05-03</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	f.Add(worksheetBegins + `<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1</f><v>1e999</v></c></row><row r="1"><c r="A2"><f t="shared" si="0"/></c></row></sheetData></worksheet>`)
	f.Add(worksheetBegins + `<row r="-5"><c r="A0"/></row><row r="2"><c r="A1"/><c r="A1"/></row></sheetData><mergeCells><mergeCell ref=""/></mergeCells></worksheet>`)
	p := pack(f)
	f.Fuzz(func(t *testing.T, sheet string) { neverFails(t, with(t, whole, "xl/worksheets/sheet2.xml", sheet), p) })
}

func neverFails(t *testing.T, file []byte, p framework.Pack) {
	t.Helper()
	read, err := workbook.Read(file)
	if err != nil {
		if fa := fault.As(err); fa == nil || fa.Kind != fault.Invalid || len(fa.Fields) == 0 {
			t.Errorf("not a fault about the file: %v", err)
		}
		return
	}
	said, err := worksheet.Understand(read, about, p)
	if err != nil && fault.KindOf(err) != fault.Invalid {
		t.Errorf("not a fault about the file: %v", err)
	}
	worksheet.Edits(said, p, nil, nil, today)
}
