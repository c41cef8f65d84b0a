package proof

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/library"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// listView is the library as a table.
type listView struct {
	at     paths.Year
	filter library.Filter
	shown  []line
	total  int // that the filter chooses
	first  int // place of the first that is shown, from 0
	pages  ui.Pagination
	years  []string
	facts  []fact
	room   string
	mayAdd bool
}

type fact struct{ label, value, href string }

// line is one proof in the table.
type line struct {
	title, href  string
	kind, place  string // the place is empty for a file
	state        ui.Tag
	owner, until string
	version      string
	items        []page.Link
	titles       []string // of the items
}

func (p Place) showLibrary(w http.ResponseWriter, r *http.Request) error {
	v, l, err := p.library(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	f := library.ParseFilter(r.URL.Query().Get("show"))
	file := v.File("proof", library.Table(nil, library.Choose(l.Proofs, f, v.Today), v.Today))
	return page.Show(w, r, page.Page{Title: "Proof", Caption: caption(l), Wide: true, Body: list(newListView(v, l, f, pageOf(r))),
		Back: page.Link{Text: l.Cycle, Href: v.At.Home()}, List: file, Saved: p.Sessions.Said(r.Context())})
}

// onAPage is how many are shown at once.
const onAPage = 50

// pageOf reads which page is asked for; anything that is no page is the first.
func pageOf(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil {
		return 1
	}
	return max(1, min(n, 1<<20))
}

func newListView(v page.Visit, l proofdb.Library, f library.Filter, n int) listView {
	view := listView{at: v.At, filter: f, years: l.Years, room: l.Room.Words(), mayAdd: v.May(access.Answer)}
	for _, of := range []struct {
		filter library.Filter
		label  string
	}{{library.Soon, "lapse within 30 days, in use"}, {library.Lapsed, "have lapsed, in use"}, {library.Unowned, "owned by nobody"}, {library.Unused, "support nothing in any year"}} {
		n := len(library.Choose(l.Proofs, of.filter, v.Today))
		view.facts = append(view.facts, fact{of.label, english.Figures(n), v.At.ProofsThat(string(of.filter))})
	}
	chosen := library.Choose(l.Proofs, f, v.Today)
	view.total, view.first = len(chosen), min((n-1)*onAPage, len(chosen))
	for _, k := range chosen[view.first:min(view.first+onAPage, len(chosen))] {
		view.shown = append(view.shown, newLine(v, k))
	}
	if n > 1 {
		view.pages.Previous = ui.PageLink{Text: "Previous proof", Href: view.page(n - 1)}
	}
	if n*onAPage < len(chosen) {
		view.pages.Next = ui.PageLink{Text: "More proof", Href: view.page(n + 1)}
	}
	return view
}

// query writes what is looked at for an address.
func (view listView) query() url.Values {
	q := url.Values{"year": {view.at.Cycle}}
	if view.filter != library.Used {
		q.Set("show", string(view.filter))
	}
	return q
}

func (view listView) page(n int) string {
	q := view.query()
	if n > 1 {
		q.Set("page", strconv.Itoa(n))
	}
	return paths.With(view.action(), q)
}

func newLine(v page.Visit, k library.Kept) line {
	l := line{title: k.Title, href: v.At.ProofOne(k.ID), kind: kindWords(k), state: stateTag(v, k), owner: k.OwnerWords(), until: untilWords(k),
		version: fmt.Sprint(k.Version)}
	if k.Kind() == library.KindPlace {
		l.place = k.Place
	}
	for _, item := range k.Items {
		if q, ok := v.Year.Pack.Question(item); ok {
			l.titles = append(l.titles, q.Title)
			l.items = append(l.items, page.Link{Text: item, Href: v.At.ItemOn(q.Standard, q.ID)})
		}
	}
	return l
}

func (l line) placeWords() string {
	if l.place == "" {
		return ""
	}
	return ": " + l.place
}

func (view listView) filterField() ui.Select {
	var items []ui.SelectItem
	for _, f := range library.Filters() {
		items = append(items, ui.Option(string(f), f.Words()))
	}
	return ui.Select{ID: "show", Name: "show", Value: string(view.filter), Items: items, Label: ui.Label{Text: "Which proof"}}
}

func (view listView) yearField() ui.Select {
	var items []ui.SelectItem
	for _, y := range view.years {
		items = append(items, ui.Option(y, y))
	}
	return ui.Select{ID: "year", Name: "year", Value: view.at.Cycle, Items: items, Label: ui.Label{Text: "Items of the year"}}
}

// action is where the filter is sent: the address without a query, for the form brings its own.
func (view listView) action() string { return paths.Year{ODS: view.at.ODS}.Proof() }

func (view listView) count() string {
	switch {
	case view.total == 0 && view.filter == library.Used:
		return "Nothing is named as proof in this year yet."
	case view.total == 0:
		return "None."
	case len(view.shown) < view.total:
		return english.Capital(english.Count(view.total, "piece of proof", "pieces of proof")) + ", by title: " + english.Figures(view.first+1) + " to " +
			english.Figures(view.first+len(view.shown)) + " are shown."
	}
	return english.Capital(english.Count(view.total, "piece of proof", "pieces of proof")) + ", by title."
}

func rows(list []line) [][]ui.TableCell {
	var cells [][]ui.TableCell
	for _, l := range list {
		cells = append(cells, []ui.TableCell{{HTML: lineTitle(l)}, {HTML: lineItems(l)}, {Text: l.owner}, {Text: l.until}, {HTML: l.state}, {Text: l.version}})
	}
	return cells
}
