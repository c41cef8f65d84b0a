package feed

import (
	"fmt"
	"strings"
)

// header is the row of headings. The first failed look-up stays in err, so that a reader asks for all its columns and
// then looks once.
type header struct {
	file   *file
	line   int
	titles []string // as they stand
	err    error
}

// header reads the headings, the first row that is not blank.
func (f *file) header() (*header, error) {
	r, why, more := f.next()
	if !more {
		return nil, f.empty()
	}
	if why != nil {
		return nil, f.unreadable(r.place.Line, why.column, "the headings cannot be read. %s", why.reason)
	}
	return &header{file: f, line: r.place.Line, titles: r.cells}, nil
}

// normal is the form in which headings are compared: small letters, and R's dots for spaces ("Latest.Status").
func normal(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return r == ' ' || r == '.' || r == '_'
	}), " ")
}

// optional gives the index of the column that has one of the names, or -1. Where several have one, the earlier name counts.
func (h *header) optional(names ...string) int {
	for _, name := range names {
		if i := h.where(func(title string) bool { return title == normal(name) }); i >= 0 {
			return i
		}
	}
	return -1
}

// required is optional for a column without which the file is of no use.
func (h *header) required(names ...string) int {
	i := h.optional(names...)
	if i < 0 {
		h.missing(strings.Join(names, " or "))
	}
	return i
}

// where gives the index of the one column whose normal title matches, or -1. Two of them are an error.
func (h *header) where(matches func(title string) bool) int {
	found := -1
	for i, title := range h.titles {
		if !matches(normal(title)) {
			continue
		}
		if found >= 0 {
			h.fail(i+1, "the columns %s and %s cannot be told apart.", h.titles[found], title)
		}
		found = i
	}
	return found
}

func (h *header) missing(name string) {
	h.fail(0, "there is no column %s. The columns found are: %s.", name, h.list())
}

func (h *header) fail(column int, reason string, args ...any) {
	if h.err == nil {
		h.err = h.file.unreadable(h.line, column, reason, args...)
	}
}

// list names the columns found, as far as one reads such a list.
func (h *header) list() string {
	const most, longest = 30, 60
	var names []string
	for i, title := range h.titles {
		if i == most {
			names = append(names, fmt.Sprintf("and %d more", len(h.titles)-most))
			break
		}
		runes := []rune(title)
		switch {
		case title == "":
			title = "(no name)"
		case len(runes) > longest:
			title = string(runes[:longest]) + "…"
		}
		names = append(names, title)
	}
	return strings.Join(names, ", ")
}
