// Package people is where a trust sees who has access to it, and where its lead lets people in, changes what they may do,
// names cover for an absence, and asks about those who have not come for long.
package people

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
	"cyberready/internal/web/ui"
)

// Place serves the pages of access to a trust, and where an administrator invites.
type Place struct {
	Access      accessdb.Access
	Invitations invitedb.Invitations
	Sessions    *session.Sessions
	Now         func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.People, page.Handle(p.showPeople))
	r.With(p.Sessions.Afresh).Post(paths.PeopleInvite, page.Handle(p.invite))
	r.Post(paths.PeopleInvitation, page.Handle(p.changeInvitation))
	r.Get(paths.PeopleCover, page.Handle(p.showCover))
	r.With(p.Sessions.Afresh).Post(paths.PeopleCover, page.Handle(p.nameCover))
	r.Post(paths.PeopleEndCover, page.Handle(p.endCover))
	r.Get(paths.PeopleDormant, page.Handle(p.showDormant))
	r.Post(paths.PeopleDormant, page.Handle(p.decideDormant))
	r.Get(paths.PeoplePerson, page.Handle(p.showPerson))
	r.With(p.Sessions.Afresh).Post(paths.PeoplePerson, page.Handle(p.changePerson))
	r.Get(paths.AdminInvite, page.Handle(p.showInvitations))
	r.With(p.Sessions.Afresh).Post(paths.AdminInvite, page.Handle(p.adminInvite))
	r.Post(paths.AdminInvitation, page.Handle(p.adminChangeInvitation))
}

// may asks before anything is read, so that a form is refused like its page.
func may(r *http.Request, verb access.Verb) (v page.Visitor, ods string, err error) {
	v, ods = page.VisitorOf(r.Context()), chi.URLParam(r, "ods")
	return v, ods, access.Can(v.Actor, verb, access.Of(ods))
}

func back(ods string) page.Link {
	return page.Link{Text: "Who has access", Href: paths.ToPeople(ods)}
}

// trustRoles are those that a trust's lead gives.
var trustRoles = []access.Role{access.Contributor, access.Lead, access.BoardMember, access.BoardSecretary, access.Assessor}

// roleItems gives the roles to choose from, those of skip left out.
func roleItems(roles []access.Role, skip func(access.Role) bool) []ui.SelectItem {
	items := []ui.SelectItem{ui.Option("", "Choose a role")}
	for _, r := range roles {
		if skip == nil || !skip(r) {
			items = append(items, ui.Option(string(r), r.Words()))
		}
	}
	return items
}

// orForm shows a form again with what was typed when the input was refused; any other error goes on.
func orForm(err error, again func(*fault.Error) error) error {
	if f := page.Refused(err); f != nil {
		return again(f)
	}
	return err
}
