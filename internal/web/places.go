package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/accessdb"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/askdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/store/criticaldb"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/store/maildb"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/store/officedb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/store/searchdb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/worksheetdb"
	"cyberready/internal/web/admin"
	"cyberready/internal/web/asked"
	"cyberready/internal/web/assess"
	"cyberready/internal/web/board"
	"cyberready/internal/web/breakglass"
	"cyberready/internal/web/budget"
	"cyberready/internal/web/carried"
	"cyberready/internal/web/critical"
	"cyberready/internal/web/dates"
	"cyberready/internal/web/differences"
	"cyberready/internal/web/fieldwork"
	"cyberready/internal/web/find"
	"cyberready/internal/web/invitation"
	"cyberready/internal/web/live"
	"cyberready/internal/web/national"
	"cyberready/internal/web/outbox"
	"cyberready/internal/web/page"
	"cyberready/internal/web/papers"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/people"
	"cyberready/internal/web/plan"
	"cyberready/internal/web/proof"
	"cyberready/internal/web/public"
	"cyberready/internal/web/session"
	"cyberready/internal/web/share"
	"cyberready/internal/web/signin"
	"cyberready/internal/web/spreadsheet"
	"cyberready/internal/web/tasks"
	"cyberready/internal/web/trail"
)

// mountPlaces mounts every place that needs a role.
func mountPlaces(r chi.Router, o Options, sessions *session.Sessions, accounts accountdb.Accounts, door signin.Place, told *noticeBoard, hub *live.Hub) {
	trusts := nationaldb.National{DB: o.DB}
	public.Place{National: trusts, Now: o.Now}.Routes(r) // needs no role
	roles := accessdb.Access{DB: o.DB}
	invitations := invitedb.Invitations{DB: o.DB, Keys: o.Keys.All(outbox.LinkKey)}
	mail := outbox.Place{Mails: maildb.Mails{DB: o.DB}, Writer: o.letters(), Sessions: sessions, Now: o.Now}
	glass := breakglass.Place{Access: roles, Sessions: sessions, Now: o.Now}
	invitation.Place{Invitations: invitations, Sessions: sessions, Arrive: arrive(accounts, sessions), Leave: door.Leave, Now: o.Now}.Routes(r) // needs no role
	asked.Place{Links: askdb.Links{DB: o.DB, Keys: o.Keys.All(outbox.AskKey)}, Content: o.Content, Now: o.Now}.Routes(r)                        // needs no role
	mail.DemoRoutes(r)                                                                                                                          // needs no role
	r.Group(func(r chi.Router) {
		r.Use(session.Required, glass.Watch)
		people.Place{Access: roles, Invitations: invitations, Sessions: sessions, Now: o.Now}.Routes(r)
		glass.Routes(r)
		mail.Routes(r)
		assessments := assessmentdb.Assessments{DB: o.DB}
		sharing := sharedb.Sharing{DB: o.DB}
		tasks.Place{Assessments: assessments, Sharing: sharing, Offices: officedb.Offices{DB: o.DB}, Accounts: accounts, Content: o.Content,
			Sessions: sessions, Now: o.Now}.Routes(r)
		assess.Place{Assessments: assessments, Sharing: sharing, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		live.Place{Hub: hub, Assessments: assessments, Content: o.Content, Sessions: sessions, Now: o.Now, Beat: o.Beat}.Routes(r)
		carried.Place{Assessments: assessments, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		spreadsheet.Place{Worksheets: worksheetdb.Worksheets{DB: o.DB}, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		proofs := proofdb.Proofs{DB: o.DB}
		proof.Place{Proofs: proofs, Desk: o.Desk, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		dates.Place{Assessments: assessments, Content: o.Content, Sessions: sessions, PublicURL: o.Site.PublicURL, Now: o.Now}.Routes(r)
		differences.Place{Reports: reportdb.Reports{DB: o.DB}, Content: o.Content, Now: o.Now}.Routes(r)
		share.Place{Sharing: sharing, Asks: askdb.Asks{DB: o.DB}, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		find.Place{Search: searchdb.Search{DB: o.DB}, Content: o.Content, Now: o.Now}.Routes(r)
		board.Place{Reports: reportdb.Reports{DB: o.DB}, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		papers.Place{Reports: reportdb.Reports{DB: o.DB}, Content: o.Content, Sessions: sessions, Press: o.Press, Marking: o.Marking,
			Now: o.Now}.Routes(r)
		critical.Place{Services: criticaldb.Services{DB: o.DB}, Content: o.Content, Sessions: sessions, Now: o.Now}.Routes(r)
		budget.Place{Plans: plandb.Plans{DB: o.DB}, Reports: reportdb.Reports{DB: o.DB}, Services: criticaldb.Services{DB: o.DB}, Content: o.Content,
			Sessions: sessions, Now: o.Now}.Routes(r)
		plan.Place{Plans: plandb.Plans{DB: o.DB}, Content: o.Content, Sessions: sessions, PublicURL: o.Site.PublicURL, Now: o.Now}.Routes(r)
		fieldwork.Place{Fieldwork: fieldworkdb.Fieldwork{DB: o.DB}, Reports: reportdb.Reports{DB: o.DB}, Desk: o.Desk, Content: o.Content, Sessions: sessions,
			Now: o.Now}.Routes(r)
		trail.Place{Trail: auditdb.Trail{DB: o.DB}, Now: o.Now}.Routes(r)
		admin.Place{DB: o.DB, Accounts: accounts, Mails: mail.Mails, Content: o.Content, Proofs: proofs, Notices: told.room, NoticesChanged: told.forget,
			Sessions: sessions, Now: o.Now}.Routes(r)
		national.Place{National: trusts, Content: o.Content, Plans: plandb.Plans{DB: o.DB}, Trail: auditdb.Trail{DB: o.DB},
			Sessions: sessions, Now: o.Now}.Routes(r)
	})
}

// letters writes what leaves by mail.
func (o Options) letters() outbox.Writer {
	return outbox.Writer{PublicURL: o.Site.PublicURL, Keys: o.Keys}
}

// arrive goes on with somebody who has just chosen their password, as after any right password.
func arrive(accounts accountdb.Accounts, sessions *session.Sessions) func(http.ResponseWriter, *http.Request, string) error {
	return func(w http.ResponseWriter, r *http.Request, person string) error {
		f, err := accounts.Factors(r.Context(), person)
		if err != nil {
			return err
		}
		step, err := sessions.PasswordGiven(r, f, paths.Home)
		if err != nil {
			return err
		}
		return page.Go(w, r, step)
	}
}
