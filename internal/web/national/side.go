package national

import (
	"net/http"
	"net/url"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// sideView is two to six trusts side by side.
type sideView struct {
	Tabs    []tab
	Bar     bar
	Columns []sideColumn
	Facts   []sideRow
	Counts  []sideRow // by standard
	Shades  []compare.Shade
	File    string
}

// sideColumn is one trust, with the way to leave it out while there are enough others.
type sideColumn struct{ Name, Code, Href, Without string }

type sideRow struct {
	Label string
	Href  string
	Cells []mapCell
}

const sideTitle = "Trusts side by side"

func (p Place) showSide(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	codes, err := compare.Side(r.URL.Query()[compare.FieldTrust])
	if err == nil {
		err = a.invalid
	}
	if err != nil {
		return p.chooseAgain(w, r, a, err)
	}
	pack, err := p.pack(r.Context(), &a)
	if err != nil {
		return err
	}
	l, err := p.National.SideBySide(r.Context(), a.scope, a.filter, a.today, codes)
	if err != nil {
		return p.chooseAgain(w, r, a, err)
	}
	standards := compare.StandardsOf(pack)
	v := page.VisitorOf(r.Context())
	if file {
		t := compare.SideTable(l.Trusts, standards, invented(sideNotes(l), v))
		return writeFile(w, "side by side", string(l.Filter.Cycle), l.Day, t)
	}
	return page.Show(w, r, page.Page{Title: sideTitle, Caption: caption(l.Ground), Wide: true, Body: sideBySide(sideViewOf(l, standards, r))})
}

// chooseAgain says what is wrong with the choice, and leads back to the table.
func (p Place) chooseAgain(w http.ResponseWriter, r *http.Request, a asked, err error) error {
	if page.Refused(err) == nil {
		return err
	}
	g, again := p.ground(r.Context(), a)
	if again != nil {
		return again
	}
	return page.Show(w, r, page.Page{
		Title: sideTitle, Caption: caption(g), Errors: fault.As(err), Wide: true,
		Body: tickAgain(tabs(g, ""), here(paths.NationalTrusts, kept(g.Filter))),
	})
}

// sideNotes say the day, and what the columns are of: no denominator but the trusts that were chosen.
func sideNotes(l nationaldb.Listing) []string {
	return []string{"As at " + l.Day.Words() + ", " + string(l.Filter.Cycle) + ". The trusts were chosen by hand."}
}

func sideViewOf(l nationaldb.Listing, standards []compare.Standard, r *http.Request) sideView {
	var codes []string
	for _, t := range l.Trusts {
		codes = append(codes, t.Code)
	}
	v := sideView{
		Tabs: tabs(l.Ground, ""), Shades: compare.Shades(),
		Bar: bar{
			Action: paths.NationalSide, Choices: l.Choices, Typed: l.Filter.Values(), Subject: "these trusts", Count: sideNotes(l)[0],
		},
		File: fileOf(paths.NationalSide, kept(l.Filter), "", url.Values{compare.FieldTrust: codes}),
	}
	v.Bar.Choices.Place = ""
	links := trustLinks(l.Trusts, l.Filter)
	for i, t := range l.Trusts {
		v.Bar.Hidden = append(v.Bar.Hidden, hiddenField{compare.FieldTrust, t.Code})
		c := sideColumn{Name: t.Name, Code: t.Code, Href: links[i].Href}
		if len(codes) > compare.FewestSide {
			c.Without = sideAddress(l.Filter, codes, t.Code)
		}
		v.Columns = append(v.Columns, c)
	}
	table := compare.SideTable(l.Trusts, standards, nil)
	for i, row := range table.Rows {
		if i < compare.SideFacts() {
			v.Facts = append(v.Facts, factRow(row))
			continue
		}
		s := standards[i-compare.SideFacts()]
		line := sideRow{Label: s.Label(), Href: here(paths.ToNationalStandard(s.Number), kept(l.Filter))}
		for _, t := range l.Trusts {
			line.Cells = append(line.Cells, sideCell(t, s))
		}
		v.Counts = append(v.Counts, line)
	}
	return v
}

func factRow(row []sheet.Cell) sideRow {
	line := sideRow{Label: row[0].Words()}
	for _, c := range row[1:] {
		text := c.Words()
		if text == "" {
			text = "–"
		}
		line.Cells = append(line.Cells, mapCell{Text: text})
	}
	return line
}

// sideCell says the whole in each cell: there is no column head that could.
func sideCell(t compare.Trust, s compare.Standard) mapCell {
	c := cellOf(t, s)
	if cell, ok := t.Cell(s.Number); ok && cell.Mandatory > 0 {
		c.Text, c.Hidden = cell.OfWords(), "in place"
	}
	return c
}

func sideAddress(f compare.Filter, codes []string, without string) string {
	q := kept(f).Values()
	for _, c := range codes {
		if c != without {
			q.Add(compare.FieldTrust, c)
		}
	}
	return paths.With(paths.NationalSide, q)
}
