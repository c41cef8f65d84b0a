package feed

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"cyberready/internal/core/trust"
)

// The most that a figure can be; more is a slip of the keyboard.
const maxFigure = 10_000_000

// ReadKinds reads a file of kinds; see the package comment for its columns. A trust that the file does not name is not
// in the result, and what it leaves open about one is unknown.
func ReadKinds(r io.Reader, name string) ([]trust.Profile, []Rejected, error) {
	f, err := open(r, name)
	if err != nil {
		return nil, nil, err
	}
	h, err := f.header()
	if err != nil {
		return nil, nil, err
	}
	columns := kindColumns{
		code: h.required("Code", "ODS Code"), kind: h.required("Kind"), trauma: h.optional("Major Trauma Centre"),
		appointments: h.figure("weekly appointments"), beds: h.figure("beds"), staff: h.figure("staff"),
	}
	if h.err != nil {
		return nil, nil, h.err
	}
	var rows []row[trust.Profile]
	for r := range f.each(len(h.titles)) {
		p, why := columns.read(r)
		if why != nil {
			r.reject(*why)
			continue
		}
		rows = append(rows, row[trust.Profile]{r, p})
	}
	if f.records == 1 {
		return nil, nil, f.empty()
	}
	rows = rejectDuplicates(rows, columns.code+1, func(p trust.Profile) string { return p.Code })
	return values(rows), rejectedOf(f), nil
}

// kindColumns are the indexes of the columns, -1 for one that the file does not have.
type kindColumns struct {
	code, kind, trauma        int
	appointments, beds, staff figureColumns
}

// figureColumns are where a figure and what belongs to it stand.
type figureColumns struct {
	name                string
	value, year, source int
}

// figure finds a figure's columns: its own year and source, or those of the row.
func (h *header) figure(name string) figureColumns {
	return figureColumns{name, h.optional(name), h.optional(name+" year", "year"), h.optional(name+" source", "source")}
}

func (c kindColumns) read(r record) (p trust.Profile, why *flaw) {
	var err error
	p.Line = r.place.Line
	if p.Code, err = trust.ParseCode(r.cell(c.code)); err != nil {
		return p, flawed(c.code, err)
	}
	if p.Kind, err = trust.ParseKind(r.cell(c.kind)); err != nil {
		return p, flawed(c.kind, err)
	}
	if p.MajorTrauma, why = readYesNo(r, c.trauma); why != nil {
		return p, why
	}
	if p.WeeklyAppointments, why = c.appointments.read(r); why != nil {
		return p, why
	}
	if p.Beds, why = c.beds.read(r); why != nil {
		return p, why
	}
	p.Staff, why = c.staff.read(r)
	return p, why
}

// readYesNo reads yes or no; an empty cell or "unknown" is neither.
func readYesNo(r record, index int) (*bool, *flaw) {
	answer := false
	switch strings.ToLower(r.cell(index)) {
	case "", "unknown", "not known":
		return nil, nil
	case "yes", "y", "true":
		answer = true
	case "no", "n", "false":
	default:
		return nil, &flaw{index + 1, fmt.Sprintf("%s is neither yes nor no. Leave the cell empty if it is not known.", quoted(r.cell(index)))}
	}
	return &answer, nil
}

// read reads a figure; an empty cell is an unknown one.
func (c figureColumns) read(r record) (*trust.Figure, *flaw) {
	cell := r.cell(c.value)
	if cell == "" {
		return nil, nil
	}
	value, err := wholeNumber(cell)
	if err != nil || value > maxFigure {
		return nil, &flaw{c.value + 1, fmt.Sprintf("%s is not a whole number up to 10,000,000.", quoted(cell))}
	}
	if r.cell(c.year) == "" || r.cell(c.source) == "" {
		return nil, &flaw{c.value + 1, fmt.Sprintf("The figure for %s needs its year and its source.", c.name)}
	}
	year, err := wholeNumber(r.cell(c.year))
	if err != nil || year < 1900 || year > 2999 {
		return nil, &flaw{c.year + 1, fmt.Sprintf("%s is not a year. Write it like 2023.", quoted(r.cell(c.year)))}
	}
	return &trust.Figure{Value: value, Year: year, Source: r.cell(c.source)}, nil
}

// wholeNumber reads 14500, or 14,500 as spreadsheets write it. A sign is refused.
func wholeNumber(cell string) (int, error) {
	n, err := strconv.ParseUint(strings.ReplaceAll(cell, ",", ""), 10, 32)
	return int(n), err
}
