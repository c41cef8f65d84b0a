package letter

import "fmt"

// BreakGlassOpened goes to every lead, when an administrator looks inside.
var BreakGlassOpened = add(occasion{
	kind: "break-glass-opened", name: "an administrator looks inside a trust", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "An administrator looks inside your trust's assessment",
			Paragraphs: []string{
				fmt.Sprintf("%s, service administrator, opened %s for one hour, until %s. The reason given: “%s”", f.By, f.TrustName, f.Until, f.Reason),
				"In that hour they can read answers, proof and reports, and change nothing. Each page that they look at is written into your trust's trail.",
			},
			Action: Action{Text: "See who has access"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one. If the reason does not convince you, ask " + f.By + " or your information governance team.",
		}
	},
})

// TrustExported goes to every lead, when everything of the trust was exported.
var TrustExported = add(occasion{
	kind: "trust-exported", name: "everything of a trust was exported", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Everything of your trust was exported from the cyber readiness service",
			Paragraphs: []string{
				fmt.Sprintf("%s has written everything that the service holds of %s into one file: answers and their history, proof, reports, signatures and the audit trail.", f.By, f.TrustName),
				"It is meant for the trust itself, for example when it leaves the service. Nothing was deleted. The file says where the trust can be hurt: make sure that you know where it is.",
			},
			Action: Action{Text: "See your trust's trail"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one. If your trust did not ask for it, tell your information security team at once.",
		}
	},
})

// DormantPeople goes to every lead, once a quarter, when people have not come for long.
var DormantPeople = add(occasion{
	kind: "dormant-people", name: "people who have not come for long", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "People of your trust have not come to the cyber readiness service for long",
			Paragraphs: []string{
				fmt.Sprintf("Some people who have access to %s in the service have not signed in for long.", f.TrustName),
				"An account that nobody uses is a door that nobody watches. Look at the list, and keep or withdraw the access of each with one click.",
			},
			Action: Action{Text: "Look at the list"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one. " + f.By + " sends it once a quarter, as long as there is somebody on the list.",
		}
	},
})

// ProofInfected goes to the owner of a proof, to who gave it, and to every lead, when a scanner finds something in its file. What
// the proof is called stays in the service: a title can name a weakness.
var ProofInfected = add(occasion{
	kind: "proof-infected", name: "a file of proof is infected", to: Keepers,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A file in the proof library needs your attention",
			Paragraphs: []string{
				fmt.Sprintf("%s has found something harmful in a file that %s keeps as proof. The file is shut away, the proof is withdrawn, and it supports no answer any more.", f.By, f.TrustName),
				"Whoever took the file away before should tell your information security team, and so should whoever gave it: the same file may lie elsewhere. Then give the proof again from a clean source.",
			},
			Action: Action{Text: "See which proof it is"},
			Why:    "You get this message because you own this proof or gave it, or because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})
