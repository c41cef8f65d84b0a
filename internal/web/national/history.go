package national

import (
	"net/http"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// historyView is the years beside each other: official statuses, results here, and who the register does not know.
type historyView struct {
	Tabs     []tab
	Bar      bar
	Statuses grid
	Results  grid
	Unknown  grid
}

const (
	historyTitle  = "Year by year"
	tableStatuses = "statuses"
	tableResults  = "results"
	tableUnknown  = "unknown"
)

func (p Place) showHistory(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	if a.invalid != nil {
		return p.refused(w, r, a, historyTitle, paths.NationalHistory, a.invalid)
	}
	a.filter = compare.Filter{Cycle: a.filter.Cycle, AsAt: a.filter.AsAt, Region: a.filter.Region}
	h, err := p.National.History(r.Context(), a.scope, a.filter, a.today)
	if err != nil {
		return p.refused(w, r, a, historyTitle, paths.NationalHistory, err)
	}
	v := page.VisitorOf(r.Context())
	if file {
		tables := historyTables(h, invented([]string{historyNote(h)}, v))
		if t, ok := tables[r.URL.Query().Get(fieldTable)]; ok {
			return writeFile(w, "years "+r.URL.Query().Get(fieldTable), "", h.Day, t)
		}
		return noSuchFile
	}
	return page.Show(w, r, page.Page{Title: historyTitle, Caption: historyCaption(h), Wide: true, Body: history(historyViewOf(h, r))})
}

// historyCaption names no year: the page is about all of them.
func historyCaption(h nationaldb.History) string {
	g := h.Ground
	g.Filter.Cycle = ""
	return caption(g)
}

// historyNote says the day, whose organisations are counted, and that each year has its own denominator.
func historyNote(h nationaldb.History) string {
	whose := ""
	if h.Choices.Place != "" {
		whose = " in " + h.Choices.Place
	}
	for _, o := range h.Choices.RegionOptions() {
		if h.Filter.Region != "" && o.Value == h.Filter.Region {
			whose = " in " + o.Words
		}
	}
	return "As at " + h.Day.Words() + ". Organisations" + whose + " that the year's files name; the number beside each year is its whole."
}

func historyTables(h nationaldb.History, notes []string) map[string]sheet.Table {
	unknown := sheet.Table{Title: "Organisations that the files name and the register does not know", Notes: notes,
		Columns: []sheet.Column{{Title: "Organisation"}, {Title: "ODS code"}, {Title: "Year"}, {Title: "Official DSPT status"}, {Title: "Region in the file"}}}
	for _, u := range h.Unknown {
		unknown.Rows = append(unknown.Rows, []sheet.Cell{sheet.Text(u.Name), sheet.Text(u.Code), sheet.Text(string(u.Cycle)),
			sheet.Text(string(u.Status)), sheet.Text(u.Region)})
	}
	return map[string]sheet.Table{
		tableStatuses: compare.StatusHistory(h.Statuses, notes), tableResults: compare.ResultHistory(h.Results, notes), tableUnknown: unknown,
	}
}

func historyViewOf(h nationaldb.History, r *http.Request) historyView {
	v := historyView{Tabs: tabs(h.Ground, paths.NationalHistory), Bar: barOf(h.Ground, paths.NationalHistory, r.URL.Query(), nil)}
	v.Bar.Fields, v.Bar.Subject = fields{Region: true}, "all years"
	v.Bar.Choices.Years = nil
	v.Bar.Count = historyNote(h)
	tables := historyTables(h, nil)
	v.Statuses = grid{ID: tableStatuses, Sheet: tables[tableStatuses], File: fileOf(paths.NationalHistory, h.Filter, tableStatuses, nil),
		None: "No official statuses have been imported."}
	v.Results = grid{ID: tableResults, Sheet: tables[tableResults], File: fileOf(paths.NationalHistory, h.Filter, tableResults, nil),
		None: "Nothing has been published here."}
	v.Unknown = grid{ID: tableUnknown, Sheet: tables[tableUnknown], File: fileOf(paths.NationalHistory, h.Filter, tableUnknown, nil)}
	for i, s := range []*grid{&v.Statuses, &v.Results} {
		for _, row := range s.Sheet.Rows {
			f := compare.Filter{Region: h.Filter.Region, AsAt: h.Filter.AsAt}
			f.Cycle = cycleOf(row)
			to := []string{paths.National, paths.NationalMap}[i]
			s.Links = append(s.Links, rowLink{Href: here(to, f)})
		}
	}
	return v
}

// unknownWords introduces the organisations that no trust of the register is.
func unknownWords(n int) string {
	return english.Capital(english.Count(n, "organisation is", "organisations are")) +
		" in the files and not in the register. They are counted above under the region that the file gives."
}

// cycleOf reads the year in a row's first cell.
func cycleOf(row []sheet.Cell) trust.Cycle { return trust.Cycle(row[0].Plain()) }
