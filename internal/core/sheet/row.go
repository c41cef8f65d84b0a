package sheet

import (
	"fmt"
	"time"

	"cyberready/internal/core/day"
)

// Heads makes columns of their titles.
func Heads(titles ...string) []Column {
	columns := make([]Column, len(titles))
	for i, t := range titles {
		columns[i].Title = t
	}
	return columns
}

// Row makes cells of strings, whole numbers, days and instants; an instant is written in UTC, so that it can be sorted. Any
// other value is a mistake in the program.
func Row(values ...any) []Cell {
	cells := make([]Cell, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case string:
			cells[i] = Text(v)
		case int:
			cells[i] = Number(v)
		case day.Day:
			cells[i] = Date(v)
		case time.Time:
			if !v.IsZero() {
				cells[i] = Text(v.UTC().Format(time.RFC3339))
			}
		default:
			panic(fmt.Sprintf("a %T cannot be a cell", v))
		}
	}
	return cells
}
