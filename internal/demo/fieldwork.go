package demo

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
)

// The scope of Northmoor and Dale's independent assessments. Real scopes change every year.
var (
	mandatedParts = []string{"4.2", "7.3", "8.3"}
	chosenParts   = []string{"9.2.1", "9.2.2"}
)

const mandatedSource = "Invented for the demonstration. The real scope is another every year: for 2020-21 see https://dsptoolkit.nhs.uk/News/84"

// mandate writes what must be assessed in a year.
func (l *loader) mandate(y cycleYear) error {
	return l.copy("mandated_scopes", []string{"cycle", "revision", "parts", "choices", "source", "set_at", "set_by", "set_by_name"},
		[][]any{{string(y.label), 1, mandatedParts, 2, mandatedSource, y.opens.Time(), nil, "The demonstration"}})
}

// differing are the claims on which Ruth Adeyemi differs, with what she found and recommends: of the items, the first that is claimed.
var differing = []struct {
	items                    []string
	found, recommend, answer string
}{
	{[]string{"7.3.5", "7.3.4", "7.3.6"}, "The restore that was shown brought back a copy of the laboratory system. Nobody had tried whether the wards could work with it.",
		"Restore the laboratory system with the people who use it, and write down how long it takes.", "We do it with the laboratory in the spring, at night."},
	{[]string{"8.3.4", "8.3.2", "8.3.1", "8.3.3"}, "Eleven updates were later than 14 days. For four of them there was no exception signed by the senior information risk owner.",
		"Sign each exception before the fourteenth day, and look at the list every month.", "The list goes to the senior information risk owner on the first of each month."},
}

// engagement is an independent assessment as it is written.
type engagement struct {
	writer
	fieldwork.Work
	copy    snapshot.Snapshot
	result  score.Result
	hash    string
	begun   day.Day
	actions []plan.Action
}

// audited is the finished independent assessment of an earlier year, which what is sent afterwards holds.
func (w writer) audited(g given, sent day.Day, p *plan.Plan) (*fieldwork.Record, error) {
	if !w.first || w.y.current || w.years == 0 {
		return nil, nil
	}
	e, err := w.engage(g, sent.AddDays(-60))
	if err != nil {
		return nil, err
	}
	e.decideAll()
	issued, final := sent.AddDays(-30), sent.AddDays(-12)
	e.IssuedAt = at(issued, 15)
	e.request("", "The minutes in which the board approved the choice", e.begun.AddDays(7), e.begun.AddDays(5))
	e.request("7.3.5", "The log of the last restore, and who watched it", e.begun.AddDays(10), e.begun.AddDays(13))
	for i := range e.Findings { // what is issued is written once more
		e.note(e.Findings[i], e.begun.AddDays(9+i%12))
		e.Findings[i].Version, e.Findings[i].Issued = 2, true
		e.note(e.Findings[i], issued)
	}
	scales, err := framework.ScalesOf(w.o.Pack.Edition)
	if err != nil {
		return nil, err
	}
	e.conclude(scales, issued)
	for _, f := range e.Differing() {
		e.respond(f, issued.AddDays(9), sent.AddDays(60))
	}
	e.FinalAt = at(final, 16)
	r := e.RecordOf(w.o.Pack, scales, fieldwork.Claimed(e.result), e.copy.AnswersByItem(), final)
	document, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode final: %w", err)
	}
	e.put("final_records", []string{"ods_code", "engagement_id", "cycle", "record", "final_on"}, []any{w.t.Code, e.ID, string(w.y.label), string(document), final})
	e.write()
	for i, a := range e.actions {
		p.Actions = append(p.Actions, a)
		e.put("finding_actions", []string{"ods_code", "engagement_id", "item", "action_id", "planned_at", "planned_by_name"},
			[]any{w.t.Code, e.ID, a.Items[0], a.ID, at(final.AddDays(1), 9+i), w.cast.priya.name})
	}
	return &r, nil
}

