package board

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/question"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// questionsFile is what the board asked and was answered, as a file: a row for each answer, and one for what has none.
func questionsFile(v page.Visit, list []question.Question) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Asked on", "By", "About", "Version", "Question", "Answered on", "Answered by", "Answer")}
	for _, q := range list {
		by := q.By.Name
		if q.Made() {
			by = "The service"
		}
		if q.Open() {
			t.Rows = append(t.Rows, sheet.Row(q.On, by, q.About(), q.Version, q.Words, "", "", ""))
		}
		for _, a := range q.Answers {
			t.Rows = append(t.Rows, sheet.Row(q.On, by, q.About(), q.Version, q.Words, a.On, a.By.Name, a.Words))
		}
	}
	return v.File("questions", t)
}

// meetingsFile is when the board and its committee meet, as a file.
func meetingsFile(v page.Visit, list []meeting.Meeting) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Body", "Meets on", "Paper due")}
	for _, m := range list {
		t.Rows = append(t.Rows, sheet.Row(m.Body.Title(), m.MeetsOn, m.PaperDue))
	}
	return v.File("meetings", t)
}

// signatoriesFile is who is asked to sign, and where each stands, as a file.
func signatoriesFile(v page.Visit, sent reportdb.Version) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Name", "Post", "Asked instead of", "Answer", "On", "Words")}
	for _, a := range sent.Asked {
		said, on, words := "Has not answered", day.Day{}, ""
		if last, ok := signoff.Latest(sent.Given, a.Person, sent.SHA256); ok {
			said, on, words = last.Decision.Label(), last.On, last.Words
		}
		t.Rows = append(t.Rows, sheet.Row(a.Name, a.Post, a.Replaces, said, on, words))
	}
	return v.File("signatories", t)
}
