package account

import (
	"net/http"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// identityRow is one single sign-on that is linked.
type identityRow struct {
	ID, Name, Words string
	Only            bool // without it they could not come in
}

func (p Place) identityRows(f accountdb.Factors) []identityRow {
	var rows []identityRow
	without := credential.Ways{Password: f.HasPassword, App: f.App != nil, Passkey: len(f.Passkeys) > 0, SingleSignOn: len(f.Identities) > 1}
	for _, i := range f.Identities {
		row := identityRow{ID: i.ID, Name: p.Sessions.ProviderName(i), Words: identityWords(i), Only: !without.In()}
		if i.Shown != "" {
			row.Name += ", as " + i.Shown
		}
		rows = append(rows, row)
	}
	return rows
}

func identityWords(i accountdb.Identity) string {
	how := "Linked"
	if i.How == accountdb.ByInvitation {
		how = "Linked by an invitation"
	}
	how += " on " + page.Today(i.LinkedAt).Words()
	if i.UsedAt == nil {
		return how + ", not used yet"
	}
	return how + ", last used on " + page.Today(*i.UsedAt).Words()
}

// linkView asks whether what came back from the provider is to be linked.
type linkView struct{ Provider, Shown string }

// leaveToLink sends the visitor to the provider. What they come back as is linked only when they say so on our own page: a
// link on somebody else's page could have led them there.
func (p Place) leaveToLink(w http.ResponseWriter, r *http.Request) error {
	e := session.Errand{For: session.ToLink, About: page.VisitorOf(r.Context()).Person, Then: paths.AccountSignOn}
	return p.Leave(w, r, e)
}

func (p Place) showLink(w http.ResponseWriter, r *http.Request) error {
	came, ok := p.Sessions.CameFor(r.Context(), session.ToLink, page.VisitorOf(r.Context()).Person)
	if !ok {
		return page.Go(w, r, paths.Account)
	}
	view := linkView{Provider: p.Sessions.SignOnName(), Shown: session.ShownName(came)}
	return page.Show(w, r, page.Page{Title: "Link " + view.Provider + " to your account?", Back: back, Body: linkForm(view)})
}

func (p Place) link(w http.ResponseWriter, r *http.Request) error {
	came, ok := p.Sessions.CameFor(r.Context(), session.ToLink, page.VisitorOf(r.Context()).Person)
	if !ok {
		return fault.New(fault.Conflict, "You came back from there too long ago, or this was done already. Begin again under “Your security”.")
	}
	p.Sessions.ForgetCame(r.Context())
	if err := p.Accounts.LinkIdentity(r.Context(), session.Self(r), session.Shown(came), p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), p.Sessions.SignOnName()+" is linked. From now on it lets you in.")
	return page.Go(w, r, paths.Account)
}

func (p Place) unlink(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	which := r.PostFormValue("identity")
	if which == "" {
		return fault.New(fault.Invalid, "Choose what to remove.")
	}
	if err := p.Accounts.RemoveIdentity(r.Context(), session.Self(r), which, session.ID(r.Context()), p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The single sign-on is removed, and you are signed out everywhere but here. It does not let you in any more.")
	return page.Go(w, r, paths.Account)
}
