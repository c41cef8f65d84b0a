package pdf

import (
	"context"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/day"
	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
)

// Paper is the full report for the private session of a board.
type Paper struct {
	Report  report.Report
	Marking string  // above every side, such as OFFICIAL-SENSITIVE; empty: none
	Foot    string  // below every side: what it is, which version, of when, where it stands, and its hash
	On      day.Day // the file's own date: that of the record, so that the same record gives the same bytes
}

// figures is what the template of the report reads: the report, and beside it what has to be drawn or laid out.
type figures struct {
	stamp
	Report  report.Report
	Bars    []chart.Drawing          // a bar for each standard
	Counts  map[string]string        // in place, by the standard's number
	Keys    map[string]chart.Drawing // the marks of the bars
	Figures table
	Sure    []report.List
	Belief  table
	Tested  []report.List // what stands behind the independent view
	Change  []report.List

	Improvement []report.List
	Links       []chart.Drawing // a picture for each chain
	Investment  table
	Services    table
	People      table
	Words       words
}

// stamp is what stands on every paper.
type stamp struct {
	Marking string
	Foot    string
	Date    [3]int
	QR      []string // rows of 0 and 1; nil: there is no hash
}

// words are those that stand in two places of the report's template.
type words struct{ Figures string }

// table is a sheet in words.
type table struct {
	Title   string
	Columns []sheet.Column
	Rows    [][]string
}

func tableOf(t sheet.Table) table {
	out := table{Title: t.Title, Columns: t.Columns, Rows: [][]string{}}
	for _, row := range t.Rows {
		cells := make([]string, 0, len(row))
		for _, c := range row {
			cells = append(cells, c.Words())
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func stampOf(marking, foot string, on day.Day, hash string) (stamp, error) {
	at := on.Time()
	s := stamp{Marking: marking, Foot: foot, Date: [3]int{at.Year(), int(at.Month()), at.Day()}}
	if hash == "" {
		return s, nil
	}
	var err error
	s.QR, err = code(hash)
	return s, err
}

// Report makes the full paper.
func (p *Press) Report(ctx context.Context, paper Paper) ([]byte, error) {
	r := paper.Report
	s, err := stampOf(paper.Marking, paper.Foot, paper.On, r.Made.SHA256)
	if err != nil {
		return nil, err
	}
	f := figures{stamp: s, Report: r, Counts: map[string]string{}, Keys: map[string]chart.Drawing{}, Figures: tableOf(r.Standards.Table),
		Sure: r.Sure.Lists(), Change: r.Change.Lists(), Improvement: r.Improvement.Lists(), Words: words{Figures: "The figures, and how the members rated"}}
	f.Belief, f.Tested = tableOf(r.Belief.Table), r.Independent.Lists()
	f.Investment, f.Services, f.People = tableOf(r.Investment.Table), tableOf(r.Services.Table), tableOf(r.People.Table)
	for _, c := range r.Chains {
		f.Links = append(f.Links, chart.Chain(c.Picture))
	}
	for _, mark := range []string{chart.MarkNow, chart.MarkLast, chart.MarkPeers} {
		f.Keys[mark] = chart.KeyMark(mark)
	}
	for _, row := range r.Standards.Rows {
		f.Bars = append(f.Bars, chart.RowBar(row.Bar))
		f.Counts[row.Number] = row.Bar.Now.Words()
	}
	return p.make(ctx, "report.typ", f)
}
