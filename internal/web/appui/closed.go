package appui

import (
	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
)

// Closed says why nothing of an assessment can be changed now, and where that can be undone. The zero value says that it
// can be changed.
type Closed struct {
	Words string
	Undo  page.Link // where it is recalled; empty for who may not
	Next  string    // where the next version is begun; empty for who may not
}

// ClosedAt gives what is to be said at a stage.
func ClosedAt(v page.Visit, s assessment.Stage) Closed {
	_, err := assessment.Next(s, assessment.Change)
	if err == nil {
		return Closed{}
	}
	c := Closed{Words: fault.As(err).Sentence}
	if _, err := assessment.Next(s, assessment.Recall); err == nil && v.May(access.Recall) {
		c.Undo = page.Link{Text: "Recall it", Href: v.At.Recall()}
	}
	if _, err := assessment.Next(s, assessment.Reopen); err == nil && v.May(access.Begin) {
		c.Next = v.At.Reopen()
	}
	return c
}
