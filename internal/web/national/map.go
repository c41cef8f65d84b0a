package national

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// mapView is the heat map: trusts by standards, what is in place in the cells, and how much is missing in their shade.
type mapView struct {
	Tabs    []tab
	Bar     bar
	Heads   []mapHead
	Rows    []mapRow
	Shades  []compare.Shade
	File    string
	Pages   ui.Pagination
	Side    []hiddenField
	Nothing string // why there are no rows, with where to look instead
	Instead *tab
}

// mapHead is a standard: it leads to that standard across trusts.
type mapHead struct{ Label, Of, Href string }

type mapRow struct {
	Name  firstCell
	Cells []mapCell
}

type mapCell struct{ Text, Hidden, Class string }

const mapTitle = "Compare trusts"

func (p Place) showMap(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	if a.invalid != nil {
		return p.refused(w, r, a, mapTitle, paths.NationalMap, a.invalid)
	}
	pack, err := p.pack(r.Context(), &a)
	if err != nil {
		return err
	}
	l, err := read(r.Context(), a, file, p.National.Map, p.National.WholeMap)
	if err != nil {
		return p.refused(w, r, a, mapTitle, paths.NationalMap, err)
	}
	standards := compare.StandardsOf(pack)
	v := page.VisitorOf(r.Context())
	if file {
		return writeFile(w, "trusts by standard", string(l.Filter.Cycle), l.Day, compare.MapFile(l.Trusts, standards, notes(l.Ground, v)))
	}
	return page.Show(w, r, page.Page{Title: mapTitle, Caption: caption(l.Ground), Wide: true, Body: heatMap(mapOf(l, standards, r))})
}

func mapOf(l nationaldb.Listing, standards []compare.Standard, r *http.Request) mapView {
	v := mapView{
		Tabs: tabs(l.Ground, paths.NationalMap), Bar: barOf(l.Ground, paths.NationalMap, r.URL.Query(), nil), Shades: compare.Shades(),
		File:  fileOf(paths.NationalMap, l.Filter, "", nil),
		Pages: pages(paths.NationalMap, l.Filter, l.Counts.Published(), nil), Side: sideFields(l.Filter),
	}
	ofStandard := l.Filter
	ofStandard.Page, ofStandard.Order = 1, compare.ByName
	for _, s := range standards {
		v.Heads = append(v.Heads, mapHead{s.Label(), "of " + strconv.Itoa(s.Mandatory), here(paths.ToNationalStandard(s.Number), ofStandard)})
	}
	links := trustLinks(l.Trusts, l.Filter)
	for i, t := range l.Trusts {
		row := mapRow{Name: firstCell{Link: links[i], Words: t.ShortName(), Tick: true, ID: "tick-" + t.Code}}
		for _, s := range standards {
			row.Cells = append(row.Cells, cellOf(t, s))
		}
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) == 0 {
		v.Nothing, v.Instead = nothingOnMap(l)
	}
	return v
}

// cellOf shows the figure; the whole beside it where it is another than the column's.
func cellOf(t compare.Trust, s compare.Standard) mapCell {
	c, ok := t.Cell(s.Number)
	if !ok || c.Mandatory == 0 {
		return mapCell{Text: "–", Hidden: "nothing asked", Class: "app-heat__cell--none"}
	}
	cell := mapCell{Text: strconv.Itoa(c.InPlace), Hidden: "of " + strconv.Itoa(c.Mandatory) + " in place", Class: "app-heat__cell--" + strconv.Itoa(int(c.Shade()))}
	if c.Mandatory != s.Mandatory {
		cell.Text, cell.Hidden = english.Figures(c.InPlace)+" of "+english.Figures(c.Mandatory), "in place"
	}
	return cell
}

// nothingOnMap says why the map is empty, and leads to the year before where that has something to show.
func nothingOnMap(l nationaldb.Listing) (string, *tab) {
	if l.Counts.PublishedOpen() > 0 {
		return "None of the trusts that match has published here.", nil
	}
	said := "No trust has published its final assessment here for " + string(l.Filter.Cycle) + " yet."
	last, ok := l.Choices.Year(l.Filter.Cycle.Previous())
	if !ok || last.Opens.IsZero() {
		return said, nil
	}
	f := l.Filter
	f.Cycle, f.Page = last.Label, 1
	return said, &tab{Text: "Look at " + string(last.Label), Href: here(paths.NationalMap, f)}
}
