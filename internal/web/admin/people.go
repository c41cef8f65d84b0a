package admin

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// How many people a page lists, and a file.
const (
	peopleLimit  = 200
	peopleInFile = 100_000
)

// peopleView is the list of people and the form that adds one.
type peopleView struct {
	Search  string
	People  []accountdb.Holder
	Limited bool
	Email   string
	Name    string
	Post    string
	Role    string
	Place   string
	Checked string
	Made    string // a new password, shown this once
	Errors  *fault.Error
}

func (p Place) showPeople(w http.ResponseWriter, r *http.Request) error {
	return p.renderPeople(w, r, peopleView{})
}

func (p Place) renderPeople(w http.ResponseWriter, r *http.Request, view peopleView) error {
	v, err := may(r, access.KeepPeople)
	if err != nil {
		return err
	}
	view.Search = strings.TrimSpace(r.URL.Query().Get("search"))
	limit := peopleLimit
	if page.AsFile(r) {
		limit = peopleInFile
	}
	view.People, err = p.Accounts.List(r.Context(), v.Scope(), view.Search, limit+1)
	if err != nil {
		return err
	}
	if len(view.People) > limit {
		view.People, view.Limited = view.People[:limit], true
	}
	return page.Show(w, r, page.Page{Title: "People", Back: back, Errors: view.Errors, Body: people(view), Wide: true, List: peopleFile(view.People, page.Today(p.Now())),
		Saved: p.Sessions.Said(r.Context())})
}

func (p Place) addPerson(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepPeople)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := peopleView{Email: r.PostFormValue("email"), Name: r.PostFormValue("name"), Post: r.PostFormValue("post"),
		Role: r.PostFormValue("role"), Place: r.PostFormValue("place"), Checked: r.PostFormValue("checked")}
	password, err := passhash.NewPassword()
	if err != nil {
		return err
	}
	hash, err := passhash.Make(r.Context(), password)
	if err != nil {
		return err
	}
	n := accountdb.Newcomer{Email: view.Email, Name: view.Name, Post: view.Post, PasswordHash: hash, Handed: true, Grant: grantOf(view.Role, view.Place), Checked: view.Checked}
	_, added, err := p.Accounts.Add(r.Context(), v.Scope(), n, p.Now())
	if f := page.Refused(err); f != nil {
		view.Errors = f
		return p.renderPeople(w, r, view)
	}
	if err != nil {
		return err
	}
	if !added {
		p.Sessions.Say(r.Context(), view.Email+" was here already and now has this role too.")
		return page.Go(w, r, paths.AdminPeople)
	}
	return p.renderPeople(w, r, peopleView{Made: password, Email: "", Name: "", Search: ""})
}

// grantOf reads the form's one field for the place by the role: an ODS code, or REGION:Y60, ICB:QOP, or nothing.
func grantOf(role, place string) accountdb.Grant {
	place = strings.ToUpper(strings.TrimSpace(place))
	g := accountdb.Grant{Role: access.Role(role)}
	switch {
	case g.Role.OfTrust():
		g.Reach, g.Place = access.ReachTrust, place
	case g.Role == access.Administrator:
		g.Reach = access.ReachService
	case strings.HasPrefix(place, "ICB "):
		g.Reach, g.Place = access.ReachICB, strings.TrimPrefix(place, "ICB ")
	case place == "":
		g.Reach = access.ReachNation
	default:
		g.Reach, g.Place = access.ReachRegion, place
	}
	return g
}

type personView struct {
	Roles    []accountdb.Holder // at least one row
	Made     string
	Factors  string // what they show who they are with
	Requests []accountdb.Request
	Reset    resetView
}

func (p Place) showPerson(w http.ResponseWriter, r *http.Request) error {
	return p.renderPerson(w, r, personView{})
}

func (p Place) renderPerson(w http.ResponseWriter, r *http.Request, view personView) error {
	v, err := may(r, access.KeepPeople)
	if err != nil {
		return err
	}
	if view.Roles, err = p.Accounts.OfPerson(r.Context(), v.Scope(), chi.URLParam(r, "person")); err != nil {
		return err
	}
	factors, err := p.Accounts.Factors(r.Context(), view.Roles[0].ID)
	if err != nil && fault.KindOf(err) != fault.NotFound { // not found: disabled
		return err
	}
	open, err := p.Accounts.OpenRequests(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	view.Factors, view.Requests = factorWords(factors), requestsOf(open, view.Roles[0].ID)
	return page.Show(w, r, page.Page{Title: view.Roles[0].Name, Caption: "People", Back: page.Link{Text: "People", Href: paths.AdminPeople},
		Errors: view.Reset.Errors, Body: person(view), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) changePerson(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepPeople)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id := chi.URLParam(r, "person")
	switch r.PostFormValue("do") {
	case "disable", "enable":
		disable := r.PostFormValue("do") == "disable"
		if disable && id == v.Person {
			return fault.New(fault.Conflict, "You cannot disable yourself. Ask another administrator.")
		}
		if err := p.Accounts.Disable(r.Context(), v.Scope(), id, disable, p.Now()); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), map[bool]string{true: "The account is disabled and every session has ended.", false: "The account works again."}[disable])
		return page.Go(w, r, paths.ToAdminPerson(id))
	case "reset":
		password, err := passhash.NewPassword()
		if err != nil {
			return err
		}
		hash, err := passhash.Make(r.Context(), password)
		if err != nil {
			return err
		}
		if err := p.Accounts.ResetPassword(r.Context(), v.Scope(), id, hash, true, p.Now()); err != nil {
			return err
		}
		return p.renderPerson(w, r, personView{Made: password})
	case "factor":
		return p.resetFactor(w, r, v)
	case "decline":
		return p.declineReset(w, r, v)
	}
	return fault.New(fault.Invalid, "Choose what to do.")
}
