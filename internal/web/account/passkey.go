package account

import (
	"net/http"
	"strings"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// maxName bounds what a person calls a passkey.
const maxName = 60

// passkeyView is the page that adds a passkey.
type passkeyView struct {
	First  bool
	Name   string
	Errors *fault.Error
}

func (p Place) showPasskey(w http.ResponseWriter, r *http.Request) error {
	if _, _, err := p.who(r); err != nil {
		return err
	}
	return p.renderPasskey(w, r, passkeyView{First: first(r)})
}

func (p Place) renderPasskey(w http.ResponseWriter, r *http.Request, view passkeyView) error {
	if !p.Sessions.HasPasskeys() {
		return fault.New(fault.NotFound, "This site has no name, so it cannot have passkeys.")
	}
	return page.Show(w, r, page.Page{Title: "Set up a passkey", Back: backFrom(r), Errors: view.Errors, Body: passkeyForm(view)})
}

// askPasskey answers the page's script with what the browser must ask for.
func (p Place) askPasskey(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.who(r)
	if err != nil {
		return err
	}
	return p.Sessions.BeginPasskey(w, r, f)
}

func (p Place) setUpPasskey(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f, who, err := p.who(r)
	if err != nil {
		return err
	}
	view := passkeyView{First: first(r), Name: strings.TrimSpace(r.PostFormValue("name"))}
	if n := len([]rune(view.Name)); n > maxName {
		view.Errors = fault.InvalidField("name", "Choose a name of at most 60 characters.")
		return p.renderPasskey(w, r, view)
	}
	key, err := p.Sessions.FinishPasskey(r, f)
	if refused := page.Refused(err); refused != nil {
		view.Errors = refused
		return p.renderPasskey(w, r, view)
	}
	if err != nil {
		return err
	}
	kept := accountdb.Passkey{ID: key.ID, Name: view.Name, Record: key.Record}
	if kept.Name == "" {
		kept.Name = "Passkey added on " + page.Today(p.Now()).Words()
	}
	codes, recovery, err := codesFor(r.Context(), f)
	if err != nil {
		return err
	}
	if err := p.Accounts.AddPasskey(r.Context(), who, kept, first(r), p.Now(), recovery...); err != nil {
		return err
	}
	return p.finish(w, r, f, accountdb.Proof{By: credential.ByPasskey, Passkey: kept}, codes, "Your passkey is set up.")
}
