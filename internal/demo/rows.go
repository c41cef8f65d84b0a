package demo

import (
	"slices"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/reportdb"
)

// rows gathers what is to be copied, table by table in the order in which they are first named: a row that another
// refers to comes first.
type rows struct{ tables []reportdb.Rows }

func (r *rows) add(tables ...reportdb.Rows) {
	for _, t := range tables {
		i := slices.IndexFunc(r.tables, func(have reportdb.Rows) bool { return have.Name == t.Name })
		if i < 0 {
			r.tables = append(r.tables, t)
			continue
		}
		r.tables[i].Values = append(r.tables[i].Values, t.Values...)
	}
}

func (r *rows) put(name string, columns []string, values ...[]any) {
	r.add(reportdb.Rows{Table: reportdb.Table{Name: name, Columns: columns}, Values: values})
}

// order is that of the foreign keys.
var order = []string{"assessments", "progress", "answers", "answer_revisions", "carried_answers", "proof_files", "proof_room", "proofs", "proof_items", "proof_versions", "confirmations", "assertion_owners", "item_owners", "hand_ins", "item_comments", "asks", "ask_replies",
	"actions", "action_moves", "action_notes", "risks", "critical_services", "record_benefits", "snapshots", "signatories", "signatures", "board_ratings", "agreed_ratings", "publications", "publication_counts", "publication_items",
	"publication_actions", "publication_assessments", "publication_findings", "action_decisions", "action_reports", "publication_outcomes", "questions", "question_answers", "board_decisions", "quorums", "meetings", "own_dates", "weekly_appointments",
	"engagements", "engagement_approvals", "fieldwork_copies", "fieldwork_items", "reopened_findings", "evidence_requests", "evidence_answers", "fieldwork_proofs", "findings",
	"conclusions", "management_responses", "final_records", "finding_actions",
	"published_snapshots", "published_results",
	"official_statuses", "audit_events"}

