package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/sheet"
)

// Told gives what the report tells beside its figures as tables: the plan of improvement, the risks that are knowingly kept, the
// critical services, the stories of an attack link by link, what the board asked and was answered, and what was decided in
// meetings. Unlike Figures they hold people's own words. What the report does not have gives no table.
func Told(in Inputs) []sheet.Table {
	b := prepare(in)
	var tables []sheet.Table
	add := func(t sheet.Table) {
		if len(t.Rows) > 0 {
			tables = append(tables, b.noted(t))
		}
	}
	p := b.s.Improvement()
	add(plan.Table("Plan", nil, p.Choose(plan.Filter{}, b.s.Reference), b.s.Reference))
	add(b.risksTable(p))
	services := b.services().Table
	services.Title = "Critical services"
	add(services)
	for _, c := range b.chains() {
		add(c.Table)
	}
	add(b.questionsTable())
	add(b.decidedTable())
	return tables
}

// noted says of each row whose it is and of which day.
func (b *build) noted(t sheet.Table) sheet.Table {
	t.Notes = append(t.Notes[:len(t.Notes):len(t.Notes)], b.s.Trust.Name+", "+string(b.s.Cycle)+", as at "+b.s.Reference.Words()+".")
	if b.s.Demo {
		t.Notes = append(t.Notes, "Demonstration: the trust, its people and its answers are invented.")
	}
	return t
}

func (b *build) risksTable(p plan.Plan) sheet.Table {
	t := sheet.Table{Title: "Kept risks", Columns: sheet.Heads("Item", "Title", "Owner", "Reason", "Until", "Accepted by", "Accepted on", "Counts as in place")}
	for _, r := range p.Risks {
		if !r.Holds(b.s.Reference) {
			continue
		}
		q, _ := b.s.Pack.Question(r.Item)
		t.Rows = append(t.Rows, sheet.Row(r.Item, q.Title, r.Owner.Name, r.Reason, r.Until, r.AcceptedBy.Name, r.AcceptedOn, yesNo(b.results[r.Item].RiskAccepted)))
	}
	return t
}

func (b *build) questionsTable() sheet.Table {
	t := sheet.Table{Title: "Questions and answers", Columns: sheet.Heads("Asked on", "Asked by", "About", "Version", "Question", "Answered on", "Answered by", "Answer")}
	for _, q := range b.Board.Questions {
		by := q.By.Name
		if q.Made() {
			by = "The service"
		}
		if q.Open() {
			t.Rows = append(t.Rows, sheet.Row(q.On, by, b.about(q), q.Version, q.Words, "", "", ""))
		}
		for _, a := range q.Answers {
			t.Rows = append(t.Rows, sheet.Row(q.On, by, b.about(q), q.Version, q.Words, a.On, a.By.Name, a.Words))
		}
	}
	return t
}

func (b *build) decidedTable() sheet.Table {
	t := sheet.Table{Title: "Decided in meetings", Columns: sheet.Heads("Body", "Decided", "Version", "Meeting on", "Minute", "Present", "Words", "Recorded by", "Recorded on", "Stands")}
	for _, d := range b.Board.Decisions {
		t.Rows = append(t.Rows, sheet.Row(english.Capital(d.Body.Name()), d.Outcome.Label(), d.Version, d.HeldOn, d.Minute, d.Present, d.Words, d.By.Name, d.On,
			yesNo(d.Stands(b.Board.Decisions))))
	}
	return t
}
