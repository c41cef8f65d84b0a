package worksheet

import (
	"strings"
	"unicode/utf16"
)

// File is a workbook as it came back: every sheet with the cells of the first columns.
type File struct{ Tabs []Tab }

// Tab is one sheet of a file.
type Tab struct {
	Name   string
	Merged []string // ranges of merged cells, "D4:D6"
	Lines  []Line
}

// Line is one row that holds something.
type Line struct {
	Row   int // from 1
	Cells [Columns]Cell
}

// Cell is one cell as a file holds it.
type Cell struct {
	Kind   Kind
	Words  string  // what it shows
	Number float64 // of a Numeric one
}

// Kind is what a cell holds.
type Kind uint8

// The kinds. A percentage and a date are Numeric: spreadsheets count days.
const (
	Empty Kind = iota
	Worded
	Numeric
	Calculated // it holds a formula
	Broken     // true, false, or the error of a formula
)

// said gives the words of a cell, without the space around them.
func (c Cell) said() string { return strings.TrimSpace(c.Words) }

// longest is what a cell can hold, in UTF-16 units: a limit of the file's format.
const longest = 32767

// Held gives a text as a cell can hold it: no control characters but the line's end and the tab, and no longer than the format
// allows. What comes back as this was not changed.
func Held(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD")))
	if len(text) <= longest {
		return text
	}
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > longest {
			return text[:i]
		}
	}
	return text
}