func (r *rows) flush(l *loader) error {
	slices.SortStableFunc(r.tables, func(a, b reportdb.Rows) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	for i, t := range r.tables {
		if err := l.copy(t.Name, t.Columns, t.Values); err != nil {
			return err
		}
		r.tables[i].Values = nil
	}
	r.tables = nil
	return nil
}

// publish writes what publishing writes, and the signatures.
func (w writer) publish(f reportdb.Frozen, asked []signoff.Signatory, given []signoff.Signature, on day.Day) {
	for i, s := range given {
		w.put("signatures", []string{"ods_code", "id", "cycle", "version", "seat", "person_id", "decision", "words", "sha256", "signed_at"},
			[]any{w.t.Code, newID(w.rng), string(w.y.label), f.Snapshot.Version, i + 1, s.Person, string(s.Decision), s.Words, s.SHA256, s.At})
	}
	deadline := w.y.deadline
	if f.Snapshot.Kind == signoff.Baseline {
		deadline = w.y.baseline
	}
	standing := signoff.StandingOf(asked, given, f.SHA256, w.quorum())
	p := signoff.Publish(signoff.Publication{Cycle: w.y.label, Kind: f.Snapshot.Kind, Version: f.Snapshot.Version, SHA256: f.SHA256,
		At: on.Time().Add(hour(11)), On: on, By: w.t.lead.author(), Deadline: deadline}, standing)
	w.add(f.PublishedRows(p, standing)...)
}

// workingCopy writes the assessment as its people see it, with a history of one version an answer.
func (w writer) workingCopy(g given, stage assessment.Stage, version int, until day.Day) {
	ods, cycle := w.t.Code, string(w.y.label)
	if w.first && w.y.current {
		g = w.share(g)
	}
	w.put("assessments", []string{"ods_code", "cycle", "stage", "version", "begun_at", "begun_by"},
		[]any{ods, cycle, string(stage), version, w.y.opens.Time().Add(hour(9)), w.t.lead.name})
	answered := 0
	for _, a := range g.answers {
		row := []any{ods, cycle, a.Item, string(a.Reply), a.Text, figure(a.Figure), a.Date, a.Version, a.SavedAt, a.SavedBy.ID, a.SavedBy.Name}
		w.put("answers", answerColumns, row)
		w.put("answer_revisions", answerColumns, row)
		if q, ok := w.o.Pack.Question(a.Item); ok && !q.Own && a.Words.Answered(q.Item) {
			answered++
		}
	}
	changed := w.y.opens
	if len(g.answers) > 0 {
		changed = until
	}
	w.put("progress", []string{"ods_code", "cycle", "begun_on", "answered", "changed_on"}, []any{ods, cycle, w.y.opens, answered, changed})
	for _, p := range g.proofs {
		w.put("proofs", libraryColumns, []any{ods, p.ID, p.Title, p.Dated, p.HoldsMonths, p.Place, p.AddedAt, p.AddedBy.ID, p.AddedBy.Name,
			p.AddedBy.ID, p.AddedBy.Name, 1, nil, ""})
		for _, item := range p.Items {
			w.put("proof_items", []string{"ods_code", "cycle", "item", "proof_id"}, []any{ods, cycle, item, p.ID})
		}
	}
	for _, c := range g.confirmations {
		w.put("confirmations", []string{"ods_code", "id", "cycle", "assertion", "confirmed_at", "confirmed_by", "confirmed_by_name"},
			[]any{ods, newID(w.rng), cycle, c.Assertion, c.At, c.By.ID, c.By.Name})
	}
	if w.first && w.y.current {
		w.fileRows()
	}
}

var answerColumns = []string{"ods_code", "cycle", "item", "reply", "text", "figure", "figure_date", "version", "saved_at", "saved_by", "saved_by_name"}

// carried writes last year's answers, where the running year is begun from them: those that this year has answered since are
// settled, the rest waits to be reconfirmed.
func (w writer) carried() {
	if !w.y.current {
		return
	}
	for _, a := range w.lastSaid {
		w.put("carried_answers", []string{"ods_code", "cycle", "item", "from_cycle", "reply", "text", "figure", "figure_date", "answered_at", "answered_by",
			"answered_by_name", "carried_at"},
			[]any{w.t.Code, string(w.y.label), a.Item, string(w.y.label.Previous()), string(a.Reply), a.Text, figure(a.Figure), a.Date, a.SavedAt, a.SavedBy.ID,
				a.SavedBy.Name, w.y.opens.Time().Add(hour(9))})
	}
}

func figure(h *assessment.Hundredths) any {
	if h == nil {
		return nil
	}
	return int64(*h)
}

// official invents the official status of an earlier year: mostly in step with the result here, and never the same thing.
func (w writer) official(out outcomeOf) []snapshot.Official {
	if out.last == nil {
		return w.known
	}
	status := trust.ApproachingStandards
	missing := out.last.Counts.Mandatory - out.last.Counts.InPlace
	switch {
	case missing <= 4 && chance(w.t.Code, "plus") < 0.2:
		status = trust.StandardsExceeded
	case missing <= 14:
		status = trust.StandardsMet
	case missing > 45:
		status = trust.StandardsNotMet
	}
	asAt, on := w.y.deadline.AddDays(40), w.y.deadline.AddDays(-w.rng.IntN(20))
	w.put("published_results", []string{"cycle", "as_at", "ods_code", "org_name", "region_code", "status", "published_on"},
		[]any{string(w.y.label), asAt, w.t.Code, w.t.Name, w.t.Region, string(status), on})
	if w.first {
		w.put("published_snapshots", []string{"cycle", "as_at", "source_file", "as_at_given", "imported_at"},
			[]any{string(w.y.label), asAt, "invented for the demonstration", true, asAt.Time().Add(hour(10))})
	}
	return append(slices.Clone(w.known), snapshot.Official{Cycle: w.y.label, Status: status, On: on})
}

// byKind are last year's counts of every trust, by kind.
type byKind map[trust.Kind][]peer

type peer struct {
	code   string
	counts []snapshot.StandardCounts
}

func peersByKind(last map[string]outcomeOf) byKind {
	m := byKind{}
	for code, o := range last {
		m[o.kind] = append(m[o.kind], peer{code, o.last.Standards})
	}
	return m
}

// of gives the band of the others of a trust's kind, of the year before.
func (m byKind) of(t invented, y cycleYear, before []cycleYear) snapshot.Peers {
	var others [][]snapshot.StandardCounts
	for _, p := range m[t.Kind] {
		if p.code != t.Code {
			others = append(others, p.counts)
		}
	}
	p := snapshot.PeersOf(t.Kind, y.opens, others)
	if p.Reason == "" && len(before) > 0 {
		p.Cycle = before[len(before)-1].label
	}
	return p
}
