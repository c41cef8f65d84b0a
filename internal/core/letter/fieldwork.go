package letter

import "fmt"

// AssessorProposed goes to every board member, when an assessor and a scope wait for approval.
var AssessorProposed = add(occasion{
	kind: "assessor-proposed", name: "an assessor waits for approval", to: BoardMembers,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "An independent assessor waits for the board's approval",
			Paragraphs: []string{
				fmt.Sprintf("%s proposes an independent assessor for the %s assessment of %s, and what is assessed.", f.By, f.Cycle, f.TrustName),
				"A member of the board approves both or does not, signed in as themselves. Fieldwork does not begin before.",
			},
			Action: Action{Text: "Read and decide"},
			Why:    "You get this message because you are a board member of " + f.TrustName + ".",
		}
	},
})

// AssessorNamed goes to the assessor, who declares or declines.
var AssessorNamed = add(occasion{
	kind: "assessor-named", name: "appointed as independent assessor",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You are appointed as independent assessor",
			Paragraphs: []string{
				fmt.Sprintf("%s has appointed you as independent assessor of the %s assessment of %s.", f.By, f.Cycle, f.TrustName),
				"Read what is in scope, and declare that you are independent, or decline. Fieldwork begins when a member of the board has approved you, too.",
			},
			Action: Action{Text: "Read and declare"},
			Why:    "You get this message because " + f.By + " appointed you.",
		}
	},
})

// EvidenceAsked goes to every lead, when the assessor asks for evidence.
var EvidenceAsked = add(occasion{
	kind: "evidence-asked", name: "evidence is asked for", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The independent assessor asks for evidence",
			Paragraphs: []string{
				fmt.Sprintf("%s, independent assessor, asks for evidence for the %s assessment of %s. The page names it, and the day.", f.By, f.Cycle, f.TrustName),
				"Whoever knows can answer: with proof that is named in the service, with words, or both.",
			},
			Action: Action{Text: "See what is asked for"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// DraftIssued goes to every lead, when the draft of the independent assessment is there.
var DraftIssued = add(occasion{
	kind: "draft-issued", name: "a draft of the independent assessment", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The draft of the independent assessment is there",
			Paragraphs: []string{
				fmt.Sprintf("%s has issued the draft of the independent assessment of %s for %s.", f.By, f.TrustName, f.Cycle),
				"Say what is factually wrong, and answer each recommendation with an owner and a day. It becomes final after that.",
			},
			Action: Action{Text: "Read the draft"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// FieldworkFinal goes to leads and the board, when the independent assessment is final.
var FieldworkFinal = add(occasion{
	kind: "fieldwork-final", name: "the independent assessment is final", to: LeadsAndBoard,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The independent assessment of your trust is final",
			Paragraphs: []string{
				fmt.Sprintf("%s has made the independent assessment of %s for %s final. Nobody changes it any more.", f.By, f.TrustName, f.Cycle),
				"The next version of the assessment that is sent to the board holds it.",
			},
			Action: Action{Text: "Read it"},
			Why:    "You get this message because you are an assessment lead, a board member or the board secretary of " + f.TrustName + ".",
		}
	},
})
