// Package breakglass is where a service administrator who must look inside a trust says why, and gets one hour to look. It
// also watches: no page is shown in that hour that is not in the trust's trail.
package breakglass

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the page.
type Place struct {
	Access   accessdb.Access
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.BreakGlass, page.Handle(p.show))
	r.With(p.Sessions.Afresh).Post(paths.BreakGlass, page.Handle(p.open))
	r.Post(paths.BreakGlassEnd, page.Handle(p.end))
}

// Watch writes each page that is asked for through broken glass into the trust's trail before it is shown; a page that
// cannot be written down is not shown.
func (p Place) Watch(next http.Handler) http.Handler {
	return page.Handle(func(w http.ResponseWriter, r *http.Request) error {
		v := page.VisitorOf(r.Context())
		if v.Actor.Role == access.BreakGlass {
			if err := p.Access.NoteLook(r.Context(), v.Scope(), r.Method+" "+r.URL.Path, p.Now()); err != nil {
				return err
			}
		}
		next.ServeHTTP(w, r)
		return nil
	})
}

// view is the form, and the looks that were.
type view struct {
	trust, reason string
	open          []openLook
	past          []string
	errors        *fault.Error
}

// openLook is one that the visitor can end.
type openLook struct{ id, words string }

const listed = 20

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, view{})
}

func (p Place) render(w http.ResponseWriter, r *http.Request, f view) error {
	v, now := page.VisitorOf(r.Context()), p.Now()
	if err := access.Can(v.Actor, access.LookInside, access.Service); err != nil {
		return err
	}
	looks, err := p.Access.Looks(r.Context(), v.Scope(), listed)
	if err != nil {
		return err
	}
	for _, l := range looks {
		words := l.PersonName + ", " + l.TrustName + ", " + page.Moment(l.OpenedAt, now) + ", " + told(l.Told) + ". The reason given: “" + l.Reason + "”"
		if l.ClosedAt == nil && now.Before(l.EndsAt) && mine(v, l.ID) {
			f.open = append(f.open, openLook{l.ID, l.TrustName + ", until " + page.Clock(l.EndsAt)})
		}
		f.past = append(f.past, words)
	}
	return page.Show(w, r, page.Page{Title: "Look inside a trust", Errors: f.errors, Body: body(f), List: looksFile(looks, now), Saved: p.Sessions.Said(r.Context()),
		Back: page.Link{Text: "Administration", Href: paths.Admin}})
}

// mine tells whether a look is among the hats that the visitor can put on.
func mine(v page.Visitor, look string) bool {
	for _, h := range v.Roles {
		if h.RoleID == look {
			return true
		}
	}
	return false
}

func told(n int) string {
	if n == 0 {
		return "no lead to tell"
	}
	return english.Count(n, "lead", "leads") + " told"
}

// open breaks the glass.
func (p Place) open(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if err := access.Can(v.Actor, access.LookInside, access.Service); err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := view{trust: strings.ToUpper(strings.TrimSpace(r.PostFormValue("trust"))), reason: r.PostFormValue("reason")}
	l, err := p.Access.BreakGlass(r.Context(), v.Scope(), f.trust, f.reason, p.Now())
	if f.errors = page.Refused(err); f.errors != nil {
		return p.render(w, r, f)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), l.TrustName+" is open to you until "+page.Clock(l.EndsAt)+", to look and not to change: "+told(l.Told)+". Choose the role to begin.")
	return page.Go(w, r, paths.Roles)
}

// end stops a look early.
func (p Place) end(w http.ResponseWriter, r *http.Request) error {
	if err := p.Access.CloseGlass(r.Context(), page.VisitorOf(r.Context()).Scope(), chi.URLParam(r, "look"), p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The look has ended.")
	return page.Go(w, r, paths.BreakGlass)
}