// auditing is the independent assessment of the running year, with fieldwork under way. last is the final of the year before.
func (w writer) auditing(g given, last *fieldwork.Record) error {
	if !w.first || !w.y.current {
		return nil
	}
	e, err := w.engage(g, w.o.Today.AddDays(-19))
	if err != nil {
		return err
	}
	if last != nil {
		e.Earlier = last.Reopen(nil)
	}
	e.decideAll()
	e.Findings = e.Findings[:len(e.Findings)*2/3] // there is still something to do
	for i, f := range e.Findings {
		e.note(f, e.begun.AddDays(3+i))
	}
	for i, r := range e.Earlier {
		if i == 0 {
			e.note(fieldwork.Finding{Item: r.Item, Reopened: true, Version: 1, Verdict: fieldwork.Closed, Found: "The restore of March was done with the laboratory, in eleven hours."}, e.begun.AddDays(2))
		}
	}
	e.request("7.3.5", "The log of the restore in March, and who watched it", w.o.Today.AddDays(-9), w.o.Today.AddDays(-11))
	e.request("8.3.4", "The exceptions of the last three months, with who signed them", w.o.Today.AddDays(-3), day.Day{})
	e.request("9.2.1", "The report of the last penetration test: to look at, not to take away", w.o.Today.AddDays(6), day.Day{})
	e.write()
	return nil
}

// engage appoints, approves, declares, and freezes the copy as it was on a day.
func (w writer) engage(g given, on day.Day) (*engagement, error) {
	w = w.assessing()
	e := &engagement{writer: w, begun: on}
	s := w.snapshotOf(g.asAt(on), plan.Plan{}, signoff.Final, 0, on)
	document, err := snapshot.Encode(s)
	if err != nil {
		return nil, fmt.Errorf("encode fieldwork copy: %w", err)
	}
	e.copy, e.hash, e.result = s, snapshot.Hash(document), score.Assess(s.Inputs())
	appointed := on.AddDays(-40)
	e.Engagement = fieldwork.Engagement{
		ID: newID(w.rng), Cycle: w.y.label, Assessor: w.cast.ruth.author(), Because: "Auditor of Frost and Lane, who audits three other trusts of the region and no supplier of ours.",
		Choice: chosenParts, ChoiceWhy: "The last penetration test found more than we had thought.", ScopeVersion: 1,
		AppointedAt: at(appointed, 10), AppointedBy: w.cast.priya.author(), Declared: fieldwork.Independent, Declaration: fieldwork.Declaration,
		DeclaredWords: "Nothing, but that I worked in the same region until 2019.", DeclaredAt: at(appointed.AddDays(2), 11), BegunAt: at(on, 9),
		Approvals: []fieldwork.Approval{{ScopeVersion: 1, Approved: true, By: w.cast.helen.author(), At: at(appointed.AddDays(6), 12)}},
		Copy:      fieldwork.Copy{SHA256: e.hash, Reference: on},
	}
	e.Scope = fieldwork.ItemsOf(w.o.Pack, mandatedParts, chosenParts)
	e.put("fieldwork_copies", []string{"ods_code", "engagement_id", "document", "sha256", "reference_day", "taken_at"},
		[]any{w.t.Code, e.ID, document, e.hash, on, e.BegunAt})
	for _, p := range fieldwork.ProofInScope(w.o.Pack, e.Scope, s.Proofs) { // loader.finals knows its version, owner and file
		e.put("fieldwork_proofs", []string{"ods_code", "engagement_id", "given_in", "proof_id", "version", "owner_name"}, []any{w.t.Code, e.ID, "", p.ID, 1, ""})
	}
	return e, nil
}

// assessing gives the writer with chances of their own, so that the assessor changes nothing of what answers say.
func (w writer) assessing() writer {
	w.rng = w.own(0xa5) // no version has this number
	return w
}

