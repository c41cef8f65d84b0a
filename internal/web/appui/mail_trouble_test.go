package appui_test

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/store/maildb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

func TestMailTroubleIsSaid(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	old := now.Add(-time.Hour)
	for name, c := range map[string]struct {
		mail bool
		s    maildb.Standing
		want string
	}{
		"all well":         {true, maildb.Standing{SentInWeek: 3}, ""},
		"just queued":      {true, maildb.Standing{Waiting: 1, OldestSince: &now}, ""},
		"no mail server":   {false, maildb.Standing{Waiting: 2}, "There is no mail server"},
		"dead":             {true, maildb.Standing{Dead: 2}, "could not be sent"},
		"waiting for long": {true, maildb.Standing{Waiting: 2, OldestSince: &old}, "the oldest since 08:00"},
	} {
		got := appui.MailTrouble(page.Site{Mail: c.mail}, c.s, now)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
