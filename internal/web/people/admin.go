package people

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// adminView is what an administrator has invited anywhere, and the form that invites.
type adminView struct {
	invitations                 []invitationLine
	email, role, place, checked string
	errors                      *fault.Error
}

// listed is how many open invitations an administrator sees.
const listed = 100

func (p Place) showInvitations(w http.ResponseWriter, r *http.Request) error {
	return p.renderInvitations(w, r, adminView{})
}

func (p Place) renderInvitations(w http.ResponseWriter, r *http.Request, view adminView) error {
	v := page.VisitorOf(r.Context())
	if err := access.Can(v.Actor, access.KeepPeople, access.Service); err != nil {
		return err
	}
	open, err := p.Invitations.Open(r.Context(), v.Scope(), listed)
	if err != nil {
		return err
	}
	for _, i := range open {
		action := paths.ToAdminInvitation(i.ID)
		if i.Trust != "" {
			action += "?trust=" + i.Trust
		}
		l := lineOf(i, action, p.Now())
		if i.Trust != "" {
			l.words = i.PlaceName + ": " + l.words
		}
		view.invitations = append(view.invitations, l)
	}
	return page.Show(w, r, page.Page{Title: "Invitations", Errors: view.errors, Body: adminPage(view), Wide: true, List: invitedFile(open, p.Now()), Saved: p.Sessions.Said(r.Context()),
		Back: page.Link{Text: "Administration", Href: paths.Admin}})
}

// adminInvite asks somebody to come in anywhere.
func (p Place) adminInvite(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if err := access.Can(v.Actor, access.KeepPeople, access.Service); err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := adminView{email: r.PostFormValue("email"), role: r.PostFormValue("role"), place: r.PostFormValue("place"), checked: r.PostFormValue("checked")}
	o := offerOf(view)
	if _, err := p.Invitations.Invite(r.Context(), v.Scope(), o, p.Now()); err != nil {
		return orForm(err, func(f *fault.Error) error {
			view.errors = f
			return p.renderInvitations(w, r, view)
		})
	}
	p.Sessions.Say(r.Context(), "The invitation to "+strings.TrimSpace(view.email)+" is on its way. Its link works once, for seven days.")
	return page.Go(w, r, paths.AdminInvite)
}

// offerOf reads the form's one field for the place by the role: an ODS code, the code of a region, the letters ICB with a
// code, or nothing.
func offerOf(v adminView) invitedb.Offer {
	o := invitedb.Offer{Email: v.email, Role: access.Role(v.role), Checked: v.checked}
	place := strings.ToUpper(strings.TrimSpace(v.place))
	switch {
	case o.Role.OfTrust():
		o.Reach, o.Place = access.ReachTrust, place
	case o.Role == access.Administrator:
		o.Reach = access.ReachService
	case strings.HasPrefix(place, "ICB "):
		o.Reach, o.Place = access.ReachICB, strings.TrimPrefix(place, "ICB ")
	case place == "":
		o.Reach = access.ReachNation
	default:
		o.Reach, o.Place = access.ReachRegion, place
	}
	return o
}

// adminChangeInvitation sends an invitation again, or takes it back.
func (p Place) adminChangeInvitation(w http.ResponseWriter, r *http.Request) error {
	if err := access.Can(page.VisitorOf(r.Context()).Actor, access.KeepPeople, access.Service); err != nil {
		return err
	}
	return p.change(w, r, r.URL.Query().Get("trust"), paths.AdminInvite)
}
