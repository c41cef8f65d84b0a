// Package feed reads the files from outside: the register of trusts, the lookup of regions, kinds of trust, and
// published DSPT statuses.
//
// Every reader takes CSV in UTF-8, with or without a byte-order mark, with any line ends, with cells in quotation marks
// or bare, and skips blank rows. A caller may rely on these:
//   - a file that cannot be read at all is an error, an Invalid fault where a person can mend it, that names the file,
//     the line and, where there is one, the column;
//   - a row that cannot be read is Rejected with its line, its text and the reason, and the other rows are read;
//   - a code that stands on two rows rejects both: which of them is right cannot be told from the file;
//   - what was read has been checked: no reader returns a value that its core type would refuse.
//
// The readers decide nothing about the database: whether rejected rows stop an import is the caller's business.
//
// # The file of kinds
//
// The other files are published; this one is the service's own, made by whoever runs it. It has a heading row and one
// row for a trust. The columns may stand in any order and others are ignored; only code and kind must be there:
//
//	code                  ODS code
//	kind                  acute, mental health, community, ambulance, combined or unknown
//	major trauma centre   yes or no
//	weekly appointments   outpatient appointments in a week
//	beds
//	staff                 people, not full-time equivalents
//	year, source          of the figures: 2023, or 2022 for the financial year 2022-23
//
// Where the figures of a row come from several places, "beds year", "beds source" and so on stand before year and
// source. An empty cell is unknown, and a figure without its year and source is rejected. For example:
//
//	code,kind,major trauma centre,weekly appointments,beds,staff,year,source
//	ZZ1,acute,yes,"14,500",910,8800,2022,Yearbook of invented hospitals
//	ZZ2,ambulance,no,,,3100,2022,Yearbook of invented hospitals
//	ZZ3,unknown,,,,,,
package feed

import (
	"fmt"
	"slices"

	"cyberready/internal/core/fault"
)

// Place is where in a file a row begins. Lines count from 1.
type Place struct {
	File string
	Line int
}

// Rejected is a row that could not be read.
type Rejected struct {
	Place
	Column int    // counts from 1; 0 when the row as a whole is at fault
	Text   string // the row as it stands in the file; characters that cannot be shown are replaced by �
	Reason string // a sentence for a person
}

// String gives place and reason in one line.
func (r Rejected) String() string { return at(r.Place, r.Column) + ": " + r.Reason }

// at gives a place in words.
func at(p Place, column int) string {
	if column == 0 {
		return fmt.Sprintf("%s, line %d", p.File, p.Line)
	}
	return fmt.Sprintf("%s, line %d, column %d", p.File, p.Line, column)
}

// flaw is what is wrong with a row.
type flaw struct {
	column int // as in Rejected
	reason string
}

// flawed makes a flaw of what a core type said about a cell.
func flawed(index int, err error) *flaw {
	reason := "This cell cannot be read."
	if f := fault.As(err); f != nil {
		reason = f.Sentence
	}
	return &flaw{column: index + 1, reason: reason}
}

// row is a value with the record that it was read from.
type row[T any] struct {
	record
	value T
}

// rejectClashes rejects rows that share a key and are not the same, each naming a row that it clashes with, and gives
// the others. What same says must be transitive.
func rejectClashes[T any](rows []row[T], column int, key func(T) string, same func(a, b T) bool,
	reason func(key, elsewhere string) string) []row[T] {
	groups := map[string][]row[T]{}
	for _, r := range rows {
		groups[key(r.value)] = append(groups[key(r.value)], r)
	}
	other := map[string]int{} // by key: the first row of the group that clashes with the group's first
	for k, group := range groups {
		for i := 1; i < len(group); i++ {
			if !same(group[0].value, group[i].value) {
				other[k] = i
				break
			}
		}
	}
	var kept []row[T]
	for _, r := range rows {
		k := key(r.value)
		i, clash := other[k]
		if !clash {
			kept = append(kept, r)
			continue
		}
		against := groups[k][0]
		if r.place == against.place || same(r.value, against.value) {
			against = groups[k][i]
		}
		r.reject(flaw{column, reason(k, elsewhere(against.place, r.place))})
	}
	return kept
}

// rejectDuplicates rejects rows whose code stands on more than one row.
func rejectDuplicates[T any](rows []row[T], column int, code func(T) string) []row[T] {
	return rejectClashes(rows, column, code, func(a, b T) bool { return false }, func(code, where string) string {
		return fmt.Sprintf("The code %s is on %s too. Keep the row that is right.", code, where)
	})
}

// elsewhere names a line, and its file where that is another one.
func elsewhere(p, from Place) string {
	if p.File == from.File {
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("line %d of %s", p.Line, p.File)
}

func values[T any](rows []row[T]) []T {
	var all []T
	for _, r := range rows {
		all = append(all, r.value)
	}
	return all
}

// rejectedOf gives the rejected rows of files in order.
func rejectedOf(files ...*file) []Rejected {
	var all []Rejected
	for _, f := range files {
		slices.SortStableFunc(f.rejected, func(a, b Rejected) int { return a.Line - b.Line })
		all = append(all, f.rejected...)
	}
	return all
}
