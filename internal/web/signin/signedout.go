package signin

import (
	"net/http"

	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// signedOutView is for somebody who has signed out here.
type signedOutView struct {
	Provider string
	There    string // where to sign out of the provider; may be empty
}

func (p Place) showSignedOut(w http.ResponseWriter, r *http.Request) error {
	v := signedOutView{Provider: p.Sessions.SignOnName(), There: p.Sessions.SignOutThere()}
	if v.Provider == "" || page.VisitorOf(r.Context()).SignedIn() {
		return page.Go(w, r, paths.Start)
	}
	return page.Show(w, r, page.Page{Title: "You are signed out", Body: signedOut(v)})
}
