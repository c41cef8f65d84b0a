package signin

import (
	"net/http"

	"cyberready/internal/edge/oidc"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// problemView says calmly what did not work out at the provider, and what to do next.
type problemView struct {
	Provider  string
	Lines     []string
	Again     string // where to begin once more
	RequestID string
}

const nothingDone = " Nothing was done."

// say puts a reason into words, and gives the page's title.
func (v *problemView) say(why oidc.Reason) (title string) {
	switch why {
	case oidc.Declined:
		v.Lines = []string{v.Provider + " did not let you through, or you stopped there." + nothingDone}
		return "You did not come in with " + v.Provider
	case oidc.OtherState, oidc.CodeRefused, usedBefore.Why:
		v.Lines = []string{"A sign-in works once, in the browser in which it was begun, for 20 minutes." + nothingDone}
		return "We cannot finish this sign-in"
	case oidc.NotAfresh, oneFactor.Why:
		v.Lines = []string{"What you were about to do matters, and " + v.Provider + " did not say that it has just asked you for a second factor." + nothingDone,
			"Try once more. If it does not help, sign out here and sign in again."}
		return v.Provider + " did not ask you again"
	case somebodyElse.Why:
		v.Lines = []string{"You came back as somebody who is not linked to the account with which you are signed in here." + nothingDone,
			"Sign out at " + v.Provider + " and try once more, as yourself."}
		return "That is somebody else"
	case disabled.Why:
		v.Lines = []string{"Your account here is closed." + nothingDone + " Ask your trust’s assessment lead or the service administrator."}
		return "You cannot come in"
	}
	v.Lines = []string{"What " + v.Provider + " told us does not fit what we asked, so we did not believe it." + nothingDone,
		"Try once more. If it happens again, tell the service administrator the number below."}
	return "We could not check who you are"
}

// strangerView is for somebody whom the provider knows and we do not.
type strangerView struct {
	Provider string
	Shown    string // what it calls them; may be empty
	Other    string // where to choose another account there
	SignIn   string
}

func (p Place) showStranger(w http.ResponseWriter, r *http.Request, e session.Errand, came oidc.Came) error {
	v := strangerView{Provider: p.Sessions.SignOnName(), Shown: session.ShownName(came),
		Other: paths.ChooseSingleSignOn(session.OwnPath(e.Then)), SignIn: paths.SignInThen(session.OwnPath(e.Then))}
	return page.Show(w, r, page.Page{Title: "We do not know you here yet", Body: stranger(v), Status: http.StatusForbidden})
}
