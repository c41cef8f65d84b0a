package signin

import (
	"net/http"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// showCode asks whoever gave the right password for the second factor.
func (p Place) showCode(w http.ResponseWriter, r *http.Request) error {
	if page.VisitorOf(r.Context()).SignedIn() {
		return page.Go(w, r, paths.Home)
	}
	f, err := p.Sessions.Subject(r.Context())
	if fault.KindOf(err) == fault.SignedOut {
		return page.Go(w, r, paths.SignIn)
	}
	if err != nil {
		return err
	}
	return p.renderCode(w, r, f, nil)
}

func (p Place) renderCode(w http.ResponseWriter, r *http.Request, f accountdb.Factors, refused *fault.Error) error {
	proving, err := p.Sessions.Proving(r, f, refused)
	if err != nil {
		return err
	}
	title := "Enter your code"
	if proving.Passkeys {
		title = "Use your passkey or a code"
	}
	return page.Show(w, r, page.Page{Title: title, Errors: refused, Body: codeForm(proving), Back: page.Link{Text: "Sign in", Href: paths.SignIn}})
}

func (p Place) enterCode(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	if page.VisitorOf(r.Context()).SignedIn() {
		return page.Go(w, r, paths.Home)
	}
	f, err := p.Sessions.Subject(r.Context())
	if err != nil {
		return err
	}
	h, _ := session.HalfwayOf(r.Context())
	proof, err := p.Sessions.Prove(r, f)
	if err == nil {
		err = p.Sessions.UsedUp(r, f, p.Sessions.Arrive(w, r, f, proof))
	}
	if refused := session.Refusal(w, err); refused != nil {
		return p.renderCode(w, r, f, refused)
	}
	if err != nil {
		return err
	}
	if proof.By == credential.ByRecoveryCode {
		p.Sessions.Say(r.Context(), "You came in with a recovery code. "+leftWords(f.RecoveryLeft()-1)+" If your phone is lost, set up another one under “Your security”.")
	}
	return page.Go(w, r, session.OwnPath(h.Next))
}

func leftWords(n int) string {
	if n == 0 {
		return "It was your last one: make new ones now, under “Your security”."
	}
	return "You have " + english.Count(n, "recovery code", "recovery codes") + " left."
}

// enterByPasskey signs in without a password.
func (p Place) enterByPasskey(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	next := r.PostFormValue("next")
	err := p.Sessions.EnterByPasskey(w, r)
	if refused := page.Refused(err); refused != nil {
		return p.render(w, r, form{Next: next, Errors: refused})
	}
	if err != nil {
		return err
	}
	return page.Go(w, r, session.OwnPath(next))
}
