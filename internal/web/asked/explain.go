package asked

import (
	"net/http"

	"cyberready/internal/core/assessment"
	"cyberready/internal/store/askdb"
	"cyberready/internal/web/page"
)

// explain says calmly what is the matter with a link, and whom to ask. Nothing was done.
func explain(w http.ResponseWriter, r *http.Request, o askdb.Opened) error {
	title, lines, status := explained(o)
	return page.Show(w, r, page.Page{Title: title, Body: closedPage(lines), Status: status, Alone: true})
}

func explained(o askdb.Opened) (title string, lines []string, status int) {
	ask := "ask " + o.Ask.By.Name + " of " + o.Trust + ", who sent it to you"
	switch o.State {
	case assessment.AskWaiting:
		return "This has been answered", []string{"Your answer is with " + o.Ask.By.Name + " of " + o.Trust + ". A link takes one answer at a time.",
			"If it was not you who answered, or if something must change, " + ask + "."}, http.StatusGone
	case assessment.AskTaken:
		return "This has been answered", []string{o.Trust + " has accepted the answer. The link has done its work.",
			"If it was not you who answered, or if something must change, " + ask + "."}, http.StatusGone
	case assessment.AskLapsed:
		return "This link has lapsed", []string{"It worked until the end of " + o.Ask.Until.Words() + ". If you still want to answer, " + ask + ", for a new one."}, http.StatusGone
	case assessment.AskReplaced:
		return "There is a newer link", []string{"This question was sent to you again, and the newest link is the one that works. Look for the latest e-mail about it.",
			"If you cannot find it, " + ask + "."}, http.StatusGone
	case assessment.AskWithdrawn:
		return "This link was withdrawn", []string{"Your answer is not needed any more. If that surprises you, " + ask + "."}, http.StatusGone
	}
	return "We do not know this link", []string{"It may be cut off: copy it from the e-mail as a whole.",
		"If it still does not work, ask whoever sent it to you for a new one."}, http.StatusNotFound
}
