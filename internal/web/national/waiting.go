package national

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// waitingView is a list of trusts that may need help.
type waitingView struct {
	Tabs    []tab
	Bar     bar
	Lists   []tab
	Meaning string
	Offer   string
	Count   string
	Grid    grid
	Pages   ui.Pagination
}

const waitingTitle = "Who may need help"

func (p Place) showWaiting(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	if a.invalid != nil {
		return p.refused(w, r, a, waitingTitle, paths.NationalWaiting, a.invalid)
	}
	read := p.National.Waiting
	if file {
		read = p.National.AllWaiting
	}
	a.filter.Order = compare.ByName
	l, err := read(r.Context(), a.scope, a.filter, a.today, r.URL.Query().Get(compare.FieldWaiting))
	if err != nil {
		return p.refused(w, r, a, waitingTitle, paths.NationalWaiting, err)
	}
	if l.Trusts, err = p.due(r.Context(), a, l); err != nil {
		return err
	}
	v := page.VisitorOf(r.Context())
	if file {
		said := notes(l.Ground, v, l.List.Title()+": "+waitingCount(l))
		return writeFile(w, string(l.List), string(l.Filter.Cycle), l.Day, compare.WaitingFile(l.List.Title(), l.Trusts, said, !l.Filter.Past()))
	}
	return page.Show(w, r, page.Page{Title: waitingTitle, Caption: caption(l.Ground), Wide: true, Body: waiting(waitingViewOf(l, r))})
}

// due gives the trusts of a list with the day by which each is to publish as final here, also where it was given more time. A list of
// a past day, and one of trusts that have published, has none.
func (p Place) due(ctx context.Context, a asked, l nationaldb.WaitingList) ([]compare.Trust, error) {
	if l.Filter.Past() || l.List == compare.PlansWaiting {
		return l.Trusts, nil
	}
	y, err := p.Content.Year(ctx, a.scope, string(l.Filter.Cycle), page.VisitorOf(ctx).Content)
	if fault.KindOf(err) == fault.NotFound {
		return l.Trusts, nil // a year that is known from imported files alone
	}
	if err != nil {
		return nil, err
	}
	list := slices.Clone(l.Trusts)
	for i := range list {
		list[i].Due = timetable.DueWords(y.Deadline, y.For(list[i].Code).Due(signoff.Final))
	}
	return list, nil
}

func waitingViewOf(l nationaldb.WaitingList, r *http.Request) waitingView {
	more := url.Values{compare.FieldWaiting: {string(l.List)}}
	v := waitingView{
		Tabs: tabs(l.Ground, paths.NationalWaiting), Bar: barOf(l.Ground, paths.NationalWaiting, r.URL.Query(), nil),
		Meaning: l.List.Meaning(), Count: waitingCount(l),
		Grid: grid{
			ID: "waiting", Wide: true, Sheet: compare.WaitingTable(l.List.Title(), l.Trusts, nil, !l.Filter.Past()), Links: trustLinks(l.Trusts, l.Filter),
			File: fileOf(paths.NationalWaiting, l.Filter, "", more), None: "Nobody is in this list.",
		},
		Pages: pages(paths.NationalWaiting, l.Filter, l.Number, more),
	}
	if l.Number > 0 {
		v.Offer = l.List.Offer()
	}
	v.Bar.Fields.Order = false
	v.Bar.Hidden = []hiddenField{{compare.FieldWaiting, string(l.List)}}
	v.Bar.Pinned = ""
	f := l.Filter
	f.Page = 1
	for _, w := range compare.Waitings(l.Filter.Past()) {
		v.Lists = append(v.Lists, tab{Text: w.Title(), Href: waitingAddress(f, w), Current: w == l.List})
	}
	return v
}

func waitingAddress(f compare.Filter, w compare.Waiting) string {
	q := f.Values()
	q.Set(compare.FieldWaiting, string(w))
	return paths.With(paths.NationalWaiting, q)
}

// waitingCount says how many of how many are in the list.
func waitingCount(l nationaldb.WaitingList) string {
	of := l.Counts.Matching()
	which := "open trusts"
	if l.Filter.Narrowed() {
		which = "trusts that match"
	}
	if l.Number == 0 {
		return "None of the " + english.Figures(of) + " " + which + "."
	}
	return english.Figures(l.Number) + " of the " + english.Figures(of) + " " + which + "."
}
