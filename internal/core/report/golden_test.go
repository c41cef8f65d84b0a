package report

import (
	"flag"
	"os"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/question"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
)

var update = flag.Bool("update", false, "write the golden reports; read every one before you commit it")

// TestGoldenReports holds the six reports that somebody has read as a non-executive director would.
func TestGoldenReports(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(testing.TB) Inputs{
		"excellent": excellent, "typical": typical, "failing": failing, "empty": empty, "all-yes": allYes,
		"planned": planned, "contradicting": contradicting, "assessed": assessed,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := "testdata/" + name + ".txt"
			got := text(Build(make(t)))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the report has changed; run the test with -update and read the difference.\n%s", got)
			}
		})
	}
}

// excellent has everything in place with proof for nearly all of it, and a board that stands behind it.
func excellent(t testing.TB) Inputs {
	in := version(t, 2)
	answer(&in, yes)
	change(&in, notApplying("No breach was reported in the period."), "6.1.2", "6.1.3")
	prove(&in, "Evidence of the year", sent.AddMonths(-2), func(i int, q framework.Question) bool { return q.ID != "3.3.3" })
	confirm(&in)
	lastYear(&in, "4.5.3", "7.3.5", "8.1.3", "9.2.3")
	peersOf31(&in)
	officers(&in, "Grace Holt")
	services(&in, 4, 4)
	in.Snapshot.Official = []snapshot.Official{{Cycle: "2025-26", Status: trust.StandardsMet, On: day.Of(2026, 6, 28)}}
	f, l := signoff.Fully, signoff.Largely
	agree(&in, f, f, l, f, f, l, f, l, f, f)
	in.Board.Signatories = signatories
	for i := range signatories {
		sign(&in, i, signoff.Signed, "")
	}
	in.Board.Quorum = 2
	in.Board.Decisions = []meeting.Decision{
		decide(meeting.AuditCommittee, meeting.Noted, 3, "AC/27/12", "Three of three members", ""),
		decide(meeting.Board, meeting.Approved, 8, "B/27/41", "Seven of nine members; the head of IT attended", "The restore test is repeated in the autumn."),
	}
	publish(&in, sent.AddDays(10))
	in.Later = []snapshot.Official{{Cycle: "2026-27", Status: trust.StandardsMet, On: day.Of(2027, 6, 29), SubmittedBy: "Priya Nair"}}
	return in
}

// typical has some gaps, two of them grave, and proof for most of what it claims.
func typical(t testing.TB) Inputs {
	in := version(t, 1)
	answer(&in, yes)
	change(&in, no, "7.3.5", "8.1.3", "4.2.1", "4.2.4", "9.2.3", "3.1.3", "x1.2", "x2.3")
	change(&in, blank, "1.1.2", "9.3.9")
	change(&in, notApplying("All our destruction is done by contractors."), "1.4.2")
	change(&in, func(q framework.Question) assessment.Answer {
		a := yes(q)
		low := assessment.Hundredths(9150)
		a.Figure, a.Text = &low, ""
		return a
	}, "8.3.7b")
	prove(&in, "Yearly review", sent.AddMonths(-4), func(i int, _ framework.Question) bool { return i%5 > 0 })
	prove(&in, "Old certificate", sent.AddMonths(-20), func(i int, _ framework.Question) bool { return i%15 == 0 })
	confirm(&in, "7.3", "9.3")
	lastYear(&in, "1.3.6", "2.1.1", "3.1.2", "3.1.3", "4.4.2", "4.5.3", "7.2.1", "8.2.1", "8.3.4", "9.2.2", "9.5.2", "10.1.1")
	peersOf31(&in)
	officers(&in, "Grace Holt")
	services(&in, 11, 9)
	in.Snapshot.Official = []snapshot.Official{
		{Cycle: "2024-25", Status: trust.StandardsNotMet, On: day.Of(2025, 6, 30)},
		{Cycle: "2025-26", Status: trust.ApproachingStandards, On: day.Of(2026, 6, 28), SubmittedBy: "Grace Holt"},
	}
	f, l, p := signoff.Fully, signoff.Largely, signoff.Partly
	agree(&in, l, f, f, l, f, l, f, p, l)
	in.Board.Agreed[7].Dissent = "Two members held that laboratory computers make this not in place."
	in.Board.Signatories = append([]signoff.Signatory{signatories[0]}, signatories[1:]...)
	in.Board.Signatories[2].Replaces = "Noor Shah"
	in.Board.Replacements = []signoff.Replacement{{
		Old: signoff.Signatory{Name: "Noor Shah"}, New: signatories[2], By: dev, Why: "Noor Shah left the board on 31 May.", On: sent.AddDays(2),
	}}
	sign(&in, 0, signoff.Signed, "")
	sign(&in, 1, signoff.Reservations, "The restore test must be done before the winter.")
	sign(&in, 2, signoff.Question, "Which 14 computers are out of support, and who uses them?")
	in.Board.Questions = []question.Question{
		{Version: 1, Standard: "7", Words: "What shows how far standard 7 is in place? Members could not tell from what they were shown.", On: sent.AddDays(3),
			Answers: []question.Answer{{Words: "The restore of 14 May 2025 is the last. The next is planned for September.", By: priya, On: sent.AddDays(4)}}},
		{Version: 1, Words: "Which 14 computers are out of support, and who uses them?", By: assessment.Author{ID: "helen", Name: "Helen Marsh"},
			Signing: true, On: sent.AddDays(8)},
	}
	return in
}

