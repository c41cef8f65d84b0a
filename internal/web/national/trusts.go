package national

import (
	"context"
	"net/http"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// trustsView is the table of trusts.
type trustsView struct {
	Tabs  []tab
	Bar   bar
	Grid  grid
	Pages ui.Pagination
	Side  []hiddenField // goes along when trusts are ticked
}

const trustsTitle = "Trusts"

func (p Place) showTrusts(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	if a.invalid != nil {
		return p.refused(w, r, a, trustsTitle, paths.NationalTrusts, a.invalid)
	}
	l, err := read(r.Context(), a, file, p.National.Trusts, p.National.AllTrusts)
	if err != nil {
		return p.refused(w, r, a, trustsTitle, paths.NationalTrusts, err)
	}
	v := page.VisitorOf(r.Context())
	if file {
		return writeFile(w, "trusts", string(l.Filter.Cycle), l.Day, compare.TrustFile(l.Trusts, notes(l.Ground, v), !l.Filter.Past()))
	}
	table := compare.TrustTable(l.Trusts, nil, !l.Filter.Past())
	return page.Show(w, r, page.Page{Title: trustsTitle, Caption: caption(l.Ground), Wide: true, Body: trusts(trustsView{
		Tabs: tabs(l.Ground, paths.NationalTrusts),
		Bar:  barOf(l.Ground, paths.NationalTrusts, r.URL.Query(), nil),
		Grid: grid{
			ID: "trusts", Tick: true, Wide: true, Links: trustLinks(l.Trusts, l.Filter), None: "No trust matches.",
			Sheet: table, Heads: trustHeads(table, l.Filter), File: fileOf(paths.NationalTrusts, l.Filter, "", nil),
		},
		Pages: pages(paths.NationalTrusts, l.Filter, l.Counts.Matching(), nil),
		Side:  sideFields(l.Filter),
	})})
}

// reading is a store method that reads a listing; read calls the one for a page or the one for a file.
type reading func(context.Context, store.Scope, compare.Filter, day.Day) (nationaldb.Listing, error)

func read(ctx context.Context, a asked, file bool, onePage, whole reading) (nationaldb.Listing, error) {
	if file {
		return whole(ctx, a.scope, a.filter, a.today)
	}
	return onePage(ctx, a.scope, a.filter, a.today)
}

// trustHeads makes the heads of columns that a list is ordered by into links.
func trustHeads(t sheet.Table, f compare.Filter) []heading {
	orders := map[string]compare.Order{
		"Trust": compare.ByName, "Kind": compare.ByKind, "Region": compare.ByRegion, "Official DSPT status": compare.ByStatus,
		"Result here": compare.ByResult, "Draft": compare.ByChange,
	}
	var heads []heading
	for _, c := range t.Columns {
		order, sorts := orders[c.Title]
		if !sorts {
			heads = append(heads, heading{})
			continue
		}
		g := f
		g.Order, g.Page = order, 1
		heads = append(heads, heading{Href: here(paths.NationalTrusts, g), Sorted: f.Order == order})
	}
	return heads
}

// sideFields are the hidden fields of a form that leads to the comparison.
func sideFields(f compare.Filter) []hiddenField {
	list := []hiddenField{{compare.FieldCycle, string(f.Cycle)}}
	if f.Past() {
		list = append(list, hiddenField{compare.FieldAsAt, f.AsAt.String()})
	}
	return list
}
