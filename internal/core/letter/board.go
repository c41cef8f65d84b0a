package letter

// SigningAsked goes to everybody who is asked to sign a version.
var SigningAsked = add(occasion{
	kind: "signing-asked", name: "request to sign", to: Signatories,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You are asked to read and sign an assessment",
			Paragraphs: []string{
				f.By + " has laid " + f.version() + " before the board, and asks you to read and sign it.",
				"You can sign, sign with reservations, decline, or ask a question first. Nobody can sign for you.",
			},
			Action: Action{Text: "Read the report"},
			Why:    "You get this message because " + f.By + " named you among those who sign.",
		}
	},
})

// SigningPassedOn goes to who is no longer asked, because somebody else is.
var SigningPassedOn = add(occasion{
	kind: "signing-passed-on", name: "somebody else is asked to sign",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Somebody else is asked to sign in your place",
			Paragraphs: []string{
				f.By + " asks somebody else to sign " + f.version() + " in your place.",
				"The report prints who was asked instead of you, by whom and why. If you do not agree, say so to your board secretary.",
			},
			Action: Action{Text: "Read the report"},
			Why:    "You get this message because you had been asked to sign that version.",
		}
	},
})

// SigningReceipt goes to who answered.
var SigningReceipt = add(occasion{
	kind: "signing-receipt", name: "receipt for a signature", even: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Receipt for your decision",
			Paragraphs: []string{
				"You answered the request to sign " + f.version() + ".",
				"Your decision: " + f.Decision + ", on " + f.On + ".",
				"The fingerprint (SHA-256) of what you read: " + f.SHA256 + ". Whoever has the document can compute it again.",
			},
			Action: Action{Text: "See your receipt"},
			Why:    "You get this message because your decision was recorded under your name. If it was not you, tell your board secretary and your service administrator at once.",
		}
	},
})

// BoardAsked goes to every lead and who stands in for one, when the board has a question.
var BoardAsked = add(occasion{
	kind: "board-asked", name: "a question of the board", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The board has a question for you",
			Paragraphs: []string{
				f.By + " has a question about " + f.version() + ", which lies before the board.",
				"Whoever asks may wait for your answer before they sign. Question and answer are printed in the report.",
			},
			Action: Action{Text: "Read and answer it"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// BoardAnswered goes to who asked.
var BoardAnswered = add(occasion{
	kind: "board-answered", name: "an answer to a question of the board",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Your question has an answer",
			Paragraphs: []string{
				f.By + " has answered a question about " + f.version() + ".",
				"If you are asked to sign that version and have not, you can now.",
			},
			Action: Action{Text: "Read the answer"},
			Why:    "You get this message because you asked, or because you could not tell how far a standard is in place.",
		}
	},
})

// AssessmentBack goes to who was asked to sign what has been recalled.
var AssessmentBack = add(occasion{
	kind: "assessment-back", name: "an assessment was recalled", to: Signatories,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "An assessment was taken back from the board",
			Paragraphs: []string{
				f.By + " has recalled " + f.version() + ". Signatures on it are kept, and are void.",
				"There is nothing for you to do. You will be asked again when the next version is sent.",
			},
			Action: Action{Text: "Go to the board's page"},
			Why:    "You get this message because you were asked to sign that version.",
		}
	},
})

// AssessmentPublic goes to leads and the board, when it is published here.
var AssessmentPublic = add(occasion{
	kind: "assessment-public", name: "an assessment was published", to: LeadsAndBoard, news: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "An assessment of your trust was published here",
			Paragraphs: []string{
				f.By + " has published " + f.version() + " in this service. National, regional and ICB analysts can now see its results by question.",
				"This is not the official submission to the Data Security and Protection Toolkit: that is sent elsewhere.",
			},
			Action: Action{Text: "Read the report"},
			Why:    "You get this message because you are an assessment lead, a board member or the board secretary of " + f.TrustName + ".",
		}
	},
})

// Signed goes to every lead and the board secretary, when those who are asked to sign do, or refuse. What they decided stays in
// the service.
var Signed = add(occasion{
	kind: "signed", name: "somebody answered the request to sign", to: LeadsAndSecretary, gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The board has answered a request to sign",
			Paragraphs: []string{
				f.By + " has answered the request to sign " + f.version() + ".",
				"The page says what was decided, and whose answer is still to come.",
			},
			Action: Action{Text: "See who has signed"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", stand in for one, or are its board secretary.",
		}
	},
})
