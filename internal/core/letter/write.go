package letter

import (
	"fmt"
	"strings"
)

// Facts are what the words of a letter are made of: read when it leaves, so that it says what is true then.
type Facts struct {
	Kind      Kind
	Name      string // of who gets it; empty: not known yet
	By        string // who caused it
	TrustName string
	Cycle     string
	Version   int
	Role      string // in words: "Assessment lead"
	Place     string // where the role holds: a trust, "Westmark region", "the nation", "the service"
	Decision  string // of a signature, in words: "Signed"
	SHA256    string // of what was signed
	On        string // a day or a moment in words
	Until     string // a day or a moment in words
	Lead      string // whom somebody stands in for
	Reason    string // of a look inside
	Part      string // the id of a part or an item: "7.3"
	URL       string // the page that it leads to
	Due       []Due  // what one is reminded of
}

// Write makes the letter of an occasion.
func Write(f Facts) Letter {
	l := words(f)
	l.Greeting = "Hello,"
	if f.Name != "" {
		l.Greeting = "Hello " + f.Name + ","
	}
	if l.Action.Text != "" {
		l.Action.URL = f.URL
	}
	return l
}

func words(f Facts) Letter {
	role := strings.ToLower(f.Role)
	version := fmt.Sprintf("version %d of the %s assessment of %s", f.Version, f.Cycle, f.TrustName)
	switch f.Kind {
	case Invited:
		return Letter{
			Subject: "You are invited to the cyber readiness service",
			Paragraphs: []string{
				fmt.Sprintf("%s invites you to the cyber readiness service as %s for %s.", f.By, role, f.Place),
				"The service helps NHS trusts to find out and show how ready they are for the next cyber attack.",
				fmt.Sprintf("The link below works once, until %s. It is for you alone: please do not pass this message on.", f.Until),
				"If you did not expect this, call " + f.By + " on a number that you know before you open the link. If you do nothing, nothing happens.",
			},
			Action: Action{Text: "Accept the invitation"},
			Why:    "You get this message because " + f.By + " entered your address.",
		}
	case RoleGiven:
		return Letter{
			Subject:    "You have a new role in the cyber readiness service",
			Paragraphs: []string{fmt.Sprintf("%s has given you the role of %s for %s.", f.By, role, f.Place)},
			Action:     Action{Text: "Go to the service"},
			Why:        "You get this message because your rights changed. If that surprises you, tell " + f.By + ".",
		}
	case RoleWithdrawn:
		return Letter{
			Subject: "A role of yours in the cyber readiness service has ended",
			Paragraphs: []string{
				fmt.Sprintf("%s has withdrawn your role of %s for %s. Wherever you were signed in, you were signed out.", f.By, role, f.Place),
				"What you did in the service stays, with your name.",
			},
			Why: "You get this message because your rights changed. If that surprises you, ask " + f.By + ".",
		}
	case CoverNamed:
		return Letter{
			Subject: "You stand in for an assessment lead",
			Paragraphs: []string{
				fmt.Sprintf("%s has named you to stand in for %s as assessment lead of %s, from %s until the end of %s.", f.By, f.Lead, f.TrustName, f.On, f.Until),
				"In these days you can change over to the role of assessment lead, and do everything that a lead can do. What you do is written down under your own name.",
			},
			Action: Action{Text: "Go to the service"},
			Why:    "You get this message because your rights changed. If that surprises you, tell " + f.By + ".",
		}
	case PasswordReset:
		return Letter{
			Subject: "Your password for the cyber readiness service was reset",
			Paragraphs: []string{
				fmt.Sprintf("%s has made a new password for you, and hands it to you in person or by telephone. Wherever you were signed in, you were signed out.", f.By),
				"The old password does not work any more.",
			},
			Why: "You get this message because your account changed. If you did not ask for it, tell your service administrator at once.",
		}
	case FactorReset:
		return Letter{
			Subject: "Your second factor for the cyber readiness service was reset",
			Paragraphs: []string{
				fmt.Sprintf("%s has taken away your authenticator app, passkeys, recovery codes and single sign-on, and made a new password for you, which is handed to you in person, by telephone or by video.", f.By),
				"When you sign in with it you read why, and set up a new second factor. Wherever you were signed in, you were signed out.",
			},
			Why: "You get this message because your account changed. If you did not ask for it, tell your trust's assessment lead and your information security team at once.",
		}
	case WayInChanged:
		return Letter{
			Subject: "How you sign in to the cyber readiness service was changed",
			Paragraphs: []string{
				fmt.Sprintf("On %s somebody who was signed in as %s added, changed or removed a way of signing in: a password, an authenticator app, a passkey, recovery codes or single sign-on.", f.On, f.By),
				"If that was you, there is nothing to do. If it was not, somebody else can come in under your name: tell your trust's assessment lead and your information security team at once.",
			},
			Action: Action{Text: "See how you sign in"},
			Why:    "You get this message because your account changed.",
		}
	case SigningAsked:
		return Letter{
			Subject: "You are asked to read and sign an assessment",
			Paragraphs: []string{
				f.By + " has laid " + version + " before the board, and asks you to read and sign it.",
				"You can sign, sign with reservations, decline, or ask a question first. Nobody can sign for you.",
			},
			Action: Action{Text: "Read the report"},
			Why:    "You get this message because " + f.By + " named you among those who sign.",
		}
	case SigningPassedOn:
		return Letter{
			Subject: "Somebody else is asked to sign in your place",
			Paragraphs: []string{
				f.By + " asks somebody else to sign " + version + " in your place.",
				"The report prints who was asked instead of you, by whom and why. If you do not agree, say so to your board secretary.",
			},
			Action: Action{Text: "Read the report"},
			Why:    "You get this message because you had been asked to sign that version.",
		}
	case SigningReceipt:
		return Letter{
			Subject: "Receipt for your decision",
			Paragraphs: []string{
				"You answered the request to sign " + version + ".",
				"Your decision: " + f.Decision + ", on " + f.On + ".",
				"The fingerprint (SHA-256) of what you read: " + f.SHA256 + ". Whoever has the document can compute it again.",
			},
			Action: Action{Text: "See your receipt"},
			Why:    "You get this message because your decision was recorded under your name. If it was not you, tell your board secretary and your service administrator at once.",
		}
	case BoardAsked:
		return Letter{
			Subject: "The board has a question for you",
			Paragraphs: []string{
				f.By + " has a question about " + version + ", which lies before the board.",
				"Whoever asks may wait for your answer before they sign. Question and answer are printed in the report.",
			},
			Action: Action{Text: "Read and answer it"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	case BoardAnswered:
		return Letter{
			Subject: "Your question has an answer",
			Paragraphs: []string{
				f.By + " has answered a question about " + version + ".",
				"If you are asked to sign that version and have not, you can now.",
			},
			Action: Action{Text: "Read the answer"},
			Why:    "You get this message because you asked, or because you could not tell how far a standard is in place.",
		}
	case AssessmentBack:
		return Letter{
			Subject: "An assessment was taken back from the board",
			Paragraphs: []string{
				f.By + " has recalled " + version + ". Signatures on it are kept, and are void.",
				"There is nothing for you to do. You will be asked again when the next version is sent.",
			},
			Action: Action{Text: "Go to the board's page"},
			Why:    "You get this message because you were asked to sign that version.",
		}
	case AssessmentPublic:
		return Letter{
			Subject: "An assessment of your trust was published here",
			Paragraphs: []string{
				f.By + " has published " + version + " in this service. National, regional and ICB analysts can now see its results by question.",
				"This is not the official submission to the Data Security and Protection Toolkit: that is sent elsewhere.",
			},
			Action: Action{Text: "Read the report"},
			Why:    "You get this message because you are an assessment lead, a board member or the board secretary of " + f.TrustName + ".",
		}
	case GuidanceChanged:
		return Letter{
			Subject: "What a question asks has changed since it was answered",
			Paragraphs: []string{
				fmt.Sprintf("%s has changed what the %s assessment of %s asks, in the middle of the year. An answer that was given before is touched by it.", f.By, f.Cycle, f.TrustName),
				"Please look at it: change the answer, or say that it still holds. Until then it stays as it is, and counts by what is asked now.",
			},
			Action: Action{Text: "Look at the answer"},
			Why:    "You get this message because the part with this question is yours, or because you are an assessment lead of " + f.TrustName + ".",
		}
	case ActionReturned:
		return Letter{
			Subject: "An action of your improvement plan was returned",
			Paragraphs: []string{
				fmt.Sprintf("%s has returned an action of the plan that %s published for %s, and says why.", f.By, f.TrustName, f.Cycle),
				"While an action is returned the plan as a whole is not accepted. Change the action and publish the plan again, or ask.",
			},
			Action: Action{Text: "Read why"},
			Why:    "You get this message because you own that action, or are an assessment lead of " + f.TrustName + ".",
		}
	case Reminders:
		return reminders(f)
	case AssessorProposed:
		return Letter{
			Subject: "An independent assessor waits for the board's approval",
			Paragraphs: []string{
				fmt.Sprintf("%s proposes an independent assessor for the %s assessment of %s, and what is assessed.", f.By, f.Cycle, f.TrustName),
				"A member of the board approves both or does not, signed in as themselves. Fieldwork does not begin before.",
			},
			Action: Action{Text: "Read and decide"},
			Why:    "You get this message because you are a board member of " + f.TrustName + ".",
		}
	case AssessorNamed:
		return Letter{
			Subject: "You are appointed as independent assessor",
			Paragraphs: []string{
				fmt.Sprintf("%s has appointed you as independent assessor of the %s assessment of %s.", f.By, f.Cycle, f.TrustName),
				"Read what is in scope, and declare that you are independent, or decline. Fieldwork begins when a member of the board has approved you, too.",
			},
			Action: Action{Text: "Read and declare"},
			Why:    "You get this message because " + f.By + " appointed you.",
		}
	case EvidenceAsked:
		return Letter{
			Subject: "The independent assessor asks for evidence",
			Paragraphs: []string{
				fmt.Sprintf("%s, independent assessor, asks for evidence for the %s assessment of %s. The page names it, and the day.", f.By, f.Cycle, f.TrustName),
				"Whoever knows can answer: with proof that is named in the service, with words, or both.",
			},
			Action: Action{Text: "See what is asked for"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ".",
		}
	case DraftIssued:
		return Letter{
			Subject: "The draft of the independent assessment is there",
			Paragraphs: []string{
				fmt.Sprintf("%s has issued the draft of the independent assessment of %s for %s.", f.By, f.TrustName, f.Cycle),
				"Say what is factually wrong, and answer each recommendation with an owner and a day. It becomes final after that.",
			},
			Action: Action{Text: "Read the draft"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ".",
		}
	case FieldworkFinal:
		return Letter{
			Subject: "The independent assessment of your trust is final",
			Paragraphs: []string{
				fmt.Sprintf("%s has made the independent assessment of %s for %s final. Nobody changes it any more.", f.By, f.TrustName, f.Cycle),
				"The next version of the assessment that is sent to the board holds it.",
			},
			Action: Action{Text: "Read it"},
			Why:    "You get this message because you are an assessment lead, a board member or the board secretary of " + f.TrustName + ".",
		}
	case BreakGlassOpened:
		return Letter{
			Subject: "An administrator looks inside your trust's assessment",
			Paragraphs: []string{
				fmt.Sprintf("%s, service administrator, opened %s for one hour, until %s. The reason given: “%s”", f.By, f.TrustName, f.Until, f.Reason),
				"In that hour they can read answers, proof and reports, and change nothing. Each page that they look at is written into your trust's trail.",
			},
			Action: Action{Text: "See who has access"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ". If the reason does not convince you, ask " + f.By + " or your information governance team.",
		}
	case HandInAccepted:
		return Letter{
			Subject:    "What you handed in was accepted",
			Paragraphs: []string{fmt.Sprintf("%s has accepted part %s of the %s assessment of %s. There is nothing more for you to do on it.", f.By, f.Part, f.Cycle, f.TrustName)},
			Action:     Action{Text: "See your parts"},
			Why:        "You get this message because you handed this part in.",
		}
	case HandInSentBack:
		return Letter{
			Subject: "What you handed in came back to you",
			Paragraphs: []string{
				fmt.Sprintf("%s has looked at part %s of the %s assessment of %s, and sent it back.", f.By, f.Part, f.Cycle, f.TrustName),
				"What is missing is written on its page. Mend it there, and hand it in again.",
			},
			Action: Action{Text: "See what is missing"},
			Why:    "You get this message because you handed this part in.",
		}
	case LinkAsked:
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
	case LinkReturned:
		return Letter{
			Subject: "A question about your answer to an NHS trust",
			Paragraphs: []string{
				fmt.Sprintf("%s of %s has read what you wrote, and needs a little more. The page says what.", f.By, f.TrustName),
				fmt.Sprintf("The link below is the same as before. It works until the end of %s.", f.Until),
			},
			Action: Action{Text: "See what is missing, and answer again"},
			Why:    "You get this message because you answered a question of " + f.TrustName + ".",
		}
	case LinkAnswered:
		return Letter{
			Subject: "Your question has been answered by link",
			Paragraphs: []string{
				fmt.Sprintf("%s has answered what you asked about item %s of the %s assessment of %s.", f.By, f.Part, f.Cycle, f.TrustName),
				"It waits beside the answer, and counts for nothing until somebody accepts it.",
			},
			Action: Action{Text: "Read it, and accept or return it"},
			Why:    "You get this message because you asked.",
		}
	case TrustExported:
		return Letter{
			Subject: "Everything of your trust was exported from the cyber readiness service",
			Paragraphs: []string{
				fmt.Sprintf("%s has written everything that the service holds of %s into one file: answers and their history, proof, reports, signatures and the audit trail.", f.By, f.TrustName),
				"It is meant for the trust itself, for example when it leaves the service. Nothing was deleted. The file says where the trust can be hurt: make sure that you know where it is.",
			},
			Action: Action{Text: "See your trust's trail"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ". If your trust did not ask for it, tell your information security team at once.",
		}
	case DormantPeople:
		return Letter{
			Subject: "People of your trust have not come to the cyber readiness service for long",
			Paragraphs: []string{
				fmt.Sprintf("Some people who have access to %s in the service have not signed in for long.", f.TrustName),
				"An account that nobody uses is a door that nobody watches. Look at the list, and keep or withdraw the access of each with one click.",
			},
			Action: Action{Text: "Look at the list"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ". " + f.By + " sends it once a quarter, as long as there is somebody on the list.",
		}
	}
	return Letter{}
}
