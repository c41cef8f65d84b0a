package papers

import (
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/question"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
)

// Excellent has everything in place with proof for nearly all of it, and a board that stands behind it.
func Excellent(t testing.TB) report.Inputs {
	in := Version(t, 2)
	Answer(&in, Yes)
	Change(&in, NotApplying("No breach was reported in the period."), "6.1.2", "6.1.3")
	Prove(&in, "Evidence of the year", Sent.AddMonths(-2), func(i int, q framework.Question) bool { return q.ID != "3.3.3" })
	Confirm(&in)
	LastYear(&in, "4.5.3", "7.3.5", "8.1.3", "9.2.3")
	PeersOf31(&in)
	Officers(&in, "Grace Holt")
	Services(&in, 4, 4)
	in.Snapshot.Official = []snapshot.Official{{Cycle: "2025-26", Status: trust.StandardsMet, On: day.Of(2026, 6, 28)}}
	f, l := signoff.Fully, signoff.Largely
	Agree(&in, f, f, l, f, f, l, f, l, f, f)
	in.Board.Signatories = Signatories
	for i := range Signatories {
		Sign(&in, i, signoff.Signed, "")
	}
	in.Board.Quorum = 2
	in.Board.Decisions = []meeting.Decision{
		Decide(meeting.AuditCommittee, meeting.Noted, 3, "AC/27/12", "Three of three members", ""),
		Decide(meeting.Board, meeting.Approved, 8, "B/27/41", "Seven of nine members; the head of IT attended", "The restore test is repeated in the autumn."),
	}
	Publish(&in, Sent.AddDays(10))
	in.Later = []snapshot.Official{{Cycle: "2026-27", Status: trust.StandardsMet, On: day.Of(2027, 6, 29), SubmittedBy: "Priya Nair"}}
	return in
}

// Typical has some gaps, two of them grave, and proof for most of what it claims.
func Typical(t testing.TB) report.Inputs {
	in := Version(t, 1)
	Answer(&in, Yes)
	Change(&in, No, "7.3.5", "8.1.3", "4.2.1", "4.2.4", "9.2.3", "3.1.3", "x1.2", "x2.3")
	Change(&in, Blank, "1.1.2", "9.3.9")
	Change(&in, NotApplying("All our destruction is done by contractors."), "1.4.2")
	Change(&in, func(q framework.Question) assessment.Answer {
		a := Yes(q)
		low := assessment.Hundredths(9150)
		a.Figure, a.Text = &low, ""
		return a
	}, "8.3.7b")
	Prove(&in, "Yearly review", Sent.AddMonths(-4), func(i int, _ framework.Question) bool { return i%5 > 0 })
	Prove(&in, "Old certificate", Sent.AddMonths(-20), func(i int, _ framework.Question) bool { return i%15 == 0 })
	Confirm(&in, "7.3", "9.3")
	LastYear(&in, "1.3.6", "2.1.1", "3.1.2", "3.1.3", "4.4.2", "4.5.3", "7.2.1", "8.2.1", "8.3.4", "9.2.2", "9.5.2", "10.1.1")
	PeersOf31(&in)
	Officers(&in, "Grace Holt")
	Services(&in, 11, 9)
	in.Snapshot.Official = []snapshot.Official{
		{Cycle: "2024-25", Status: trust.StandardsNotMet, On: day.Of(2025, 6, 30)},
		{Cycle: "2025-26", Status: trust.ApproachingStandards, On: day.Of(2026, 6, 28), SubmittedBy: "Grace Holt"},
	}
	f, l, p := signoff.Fully, signoff.Largely, signoff.Partly
	Agree(&in, l, f, f, l, f, l, f, p, l)
	in.Board.Agreed[7].Dissent = "Two members held that laboratory computers make this not in place."
	in.Board.Signatories = append([]signoff.Signatory{Signatories[0]}, Signatories[1:]...)
	in.Board.Signatories[2].Replaces = "Noor Shah"
	in.Board.Replacements = []signoff.Replacement{{
		Old: signoff.Signatory{Name: "Noor Shah"}, New: Signatories[2], By: Dev, Why: "Noor Shah left the board on 31 May.", On: Sent.AddDays(2),
	}}
	Sign(&in, 0, signoff.Signed, "")
	Sign(&in, 1, signoff.Reservations, "The restore test must be done before the winter.")
	Sign(&in, 2, signoff.Question, "Which 14 computers are out of support, and who uses them?")
	in.Board.Questions = []question.Question{
		{Version: 1, Standard: "7", Words: "What shows how far standard 7 is in place? Members could not tell from what they were shown.", On: Sent.AddDays(3),
			Answers: []question.Answer{{Words: "The restore of 14 May 2025 is the last. The next is planned for September.", By: Priya, On: Sent.AddDays(4)}}},
		{Version: 1, Words: "Which 14 computers are out of support, and who uses them?", By: assessment.Author{ID: "helen", Name: "Helen Marsh"},
			Signing: true, On: Sent.AddDays(8)},
	}
	return in
}

