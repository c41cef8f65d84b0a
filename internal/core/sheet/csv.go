package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"
)

// CSV says how a table is written: comma separated, UTF-8, lines that end in CR LF (RFC 4180).
type CSV struct {
	// BOM begins the file with a byte-order mark. Spreadsheet programs need it to read “é” and “’” right; other
	// programs may take it for a part of the first heading.
	BOM bool
}

// notesColumn is the last column of a table with notes.
const notesColumn = "Notes"

// Write writes the headings and the rows. The notes, joined, are the last cell of each row: above the headings they
// would break every program that reads the file, and below the rows they would be counted as one.
func (c CSV) Write(w io.Writer, t Table) error {
	return c.Stream(w, t, func(yield func([]Cell, error) bool) {
		for _, row := range t.Rows {
			if !yield(row, nil) {
				return
			}
		}
	})
}

// Stream is Write for rows that come one after another and are not held in the table. An error among them ends it.
func (c CSV) Stream(w io.Writer, t Table, rows iter.Seq2[[]Cell, error]) error {
	if c.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(headings(t)); err != nil {
		return fmt.Errorf("write CSV headings: %w", err)
	}
	notes := guard(strings.Join(t.Notes, " "))
	record := make([]string, 0, len(t.Columns)+1)
	n := 0
	for row, err := range rows {
		n++
		if err != nil {
			return fmt.Errorf("row %d of CSV: %w", n, err)
		}
		if len(row) != len(t.Columns) {
			return fmt.Errorf("write CSV: row %d has %d cells, the table %d columns", n, len(row), len(t.Columns))
		}
		record = record[:0]
		for _, cell := range row {
			record = append(record, cell.guarded())
		}
		if len(t.Notes) > 0 {
			record = append(record, notes)
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write CSV row %d: %w", n, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func headings(t Table) []string {
	record := make([]string, 0, len(t.Columns)+1)
	for _, column := range t.Columns {
		record = append(record, guard(column.Title))
	}
	if len(t.Notes) > 0 {
		record = append(record, notesColumn)
	}
	return record
}

// guarded leaves numbers and dates as they are, -5 among them: only words can be somebody's formula.
func (c Cell) guarded() string {
	if c.kind == text {
		return guard(c.text)
	}
	return c.Plain()
}

// guard puts an apostrophe before text that a spreadsheet program would run as a formula.
func guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
