// Package admin is where a service administrator runs the service: people, years, which items are mandatory, how much trusts keep as files,
// and notices to everybody. Nothing here shows anybody's answers: an administrator's scope does not reach them.
package admin

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/backupdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/maildb"
	"cyberready/internal/store/noticedb"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the administrator's pages.
type Place struct {
	DB       *store.DB
	Accounts accountdb.Accounts
	Mails    maildb.Mails
	Content  *contentdb.Content
	Proofs   proofdb.Proofs
	Notices  noticedb.Notices
	// NoticesChanged is called when a notice was set or taken back.
	NoticesChanged func()
	Sessions       *session.Sessions
	Now            func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Admin, page.Handle(p.showHome))
	r.Get(paths.AdminPeople, page.Handle(p.showPeople))
	r.With(p.Sessions.Afresh).Post(paths.AdminPeople, page.Handle(p.addPerson))
	r.Get(paths.AdminPerson, page.Handle(p.showPerson))
	r.With(p.Sessions.Afresh).Post(paths.AdminPerson, page.Handle(p.changePerson))
	r.Get(paths.AdminNotices, page.Handle(p.showNotices))
	r.Post(paths.AdminNotices, page.Handle(p.setNotice))
	r.Post(paths.AdminNotice, page.Handle(p.takeNoticeBack))
	r.Get(paths.AdminProof, page.Handle(p.showRooms))
	r.Post(paths.AdminProof, page.Handle(p.setQuota))
	r.Get(paths.AdminYears, page.Handle(p.showYears))
	r.Post(paths.AdminYears, page.Handle(p.openYear))
	r.Get(paths.AdminExtensions, page.Handle(p.showExtensions))
	r.Post(paths.AdminExtensions, page.Handle(p.extend))
	r.Get(paths.AdminContent, page.Handle(p.showContent))
	r.Get(paths.AdminItem, page.Handle(p.showItem))
	r.With(p.Sessions.Afresh).Post(paths.AdminItem, page.Handle(p.changeItem))
}

// may asks before anything is read, so that a page of lists is refused like its forms.
func may(r *http.Request, verb access.Verb) (page.Visitor, error) {
	v := page.VisitorOf(r.Context())
	return v, access.Can(v.Actor, verb, access.Service)
}

var back = page.Link{Text: "Administration", Href: paths.Admin}

func (p Place) showHome(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepRegister)
	if err != nil {
		return err
	}
	counts, err := p.DB.Counts(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	mail, err := p.Mails.Standing(r.Context(), v.Scope(), p.Now())
	if err != nil {
		return err
	}
	backups, err := backupdb.Backups{DB: p.DB}.State(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	lost, err := p.Accounts.OpenRequests(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	body := adminHome(counts, appui.MailTrouble(v.Site, mail, p.Now()), backupsAt(v.Site, backups, p.Now()), lost)
	return page.Show(w, r, page.Page{Title: "Administration", Body: body, Saved: p.Sessions.Said(r.Context())})
}

// importCommands stand on the page line by line; a template would run them together.
const importCommands = `cyberready import trusts etr.csv ect.csv
cyberready import regions icb_region.csv
cyberready import results dspt_2022_23.csv --cycle 2022-23 --as-at 2023-11-16`
