package account

import (
	"encoding/hex"
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// accountView is one's own page.
type accountView struct {
	Factors  accountdb.Factors
	Passkeys bool // this site can have them
	Sessions []sessionRow

	SignOn     string // the provider of single sign-on; empty: there is none
	SignsOn    bool   // it is linked
	Identities []identityRow

	Lost string // where one asks for help for others, for whose role it is
}

// sessionRow is one place where one is signed in.
type sessionRow struct {
	ID                         string
	Device, From, Began, Shown string
	Seen                       string
	Here                       bool
}

func (p Place) showAccount(w http.ResponseWriter, r *http.Request) error {
	f, err := p.Sessions.Subject(r.Context())
	if err != nil {
		return err
	}
	list, err := p.Accounts.Sessions(r.Context(), session.Self(r), p.Now())
	if err != nil {
		return err
	}
	view := accountView{Factors: f, Passkeys: p.Sessions.HasPasskeys(), SignOn: p.Sessions.SignOnName(), SignsOn: p.Sessions.SignsOn(f), Identities: p.identityRows(f)}
	if v := page.VisitorOf(r.Context()); v.Actor.Trust() != "" && v.Can(access.AskReset, v.Actor.Trust()) {
		view.Lost = paths.ToLostFactor(v.Actor.Trust())
	}
	for _, s := range list {
		row := sessionRow{ID: s.ID, Device: s.Device, From: s.Address, Here: s.ID == session.ID(r.Context()), Shown: s.Factor.Words(),
			Began: p.when(s.BeganAt), Seen: p.when(s.SeenAt)}
		if row.Here {
			row.Seen = "now"
		}
		view.Sessions = append(view.Sessions, row)
	}
	return page.Show(w, r, page.Page{Title: "Your security", Back: page.Link{Text: "Home", Href: paths.Home}, Body: security(view), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) endSessions(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	here, which := session.ID(r.Context()), r.PostFormValue("session")
	if which == "" || which == here {
		return fault.New(fault.Invalid, "Choose which session to end.")
	}
	if which == "others" {
		if err := p.Accounts.EndOtherSessions(r.Context(), session.Self(r), here, p.Now()); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "You are signed out everywhere but here.")
		return page.Go(w, r, paths.Account)
	}
	if err := p.Accounts.EndSession(r.Context(), session.Self(r), which, p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "That session has ended.")
	return page.Go(w, r, paths.Account)
}

func (p Place) removeFactor(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	which := r.PostFormValue("remove")
	if which == "app" {
		if err := p.Accounts.RemoveApp(r.Context(), session.Self(r), p.Now()); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "The authenticator app is removed. Delete its entry on your phone, too.")
		return page.Go(w, r, paths.Account)
	}
	id, err := hex.DecodeString(which)
	if err != nil || len(id) == 0 {
		return fault.New(fault.Invalid, "Choose what to remove.")
	}
	if err := p.Accounts.RemovePasskey(r.Context(), session.Self(r), id, p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The passkey is removed. It opens nothing here any more.")
	return page.Go(w, r, paths.Account)
}

func recoveryWords(f accountdb.Factors) string {
	if len(f.Recovery) == 0 {
		return "You have none. Make some, and keep them where you find them without your phone."
	}
	return english.Sentence(english.Number(f.RecoveryLeft()) + " of " + english.Count(len(f.Recovery), "code", "codes") + " left")
}
