package people

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// peopleView is who has access, who is invited, and the form that invites.
type peopleView struct {
	ods         string
	keeps       bool // the visitor may change something
	oneLead     bool
	dormant     string // how many have not come for long; empty: none
	members     [][]ui.TableCell
	covers      []coverLine
	invitations []invitationLine
	looks       []string
	email, role string
	errors      *fault.Error
}

// coverLine is one cover with where it is ended.
type coverLine struct{ id, words string }

// invitationLine is one open invitation with where it is changed.
type invitationLine struct{ action, email, words, state string }

func (p Place) showPeople(w http.ResponseWriter, r *http.Request) error {
	return p.renderPeople(w, r, peopleView{})
}

func (p Place) renderPeople(w http.ResponseWriter, r *http.Request, view peopleView) error {
	v, ods, err := may(r, access.SeeAccess)
	if err != nil {
		return err
	}
	ctx, now := r.Context(), p.Now()
	all, err := p.Access.Members(ctx, v.Scope(), ods, page.Today(now))
	if err != nil {
		return err
	}
	open, err := p.Invitations.OfTrust(ctx, v.Scope(), ods)
	if err != nil {
		return err
	}
	view.ods, view.keeps, view.oneLead = ods, v.Can(access.KeepAccess, ods), all.Leads() < 2
	if view.keeps {
		dormant, err := p.Access.Dormant(ctx, v.Scope(), ods, now, page.Today(now))
		if err != nil {
			return err
		}
		if n := len(dormant); n > 0 {
			view.dormant = english.Capital(english.Count(n, "person has", "people have")) + " not come for 90 days"
		}
	}
	for _, m := range all.List {
		view.members = append(view.members, memberCells(ods, m, view.keeps, now))
	}
	for _, c := range all.Covers {
		view.covers = append(view.covers, coverLine{c.ID, c.CoverName + " stands in for " + c.LeadName + " from " + c.From.Words() + " until " + c.Until.Words() + "."})
	}
	for _, i := range open {
		view.invitations = append(view.invitations, lineOf(i, paths.ToTrustInvitation(ods, i.ID), now))
	}
	for _, l := range all.Looks {
		view.looks = append(view.looks, lookWords(l, now))
	}
	return page.Show(w, r, page.Page{Title: "Who has access", Caption: all.TrustName, Errors: view.errors, Body: peoplePage(view), Wide: true, List: peopleFile(ods, all, open, now),
		Back: page.Link{Text: "All years", Href: paths.ToTrustYears(ods)}, Saved: p.Sessions.Said(ctx)})
}

func memberCells(ods string, m accessdb.Member, keeps bool, now time.Time) []ui.TableCell {
	var roles []string
	for _, h := range m.Roles {
		roles = append(roles, h.Role.Words())
	}
	name := ui.TableCell{Text: m.Name}
	if keeps {
		name = ui.TableCell{HTML: personLink(ods, m.ID, m.Name)}
	}
	return []ui.TableCell{name, {Text: m.Post}, {Text: strings.Join(roles, ", ")}, {Text: cameWords(m, now)}}
}

func cameWords(m accessdb.Member, now time.Time) string {
	switch {
	case m.Disabled:
		return "The account is disabled"
	case m.LastCameAt == nil:
		return "Never"
	}
	return english.Capital(page.When(*m.LastCameAt, now))
}

func lineOf(i invitedb.Invitation, action string, now time.Time) invitationLine {
	l := invitationLine{action: action, email: i.Email, words: i.Role.Words() + ", invited by " + i.InvitedBy + " " + page.Moment(i.InvitedAt, now)}
	if i.PlaceName != "" && i.Trust == "" {
		l.words = i.Role.Words() + " for " + i.PlaceName + ", invited by " + i.InvitedBy + " " + page.Moment(i.InvitedAt, now)
	}
	switch {
	case !now.Before(i.ExpiresAt):
		l.state = "The link has expired."
	case i.Mail == "dead":
		l.state = "The message could not be sent. Check the address."
	case i.Mail == "waiting":
		l.state = "The message waits to be sent."
	default:
		l.state = "The link works once, until " + page.Today(i.ExpiresAt).Words() + "."
	}
	return l
}

func lookWords(l accessdb.Look, now time.Time) string {
	words := l.PersonName + ", " + page.Moment(l.OpenedAt, now)
	if page.Today(l.OpenedAt) != page.Today(now) {
		words += " at " + page.Clock(l.OpenedAt)
	}
	return words + ", for an hour at most. The reason given: “" + l.Reason + "”"
}

// invite asks somebody to come in.
func (p Place) invite(w http.ResponseWriter, r *http.Request) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := peopleView{email: r.PostFormValue("email"), role: r.PostFormValue("role")}
	o := invitedb.Offer{Email: view.email, Role: access.Role(view.role), Reach: access.ReachTrust, Place: ods}
	if o.Role != "" && !o.Role.OfTrust() {
		o.Role = ""
	}
	if _, err := p.Invitations.Invite(r.Context(), v.Scope(), o, p.Now()); err != nil {
		return orForm(err, func(f *fault.Error) error {
			view.errors = f
			return p.renderPeople(w, r, view)
		})
	}
	p.Sessions.Say(r.Context(), "The invitation to "+strings.TrimSpace(view.email)+" is on its way. Its link works once, for seven days.")
	return page.Go(w, r, paths.ToPeople(ods))
}

// changeInvitation sends an invitation again with a new link, or takes it back.
func (p Place) changeInvitation(w http.ResponseWriter, r *http.Request) error {
	_, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	return p.change(w, r, ods, paths.ToPeople(ods))
}

func (p Place) change(w http.ResponseWriter, r *http.Request, ods, then string) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	ctx, v, id := r.Context(), page.VisitorOf(r.Context()), chi.URLParam(r, "invitation")
	switch r.PostFormValue("do") {
	case "again":
		if err := p.Invitations.Renew(ctx, v.Scope(), ods, id, p.Now()); err != nil {
			return err
		}
		p.Sessions.Say(ctx, "The invitation is on its way again, with a new link. The link before does not work any more.")
	case "back":
		if err := p.Invitations.Revoke(ctx, v.Scope(), ods, id, p.Now()); err != nil {
			return err
		}
		p.Sessions.Say(ctx, "The invitation is taken back. Its link does not work any more.")
	default:
		return fault.New(fault.Invalid, "Choose what to do.")
	}
	return page.Go(w, r, then)
}