// Planned is the typical trust with a plan: some gaps have actions, some have none; one action is late, one has moved twice,
// one is done; one risk counts as in place by the item's own wording and another does not.
func Planned(t testing.TB) report.Inputs {
	in := Typical(t)
	Change(&in, No, "8.3.4")
	in.Snapshot.Explained = []quality.Explained{{Check: quality.AtTheBound, Item: "8.3.7", Key: "at-the-bound 8.3.7 95%",
		Asks: "95% is exactly the threshold. How was it counted, and on which day?", Reply: "Counted on 1 June: 190 of 200 servers.", By: Priya}}
	cost := func(n int) *plan.Pounds { p := plan.Pounds(n); return &p }
	grace := assessment.Author{ID: "grace", Name: "Grace Holt"}
	in.Snapshot.Plan = &plan.Plan{
		Actions: []plan.Action{
			{ID: "1", Title: "Restore the laboratory system from backup, and write down how long it took", Items: []string{"7.3.5"},
				Owner: assessment.Author{Name: "Tom Okafor"}, Due: Sent.AddDays(-12), Cost: cost(0), Funding: plan.Funded,
				CareCost: "One evening without the laboratory system.", Version: 1},
			{ID: "2", Title: "Replace the last 14 computers of the laboratory.", Items: []string{"8.1.3", "8.3.7"},
				Owner: assessment.Author{Name: "The laboratory's supplier"}, Due: day.Of(2027, 11, 30), Cost: cost(48500), Funding: plan.AskedFor,
				CareCost: "Two mornings with one analyser less.", Version: 3, Moves: []plan.Move{
					{From: day.Of(2027, 3, 31), To: day.Of(2027, 6, 30), Reason: "The order was late.", By: Priya},
					{From: day.Of(2027, 6, 30), To: day.Of(2027, 11, 30), Reason: "The supplier cannot deliver before the autumn.", By: Priya}}},
			{ID: "3", Title: "Close accounts of leavers each Friday", Items: []string{"4.2.4"}, Owner: assessment.Author{Name: "Ada Frost"},
				Due: day.Of(2027, 5, 1), Cost: cost(1200), Funding: plan.Funded, CareCost: "Nothing.", End: plan.Done, EndedOn: day.Of(2027, 4, 28), Version: 2},
			{ID: "4", Title: "Audit all user accounts", Items: []string{"4.2.1"}, Owner: assessment.Author{Name: "Ada Frost"}, Due: day.Of(2027, 9, 1),
				Funding: plan.Unfunded, CareCost: "Some people will be locked out for an hour.", Version: 1},
		},
		Risks: []plan.Risk{
			{ID: "5", Item: "8.3.4", Owner: grace, Reason: "The scanners of two theatres cannot be updated before they are replaced; they are cut off.",
				Until: day.Of(2027, 12, 31), AcceptedBy: grace, AcceptedOn: day.Of(2027, 6, 1)},
			{ID: "6", Item: "9.2.3", Owner: grace, Reason: "The findings are reviewed with the next test.", Until: day.Of(2027, 10, 1)},
		},
	}
	return in
}

