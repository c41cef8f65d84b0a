package paths

import (
	"net/url"
	"strings"
)

// Find looks for words in a trust's year.
const Find = "/trusts/{ods}/{cycle}/find"

// Find is where words of the year are looked for.
func (y Year) Find() string { return y.at("/find") }

// Found is what is found for words.
func (y Year) Found(words string) string { return y.Find() + "?words=" + url.QueryEscape(words) }

// YearOf tells of which trust and year a path is, when it is below one.
func YearOf(path string) (Year, bool) {
	parts := strings.Split(strings.TrimPrefix(path, "/trusts/"), "/")
	if !strings.HasPrefix(path, "/trusts/") || len(parts) < 2 {
		return Year{}, false
	}
	y := Year{ODS: parts[0], Cycle: parts[1]}
	return y, len(y.Cycle) == len("2026-27") && y.Cycle[4] == '-'
}
