package invitation

import (
	"net/http"

	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// explain says calmly what is the matter with a link, and whom to ask. Nothing was done.
func (p Place) explain(w http.ResponseWriter, r *http.Request, o invitedb.Opened) error {
	title, lines, status := explained(o)
	next := page.Link{Text: "Go to the start page", Href: paths.Start}
	if o.State == invitedb.Used {
		next = page.Link{Text: "Sign in", Href: paths.SignIn}
	}
	return page.Show(w, r, page.Page{Title: title, Body: closedPage(lines, next), Status: status})
}

func explained(o invitedb.Opened) (title string, lines []string, status int) {
	ask := "Ask " + o.InvitedBy + ", who invited you, for a new one."
	switch o.State {
	case invitedb.Used:
		return "This invitation has been used", []string{"A link works once. If it was you who used it, sign in as you do since then.",
			"If it was not you, tell " + o.InvitedBy + " at once."}, http.StatusGone
	case invitedb.Expired:
		return "This invitation has expired", []string{"A link works for seven days. " + ask}, http.StatusGone
	case invitedb.Revoked:
		return "This invitation was taken back", []string{"It does not work any more. If that surprises you, ask " + o.InvitedBy + ", who invited you."}, http.StatusGone
	case invitedb.Renewed:
		return "There is a newer invitation", []string{"Another message with a newer link is on its way to you: use that one. If it does not come, ask " + o.InvitedBy + ", who invited you."}, http.StatusGone
	case invitedb.Foreign:
		return "This invitation is for somebody else", []string{"You are signed in with another account than the one that was invited.",
			"Sign out first if the invitation is yours. If somebody passed it on to you, ask " + o.InvitedBy + " for an invitation of your own."}, http.StatusForbidden
	}
	return "We do not know this invitation", []string{"The link may be cut off: copy it from the message as a whole.",
		"If it still does not work, ask whoever invited you, or your trust’s assessment lead, for a new one."}, http.StatusNotFound
}
