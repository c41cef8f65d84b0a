package compare

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"cyberready/internal/core/day"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
)

// OfficialByRegion is the official DSPT statuses of a year, counted, as one published file gave them: for the whole and by
// region. It counts the file's organisations, whether or not the register knows them; never a result computed here.
type OfficialByRegion struct {
	Cycle trust.Cycle `json:"cycle"`
	AsAt  day.Day     `json:"as_at"` // the day that the file shows
	OfficialCounts
	Regions []OfficialRegion `json:"regions"` // the one with the most organisations first; together they are the whole
}

// OfficialCounts is how many organisations there are, and how many have each status. A status that none has is not in it.
type OfficialCounts struct {
	Organisations int                  `json:"organisations"`
	Statuses      map[trust.Status]int `json:"statuses"`
}

// OfficialRegion is one region's part. Code is "" for organisations whose region is not known, Name is "" for a region
// that the lookup does not name.
type OfficialRegion struct {
	Code string `json:"code"`
	Name string `json:"name"`
	OfficialCounts
}

// CountOfficial counts the statuses of one file. Each organisation stands once in it.
func CountOfficial(cycle trust.Cycle, asAt day.Day, published []trust.Published, regions []trust.Region) OfficialByRegion {
	o := OfficialByRegion{Cycle: cycle, AsAt: asAt, OfficialCounts: OfficialCounts{Statuses: map[trust.Status]int{}}, Regions: []OfficialRegion{}}
	names := map[string]string{trust.Wales: "Wales"}
	for _, r := range regions {
		names[r.Code] = r.Name
	}
	parts := map[string]OfficialCounts{}
	for _, p := range published {
		o.add(p.Status)
		part, begun := parts[p.Region]
		if !begun {
			part.Statuses = map[trust.Status]int{}
		}
		part.add(p.Status)
		parts[p.Region] = part
	}
	for code, part := range parts {
		o.Regions = append(o.Regions, OfficialRegion{Code: code, Name: names[code], OfficialCounts: part})
	}
	slices.SortFunc(o.Regions, func(a, b OfficialRegion) int {
		return cmp.Or(cmp.Compare(b.Organisations, a.Organisations), cmp.Compare(a.Code, b.Code))
	})
	return o
}

func (c *OfficialCounts) add(s trust.Status) {
	c.Organisations++
	c.Statuses[s]++
}

// WriteJSON writes it as one line.
func (o OfficialByRegion) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(o); err != nil {
		return fmt.Errorf("write statuses: %w", err)
	}
	return nil
}

// Table gives it as a table: a row for each region and one for the whole, a column for each status that occurs.
func (o OfficialByRegion) Table() sheet.Table {
	t := sheet.Table{
		Title:   fmt.Sprintf("Official DSPT status for %s, by region", o.Cycle),
		Notes:   []string{fmt.Sprintf("As at %s. Of %s.", o.AsAt.Words(), organisations(o.Organisations))},
		Columns: []sheet.Column{{Title: "Region"}, {Title: "Organisations", Numeric: true}},
	}
	var columns []trust.Status
	for _, s := range trust.Statuses() {
		if o.Statuses[s] > 0 {
			columns = append(columns, s)
			t.Columns = append(t.Columns, sheet.Column{Title: string(s), Numeric: true})
		}
	}
	row := func(label string, c OfficialCounts) {
		cells := []sheet.Cell{sheet.Text(label), sheet.Number(c.Organisations)}
		for _, s := range columns {
			cells = append(cells, sheet.Number(c.Statuses[s]))
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, r := range o.Regions {
		row(r.label(), r.OfficialCounts)
	}
	row("All", o.OfficialCounts)
	return t
}

func (r OfficialRegion) label() string {
	switch {
	case r.Code == "":
		return "Region not known"
	case r.Name == "":
		return r.Code
	}
	return r.Name + " (" + r.Code + ")"
}

func organisations(n int) string {
	if n == 1 {
		return "1 organisation"
	}
	return sheet.Number(n).Words() + " organisations"
}
