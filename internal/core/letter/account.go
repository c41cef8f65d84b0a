package letter

import "fmt"

// Invited goes to the address of an invitation, with its link.
var Invited = add(occasion{
	kind: "invited", name: "invitation", to: Address,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You are invited to the cyber readiness service",
			Paragraphs: []string{
				fmt.Sprintf("%s invites you to the cyber readiness service as %s for %s.", f.By, f.role(), f.Place),
				"The service helps NHS trusts to find out and show how ready they are for the next cyber attack.",
				fmt.Sprintf("The link below works once, until %s. It is for you alone: please do not pass this message on.", f.Until),
				"If you did not expect this, call " + f.By + " on a number that you know before you open the link. If you do nothing, nothing happens.",
			},
			Action: Action{Text: "Accept the invitation"},
			Why:    "You get this message because " + f.By + " entered your address.",
		}
	},
})

// RoleGiven goes to the person.
var RoleGiven = add(occasion{
	kind: "role-given", name: "a role was given",
	write: func(f Facts) Letter {
		return Letter{
			Subject:    "You have a new role in the cyber readiness service",
			Paragraphs: []string{fmt.Sprintf("%s has given you the role of %s for %s.", f.By, f.role(), f.Place)},
			Action:     Action{Text: "Go to the service"},
			Why:        "You get this message because your rights changed. If that surprises you, tell " + f.By + ".",
		}
	},
})

// RoleWithdrawn goes to the person.
var RoleWithdrawn = add(occasion{
	kind: "role-withdrawn", name: "a role was withdrawn",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A role of yours in the cyber readiness service has ended",
			Paragraphs: []string{
				fmt.Sprintf("%s has withdrawn your role of %s for %s. Wherever you were signed in, you were signed out.", f.By, f.role(), f.Place),
				"What you did in the service stays, with your name.",
			},
			Why: "You get this message because your rights changed. If that surprises you, ask " + f.By + ".",
		}
	},
})

// CoverNamed goes to who stands in.
var CoverNamed = add(occasion{
	kind: "cover-named", name: "named as cover",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You stand in for an assessment lead",
			Paragraphs: []string{
				fmt.Sprintf("%s has named you to stand in for %s as assessment lead of %s, from %s until the end of %s.", f.By, f.Lead, f.TrustName, f.On, f.Until),
				"In these days you can change over to the role of assessment lead, and do everything that a lead can do. What you do is written down under your own name.",
			},
			Action: Action{Text: "Go to the service"},
			Why:    "You get this message because your rights changed. If that surprises you, tell " + f.By + ".",
		}
	},
})

// PasswordReset goes to the person, by an administrator.
var PasswordReset = add(occasion{
	kind: "password-reset", name: "a password was reset",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Your password for the cyber readiness service was reset",
			Paragraphs: []string{
				fmt.Sprintf("%s has made a new password for you, and hands it to you in person or by telephone. Wherever you were signed in, you were signed out.", f.By),
				"The old password does not work any more.",
			},
			Why: "You get this message because your account changed. If you did not ask for it, tell your service administrator at once.",
		}
	},
})

// FactorReset goes to the person, by an administrator.
var FactorReset = add(occasion{
	kind: "factor-reset", name: "a second factor was reset",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "Your second factor for the cyber readiness service was reset",
			Paragraphs: []string{
				fmt.Sprintf("%s has taken away your authenticator app, passkeys, recovery codes and single sign-on, and made a new password for you, which is handed to you in person, by telephone or by video.", f.By),
				"When you sign in with it you read why, and set up a new second factor. Wherever you were signed in, you were signed out.",
			},
			Why: "You get this message because your account changed. If you did not ask for it, tell your trust's assessment lead and your information security team at once.",
		}
	},
})

// WayInChanged goes to the person, when somebody signed in as them changed how they come in.
var WayInChanged = add(occasion{
	kind: "way-in-changed", name: "a way of signing in was changed", even: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "How you sign in to the cyber readiness service was changed",
			Paragraphs: []string{
				fmt.Sprintf("On %s somebody who was signed in as %s added, changed or removed a way of signing in: a password, an authenticator app, a passkey, recovery codes or single sign-on.", f.On, f.By),
				"If that was you, there is nothing to do. If it was not, somebody else can come in under your name: tell your trust's assessment lead and your information security team at once.",
			},
			Action: Action{Text: "See how you sign in"},
			Why:    "You get this message because your account changed.",
		}
	},
})

// CoverEnded goes to who stood in.
var CoverEnded = add(occasion{
	kind: "cover-ended", name: "a cover has ended",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You no longer stand in for an assessment lead",
			Paragraphs: []string{
				fmt.Sprintf("%s has ended your standing in for %s as assessment lead of %s. Where you were signed in in that role, you were signed out.", f.By, f.Lead, f.TrustName),
				"What you did in the service stays, with your name.",
			},
			Why: "You get this message because your rights changed. If that surprises you, ask " + f.By + ".",
		}
	},
})

// OfficeGiven goes to who is recorded as holding an office of the trust.
var OfficeGiven = add(occasion{
	kind: "office-given", name: "an office was recorded",
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You are recorded as holding an office of your trust",
			Paragraphs: []string{
				fmt.Sprintf("%s has recorded you as %s of %s.", f.By, f.Role, f.TrustName),
				"Reports print who holds it, and what only this office may decide waits for you. If it is not yours, tell " + f.By + ".",
			},
			Action: Action{Text: "Go to the service"},
			Why:    "You get this message because " + f.By + " named your account.",
		}
	},
})