// planned is the typical trust with a plan: some gaps have actions, some have none; one action is late, one has moved twice,
// one is done; one risk counts as in place by the item's own wording and another does not.
func planned(t testing.TB) Inputs {
	in := typical(t)
	change(&in, no, "8.3.4")
	in.Snapshot.Explained = []quality.Explained{{Check: quality.AtTheBound, Item: "8.3.7", Key: "at-the-bound 8.3.7 95%",
		Asks: "95% is exactly the threshold. How was it counted, and on which day?", Reply: "Counted on 1 June: 190 of 200 servers.", By: priya}}
	cost := func(n int) *plan.Pounds { p := plan.Pounds(n); return &p }
	grace := assessment.Author{ID: "grace", Name: "Grace Holt"}
	in.Snapshot.Plan = &plan.Plan{
		Actions: []plan.Action{
			{ID: "1", Title: "Restore the laboratory system from backup, and write down how long it took", Items: []string{"7.3.5"},
				Owner: assessment.Author{Name: "Tom Okafor"}, Due: sent.AddDays(-12), Cost: cost(0), Funding: plan.Funded,
				CareCost: "One evening without the laboratory system.", Version: 1},
			{ID: "2", Title: "Replace the last 14 computers of the laboratory.", Items: []string{"8.1.3", "8.3.7"},
				Owner: assessment.Author{Name: "The laboratory's supplier"}, Due: day.Of(2027, 11, 30), Cost: cost(48500), Funding: plan.AskedFor,
				CareCost: "Two mornings with one analyser less.", Version: 3, Moves: []plan.Move{
					{From: day.Of(2027, 3, 31), To: day.Of(2027, 6, 30), Reason: "The order was late.", By: priya},
					{From: day.Of(2027, 6, 30), To: day.Of(2027, 11, 30), Reason: "The supplier cannot deliver before the autumn.", By: priya}}},
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

// failing has half of it in place, little proof, a vacant office, a refusal, and was published late and unsigned.
func failing(t testing.TB) Inputs {
	in := version(t, 3)
	i := 0
	answer(&in, func(q framework.Question) assessment.Answer {
		i++
		switch {
		case i%3 == 0:
			return no(q)
		case i%7 == 0:
			return assessment.Answer{}
		}
		return yes(q)
	})
	prove(&in, "Evidence", sent.AddMonths(-4), func(i int, _ framework.Question) bool { return i%9 == 1 })
	prove(&in, "Old evidence", sent.AddMonths(-30), func(i int, _ framework.Question) bool { return i%9 == 3 })
	confirm(&in, "1.1", "1.2", "1.3", "4.1", "4.2", "4.5", "7.1", "7.2", "7.3", "8.1", "8.3", "9.3", "9.5")
	lastYear(&in, "1.3.6", "2.1.1", "3.1.2", "4.4.2", "4.5.3")
	in.Snapshot.Peers = snapshot.PeersOf(trust.Ambulance, sent, nil)
	officers(&in, "")
	services(&in, 3, 0)
	in.Snapshot.Official = []snapshot.Official{{Cycle: "2025-26", Status: trust.StandardsNotMet, On: day.Of(2026, 6, 30)}}
	agree(&in, signoff.Partly, signoff.Largely, signoff.NotInPlace)
	in.Board.Signatories = []signoff.Signatory{signatories[0], {Person: "priya", Name: "Priya Nair", Post: "Head of IT", Lead: true}, signatories[2]}
	earlier := signoff.Signature{
		Signatory: signatories[1], Decision: signoff.Declined, Words: "I will not sign for backups that nobody has tried.",
		SHA256: "older", At: at(0), On: sent.AddDays(-30), Void: true,
	}
	in.Board.Signatures = []signoff.Signature{earlier}
	sign(&in, 0, signoff.Declined, "Thirty answers are missing.")
	sign(&in, 1, signoff.Signed, "")
	in.Board.Quorum = 2
	early := decide(meeting.Board, meeting.Noted, 8, "B/27/41", "Five of nine members", "")
	early.At = at(1)
	in.Board.Decisions = []meeting.Decision{early,
		decide(meeting.Board, meeting.NotApproved, 8, "B/27/41", "Five of nine members", "The board wants to see the restore first.")}
	for i := range in.Board.Decisions {
		in.Board.Decisions[i].Version = 3
	}
	publish(&in, day.Of(2027, 7, 5))
	return in
}

// empty is a draft in which nothing has been answered, about a trust of which nothing is recorded.
func empty(t testing.TB) Inputs {
	in := version(t, 0)
	in.Snapshot.Trust.Kind = trust.UnknownKind
	in.Snapshot.Peers = snapshot.PeersOf(trust.UnknownKind, sent, nil)
	in.Snapshot.Demo = false
	return in
}

// contradicting has a board that rates fully in place what is mostly not, and two records that part: a full restore that is
// claimed and dated, and critical services of which none came back.
func contradicting(t testing.TB) Inputs {
	in := version(t, 2)
	i := 0
	answer(&in, func(q framework.Question) assessment.Answer {
		if i++; i%3 > 0 && q.ID != "7.3.5" {
			return no(q)
		}
		return yes(q)
	})
	officers(&in, "Grace Holt")
	services(&in, 3, 0)
	lastYear(&in, "1.3.6")
	f := signoff.Fully
	agree(&in, f, f, f, f, f, f, f, f, f, f)
	in.Board.Signatories = signatories
	sign(&in, 0, signoff.Signed, "")
	sign(&in, 1, signoff.Declined, "The ratings are not what the answers say.")
	in.Board.Decisions = []meeting.Decision{decide(meeting.AuditCommittee, meeting.NotApproved, 3, "AC/27/12", "Three of three members", ""),
		decide(meeting.Board, meeting.Approved, 8, "B/27/41", "Seven of nine members", "")}
	return in
}

// allYes claims everything and names proof for nothing.
func allYes(t testing.TB) Inputs {
	in := version(t, 1)
	in.Snapshot.Demo = false
	answer(&in, yes)
	in.Snapshot.Peers = snapshot.PeersOf(trust.Acute, sent, nil)
	officers(&in, "Grace Holt")
	agree(&in, signoff.Fully, signoff.Fully, signoff.CannotTell)
	in.Board.Signatories = signatories[:2]
	return in
}