// asAt is what had been said by the end of a day.
func (g given) asAt(on day.Day) given {
	end := on.AddDays(1).Time()
	var then given
	for _, a := range g.answers {
		if a.SavedAt.Before(end) {
			then.answers = append(then.answers, a)
		}
	}
	for _, p := range g.proofs {
		if p.AddedAt.Before(end) {
			then.proofs = append(then.proofs, p)
		}
	}
	for _, c := range g.confirmations {
		if c.At.Before(end) {
			then.confirmations = append(then.confirmations, c)
		}
	}
	return then
}

// decideAll makes a finding of each item in scope: two claims differ, the last is not tested, and the rest is as the trust says.
func (e *engagement) decideAll() {
	claimed := fieldwork.Claimed(e.result)
	for i, s := range e.Scope {
		f := fieldwork.Finding{Item: s.Item, Version: 1, Verdict: fieldwork.Agree, Tested: "Walked through with the people who do it, on site.",
			Seen: "What the answer says, on three systems out of twelve.", Found: "As the trust says."}
		if !claimed[s.Item] {
			f.Seen, f.Found = "Nothing that would show it.", "It is not in place, as the trust says."
		}
		if i == len(e.Scope)-1 {
			f = fieldwork.Finding{Item: s.Item, Version: 1, Verdict: fieldwork.Untested, Found: "The report could not be seen before the draft was due."}
		}
		for _, d := range differing {
			first := slices.IndexFunc(d.items, func(id string) bool { return claimed[id] })
			if first >= 0 && d.items[first] == s.Item {
				f.Verdict, f.Found, f.Recommendation = fieldwork.Differ, d.found, d.recommend
			}
		}
		e.Findings = append(e.Findings, f)
	}
}

// note writes a version of a finding.
func (e *engagement) note(f fieldwork.Finding, on day.Day) {
	e.put("findings", []string{"ods_code", "engagement_id", "item", "reopened", "version", "verdict", "tested", "seen", "found", "recommendation", "issued",
		"written_at", "written_by", "written_by_name"}, []any{e.t.Code, e.ID, f.Item, f.Reopened, f.Version, string(f.Verdict), f.Tested, f.Seen, f.Found,
		f.Recommendation, f.Issued, at(on, 14), e.cast.ruth.id, e.cast.ruth.name})
}

func (e *engagement) conclude(scales framework.Scales, on day.Day) {
	risk, confidence := e.Agreement(fieldwork.Claimed(e.result)).Computed(scales)
	e.Conclusion = &fieldwork.Conclusion{Risk: risk, Confidence: confidence,
		Words: "Two of the claims that matter most for a restore and for patching are not as they were given. The rest of the sample is."}
	columns := []string{"ods_code", "engagement_id", "version", "risk", "confidence", "words", "issued", "written_at", "written_by", "written_by_name"}
	for version, issued := range []bool{false, true} {
		e.put("conclusions", columns, []any{e.t.Code, e.ID, version + 1, e.Conclusion.Risk, e.Conclusion.Confidence, e.Conclusion.Words, issued, at(on, 14+version),
			e.cast.ruth.id, e.cast.ruth.name})
	}
}

// request writes a request for evidence, and its answer unless that day is zero.
func (e *engagement) request(item, words string, due, answered day.Day) {
	id := newID(e.rng)
	q := fieldwork.Request{ID: id, Item: item, Words: words, Due: due}
	e.put("evidence_requests", []string{"ods_code", "id", "engagement_id", "item", "words", "due", "asked_at", "asked_by_name"},
		[]any{e.t.Code, id, e.ID, item, words, due, at(e.begun.AddDays(1), 10), e.cast.ruth.name})
	if !answered.IsZero() {
		q.Given = &fieldwork.Evidence{On: answered}
		e.put("evidence_answers", []string{"ods_code", "request_id", "engagement_id", "words", "proofs", "answered_at", "answered_by", "answered_by_name"},
			[]any{e.t.Code, id, e.ID, "In the folder of the board secretary; I can show it in room 4.", []string{}, at(answered, 11), e.cast.priya.id, e.cast.priya.name})
	}
	e.Requests = append(e.Requests, q)
}

