package breakglass

import (
	"time"

	"cyberready/internal/core/sheet"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/web/page"
)

// looksFile is who looked inside which trust and why, as a file.
func looksFile(looks []accessdb.Look, now time.Time) *page.List {
	on := page.Today(now)
	t := sheet.Table{Columns: sheet.Heads("Who", "ODS code", "Trust", "Opened (UTC)", "Ended (UTC)", "Leads told", "Reason"), Notes: []string{"As at " + on.Words() + "; the newest come first, twenty at most."}}
	for _, l := range looks {
		ended := l.EndsAt
		if l.ClosedAt != nil {
			ended = *l.ClosedAt
		}
		t.Rows = append(t.Rows, sheet.Row(l.PersonName, l.Trust, l.TrustName, l.OpenedAt, ended, l.Told, l.Reason))
	}
	return &page.List{Table: t, Name: "looks inside", On: on}
}
