package feed

import (
	"fmt"
	"time"

	"cyberready/internal/core/day"
)

// readDay reads a date in a layout of package time; an empty cell is no date. howWritten tells a person the layout.
func readDay(r record, index int, layout, howWritten string) (day.Day, *flaw) {
	cell := r.cell(index)
	if cell == "" {
		return day.Day{}, nil
	}
	if t, err := time.Parse(layout, cell); err == nil {
		year, month, dayOfMonth := t.Date()
		if d, err := day.Valid(year, int(month), dayOfMonth); err == nil {
			return d, nil
		}
	}
	return day.Day{}, &flaw{index + 1, fmt.Sprintf("%s is not a date (%s).", quoted(cell), howWritten)}
}
