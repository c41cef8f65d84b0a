package letter

import "fmt"

// ActionGiven goes to who owns an action of the plan that they did not own before. What the action is stays in the service.
var ActionGiven = add(occasion{
	kind: "action-given", name: "an action of a plan was given", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You own an action of an improvement plan",
			Paragraphs: []string{
				fmt.Sprintf("%s has named you as owner of an action, or of several, in the improvement plan of %s for %s.", f.By, f.TrustName, f.Cycle),
				"The plan says what is to be done and by when. If it is not yours, or the day is too early, tell " + f.By + ".",
			},
			Action: Action{Text: "See your actions"},
			Why:    "You get this message because " + f.By + " named you.",
		}
	},
})

// RiskWaits goes to the senior information risk owner, when a risk is recorded that only they can accept.
var RiskWaits = add(occasion{
	kind: "risk-waits", name: "a risk waits for acceptance", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A risk waits for your decision",
			Paragraphs: []string{
				fmt.Sprintf("%s has recorded a risk that %s would knowingly keep in %s, with a reason and the day on which it ends.", f.By, f.TrustName, f.Cycle),
				"Nobody but you can accept it. Until you do, it is printed as not accepted.",
			},
			Action: Action{Text: "Read and decide"},
			Why:    "You get this message because you are recorded as senior information risk owner of " + f.TrustName + ".",
		}
	},
})

// PlanAccepted goes to every lead, when every gap that is published is in an action that national staff accepted.
var PlanAccepted = add(occasion{
	kind: "plan-accepted", name: "a plan was accepted", to: Leads, news: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "National staff have decided about your improvement plan",
			Paragraphs: []string{
				fmt.Sprintf("%s has accepted what was left of the plan that %s published for %s. Every gap is now in an accepted action.", f.By, f.TrustName, f.Cycle),
				"That holds until the plan’s last day. It is a result of this service, and not a status of the official toolkit.",
			},
			Action: Action{Text: "See the plan"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// PlanLapsed goes to every lead, when an accepted plan has run past its day.
var PlanLapsed = add(occasion{
	kind: "plan-lapsed", name: "an accepted plan has lapsed", to: Leads,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Your improvement plan needs you",
			Paragraphs: []string{
				fmt.Sprintf("The plan that %s published for %s was accepted until a day that has passed. Its result here shows gaps again.", f.TrustName, f.Cycle),
				"Say in the plan what is done and what has moved, and publish it again. " + f.By + " wrote the change down; nobody decided it.",
			},
			Action: Action{Text: "See the plan"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// ActionMoved goes to an action's owner, when somebody else moves its day.
var ActionMoved = add(occasion{
	kind: "action-moved", name: "the day of an action was moved", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "The day of an action of yours has moved",
			Paragraphs: []string{
				fmt.Sprintf("%s has moved the day of an action, or of several, that you own in the improvement plan of %s for %s.", f.By, f.TrustName, f.Cycle),
				"The plan says the new day, and why.",
			},
			Action: Action{Text: "See your actions"},
			Why:    "You get this message because you own it.",
		}
	},
})
