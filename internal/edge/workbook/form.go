package workbook

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/worksheet"
)

// WriteForm gives the assessment as a file to work in: typed cells, lists for the choices, everything locked but what people
// answer, headings that stay in sight, and A4 across for paper. Read reads it back.
func WriteForm(b worksheet.Book) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	look, err := looksOf(f)
	if err != nil {
		return nil, fmt.Errorf("write form: %w", err)
	}
	if err := f.SetSheetName("Sheet1", b.Opening.Name); err != nil {
		return nil, fmt.Errorf("write form: %w", err)
	}
	if err := look.opening(f, b.Opening); err != nil {
		return nil, fmt.Errorf("write opening sheet: %w", err)
	}
	for _, s := range b.Sheets {
		if _, err := f.NewSheet(s.Name); err != nil {
			return nil, fmt.Errorf("write sheet %s: %w", s.Name, err)
		}
		if err := look.questions(f, b, s); err != nil {
			return nil, fmt.Errorf("write sheet %s: %w", s.Name, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write form: %w", err)
	}
	return inOrder(out.Bytes())
}

// looks are the styles of a form's cells.
type looks struct{ title, head, said, fact, words, number, percent, day, none int }

const (
	ink   = "212B32" // the text and head of the site's own style sheet
	pale  = "E8EDEE"
	light = "FFF9C4"
	line  = "AEB7BD"
)

func looksOf(f *excelize.File) (l looks, err error) {
	border := []excelize.Border{{Type: "left", Color: line, Style: 1}, {Type: "right", Color: line, Style: 1}, {Type: "top", Color: line, Style: 1}, {Type: "bottom", Color: line, Style: 1}}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	dayFormat := "d mmmm yyyy"
	open := func(format int, custom *string) *excelize.Style {
		return &excelize.Style{Alignment: top, Border: border, Protection: &excelize.Protection{Locked: false}, NumFmt: format, CustomNumFmt: custom,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{light}}}
	}
	const asText, twoDecimals = 49, 10 // formats that every spreadsheet knows by number: @ and 0.00%
	for _, s := range []struct {
		into  *int
		style *excelize.Style
	}{
		{&l.title, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 16, Color: ink}, Alignment: top}},
		{&l.head, &excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Alignment: top, Border: border, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ink}}}},
		{&l.said, &excelize.Style{Alignment: top, Border: border}},
		{&l.fact, &excelize.Style{Alignment: top}},
		{&l.none, &excelize.Style{Border: border, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{pale}}}},
		{&l.words, open(asText, nil)},
		{&l.number, open(0, nil)},
		{&l.percent, open(twoDecimals, nil)},
		{&l.day, open(0, &dayFormat)},
	} {
		if *s.into, err = f.NewStyle(s.style); err != nil {
			return l, err
		}
	}
	return l, nil
}

