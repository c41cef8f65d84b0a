package web

import (
	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/store/officedb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/admin"
	"cyberready/internal/web/assess"
	"cyberready/internal/web/board"
	"cyberready/internal/web/national"
	"cyberready/internal/web/public"
	"cyberready/internal/web/session"
	"cyberready/internal/web/tasks"
)

// mountPlaces mounts every place that needs a role.
func mountPlaces(r chi.Router, o Options, sessions *session.Sessions, accounts accountdb.Accounts) {
	trusts := nationaldb.National{DB: o.DB}
	public.Place{National: trusts, Now: o.Now}.Routes(r) // needs no role
	r.Group(func(r chi.Router) {
		r.Use(session.Required)
		assessments := assessmentdb.Assessments{DB: o.DB}
		tasks.Place{Assessments: assessments, Offices: officedb.Offices{DB: o.DB}, Accounts: accounts, Content: o.Content,
			Sessions: sessions, Now: o.Now}.Routes(r)
		assess.Place{Assessments: assessments, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		board.Place{Reports: reportdb.Reports{DB: o.DB}, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		admin.Place{DB: o.DB, Accounts: accounts, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		national.Place{National: trusts, Content: o.Content, Now: o.Now}.Routes(r)
	})
}
