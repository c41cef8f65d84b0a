package people

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// personView is one person's access to the trust and what can be changed about it.
type personView struct {
	ods, id, name string
	rows          []ui.SummaryRow
	roles         []access.Role
	lastLead      bool
	items         []ui.SelectItem
	errors        *fault.Error
}

func (p Place) showPerson(w http.ResponseWriter, r *http.Request) error {
	return p.renderPerson(w, r, nil)
}

func (p Place) renderPerson(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	now := p.Now()
	all, err := p.Access.Members(r.Context(), v.Scope(), ods, page.Today(now))
	if err != nil {
		return err
	}
	for _, m := range all.List {
		if m.ID == chi.URLParam(r, "person") {
			view := viewOf(ods, m)
			view.rows = append(view.rows, ui.SummaryRow{Key: "Last came", Value: cameWords(m, now)})
			view.lastLead, view.errors = m.Holds(access.Lead) && all.Leads() < 2, errs
			return page.Show(w, r, page.Page{Title: m.Name, Caption: all.TrustName, Errors: errs, Body: personPage(view), Back: back(ods),
				Saved: p.Sessions.Said(r.Context())})
		}
	}
	return fault.New(fault.NotFound, "Nobody like that has access to this trust.")
}

func viewOf(ods string, m accessdb.Member) personView {
	view := personView{ods: ods, id: m.ID, name: m.Name, rows: []ui.SummaryRow{{Key: "E-mail", Value: m.Email}, {Key: "Post", Value: m.Post}}}
	for _, h := range m.Roles {
		view.roles = append(view.roles, h.Role)
		view.rows = append(view.rows, ui.SummaryRow{Key: "Role", Value: h.Role.Words() + ", given by " + h.GivenBy + " on " + page.Today(h.GivenAt).Words()})
	}
	view.items = roleItems(trustRoles, func(r access.Role) bool { return access.MayHold(view.roles, r) != nil })
	return view
}

// changePerson gives a role, withdraws one, or all.
func (p Place) changePerson(w http.ResponseWriter, r *http.Request) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	ctx, id, role := r.Context(), chi.URLParam(r, "person"), access.Role(r.PostFormValue("role"))
	to, said := paths.ToPerson(ods, id), ""
	switch r.PostFormValue("do") {
	case "give":
		err, said = p.Access.Give(ctx, v.Scope(), ods, id, role, p.Now()), "The role of "+strings.ToLower(role.Words())+" is given."
	case "withdraw":
		if !role.OfTrust() {
			return fault.New(fault.Invalid, "Choose the role to withdraw.")
		}
		err, said = p.Access.Withdraw(ctx, v.Scope(), ods, id, role, p.Now()), "The role of "+strings.ToLower(role.Words())+" is withdrawn, and every session has ended."
		to = paths.ToPeople(ods)
	case "leave":
		err, said = p.Access.Withdraw(ctx, v.Scope(), ods, id, "", p.Now()), "All roles are withdrawn, and every session has ended."
		to = paths.ToPeople(ods)
	default:
		return fault.New(fault.Invalid, "Choose what to do.")
	}
	if err != nil {
		return orForm(err, func(f *fault.Error) error { return p.renderPerson(w, r, f) })
	}
	if id != v.Person { // who withdrew their own role is signed out
		p.Sessions.Say(ctx, said)
	}
	return page.Go(w, r, to)
}
