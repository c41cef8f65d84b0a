// Package public is what anybody may read without signing in: the official DSPT status of each trust, as it was published.
// No result that is computed here is shown.
package public

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// Place serves the public page.
type Place struct {
	National nationaldb.National
	Now      func() time.Time
}

// Routes mounts it.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.StatusList, page.Handle(p.showStatuses))
}

// Names in the page's address.
const (
	fieldText   = "text"
	fieldPage   = "page"
	fieldFormat = "format"

	longestText = 100
)

type statusesView struct {
	Text   string
	Errors *fault.Error
	Count  string
	Table  sheet.Table
	File   string
	Pages  ui.Pagination
}

const title = "Official status of trusts"

func (p Place) showStatuses(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	text := strings.TrimSpace(q.Get(fieldText))
	number, wrong := pageNumber(q.Get(fieldPage))
	if wrong != nil {
		return wrong
	}
	if len([]rune(text)) > longestText {
		e := fault.InvalidField(fieldText, "Enter at most 100 characters of the name or code.")
		return page.Show(w, r, page.Page{Title: title, Errors: e, Body: statuses(statusesView{Text: text, Errors: e})})
	}
	v := page.VisitorOf(r.Context())
	scope := store.Public(store.Origin{Address: v.Address, RequestID: v.RequestID})
	today := page.Today(p.Now())
	switch q.Get(fieldFormat) {
	case "csv":
		all, err := p.National.AllPublicStatuses(r.Context(), scope, text, today)
		if err != nil {
			return err
		}
		return page.SendTable(w, v, page.List{Table: tableOf(all, []string{denominator(all)}), Name: "official status " + string(all.Cycle), On: all.AsAt})
	case "":
	default:
		return fault.New(fault.NotFound, "We cannot find that page.")
	}
	found, err := p.National.PublicStatuses(r.Context(), scope, text, number, today)
	if err != nil {
		return err
	}
	return page.Show(w, r, page.Page{Title: title, Caption: caption(found), Body: statuses(viewOf(found, text))})
}

func pageNumber(word string) (int, error) {
	if word == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > 100_000 {
		return 0, fault.New(fault.NotFound, "We cannot find that page.")
	}
	return n, nil
}

func caption(s nationaldb.PublicStatuses) string {
	if s.Cycle == "" {
		return ""
	}
	return string(s.Cycle) + " · as at " + s.AsAt.Words()
}

func viewOf(s nationaldb.PublicStatuses, text string) statusesView {
	v := statusesView{Text: text, Table: tableOf(s, nil), Pages: pages(s, text)}
	if s.Cycle == "" {
		v.Count = "No official statuses have been imported yet."
		return v
	}
	v.Count = denominator(s)
	v.File = address(text, 1, "csv")
	return v
}

// denominator says the day and how many of how many are listed.
func denominator(s nationaldb.PublicStatuses) string {
	said := "As at " + s.AsAt.Words() + ": "
	if s.Number == s.All {
		return said + english.Figures(s.All) + english.Plural(s.All, " organisation.", " organisations.")
	}
	return said + english.Figures(s.Number) + " of " + english.Figures(s.All) + " organisations."
}

func tableOf(s nationaldb.PublicStatuses, notes []string) sheet.Table {
	t := sheet.Table{Title: "Official DSPT status, " + string(s.Cycle), Notes: notes, Columns: []sheet.Column{
		{Title: "Organisation"}, {Title: "ODS code"}, {Title: "Region"}, {Title: "Official DSPT status"}}}
	for _, one := range s.List {
		status := string(one.Status)
		if status == "" {
			status = compare.NoStatus
		}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(one.Name), sheet.Text(one.Code), sheet.Text(one.Region), sheet.Text(status)})
	}
	return t
}

func address(text string, number int, format string) string {
	q := url.Values{}
	if text != "" {
		q.Set(fieldText, text)
	}
	if number > 1 {
		q.Set(fieldPage, strconv.Itoa(number))
	}
	if format != "" {
		q.Set(fieldFormat, format)
	}
	return paths.With(paths.StatusList, q)
}

func pages(s nationaldb.PublicStatuses, text string) ui.Pagination {
	var p ui.Pagination
	last := compare.Pages(s.Number)
	if s.Page > 1 {
		p.Previous = ui.PageLink{Href: address(text, min(s.Page-1, last), ""), Label: pageWords(min(s.Page-1, last), last)}
	}
	if s.Page < last {
		p.Next = ui.PageLink{Href: address(text, s.Page+1, ""), Label: pageWords(s.Page+1, last)}
	}
	return p
}

func pageWords(n, of int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(of) }
