package appui

import (
	"time"

	"cyberready/internal/core/english"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/page"
)

// longWait is how old a waiting message may be before the administrator is told.
const longWait = 15 * time.Minute

// MailTrouble says what is wrong with the mail as a whole, for an administrator; empty when nothing is.
func MailTrouble(site page.Site, s maildb.Standing, now time.Time) string {
	waiting := english.Capital(english.Count(s.Waiting, "message waits", "messages wait"))
	switch {
	case !site.Mail:
		return "There is no mail server. " + waiting + ". Name one with --smtp-url and --mail-from, and they leave."
	case s.Dead > 0:
		return english.Capital(english.Count(s.Dead, "message", "messages")) + " could not be sent."
	case s.OldestSince != nil && now.Sub(*s.OldestSince) > longWait:
		return waiting + ", the oldest since " + page.When(*s.OldestSince, now) + "."
	}
	return ""
}
