package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
)

// What the report tells, the tables tell: each action, link, question and decision of the one is a row of the other.
func TestTheTablesTellWhatTheReportTells(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for name, in := range all(t) {
		r := report.Build(in)
		by := map[string]sheet.Table{}
		for _, table := range report.Told(in) {
			by[table.Title] = table
			seen[table.Title] = true
			for i, row := range table.Rows {
				if len(row) != len(table.Columns) {
					t.Errorf("%s, %s: row %d has %d cells, want %d", name, table.Title, i, len(row), len(table.Columns))
				}
			}
			if len(table.Notes) == 0 || len(table.Rows) == 0 {
				t.Errorf("%s: the table %s is empty, or does not say what it is about", name, table.Title)
			}
		}
		holds := func(title, words string) {
			t.Helper()
			for _, row := range by[title].Rows {
				for _, c := range row {
					if c.Plain() == words {
						return
					}
				}
			}
			t.Errorf("%s: %s does not hold %q", name, title, words)
		}
		for _, a := range r.Improvement.Actions {
			holds("Plan", a.Title)
		}
		for _, c := range r.Chains {
			for _, l := range c.Picture.Steps {
				holds(c.Heading, l.Label)
			}
		}
		for _, q := range r.Questions.List {
			holds("Questions and answers", q.Words)
			for _, a := range q.Answers {
				holds("Questions and answers", a.Words)
			}
		}
		for _, d := range r.Decided.List {
			holds("Decided in meetings", d.Minute)
		}
	}
	for _, title := range []string{"Plan", "Could 12 May 2017 happen here?", "Questions and answers", "Decided in meetings"} {
		if !seen[title] {
			t.Errorf("no report has the table %q, so that nothing was tried of it", title)
		}
	}
}

// The public summary says when the board and its committee meet next, and nothing else of the meetings.
func TestThePublicSummarySaysTheNextMeetings(t *testing.T) {
	t.Parallel()
	in := all(t)["typical"]
	on := in.Snapshot.Reference
	in.Board.Meetings = []meeting.Meeting{{Body: meeting.Board, MeetsOn: on.AddDays(8), PaperDue: on.AddDays(1)}, {Body: meeting.AuditCommittee, MeetsOn: on.AddDays(-3), PaperDue: on.AddDays(-9)},
		{Body: meeting.AuditCommittee, MeetsOn: day.Day{}}}
	said := summaryText(report.Summarise(in))
	if want := on.AddDays(8).Words() + ": The board meets on this report"; !strings.Contains(said, want) {
		t.Errorf("it does not say %q:\n%s", want, said)
	}
	if strings.Contains(strings.ToLower(said), "committee meets") || strings.Contains(said, on.AddDays(1).Words()) {
		t.Errorf("it says a meeting that is over, or by when the paper is due:\n%s", said)
	}
}

// Making a report changes nothing of the record that it is made from, which others read at the same time.
func TestAReportLeavesItsRecordAlone(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		in.Snapshot.Critical = &critical.List{Services: []critical.Service{{ID: "2", Name: "Pharmacy"}, {ID: "1", Name: "Cancer treatment"}}}
		before, err := json.Marshal(in.Snapshot)
		if err != nil {
			t.Fatal(err)
		}
		report.Build(in)
		report.Summarise(in)
		report.Told(in)
		if after, _ := json.Marshal(in.Snapshot); !bytes.Equal(before, after) {
			t.Errorf("%s: the record is another one afterwards", name)
		}
	}
}
