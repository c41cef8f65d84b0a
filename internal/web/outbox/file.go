package outbox

import (
	"time"

	"cyberready/internal/core/sheet"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/page"
)

// deadFile is the messages that could not be sent, as a file.
func deadFile(dead []maildb.Dead, now time.Time) *page.List {
	t := sheet.Table{Columns: sheet.Heads("What", "Trust", "For", "Queued (UTC)", "Last tried (UTC)", "Attempts", "Last error")}
	for _, d := range dead {
		t.Rows = append(t.Rows, sheet.Row(d.Kind.Words(), d.TrustName, d.For, d.QueuedAt, d.TriedAt, d.Attempts, d.LastError))
	}
	return listOf("mail", t, now)
}

// outboxFile is what the demonstration would have sent, as a file.
func (p Place) outboxFile(list []maildb.Envelope) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Subject", "To", "Sent (UTC)")}
	for _, e := range list {
		t.Rows = append(t.Rows, sheet.Row(p.Writer.Write(e).Subject, addressee(e), e.StateAt))
	}
	return listOf("outbox", t, p.Now())
}

func listOf(what string, t sheet.Table, now time.Time) *page.List {
	on := page.Today(now)
	t.Notes = []string{"As at " + on.Words() + "; the newest come first, a hundred at most."}
	return &page.List{Table: t, Name: what, On: on}
}
