// Package sheet holds a table as a plain value, which a page shows and a file carries, and writes it as CSV.
//
// One value for both means that a page and its download cannot differ. A caller may rely on these: a text can never
// become a formula in a spreadsheet; a file has its columns in the first row, the same number of cells in every row and
// one row for each row of the table, so that it can be read, sorted, filtered and appended by a program; and each row
// says by itself what day and what whole it is about (Notes).
package sheet

import (
	"strconv"

	"cyberready/internal/core/day"
)

// Table is a table of cells.
type Table struct {
	Title   string   // the caption on a page; a file has its name instead
	Notes   []string // sentences that hold for every row: as-at date, denominator, "All trusts are invented."
	Columns []Column
	Rows    [][]Cell // each as long as Columns
}

// Column is one column's heading.
type Column struct {
	Title   string
	Numeric bool // right-aligned on a page
}

type cellKind uint8

const (
	text cellKind = iota
	number
	date
)

// Cell is one value. The zero Cell is empty.
type Cell struct {
	kind  cellKind
	text  string
	value int
	day   day.Day
}

// Text makes a cell of words, which may come from anybody.
func Text(s string) Cell { return Cell{kind: text, text: s} }

// Number makes a cell of a whole number. What is not known is an empty Text, never 0.
func Number(n int) Cell { return Cell{kind: number, value: n} }

// Date makes a cell of a day; the zero day leaves it empty.
func Date(d day.Day) Cell { return Cell{kind: date, day: d} }

// Words gives the cell as a person reads it on a page: "3 May 2025", "60,000".
func (c Cell) Words() string {
	switch c.kind {
	case number:
		return grouped(c.value)
	case date:
		return c.day.Words()
	}
	return c.text
}

// Plain gives the cell as a program reads it: "2025-05-03", "60000". It is not guarded; see CSV.
func (c Cell) Plain() string {
	switch c.kind {
	case number:
		return strconv.Itoa(c.value)
	case date:
		return c.day.String()
	}
	return c.text
}

// grouped writes a number with a comma before each three digits.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}
