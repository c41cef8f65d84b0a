package sheet

// Value gives the cell as a spreadsheet keeps it: an int, a day.Day or a string. An empty cell is an empty string.
func (c Cell) Value() any {
	switch {
	case c.kind == number:
		return c.value
	case c.kind == date && !c.day.IsZero():
		return c.day
	}
	return c.text
}
