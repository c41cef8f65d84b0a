package outbox

import (
	"cyberready/internal/core/credential"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/reminder"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store/askdb"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/paths"
)

// LinkKey is the name of the key that invitations' links in letters are made with, AskKey of that for questions by link.
const (
	LinkKey = "link"
	AskKey  = "ask"
)

// Writer makes the words of letters and the page that each leads to: for the queue when one leaves, and for the outbox of
// the demonstration when one is read.
type Writer struct {
	PublicURL string // without a final slash
	Keys      keys.Keys
}

// Write makes a letter.
func (w Writer) Write(e maildb.Envelope) letter.Letter {
	f := e.Facts
	f.URL = w.PublicURL + w.path(e)
	for _, d := range e.Due {
		d.Due.URL = w.PublicURL + duePath(d)
		f.Due = append(f.Due, d.Due)
	}
	return letter.Write(f)
}

func (w Writer) path(e maildb.Envelope) string {
	year := paths.Year{ODS: e.Trust, Cycle: e.Facts.Cycle}
	switch e.Facts.Kind {
	case letter.Invited:
		return paths.ToInvitation(credential.LinkToken(w.Keys.Key(LinkKey), e.Object, e.Generation))
	case letter.WayInChanged:
		return paths.Account
	case letter.LinkAsked, letter.LinkReturned:
		return paths.ToAsked(credential.LinkToken(w.Keys.Key(AskKey), e.Object, askdb.Generation))
	case letter.LinkAnswered:
		return year.Asks(e.Facts.Part)
	case letter.HandInSentBack:
		return year.Part(e.Facts.Part)
	case letter.HandInAccepted:
		return year.Home()
	case letter.SigningAsked, letter.SigningPassedOn, letter.AssessmentPublic:
		return year.ReportOf(e.Facts.Version)
	case letter.SigningReceipt:
		return year.Receipt(e.Object)
	case letter.AssessorProposed, letter.AssessorNamed, letter.EvidenceAsked, letter.DraftIssued, letter.FieldworkFinal:
		return year.Independent()
	case letter.BoardAsked, letter.BoardAnswered:
		return year.Questions()
	case letter.ActionReturned:
		return year.Plan()
	case letter.Reminders:
		return paths.AccountReminders
	case letter.AssessmentBack:
		return year.Board()
	case letter.GuidanceChanged:
		return year.Guidance()
	case letter.BreakGlassOpened:
		return paths.ToPeople(e.Trust)
	case letter.TrustExported:
		return paths.ToTrail(e.Trust)
	case letter.DormantPeople:
		return paths.ToDormant(e.Trust)
	}
	return paths.Home
}

// duePath is where a line of a digest leads: to what one is reminded of.
func duePath(d maildb.DueAt) string {
	year := paths.Year{ODS: d.Trust, Cycle: d.Cycle}
	switch d.Kind {
	case reminder.Assignment:
		return year.Part(d.ID)
	case reminder.Evidence:
		return year.EvidenceOne(d.ID)
	case reminder.Proof:
		return year.ProofOne(d.ID)
	case reminder.Action:
		return year.PlanAction(d.ID)
	case reminder.Date:
		if d.Place != "" {
			return year.Dates()
		}
		return year.Meetings()
	case reminder.Signing:
		return year.Sign()
	case reminder.Risk:
		return year.Risks()
	}
	return year.Home()
}
