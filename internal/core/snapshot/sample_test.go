package snapshot

import (
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
)

// small is a snapshot with one of everything, and with each thing that the form treats in its own way.
func small() Snapshot {
	person := assessment.Author{ID: "01890000-0000-7000-8000-000000000001", Name: "Priya Nair"}
	when := time.Date(2027, 6, 20, 13, 2, 3, 456789000, time.FixedZone("BST", 3600))
	zero, most := assessment.Hundredths(0), 95
	return Snapshot{
		Rules: 1, Demo: true, Cycle: "2026-27", Deadline: day.Of(2027, 6, 30), Kind: signoff.Final, Version: 2,
		Reference: day.Of(2027, 6, 20), SentAt: when, SentBy: person,
		Trust: Trust{
			ODS: "ZZ1", Name: "Northmoor and Dale NHS Foundation Trust", Kind: trust.Acute,
			RegionCode: "ZZW", RegionName: "Westmark", ICBCode: "ZZQ", ICBName: "Dale & <Moor> \u2028 board",
		},
		Pack: framework.Pack{
			Edition: "test", Label: "two items", Kind: framework.NDG, Revision: 1,
			Standards: []framework.Standard{{
				Number: "7", Title: "Continuity planning",
				Assertions: []framework.Assertion{{
					ID: "7.3", Title: "Putting the response plan to work",
					Items: []framework.Item{
						{ID: "7.3.5", Title: "Full restore from backup", Mandatory: true, Effect: framework.StopsCare, Chain: []string{"restore"},
							Figure: &framework.Figure{Label: "Date", Kind: framework.Date, MaxAgeMonths: 12, Decides: true}},
						{ID: "7.3.10", Title: "Share", Figure: &framework.Figure{Kind: framework.Percent, Min: &most}},
					},
				}},
			}},
		},
		Answers: []assessment.Answer{
			{Item: "7.3.10", Words: assessment.Words{Reply: assessment.No, Figure: &zero}, Version: 1, SavedAt: when, SavedBy: person},
			{Item: "7.3.5", Words: assessment.Words{Reply: assessment.Yes, Text: "\"All\"\twards\n\u00e9\x01", Date: day.Of(2026, 9, 3)}, Version: 3, SavedAt: when, SavedBy: person},
		},
		Proofs: []assessment.Proof{{
			ID: "01890000-0000-7000-8000-000000000002", Title: "Restore report", Dated: day.Of(2026, 9, 4), HoldsMonths: 12,
			Place: `\\share\restore`, Items: []string{"7.3.10", "7.3.5"}, AddedAt: when, AddedBy: person,
		}},
		Confirmations: []assessment.Confirmation{{Assertion: "7.3", At: when, By: person}},
		Officers:      []office.Holder{{Office: office.SIRO, Since: day.Of(2027, 1, 1)}, {Office: office.ChiefExecutive, Name: "Amir Das"}},
		Official: []Official{
			{Cycle: "2025-26", Status: trust.ApproachingStandards, On: day.Of(2026, 6, 28), SubmittedBy: "Grace Holt"},
			{Cycle: "2024-25", Status: trust.StandardsMet, On: day.Of(2025, 6, 28)},
		},
		LastYear: &LastYear{
			Cycle: "2025-26", Reference: day.Of(2026, 6, 21), Outcome: score.Gaps, Version: 1, SHA256: "ab",
			Counts:    score.Counts{Mandatory: 1},
			Standards: []StandardCounts{{Standard: "7", Counts: score.Counts{Mandatory: 1, InPlace: 0}}},
			Items:     []ItemState{{Item: "7.3.5", State: score.NotInPlace}},
		},
		Peers: Peers{Kind: trust.Acute, On: day.Of(2027, 6, 20), Trusts: 31, Standards: []Band{{"10", 4000, 9250}, {"7", 0, 10000}}},
	}
}

// planned is the same with a plan of improvement.
func planned() Snapshot {
	s := small()
	person, when, free := s.SentBy, s.SentAt, plan.Pounds(0)
	s.Plan = &plan.Plan{
		Actions: []plan.Action{{
			ID: "01890000-0000-7000-8000-000000000003", Title: "Replace the laboratory computers", Items: []string{"7.3.10", "7.3.5"},
			Owner: assessment.Author{Name: "Tom Okafor"}, Due: day.Of(2027, 9, 1), Cost: &free, Funding: plan.Unfunded, CareCost: "Nothing.",
			Moves: []plan.Move{{From: day.Of(2027, 5, 1), To: day.Of(2027, 9, 1), Reason: "Late.", At: when, By: person}},
			Notes: []plan.Note{{Words: "Ordered.", At: when, By: person}}, Version: 2, AddedAt: when, AddedBy: person,
		}},
		Risks: []plan.Risk{{
			ID: "01890000-0000-7000-8000-000000000004", Item: "7.3.10", Owner: assessment.Author{Name: "Grace Holt"}, Reason: "Isolated.",
			Until: day.Of(2027, 12, 1), RecordedAt: when, RecordedBy: person, AcceptedBy: person, AcceptedOn: day.Of(2027, 6, 1),
		}},
	}
	return s
}
