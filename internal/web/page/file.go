package page

import (
	"fmt"
	"net/http"
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

// List makes the list of a page a file, too: the page's own address with format=csv gives it, with the page's filters and
// rights, and the frame leads there. So each list has its CSV by one field of its Page.
type List struct {
	Table sheet.Table
	Name  string // what it is, and of whom: "ZZ1 officers"; made of codes, and of nothing that anybody typed
	On    day.Day
	What  string // as the link says it: "the standards"; empty: "this list"
}

// link is the words that lead to the file.
func (l List) link() string {
	what := l.What
	if what == "" {
		what = "this list"
	}
	return "Take " + what + " away as a file (CSV)"
}

const (
	formatField = "format"
	formatCSV   = "csv"
)

// wantsTable tells whether the list of a page is asked for as a file; any other format than CSV is no page.
func wantsTable(r *http.Request) (bool, error) {
	switch r.URL.Query().Get(formatField) {
	case "":
		return false, nil
	case formatCSV:
		return true, nil
	}
	return false, fault.New(fault.NotFound, "We cannot find that page.")
}

// fileOf gives the address of a page's list as a file; empty where there is none, or nothing in it, or the page answers a form.
func fileOf(p Page, r *http.Request) string {
	if p.List == nil || len(p.List.Table.Rows) == 0 || r.Method == http.MethodPost {
		return ""
	}
	q := r.URL.Query()
	q.Set(formatField, formatCSV)
	return r.URL.Path + "?" + q.Encode()
}

// SendTable sends a list as CSV, under its name and the day that it shows; a demonstration's says in each row that all is
// invented. It is for pages that show a part of their list; the others give their Page a List.
func SendTable(w http.ResponseWriter, v Visitor, l List) error {
	t := l.Table
	if v.Site.Demo {
		t.Notes = append(t.Notes[:len(t.Notes):len(t.Notes)], "Demonstration: all invented.")
	}
	var b strings.Builder
	if err := (sheet.CSV{BOM: true}).Write(&b, t); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	name := strings.Join(strings.Fields(l.Name+" "+l.On.String()), "-") + ".csv"
	SendFile(w, "text/csv; charset=utf-8", name, []byte(b.String()))
	return nil
}

// AsFile tells whether a page is asked for its list as a file: a page that shows the first hundred gives a file with more.
func AsFile(r *http.Request) bool { return r.URL.Query().Get(formatField) == formatCSV }

// File names a list of a trust's year: "ZZ1 risks 2026-27", as at today.
func (v Visit) File(what string, t sheet.Table) *List {
	t.Notes = append(t.Notes, v.TrustName(v.At.ODS)+", "+v.At.Cycle+", as at "+v.Today.Words()+".")
	return &List{Table: t, Name: v.At.ODS + " " + what + " " + v.At.Cycle, On: v.Today}
}
