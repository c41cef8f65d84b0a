package national

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// standardView is one standard across trusts.
type standardView struct {
	Tabs   []tab
	Bar    bar
	Asks   string
	Lines  []string // what the spread says
	Spread grid
	Items  grid
	Trusts grid
	Pages  ui.Pagination
}

// The tables of the page, as addresses name them.
const (
	tableTrusts = "trusts"
	tableSpread = "spread"
	tableItems  = "questions"
)

func (p Place) showStandard(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	pack, err := p.pack(r.Context(), &a)
	if err != nil {
		return err
	}
	column, content, err := standardOf(pack, chi.URLParam(r, "standard"))
	if err != nil {
		return err
	}
	title, path := content.Title, paths.ToNationalStandard(column.Number)
	if a.invalid != nil {
		return p.refused(w, r, a, title, path, a.invalid)
	}
	table := r.URL.Query().Get(fieldTable)
	one, err := p.readStandard(r.Context(), a, file && table == tableTrusts, pack, column)
	if err != nil {
		return p.refused(w, r, a, title, path, err)
	}
	v := page.VisitorOf(r.Context())
	if file {
		return writeStandard(w, one, column, table, v)
	}
	return page.Show(w, r, page.Page{
		Title: title, Caption: caption(one.Ground) + " · standard " + column.Number + " of 10", Wide: true,
		Body: oneStandard(standardViewOf(one, column, content, r)),
	})
}

func (p Place) readStandard(ctx context.Context, a asked, whole bool, pack framework.Pack, s compare.Standard) (nationaldb.OneStandard, error) {
	if whole {
		return p.National.WholeStandard(ctx, a.scope, a.filter, a.today, pack, s)
	}
	return p.National.Standard(ctx, a.scope, a.filter, a.today, pack, s)
}

// standardOf finds a standard that counts; another number is no page.
func standardOf(pack framework.Pack, number string) (compare.Standard, framework.Standard, error) {
	for _, s := range compare.StandardsOf(pack) {
		if s.Number == number {
			content, _ := pack.Standard(number)
			return s, content, nil
		}
	}
	return compare.Standard{}, framework.Standard{}, fault.New(fault.NotFound, "We cannot find that page.")
}

func standardTables(one nationaldb.OneStandard, s compare.Standard, notes []string) (trusts, spread, items grid) {
	trusts = grid{ID: "trusts", Sheet: compare.StandardTable(s, one.Trusts, notes), None: "None of the trusts that match has published here."}
	spread = grid{ID: "spread", Sheet: compare.SpreadTable(one.Spread, notes), None: "Nothing is published that could be counted."}
	items = grid{ID: "questions", Sheet: compare.ItemTable(one.Items, one.Counts.Published(), notes)}
	return trusts, spread, items
}

func writeStandard(w http.ResponseWriter, one nationaldb.OneStandard, s compare.Standard, table string, v page.Visitor) error {
	trusts, spread, items := standardTables(one, s, notes(one.Ground, v, "Standard "+s.Label()+"."))
	for name, g := range map[string]grid{tableTrusts: trusts, tableSpread: spread, tableItems: items} {
		if name == table {
			return writeFile(w, "standard "+s.Number+" "+name, string(one.Filter.Cycle), one.Day, g.Sheet)
		}
	}
	return noSuchFile
}

func standardViewOf(one nationaldb.OneStandard, s compare.Standard, content framework.Standard, r *http.Request) standardView {
	path := paths.ToNationalStandard(s.Number)
	v := standardView{Tabs: tabs(one.Ground, ""), Bar: barOf(one.Ground, path, r.URL.Query(), nil), Asks: content.Asks}
	v.Trusts, v.Spread, v.Items = standardTables(one, s, nil)
	v.Trusts.Links = trustLinks(one.Trusts, one.Filter)
	v.Trusts.File = fileOf(path, one.Filter, tableTrusts, nil)
	v.Spread.File = fileOf(path, one.Filter, tableSpread, nil)
	v.Items.File = fileOf(path, one.Filter, tableItems, nil)
	most := 1
	for _, b := range one.Spread.Buckets {
		most = max(most, b.Trusts)
	}
	for _, b := range one.Spread.Buckets {
		v.Spread.Bars = append(v.Spread.Bars, b.Trusts*1000/most)
	}
	v.Pages = pages(path, one.Filter, one.Counts.Published(), nil)
	if n := one.Spread.Trusts(); n > 0 {
		v.Lines = append(v.Lines, gapWords(one.Spread.WithGap(), n))
		if middle := one.Spread.Middle(); middle != "" {
			v.Lines = append(v.Lines, middle+" The middle half leaves out the quarter with the least in place and the quarter with the most.")
		}
	}
	return v
}

// gapWords says how many trusts miss something: "64 of the 131 trusts that have published miss something in this standard."
func gapWords(n, of int) string {
	if n == 0 {
		return "None of the " + english.Figures(of) + " trusts that have published misses anything in this standard."
	}
	return english.Figures(n) + " of the " + english.Figures(of) + english.Plural(of, " trust that has", " trusts that have") +
		" published" + english.Plural(n, " misses", " miss") + " something in this standard."
}
