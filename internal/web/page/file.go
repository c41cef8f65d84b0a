package page

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
)

// SendFile sends a file to be kept and not shown. Its name is made of codes and days, and of nothing that anybody typed. A
// shared computer must not keep it by itself.
func SendFile(w http.ResponseWriter, contentType, name string, content []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(content) // the browser has gone: nothing to tell it
}

// The one way in which a list is asked for as a file: the page's own address with format=csv. So a file has the page's
// filters, and its rights.
const (
	formatField = "format"
	formatCSV   = "csv"
)

// WantsTable tells whether the list of a page is asked for as a file; any other format than CSV is no page.
func WantsTable(r *http.Request) (bool, error) {
	switch r.URL.Query().Get(formatField) {
	case "":
		return false, nil
	case formatCSV:
		return true, nil
	}
	return false, fault.New(fault.NotFound, "We cannot find that page.")
}

// TableOf gives the address of a page's list as a file, with the page's own query.
func TableOf(path string, query url.Values) string {
	q := url.Values{}
	for name, values := range query {
		q[name] = values
	}
	q.Set(formatField, formatCSV)
	return path + "?" + q.Encode()
}

// SendTable sends a list as CSV. The name says what it is, of whom and as at which day; a demonstration's file says in each row
// that all is invented.
func SendTable(w http.ResponseWriter, v Visitor, today day.Day, t sheet.Table, name ...string) error {
	if v.Site.Demo {
		t.Notes = append(t.Notes[:len(t.Notes):len(t.Notes)], "Demonstration: all invented.")
	}
	var b strings.Builder
	if err := (sheet.CSV{BOM: true}).Write(&b, t); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	whole := strings.Join(strings.Fields(strings.Join(append(name, today.String()), " ")), "-") + ".csv"
	SendFile(w, "text/csv; charset=utf-8", whole, []byte(b.String()))
	return nil
}
