package account

import (
	"errors"
	"net/http"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/seal"
	"cyberready/internal/edge/totp"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/session"
)

// appView is the page on which an authenticator app gets its secret.
type appView struct {
	First    bool
	Replaces bool
	Secret   string // in groups of four
	Code     string // what the app will show: in a demonstration only
	Errors   *fault.Error
}

// pending gives the secret of the app that is being set up. Until its code has been entered it is in the browser's session
// alone, sealed, so that a set-up that is left half done changes nothing.
func (p Place) pending(r *http.Request, person string) ([]byte, error) {
	if sealed := p.Sessions.PendingApp(r.Context()); sealed != nil {
		secret, err := p.Sessions.Unseal(person, sealed)
		if err == nil || !errors.Is(err, seal.ErrNotOpened) {
			return secret, err
		}
	}
	secret := totp.NewSecret()
	sealed, err := p.Sessions.Seal(person, secret)
	if err == nil {
		p.Sessions.KeepPendingApp(r.Context(), sealed)
	}
	return secret, err
}

func (p Place) showApp(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.who(r)
	if err != nil {
		return err
	}
	return p.renderApp(w, r, f, nil)
}

func (p Place) renderApp(w http.ResponseWriter, r *http.Request, f accountdb.Factors, refused *fault.Error) error {
	secret, err := p.pending(r, f.PersonID)
	if err != nil {
		return err
	}
	view := appView{First: first(r), Replaces: f.App != nil, Secret: totp.Words(secret), Errors: refused}
	if page.VisitorOf(r.Context()).Site.Demo && session.FromThisMachine(r) {
		if view.Code, err = totp.Code(secret, totp.StepAt(p.Now())); err != nil {
			return err
		}
	}
	return page.Show(w, r, page.Page{Title: "Set up an authenticator app", Back: backFrom(r), Errors: refused, Body: app(view)})
}

// drawApp is the picture that a phone takes the secret from.
func (p Place) drawApp(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.who(r)
	if err != nil {
		return err
	}
	secret, err := p.pending(r, f.PersonID)
	if err != nil {
		return err
	}
	svg, err := totp.QR(totp.URI(secret, session.SiteName, f.Email))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(svg) // the browser has gone: nothing to tell it
	return nil
}

func (p Place) setUpApp(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f, who, err := p.who(r)
	if err != nil {
		return err
	}
	secret, err := p.pending(r, f.PersonID)
	if err != nil {
		return err
	}
	code := credential.ReadCode(r.PostFormValue("code")).App
	step, ok, err := totp.Match(secret, code, p.Now(), 0, 0)
	if err != nil {
		return err
	}
	if !ok {
		return p.renderApp(w, r, f, fault.InvalidField("code", "That is not what your app should show. Enter the 6 digits that it shows now. If they are never right, set your phone's clock to the network's time."))
	}
	sealed, err := p.Sessions.Seal(f.PersonID, secret)
	if err != nil {
		return err
	}
	used := step
	if first(r) {
		used = step - 1 // arriving uses this step up
	}
	codes, kept, err := codesFor(r.Context(), f)
	if err != nil {
		return err
	}
	if err := p.Accounts.SetUpApp(r.Context(), who, sealed, used, first(r), p.Now(), kept...); err != nil {
		return err
	}
	p.Sessions.KeepPendingApp(r.Context(), nil)
	return p.finish(w, r, f, accountdb.Proof{By: credential.ByApp, Step: step}, codes, "Your authenticator app is set up.")
}

// finish signs in who was halfway, and shows the recovery codes that were made, if any.
func (p Place) finish(w http.ResponseWriter, r *http.Request, f accountdb.Factors, proof accountdb.Proof, codes []string, done string) error {
	next := back.Href
	if h, halfway := session.HalfwayOf(r.Context()); halfway {
		if err := p.Sessions.Arrive(w, r, f, proof); err != nil {
			return err
		}
		next = session.OwnPath(h.Next)
		v := page.VisitorOf(r.Context())
		v.Person, v.Name = f.PersonID, f.Name // whom the page of codes shows as signed in
		v.SessionEnds, v.SessionLeft = credential.Ends(p.Now(), p.Now()), credential.IdleAfter
		r = r.WithContext(page.WithVisitor(r.Context(), v))
	}
	if len(codes) > 0 {
		return showCodes(w, r, codes, done, next)
	}
	p.Sessions.Say(r.Context(), done)
	return page.Go(w, r, next)
}