// Failing has half of it in place, little proof, a vacant office, a refusal, and was published late and unsigned.
func Failing(t testing.TB) report.Inputs {
	in := Version(t, 3)
	i := 0
	Answer(&in, func(q framework.Question) assessment.Answer {
		i++
		switch {
		case i%3 == 0:
			return No(q)
		case i%7 == 0:
			return assessment.Answer{}
		}
		return Yes(q)
	})
	Prove(&in, "Evidence", Sent.AddMonths(-4), func(i int, _ framework.Question) bool { return i%9 == 1 })
	Prove(&in, "Old evidence", Sent.AddMonths(-30), func(i int, _ framework.Question) bool { return i%9 == 3 })
	Confirm(&in, "1.1", "1.2", "1.3", "4.1", "4.2", "4.5", "7.1", "7.2", "7.3", "8.1", "8.3", "9.3", "9.5")
	LastYear(&in, "1.3.6", "2.1.1", "3.1.2", "4.4.2", "4.5.3")
	in.Snapshot.Peers = snapshot.PeersOf(trust.Ambulance, Sent, nil)
	Officers(&in, "")
	Services(&in, 3, 0)
	in.Snapshot.Official = []snapshot.Official{{Cycle: "2025-26", Status: trust.StandardsNotMet, On: day.Of(2026, 6, 30)}}
	Agree(&in, signoff.Partly, signoff.Largely, signoff.NotInPlace)
	in.Board.Signatories = []signoff.Signatory{Signatories[0], {Person: "priya", Name: "Priya Nair", Post: "Head of IT", Lead: true}, Signatories[2]}
	earlier := signoff.Signature{
		Signatory: Signatories[1], Decision: signoff.Declined, Words: "I will not sign for backups that nobody has tried.",
		SHA256: "older", At: At(0), On: Sent.AddDays(-30), Void: true,
	}
	in.Board.Signatures = []signoff.Signature{earlier}
	Sign(&in, 0, signoff.Declined, "Thirty answers are missing.")
	Sign(&in, 1, signoff.Signed, "")
	in.Board.Quorum = 2
	early := Decide(meeting.Board, meeting.Noted, 8, "B/27/41", "Five of nine members", "")
	early.At = At(1)
	in.Board.Decisions = []meeting.Decision{early,
		Decide(meeting.Board, meeting.NotApproved, 8, "B/27/41", "Five of nine members", "The board wants to see the restore first.")}
	for i := range in.Board.Decisions {
		in.Board.Decisions[i].Version = 3
	}
	Publish(&in, day.Of(2027, 7, 5))
	return in
}

// Empty is a draft in which nothing has been answered, about a trust of which nothing is recorded.
func Empty(t testing.TB) report.Inputs {
	in := Version(t, 0)
	in.Snapshot.Trust.Kind = trust.UnknownKind
	in.Snapshot.Peers = snapshot.PeersOf(trust.UnknownKind, Sent, nil)
	in.Snapshot.Demo = false
	return in
}

// Contradicting has a board that rates fully in place what is mostly not, and two records that part: a full restore that is
// claimed and dated, and critical services of which none came back.
func Contradicting(t testing.TB) report.Inputs {
	in := Version(t, 2)
	i := 0
	Answer(&in, func(q framework.Question) assessment.Answer {
		if i++; i%3 > 0 && q.ID != "7.3.5" {
			return No(q)
		}
		return Yes(q)
	})
	Officers(&in, "Grace Holt")
	Services(&in, 3, 0)
	LastYear(&in, "1.3.6")
	f := signoff.Fully
	Agree(&in, f, f, f, f, f, f, f, f, f, f)
	in.Board.Signatories = Signatories
	Sign(&in, 0, signoff.Signed, "")
	Sign(&in, 1, signoff.Declined, "The ratings are not what the answers say.")
	in.Board.Decisions = []meeting.Decision{Decide(meeting.AuditCommittee, meeting.NotApproved, 3, "AC/27/12", "Three of three members", ""),
		Decide(meeting.Board, meeting.Approved, 8, "B/27/41", "Seven of nine members", "")}
	return in
}

