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
	kind: "fieldwork-final", name: "the independent assessment is final", to: LeadsAndBoard, news: true,
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

// AssessorDecided goes to every lead and to the assessor, when a member of the board has approved an appointment, or has not.
var AssessorDecided = add(occasion{
	kind: "assessor-decided", name: "the board decided about an assessor", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The board has decided about the independent assessor",
			Paragraphs: []string{
				fmt.Sprintf("%s, for the board of %s, has decided about the independent assessor of the %s assessment and what is assessed.", f.By, f.TrustName, f.Cycle),
				"The page says what was decided, and what comes next.",
			},
			Action: Action{Text: "Read the decision"},
			Why:    "You get this message because you are the assessor, or an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// AssessorAnswered goes to every lead, when the assessor has declared independence, declined, or left in the middle.
var AssessorAnswered = add(occasion{
	kind: "assessor-answered", name: "an assessor declared, declined or left", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "There is word from the independent assessor",
			Paragraphs: []string{
				fmt.Sprintf("%s, whom %s appointed as independent assessor for %s, has declared independence, declined, or left before the end. The page says which.", f.By, f.TrustName, f.Cycle),
			},
			Action: Action{Text: "Read the answer"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// AppointmentEnded goes to the assessor, when the trust ends the appointment.
var AppointmentEnded = add(occasion{
	kind: "appointment-ended", name: "an assessor’s appointment was ended",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Your appointment as independent assessor has ended",
			Paragraphs: []string{
				fmt.Sprintf("%s has ended your appointment as independent assessor of the %s assessment of %s.", f.By, f.Cycle, f.TrustName),
				"There is nothing more for you to do on it. The page says why.",
			},
			Action: Action{Text: "Read why"},
			Why:    "You get this message because you were appointed.",
		}
	},
})

// EvidenceGiven goes to the assessor, when the trust answers requests.
var EvidenceGiven = add(occasion{
	kind: "evidence-given", name: "evidence was given", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject:    "Evidence that you asked for is there",
			Paragraphs: []string{fmt.Sprintf("%s has answered what you asked for in the independent assessment of %s for %s.", f.By, f.TrustName, f.Cycle)},
			Action:     Action{Text: "See the answers"},
			Why:        "You get this message because you asked as independent assessor.",
		}
	},
})

// DraftAnswered goes to the assessor, when the trust asks for a correction or answers a recommendation.
var DraftAnswered = add(occasion{
	kind: "draft-answered", name: "a trust answered the draft", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The trust has answered your draft",
			Paragraphs: []string{
				fmt.Sprintf("%s has written to the draft of your independent assessment of %s for %s: a factual correction, or what management says to a recommendation.", f.By, f.TrustName, f.Cycle),
			},
			Action: Action{Text: "Read what was written"},
			Why:    "You get this message because you are the independent assessor.",
		}
	},
})

// CorrectionSettled goes to every lead, when the assessor accepts a factual correction or does not.
var CorrectionSettled = add(occasion{
	kind: "correction-settled", name: "a correction was settled", to: Leads, gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject:    "The independent assessor has answered your correction",
			Paragraphs: []string{fmt.Sprintf("%s has accepted, or not accepted, what you say is factually wrong in the draft of the independent assessment of %s for %s. The page says which, and why.", f.By, f.TrustName, f.Cycle)},
			Action:     Action{Text: "Read the answer"},
			Why:        "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})
