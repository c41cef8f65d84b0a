package feed

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"cyberready/internal/core/fault"
)

// maxBytes bounds a file. The statuses of 60,000 organisations are about 12 MB.
const maxBytes = 32 << 20

// file is an open file of rows, and what was rejected of it.
type file struct {
	name     string
	rest     string // not read yet
	line     int    // of rest's first character
	records  int    // read so far, the rejected ones too
	rejected []Rejected
}

// record is one row: its cells, with spaces tidied.
type record struct {
	place Place
	cells []string
	text  string // as it stands in the file
	file  *file
}

// open reads a file whole. What is not text in UTF-8 from its first bytes on is refused as a file.
func open(r io.Reader, name string) (*file, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	f := &file{name: name, rest: strings.TrimPrefix(string(b), "\ufeff"), line: 1}
	beginning := f.rest[:min(len(f.rest), 512)]
	switch {
	case len(b) > maxBytes:
		return nil, fault.New(fault.Invalid, "%s is larger than %d MB, the most that is read.", name, maxBytes>>20)
	case strings.HasPrefix(beginning, "PK\x03\x04"):
		return nil, f.unreadable(1, 1, "this is a spreadsheet or an archive. Save it as CSV UTF-8.")
	case strings.HasPrefix(beginning, "\xff\xfe"), strings.HasPrefix(beginning, "\xfe\xff"), strings.Contains(beginning, "\x00"):
		return nil, f.unreadable(1, 1, "this is not text in UTF-8. Save the file as CSV UTF-8.")
	}
	return f, nil
}

// unreadable makes the error of a file that cannot be read at all.
func (f *file) unreadable(line, column int, reason string, args ...any) error {
	return fault.New(fault.Invalid, "%s: %s", at(Place{f.name, line}, column), fmt.Sprintf(reason, args...))
}

// empty is the error of a file in which nothing is left to read.
func (f *file) empty() error { return fault.New(fault.Invalid, "%s has no rows.", f.name) }

// reject notes that the record cannot be used.
func (r record) reject(why flaw) {
	r.file.rejected = append(r.file.rejected, Rejected{Place: r.place, Column: why.column, Text: shown(r.text), Reason: why.reason})
}

// cell gives a cell by its index; "" for a column that the file does not have (index -1).
func (r record) cell(index int) string {
	if index < 0 {
		return ""
	}
	return r.cells[index]
}

// each gives the records that can be read and have a number of cells, and rejects the others.
func (f *file) each(width int) iter.Seq[record] {
	return func(yield func(record) bool) {
		for {
			r, why, more := f.next()
			if !more {
				return
			}
			if why == nil && len(r.cells) != width {
				why = &flaw{min(len(r.cells), width) + 1, fmt.Sprintf("The row has %s, not %d.", count(len(r.cells), "column"), width)}
			}
			if why != nil {
				r.reject(*why)
			} else if !yield(r) {
				return
			}
		}
	}
}

// next gives the next record that is not blank, with what is wrong with it; false at the end of the file. After broken
// quotation marks it goes on at the next line, so that one of them does not swallow the rest of the file.
func (f *file) next() (r record, why *flaw, more bool) {
	for f.rest != "" {
		var cells []string
		var length int
		if cells, length, why = scan(f.rest); why != nil {
			length = lineLength(f.rest)
		}
		r = record{place: Place{f.name, f.line}, text: strings.TrimRight(f.rest[:length], "\r\n"), cells: cells, file: f}
		f.line += lineEnds(f.rest[:length])
		f.rest = f.rest[length:]
		if why == nil {
			why = tidy(cells)
		}
		if why == nil && strings.Join(cells, "") == "" {
			continue
		}
		f.records++
		return r, why, true
	}
	return record{}, nil, false
}

// tidy replaces all white space in cells, line ends too, by single spaces, and tells which cell cannot be kept.
func tidy(cells []string) *flaw {
	for i, c := range cells {
		if !utf8.ValidString(c) {
			return &flaw{i + 1, "This cell is not text in UTF-8. Save the file as CSV UTF-8."}
		}
		if strings.ContainsFunc(c, unprintable) {
			return &flaw{i + 1, "This cell holds a control character."}
		}
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	return nil
}

func unprintable(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }

// shown gives a row's text without what a terminal or a database cannot take.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if unprintable(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
}

// quoted gives a cell for a message in quotation marks, cut where it is too long to read.
func quoted(cell string) string {
	const most = 60
	if runes := []rune(cell); len(runes) > most {
		cell = string(runes[:most]) + "…"
	}
	return "“" + cell + "”"
}

// count gives a number and its noun: 1 column, 2 columns.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
