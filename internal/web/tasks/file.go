package tasks

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/officedb"
	"cyberready/internal/web/page"
)

// leftFile is everything that is left, as a file.
func leftFile(v page.Visit, view leftView) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Standard", "What", "Why it is here")}
	for _, s := range view.standards {
		for _, l := range s.lines {
			t.Rows = append(t.Rows, sheet.Row(s.number, l.link.Text, l.reason))
		}
	}
	for _, l := range view.optional {
		t.Rows = append(t.Rows, sheet.Row("", l.link.Text, "Not mandatory, and not answered."))
	}
	return v.File("left", t)
}

// standardsFile is the standards of the task list, as a file.
func standardsFile(v page.Visit, r score.Result) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Standard", "Title", "State", "Questions", "Answered", "Mandatory items", "In place", "Proof in date for")}
	for i, s := range r.Standards {
		t.Rows = append(t.Rows, sheet.Row(s.Number, v.Year.Pack.Standards[i].Title, taskTag(s.State).Text, s.Questions, s.Answered, s.Mandatory, s.InPlace, s.Proved))
	}
	l := v.File("standards", t)
	l.What = "the standards"
	return l
}

// officersFile is every record of who held an office, as a file.
func officersFile(ods string, reg officedb.Register, today day.Day) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Office", "Holder", "Since", "Recorded (UTC)", "By"), Notes: []string{reg.Trust + ", as at " + today.Words() + "; an office’s newest record holds."}}
	for _, r := range reg.Records {
		holder := r.Name
		if r.Vacant() {
			holder = "Vacant"
		}
		t.Rows = append(t.Rows, sheet.Row(r.Office.Title(), holder, r.Since, r.At, r.By))
	}
	return &page.List{Table: t, Name: ods + " officers", On: today}
}

// yearsFile is the years that were begun, as a file.
func yearsFile(v page.Visit, begun []assessmentdb.Begun) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Year", "Stage", "Version", "Begun (UTC)", "By", "Questions answered", "Last change"), Notes: []string{"As at " + v.Today.Words() + "."}}
	for _, b := range begun {
		t.Rows = append(t.Rows, sheet.Row(b.Cycle, stageTag(b.Stage).Text, b.Version, b.BegunAt, b.BegunBy, b.Answered, b.ChangedOn))
	}
	return &page.List{Table: t, Name: v.At.ODS + " years", On: v.Today}
}
