package admin

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// resetView is the form with which an administrator lets somebody in again who lost their second factor.
type resetView struct {
	Reason, Checked, CheckedWords string
	Errors                        *fault.Error
}

// resetFactor takes away what was lost and makes a new password, which is handed over in the check itself.
func (p Place) resetFactor(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id := chi.URLParam(r, "person")
	view := personView{Reset: resetView{Reason: r.PostFormValue("reason"), Checked: r.PostFormValue("checked"), CheckedWords: r.PostFormValue("checked-words")}}
	password, err := passhash.NewPassword()
	if err != nil {
		return err
	}
	hash, err := passhash.Make(r.Context(), password)
	if err != nil {
		return err
	}
	err = p.Accounts.ResetFactor(r.Context(), v.Scope(), accountdb.Resetting{Person: id, Reason: view.Reset.Reason,
		Checked: credential.Check(view.Reset.Checked), CheckedWords: view.Reset.CheckedWords, PasswordHash: hash}, p.Now())
	if refused := page.Refused(err); refused != nil {
		view.Reset.Errors = refused
		return p.renderPerson(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.renderPerson(w, r, personView{Made: password})
}

// declineReset closes a trust's request without doing what it asks for.
func (p Place) declineReset(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	if err := p.Accounts.DeclineReset(r.Context(), v.Scope(), r.PostFormValue("trust"), r.PostFormValue("request"), p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The request is declined. Nothing was changed for the person.")
	return page.Go(w, r, paths.ToAdminPerson(chi.URLParam(r, "person")))
}

// factorWords says what somebody shows who they are with.
func factorWords(f accountdb.Factors) string {
	var have []string
	if f.App != nil {
		have = append(have, "an authenticator app")
	}
	if n := len(f.Passkeys); n > 0 {
		have = append(have, english.Count(n, "passkey", "passkeys"))
	}
	if len(have) > 0 {
		have = append(have, english.Count(f.RecoveryLeft(), "recovery code", "recovery codes")+" left")
	}
	if len(f.Identities) > 0 {
		have = append(have, "single sign-on")
	}
	if len(have) == 0 {
		return "None: set up at the next sign-in"
	}
	return english.Sentence(english.List(have))
}

func checkItems() []ui.RadioItem {
	var items []ui.RadioItem
	for _, c := range credential.Checks {
		items = append(items, ui.RadioItem{Value: string(c), Text: c.Words()})
	}
	return items
}

// requestsOf keeps the open requests about one person.
func requestsOf(list []accountdb.Request, person string) []accountdb.Request {
	var own []accountdb.Request
	for _, q := range list {
		if q.PersonID == person {
			own = append(own, q)
		}
	}
	return own
}

func asked(q accountdb.Request) string {
	return q.AskedByName + " of " + q.TrustName + " asks for help for " + q.PersonName + ", " + page.Today(q.AskedAt).Words() + " at " + page.Clock(q.AskedAt) + "."
}