func (l looks) opening(f *excelize.File, o worksheet.Opening) error {
	w, err := page(f, o.Name, "", false)
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, 1, 24); err != nil {
		return err
	}
	if err := w.SetColWidth(2, 2, 90); err != nil {
		return err
	}
	at := 1
	put := func(cells ...any) error {
		at++
		return w.SetRow(fmt.Sprintf("A%d", at-1), cells)
	}
	if err := put(nil, excelize.Cell{StyleID: l.title, Value: o.Title}); err != nil {
		return err
	}
	for _, words := range o.Lines {
		if err := put(nil, excelize.Cell{StyleID: l.fact, Value: words}); err != nil {
			return err
		}
	}
	for _, fact := range o.Facts {
		if err := put(excelize.Cell{StyleID: l.fact, Value: fact[0]}, excelize.Cell{StyleID: l.fact, Value: fact[1]}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// formWidths are those of a sheet's columns, in characters.
var formWidths = [worksheet.Columns]float64{9, 20, 38, 15, 11, 18, 52, 36, 48, 30, 28, 9}

func (l looks) questions(f *excelize.File, b worksheet.Book, s worksheet.Sheet) error {
	if err := choices(f, s); err != nil {
		return err
	}
	w, err := page(f, s.Name, s.Title+" · "+b.Opening.Title, true)
	if err != nil {
		return err
	}
	for i, width := range formWidths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := w.SetColVisible(worksheet.Version+1, worksheet.Version+1, false); err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	head := make([]any, worksheet.Columns)
	for i, title := range worksheet.Headings {
		head[i] = excelize.Cell{StyleID: l.head, Value: title}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for i, r := range s.Rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), l.row(r)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// row gives the cells of one question. What it does not ask for is grey and locked.
func (l looks) row(r worksheet.Row) []any {
	locked := func(words string) excelize.Cell { return excelize.Cell{StyleID: l.said, Value: worksheet.Held(words)} }
	cells := make([]any, worksheet.Columns)
	for i := range cells {
		cells[i] = excelize.Cell{StyleID: l.none}
	}
	cells[worksheet.Item], cells[worksheet.Part], cells[worksheet.Question] = locked(r.ID), locked(r.Part), locked(r.Ask)
	cells[worksheet.Needs], cells[worksheet.Guidance], cells[worksheet.Proof] = locked(r.Needs), locked(r.Guidance), locked(r.Proof)
	cells[worksheet.Duty] = locked(r.MandatoryWords())
	cells[worksheet.Version] = excelize.Cell{StyleID: l.said, Value: r.Answer.Version}
	if len(r.Choices) > 0 || r.Answer.Reply != assessment.Unanswered {
		cells[worksheet.Answer] = text(l.words, worksheet.Word(r.Answer.Reply))
	}
	if r.TakesFigure() || r.Answer.Figure != nil {
		cells[worksheet.Figure] = l.figure(r)
	}
	if r.TakesDate() || !r.Answer.Date.IsZero() {
		cells[worksheet.Date] = excelize.Cell{StyleID: l.day}
		if d := r.Answer.Date; !d.IsZero() {
			cells[worksheet.Date] = excelize.Cell{StyleID: l.day, Value: worksheet.Serial(d)}
		}
	}
	if r.TakesText() {
		cells[worksheet.Text] = text(l.words, worksheet.Held(r.Answer.Text))
	}
	return cells
}

// figure gives a figure as a number; a percentage as the share of one that a spreadsheet takes it for.
func (l looks) figure(r worksheet.Row) excelize.Cell {
	c, parts := excelize.Cell{StyleID: l.number}, 100.0
	if f := r.Question.Figure; f != nil && f.Kind == framework.Percent {
		c.StyleID, parts = l.percent, 10000
	}
	if h := r.Answer.Figure; h != nil {
		c.Value = float64(*h) / parts
	}
	return c
}

func text(style int, words string) excelize.Cell {
	if words == "" {
		return excelize.Cell{StyleID: style} // empty, and not an empty text
	}
	return excelize.Cell{StyleID: style, Value: words}
}

// choices puts a list beside each answer that is chosen.
func choices(f *excelize.File, s worksheet.Sheet) error {
	for i, r := range s.Rows {
		if len(r.Choices) == 0 {
			continue
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%c%d", 'A'+worksheet.Answer, i+2))
		if err := v.SetDropList(r.Choices); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, "Choose from the list", "Choose "+strings.Join(r.Choices, ", ")+", or leave the cell empty.")
		if err := f.AddDataValidation(s.Name, v); err != nil {
			return err
		}
	}
	return nil
}

// page begins a sheet: locked, and set up for A4 across.
func page(f *excelize.File, name, head string, across bool) (*excelize.StreamWriter, error) {
	paper, wide, tall, orientation, fit := 9, 1, 0, "portrait", true // 9 is A4; as many sides down as it takes
	if across {
		orientation = "landscape"
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!$1:$1", Scope: name}); err != nil {
			return nil, err
		}
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return nil, err
	}
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return nil, err
	}
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&L" + printed(head), OddFooter: "&L&A&RSide &P of &N"}); err != nil {
		return nil, err
	}
	if err := f.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		DeleteRows: true}); err != nil {
		return nil, err
	}
	return f.NewStreamWriter(name)
}

// longestHead is what a header may have, in characters: a limit of the file's format.
const longestHead = 200

// printed makes words safe for a header, where & begins a command.
func printed(words string) string {
	if r := []rune(words); len(r) > longestHead {
		words = string(r[:longestHead])
	}
	return strings.ReplaceAll(words, "&", "&&")
}
