package outbox

import (
	"cyberready/internal/core/credential"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/reminder"
	"cyberready/internal/edge/keys"
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
	for _, item := range e.Items {
		f.Items = append(f.Items, letter.Item{ID: item, URL: w.PublicURL + paths.Year{ODS: e.Trust, Cycle: f.Cycle}.Comments(item)})
	}
	return letter.Write(f)
}

func (w Writer) path(e maildb.Envelope) string {
	to, ok := pages[e.Facts.Kind]
	if !ok {
		return paths.Home
	}
	return to(w, e, paths.Year{ODS: e.Trust, Cycle: e.Facts.Cycle})
}

// pages is where each kind of letter leads to.
var pages = map[letter.Kind]func(Writer, maildb.Envelope, paths.Year) string{
	letter.Invited: func(w Writer, e maildb.Envelope, _ paths.Year) string {
		return paths.ToInvitation(credential.LinkToken(w.Keys.Key(LinkKey), e.Object, e.Generation))
	},
	letter.RoleGiven:         home,
	letter.CoverNamed:        home,
	letter.WayInChanged:      func(Writer, maildb.Envelope, paths.Year) string { return paths.Account },
	letter.LinkAsked:         asked,
	letter.LinkReturned:      asked,
	letter.LinkAnswered:      func(_ Writer, e maildb.Envelope, y paths.Year) string { return y.Asks(e.Facts.Part) },
	letter.HandInSentBack:    func(_ Writer, e maildb.Envelope, y paths.Year) string { return y.Part(e.Facts.Part) },
	letter.HandInAccepted:    of(paths.Year.Home),
	letter.SigningAsked:      report,
	letter.SigningPassedOn:   report,
	letter.AssessmentPublic:  report,
	letter.SigningReceipt:    func(_ Writer, e maildb.Envelope, y paths.Year) string { return y.Receipt(e.Object) },
	letter.AssessorProposed:  of(paths.Year.Independent),
	letter.AssessorNamed:     of(paths.Year.Independent),
	letter.EvidenceAsked:     of(paths.Year.Independent),
	letter.DraftIssued:       of(paths.Year.Independent),
	letter.FieldworkFinal:    of(paths.Year.Independent),
	letter.BoardAsked:        of(paths.Year.Questions),
	letter.BoardAnswered:     of(paths.Year.Questions),
	letter.ActionReturned:    of(paths.Year.Plan),
	letter.Reminders:         func(Writer, maildb.Envelope, paths.Year) string { return paths.AccountReminders },
	letter.AssessmentBack:    of(paths.Year.Board),
	letter.GuidanceChanged:   of(paths.Year.Guidance),
	letter.BreakGlassOpened:  func(_ Writer, e maildb.Envelope, _ paths.Year) string { return paths.ToPeople(e.Trust) },
	letter.TrustExported:     func(_ Writer, e maildb.Envelope, _ paths.Year) string { return paths.ToTrail(e.Trust) },
	letter.PartGiven:         of(paths.Year.Home),
	letter.PartPassedOn:      of(paths.Year.Home),
	letter.HandedIn:          of(paths.Year.Home),
	letter.Commented:         func(Writer, maildb.Envelope, paths.Year) string { return paths.AccountReminders },
	letter.DeadlineChanged:   of(paths.Year.Dates),
	letter.MeetingSet:        of(paths.Year.Meetings),
	letter.ActionGiven:       of(paths.Year.Plan),
	letter.ActionMoved:       of(paths.Year.Plan),
	letter.PlanAccepted:      of(paths.Year.Plan),
	letter.PlanLapsed:        of(paths.Year.Plan),
	letter.RiskWaits:         of(paths.Year.Risks),
	letter.AssessorDecided:   of(paths.Year.Independent),
	letter.AssessorAnswered:  of(paths.Year.Independent),
	letter.AppointmentEnded:  of(paths.Year.Independent),
	letter.EvidenceGiven:     of(paths.Year.Independent),
	letter.DraftAnswered:     of(paths.Year.Independent),
	letter.CorrectionSettled: of(paths.Year.Independent),
	letter.Signed:            of(paths.Year.Board),
	letter.OfficeGiven:       home,
	letter.ProofInfected:     func(_ Writer, e maildb.Envelope, y paths.Year) string { return y.ProofOne(e.Object) },
	letter.DormantPeople:     func(_ Writer, e maildb.Envelope, _ paths.Year) string { return paths.ToDormant(e.Trust) },
}

func home(Writer, maildb.Envelope, paths.Year) string { return paths.Home }

// of leads to a page of the year that a letter is about.
func of(page func(paths.Year) string) func(Writer, maildb.Envelope, paths.Year) string {
	return func(_ Writer, _ maildb.Envelope, y paths.Year) string { return page(y) }
}

func report(_ Writer, e maildb.Envelope, y paths.Year) string { return y.ReportOf(e.Facts.Version) }

func asked(w Writer, e maildb.Envelope, _ paths.Year) string {
	return paths.ToAsked(credential.LinkToken(w.Keys.Key(AskKey), e.Object, e.Generation))
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
