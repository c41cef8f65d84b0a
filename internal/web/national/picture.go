package national

import (
	"net/http"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// pictureView is the national picture: two bars that are never mixed, who may need help, and what everybody misses.
type pictureView struct {
	Tabs       []tab
	Bar        bar
	Results    chart.Shares
	ResultGrid grid
	Difference string
	Official   chart.Shares
	OfficialOf string // which file, and how it fits the register
	Regions    grid   // official statuses by region
	HasFile    bool
	Help       []helpFact
	Standards  grid
	Missed     bool // something is published that standards can be counted from
	Here       grid // results here by region
	NoYear     bool
	FilesOnly  string // said of a year that nobody opened here: there are no results of ours
}

// helpFact is a number with the names one click behind.
type helpFact struct{ Label, Number, Note, Href string }

// The tables of the page, as addresses name them.
const (
	tableHere            = "results"
	tableHereByRegion    = "results-by-region"
	tableOfficial        = "official"
	tableMissedStandards = "standards"
)

func (p Place) showPicture(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	if a.invalid != nil {
		return p.refused(w, r, a, pictureTitle, paths.National, a.invalid)
	}
	pack, err := p.pack(r.Context(), &a)
	if err != nil {
		return err
	}
	pic, err := p.National.Picture(r.Context(), a.scope, a.filter, a.today, compare.StandardsOf(pack))
	if err != nil {
		return p.refused(w, r, a, pictureTitle, paths.National, err)
	}
	v := page.VisitorOf(r.Context())
	if file {
		return writePicture(w, r, pic, v)
	}
	return page.Show(w, r, page.Page{Title: pictureTitleOf(pic), Caption: caption(pic.Ground), Wide: true, Body: picture(pictureViewOf(pic, r))})
}

const pictureTitle = "National picture"

// pictureTitleOf says how many trusts and where the year stands: "236 trusts, 95 days to the deadline".
func pictureTitleOf(p nationaldb.Picture) string {
	n := p.Counts.Matching()
	title := english.Figures(n) + " " + english.Plural(n, "trust", "trusts")
	if y, ok := p.Choices.Year(p.Filter.Cycle); ok {
		if y.Opens.IsZero() {
			return "Official statuses for " + string(y.Label)
		}
		if left := y.Countdown(p.Day); left != "" {
			return title + ", " + left
		}
	}
	return title
}

// pictureTables gives the tables of the page; the official one has notes of its own, for its whole is another.
func pictureTables(p nationaldb.Picture, said, official []string) map[string]sheet.Table {
	now := compare.Then{Cycle: p.Filter.Cycle, Day: p.Day, Counts: p.Counts}
	tables := map[string]sheet.Table{
		tableHere:            compare.ResultsTable(now, p.Before, said),
		tableHereByRegion:    compare.RegionTable(p.Regions, said),
		tableMissedStandards: compare.MissedTable(compare.MostMissed(p.Standards), said),
	}
	byRegion := p.Official.Table()
	byRegion.Notes = append(byRegion.Notes, official...)
	tables[tableOfficial] = byRegion
	return tables
}

func writePicture(w http.ResponseWriter, r *http.Request, p nationaldb.Picture, v page.Visitor) error {
	name := r.URL.Query().Get(fieldTable)
	t, ok := pictureTables(p, notes(p.Ground, v), invented(nil, v))[name]
	if !ok {
		return noSuchFile
	}
	return writeFile(w, name, string(p.Filter.Cycle), p.Day, t)
}

func pictureViewOf(p nationaldb.Picture, r *http.Request) pictureView {
	tables := pictureTables(p, nil, nil)
	table := func(name, none string) grid {
		return grid{ID: name, Sheet: tables[name], File: fileOf(paths.National, pinned(p.Ground), name, nil), None: none}
	}
	v := pictureView{
		Tabs: tabs(p.Ground, paths.National), Bar: barOf(p.Ground, paths.National, r.URL.Query(), nil), NoYear: p.Filter.Cycle == "",
		Results: chart.Shares{ID: "bar-results", Title: "Results here of " + english.Figures(p.Counts.Matching()) + " open trusts",
			Whole: "trusts", Parts: p.Counts.ResultShares()},
		ResultGrid: table(tableHere, ""), Here: table(tableHereByRegion, ""), Regions: table(tableOfficial, ""), Standards: table(tableMissedStandards, ""),
		HasFile: p.Official.Organisations > 0,
	}
	v.Bar.Fields.Order = false
	if y, ok := p.Choices.Year(p.Filter.Cycle); ok && y.Opens.IsZero() {
		v.FilesOnly = "The year " + string(y.Label) + " was never opened here, so there are no results here. Official statuses were imported."
	}
	if len(p.Before) > 0 {
		v.Difference = compare.Difference(compare.Then{Cycle: p.Filter.Cycle, Day: p.Day, Counts: p.Counts}, p.Before[0])
	}
	if v.HasFile {
		v.Official, v.OfficialOf = officialBar(p), officialWords(p)
	}
	for _, s := range compare.MostMissed(p.Standards) {
		v.Missed = v.Missed || s.Trusts() > 0
		f := p.Filter
		f.Page, f.Order = 1, compare.ByName
		v.Standards.Links = append(v.Standards.Links, rowLink{Href: here(paths.ToNationalStandard(s.Standard.Number), f)})
	}
	v.Help = helpFacts(p)
	return v
}

func officialBar(p nationaldb.Picture) chart.Shares {
	return chart.Shares{
		ID: "bar-official", Title: "Official DSPT status for " + string(p.Official.Cycle) + " of " + english.Figures(p.Official.Organisations) + " organisations",
		Whole: "organisations", Parts: p.Official.Shares(),
	}
}

// officialWords says which file the statuses are from, and that its whole is another one than the register.
func officialWords(p nationaldb.Picture) string {
	o := p.Official
	said := "From the newest imported file: " + string(o.Cycle) + ", as at " + o.AsAt.Words() + ". It names " +
		english.Figures(o.Organisations) + " " + english.Plural(o.Organisations, "organisation", "organisations")
	if p.Choices.Place != "" || p.Filter.Narrowed() {
		said += " of those that this page shows"
	}
	said += "; the register has " + english.Figures(p.Counts.Matching()) + " open trusts."
	if o.Cycle != p.Filter.Cycle {
		said = "No official status for " + string(p.Filter.Cycle) + " has been imported yet. " + said
	}
	return said
}

func helpFacts(p nationaldb.Picture) []helpFact {
	f := p.Filter
	f.Page, f.Order = 1, compare.ByName
	var list []helpFact
	for _, w := range compare.Waitings(p.Filter.Past()) {
		list = append(list, helpFact{
			Label: w.Title(), Number: english.Figures(p.Waiting[w]), Note: "of " + english.Figures(p.Counts.Matching()) + " trusts",
			Href: waitingAddress(f, w),
		})
	}
	return list
}
