package national

import (
	"cyberready/internal/core/compare"
	"cyberready/internal/core/sheet"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// grid shows a sheet as a table that scrolls sideways in a region of its own: what a page shows and what its file holds
// are one value.
type grid struct {
	ID    string
	Sheet sheet.Table
	Links []rowLink // of the first cells, as many as there are rows; none for a table without
	Heads []heading // of the columns; none for a table that is not sorted
	Tick  bool      // rows can be ticked for comparison
	Wide  bool      // many columns: smaller text, and the width of the window
	Bars  []int     // a bar in the last cell, in thousandths; none for a table without
	File  string    // address of the file; empty where a page gives it elsewhere
	None  string    // what is said when there are no rows
}

// rowLink is where a row leads.
type rowLink struct {
	Code string // said under the name, and sent when the row is ticked; may be empty
	Href string
}

// heading is what a column is sorted by.
type heading struct {
	Href   string // where clicking it leads; empty for a column that nothing is sorted by
	Sorted bool   // the table is sorted by it now
}

// trustLinks leads each row to its trust's page.
func trustLinks(list []compare.Trust, f compare.Filter) []rowLink {
	var links []rowLink
	for _, t := range list {
		links = append(links, rowLink{t.Code, here(paths.ToNationalTrust(t.Code), kept(f))})
	}
	return links
}

func (g grid) captionID() string { return g.ID + "-caption" }

func (g grid) classes() string {
	if g.Wide {
		return "app-dense"
	}
	return ""
}

// scroll gives the classes of the region that the table scrolls in.
func (g grid) scroll() string {
	if g.Wide {
		return "app-table-scroll app-table-scroll--wide"
	}
	return "app-table-scroll"
}

func (g grid) table() ui.Table {
	t := ui.Table{ID: g.ID, Classes: g.classes(), FirstCellIsHeader: true, Compact: true, Caption: ui.Heading{Text: g.Sheet.Title, Size: "s", ID: g.captionID()}}
	for i, c := range g.Sheet.Columns {
		h := ui.TableHeader{Text: c.Title}
		if c.Numeric {
			h.Format = "numeric"
		}
		if i < len(g.Heads) && g.Heads[i].Href != "" {
			h.Href, h.Sort = g.Heads[i].Href, "none"
			if g.Heads[i].Sorted {
				h.Sort = "ascending"
			}
		}
		t.Head = append(t.Head, h)
	}
	for r, row := range g.Sheet.Rows {
		cells := make([]ui.TableCell, 0, len(row))
		for i, c := range row {
			cell := ui.TableCell{Text: c.Words()}
			if i == 0 && r < len(g.Links) {
				cell = ui.TableCell{HTML: g.first(g.Links[r], c.Words())}
			}
			cells = append(cells, cell)
		}
		if r < len(g.Bars) {
			cells = append(cells, ui.TableCell{HTML: share(g.Bars[r])})
		}
		t.Rows = append(t.Rows, cells)
	}
	if len(g.Bars) > 0 {
		t.Head = append(t.Head, ui.TableHeader{VisuallyHiddenText: "Drawn", Attributes: map[string]any{"aria-hidden": "true"}})
	}
	return t
}

func (g grid) first(l rowLink, words string) firstCell {
	return firstCell{Link: l, Words: words, Tick: g.Tick, ID: "tick-" + l.Code}
}

// firstCell names a row: with a tick where it can be compared, and the ODS code where it has one.
type firstCell struct {
	Link  rowLink
	Words string
	Tick  bool
	ID    string
}
