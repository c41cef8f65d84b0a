package feed

import (
	"fmt"
	"strings"
)

// maxColumns bounds a row, so that a file of nothing but commas costs little.
const maxColumns = 500

// scan reads one row from the beginning of s: comma separated, cells bare or in quotation marks, a quotation mark inside
// written twice, line ends allowed inside quotation marks (RFC 4180). It gives the cells and the length of the row with
// its line end. (encoding/csv gives up a file at the first broken quotation mark and does not keep a row's text.)
func scan(s string) (cells []string, length int, why *flaw) {
	n := 0
	for {
		cell, width, reason := scanCell(s[n:])
		if reason == "" && len(cells) == maxColumns {
			reason = fmt.Sprintf("The row has more than %d columns.", maxColumns)
		}
		if reason != "" {
			return nil, 0, &flaw{len(cells) + 1, reason}
		}
		cells = append(cells, cell)
		n += width
		if n == len(s) || s[n] != ',' {
			return cells, n + lineEnd(s[n:]), nil
		}
		n++
	}
}

// scanCell reads one cell, up to a comma, a line end or the end of s, and gives its length in s; or a reason why not.
func scanCell(s string) (cell string, length int, reason string) {
	if !strings.HasPrefix(s, `"`) {
		length = strings.IndexAny(s, ",\r\n")
		if length < 0 {
			length = len(s)
		}
		if strings.Contains(s[:length], `"`) {
			return "", 0, "There is a quotation mark inside a cell that does not begin with one."
		}
		return s[:length], length, ""
	}
	var b strings.Builder
	for n := 1; ; {
		mark := strings.IndexByte(s[n:], '"')
		if mark < 0 {
			return "", 0, "A quotation mark is opened here and never closed."
		}
		b.WriteString(s[n : n+mark])
		n += mark + 1
		switch {
		case strings.HasPrefix(s[n:], `"`):
			b.WriteByte('"')
			n++
		case n == len(s) || strings.IndexByte(",\r\n", s[n]) >= 0:
			return b.String(), n, ""
		default:
			return "", 0, "There is text after the closing quotation mark of this cell."
		}
	}
}

// lineEnd gives the length of the line end at the beginning of s, 0 at the end of the file.
func lineEnd(s string) int {
	switch {
	case s == "":
		return 0
	case strings.HasPrefix(s, "\r\n"):
		return 2
	}
	return 1
}

// lineLength gives the length of the first line of s with its end.
func lineLength(s string) int {
	n := strings.IndexAny(s, "\r\n")
	if n < 0 {
		return len(s)
	}
	return n + lineEnd(s[n:])
}

// lineEnds counts the line ends in s.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}
