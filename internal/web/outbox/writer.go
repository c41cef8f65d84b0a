package outbox

import (
	"cyberready/internal/core/credential"
	"cyberready/internal/core/letter"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/paths"
)

// LinkKey is the name of the key that links in letters are made with.
const LinkKey = "link"

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
	return letter.Write(f)
}

func (w Writer) path(e maildb.Envelope) string {
	year := paths.Year{ODS: e.Trust, Cycle: e.Facts.Cycle}
	switch e.Facts.Kind {
	case letter.Invited:
		return paths.ToInvitation(credential.LinkToken(w.Keys.Key(LinkKey), e.Object, e.Generation))
	case letter.WayInChanged:
		return paths.Account
	case letter.SigningAsked, letter.SigningPassedOn, letter.AssessmentPublic:
		return year.ReportOf(e.Facts.Version)
	case letter.SigningReceipt:
		return year.Receipt(e.Object)
	case letter.BoardAsked, letter.BoardAnswered:
		return year.Questions()
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