// respond writes the trust's answer to a recommendation, and plans its action.
func (e *engagement) respond(f fieldwork.Finding, on, due day.Day) {
	r := fieldwork.Response{Item: f.Item, Finding: f.Version, Agreed: true, Owner: assessment.Author{Name: "Deputy director of digital"}, Due: due}
	for _, d := range differing {
		if slices.Contains(d.items, f.Item) {
			r.Words = d.answer
		}
	}
	e.Responses = append(e.Responses, r)
	e.put("management_responses", []string{"ods_code", "engagement_id", "item", "version", "finding_version", "agreed", "words", "owner_id", "owner_name", "due",
		"given_at", "given_by", "given_by_name"}, []any{e.t.Code, e.ID, f.Item, 1, f.Version, true, r.Words, nil, r.Owner.Name, due, at(on, 10), e.cast.priya.id, e.cast.priya.name})
	a := e.Action(r)
	a.ID, a.Version, a.AddedAt, a.AddedBy = newID(e.rng), 1, at(on, 10), e.cast.priya.author()
	e.actions = append(e.actions, a)
}

// write writes the engagement itself. It becomes final last of all (loader.finals): nothing can be added to a final.
func (e *engagement) write() {
	x := e.Engagement
	instant := func(t time.Time) any {
		if t.IsZero() {
			return nil
		}
		return t
	}
	e.put("engagements", []string{"ods_code", "id", "cycle", "assessor_id", "assessor_name", "because", "choice", "choice_why", "scope_version", "appointed_at",
		"appointed_by", "appointed_by_name", "declared", "declaration", "declared_words", "declared_at", "begun_at", "mandated", "issued_at"},
		[]any{e.t.Code, x.ID, string(x.Cycle), x.Assessor.ID, x.Assessor.Name, x.Because, x.Choice, x.ChoiceWhy, x.ScopeVersion, x.AppointedAt,
			x.AppointedBy.ID, x.AppointedBy.Name, string(x.Declared), x.Declaration, x.DeclaredWords, x.DeclaredAt, x.BegunAt, mandatedParts, instant(x.IssuedAt)})
	for _, a := range x.Approvals {
		e.put("engagement_approvals", []string{"ods_code", "id", "engagement_id", "scope_version", "approved", "words", "person_id", "person_name", "decided_at"},
			[]any{e.t.Code, newID(e.rng), x.ID, a.ScopeVersion, a.Approved, a.Words, a.By.ID, a.By.Name, a.At})
	}
	for _, s := range e.Scope {
		e.put("fieldwork_items", []string{"ods_code", "engagement_id", "item", "mandated"}, []any{e.t.Code, x.ID, s.Item, s.Mandated})
	}
	for _, r := range e.Earlier {
		e.put("reopened_findings", []string{"ods_code", "engagement_id", "item", "from_cycle", "found", "recommendation", "owner_name", "due"},
			[]any{e.t.Code, x.ID, r.Item, string(r.From), r.Found, r.Recommendation, r.Owner, r.Due})
	}
}

// finals completes the proof of each copy, and makes final what has its record.
func (l *loader) finals() error {
	_, err := l.tx.Exec(l.ctx, `update fieldwork_proofs h set version = p.version, owner_name = p.owner_name, sha256 = p.sha256 from proofs p
		where p.ods_code = h.ods_code and p.id = h.proof_id`)
	if err != nil {
		return fmt.Errorf("complete proof of copies: %w", err)
	}
	_, err = l.tx.Exec(l.ctx, `update engagements e set final_at = (f.final_on + time '16:00') at time zone 'Europe/London' from final_records f
		where f.ods_code = e.ods_code and f.engagement_id = e.id`)
	if err != nil {
		return fmt.Errorf("make assessments final: %w", err)
	}
	return nil
}

func at(on day.Day, clock int) time.Time { return on.Time().Add(hour(clock)) }
