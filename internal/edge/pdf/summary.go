package pdf

import (
	"context"

	"cyberready/internal/core/day"
	"cyberready/internal/core/report"
)

// Summary is the report for the public session of a board.
type Summary struct {
	Summary report.Summary
	Marking string  // above every side
	Foot    string  // below every side
	On      day.Day // the file's own date: that of the record
}

// Summary makes the summary for the public session. Its template is given nothing but the summary: what is not in that
// value cannot be in the file.
func (p *Press) Summary(ctx context.Context, s Summary) ([]byte, error) {
	under, err := stampOf(s.Marking, s.Foot, s.On, s.Summary.SHA256)
	if err != nil {
		return nil, err
	}
	days := [][]string{}
	for _, d := range s.Summary.Dates.List {
		days = append(days, []string{d.On.Words(), d.What})
	}
	return p.make(ctx, "summary.typ", struct {
		stamp
		Summary report.Summary
		Figures table
		Days    [][]string
	}{under, s.Summary, tableOf(s.Summary.Obligations.Table), days})
}
