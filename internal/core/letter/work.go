package letter

import "fmt"

// HandInAccepted goes to who handed it in.
var HandInAccepted = add(occasion{
	kind: "hand-in-accepted", name: "a part was accepted", news: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject:    "What you handed in was accepted",
			Paragraphs: []string{fmt.Sprintf("%s has accepted part %s of the %s assessment of %s. There is nothing more for you to do on it.", f.By, f.Part, f.Cycle, f.TrustName)},
			Action:     Action{Text: "See your parts"},
			Why:        "You get this message because you handed this part in.",
		}
	},
})

// HandInSentBack goes to who handed it in.
var HandInSentBack = add(occasion{
	kind: "hand-in-sent-back", name: "a part was sent back",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "What you handed in came back to you",
			Paragraphs: []string{
				fmt.Sprintf("%s has looked at part %s of the %s assessment of %s, and sent it back.", f.By, f.Part, f.Cycle, f.TrustName),
				"What is missing is written on its page. Mend it there, and hand it in again.",
			},
			Action: Action{Text: "See what is missing"},
			Why:    "You get this message because you handed this part in.",
		}
	},
})

// LinkAsked goes to the address of whom somebody asks, with the link.
var LinkAsked = add(occasion{
	kind: "link-asked", name: "a question by link", to: Address,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A question to you from an NHS trust",
			Paragraphs: []string{
				fmt.Sprintf("%s of %s asks you one question. You need no account to answer it.", f.By, f.TrustName),
				fmt.Sprintf("The link below shows the question, and works until the end of %s. Whoever has the link can answer in your name: please pass it on only to who should.", f.Until),
				"What you write goes to " + f.TrustName + " only.",
				"If you did not expect this, call " + f.By + " on a number that you know before you open the link. If you do nothing, nothing happens.",
			},
			Action: Action{Text: "Read the question and answer it"},
			Why:    "You get this message because " + f.By + " entered your address.",
		}
	},
})

// LinkReturned goes to the same address, when what was given is returned.
var LinkReturned = add(occasion{
	kind: "link-returned", name: "an answer by link was returned", to: Address,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A question about your answer to an NHS trust",
			Paragraphs: []string{
				fmt.Sprintf("%s of %s has read what you wrote, and needs a little more. The page says what.", f.By, f.TrustName),
				fmt.Sprintf("The link below is the same as before. It works until the end of %s.", f.Until),
			},
			Action: Action{Text: "See what is missing, and answer again"},
			Why:    "You get this message because you answered a question of " + f.TrustName + ".",
		}
	},
})

// LinkAnswered goes to who asked.
var LinkAnswered = add(occasion{
	kind: "link-answered", name: "an answer came by link",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Your question has been answered by link",
			Paragraphs: []string{
				fmt.Sprintf("%s has answered what you asked about item %s of the %s assessment of %s.", f.By, f.Part, f.Cycle, f.TrustName),
				"It waits beside the answer, and counts for nothing until somebody accepts it.",
			},
			Action: Action{Text: "Read it, and accept or return it"},
			Why:    "You get this message because you asked.",
		}
	},
})

// GuidanceChanged goes to who has a part of which the guidance changed, or else to every lead.
var GuidanceChanged = add(occasion{
	kind: "guidance-changed", name: "guidance on an answer changed",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "What a question asks has changed since it was answered",
			Paragraphs: []string{
				fmt.Sprintf("%s has changed what the %s assessment of %s asks, in the middle of the year. An answer that was given before is touched by it.", f.By, f.Cycle, f.TrustName),
				"Please look at it: change the answer, or say that it still holds. Until then it stays as it is, and counts by what is asked now.",
			},
			Action: Action{Text: "Look at the answer"},
			Why:    "You get this message because the part with this question is yours, or because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// ActionReturned goes to an action's owner and every lead, when national staff return it.
var ActionReturned = add(occasion{
	kind: "action-returned", name: "an action of a plan was returned",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "An action of your improvement plan was returned",
			Paragraphs: []string{
				fmt.Sprintf("%s has returned an action of the plan that %s published for %s, and says why.", f.By, f.TrustName, f.Cycle),
				"While an action is returned the plan as a whole is not accepted. Change the action and publish the plan again, or ask.",
			},
			Action: Action{Text: "Read why"},
			Why:    "You get this message because you own that action, or are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// Reminders goes to whom something waits for, once a day at most.
var Reminders = add(occasion{
	kind: "reminders", name: "reminders of what is due",
	write: reminders,
})