// AllYes claims everything and names proof for nothing.
func AllYes(t testing.TB) report.Inputs {
	in := Version(t, 1)
	in.Snapshot.Demo = false
	Answer(&in, Yes)
	in.Snapshot.Peers = snapshot.PeersOf(trust.Acute, Sent, nil)
	Officers(&in, "Grace Holt")
	Agree(&in, signoff.Fully, signoff.Fully, signoff.CannotTell)
	in.Board.Signatories = Signatories[:2]
	return in
}

// Assessed is the typical trust with a final independent assessment: the assessor differs on two of eight items, and one was not tested.
func Assessed(t testing.TB) report.Inputs {
	in := Typical(t)
	answers := in.Snapshot.AnswersByItem()
	claimed := fieldwork.Claimed(score.Assess(in.Snapshot.Inputs()))
	w := fieldwork.Work{Engagement: fieldwork.Engagement{Cycle: "2026-27", Assessor: assessment.Author{ID: "ruth", Name: "Ruth Adeyemi"}, ScopeVersion: 1,
		Approvals: []fieldwork.Approval{{ScopeVersion: 1, Approved: true, By: assessment.Author{ID: "helen", Name: "Helen Marsh"}}},
		Copy:      fieldwork.Copy{SHA256: strings.Repeat("5b1d", 16), Reference: Sent.AddMonths(-2)}},
		Scope:      fieldwork.ItemsOf(in.Snapshot.Pack, []string{"7.3.4", "7.3.5", "8.3.4", "4.2.1", "4.2.3"}, []string{"9.2.1", "1.3.1", "10.2.1"}),
		Conclusion: &fieldwork.Conclusion{Risk: "Moderate reliance", Confidence: "Medium", Words: "The two that differ are both about what was written down, and not about what was done."},
		Earlier:    []fieldwork.Reopened{{Item: "9.2.1", From: "2025-26"}, {Item: "7.3.5", From: "2025-26"}},
		Requests:   []fieldwork.Request{{Due: Sent.AddMonths(-1)}, {Due: Sent.AddMonths(-1), Given: &fieldwork.Evidence{On: Sent.AddMonths(-1)}}},
	}
	for i, s := range w.Scope {
		f := fieldwork.Finding{Item: s.Item, Version: 1, Verdict: fieldwork.Agree, Found: "As the trust says."}
		switch i {
		case 3, 5:
			f.Verdict, f.Found, f.Recommendation = fieldwork.Differ, "The list is of 2025.", "Write the list anew each quarter."
			w.Responses = append(w.Responses, fieldwork.Response{Item: s.Item, Finding: 1, Agreed: i == 3, Words: "We write it each month.", Owner: Priya, Due: Sent.AddMonths(3)})
		case 6:
			f.Verdict, f.Found = fieldwork.Untested, "The report could not be seen in time."
		}
		w.Findings = append(w.Findings, f)
	}
	w.Findings = append(w.Findings, fieldwork.Finding{Item: "9.2.1", Reopened: true, Version: 1, Verdict: fieldwork.Closed, Found: "Done in May."},
		fieldwork.Finding{Item: "7.3.5", Reopened: true, Version: 1, Verdict: fieldwork.Open, Found: "Not tried since."})
	scales := scalesOf(t, in)
	r := w.RecordOf(in.Snapshot.Pack, scales, claimed, answers, Sent.AddDays(-9))
	in.Snapshot.Independent = &r
	return in
}

func scalesOf(t testing.TB, in report.Inputs) framework.Scales {
	t.Helper()
	s, err := framework.ScalesOf(in.Snapshot.Pack.Edition)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
