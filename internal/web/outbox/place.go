// Package outbox is where mail is looked after: an administrator sees what waits and what could not be sent, and the
// demonstration reads here what would have left.
package outbox

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
	"cyberready/internal/web/ui"
)

// Place serves the pages of mail.
type Place struct {
	Mails    maildb.Mails
	Writer   Writer
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts the administrator's pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.AdminMail, page.Handle(p.showMail))
	r.Post(paths.AdminMailLetter, page.Handle(p.tryAgain))
}

// DemoRoutes mounts the demonstration's outbox, which needs no role.
func (p Place) DemoRoutes(r chi.Router) {
	r.Get(paths.Outbox, page.Handle(p.showOutbox))
	r.Get(paths.OutboxLetter, page.Handle(p.showLetter))
}

// listed bounds both lists.
const listed = 100

type mailView struct {
	standing []ui.SummaryRow
	trouble  string // what is wrong with the mail as a whole; empty: nothing
	dead     []deadView
}

type deadView struct {
	id, what, whom, when, why string
}

// showMail shows what waits and what could not be sent.
func (p Place) showMail(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if err := access.Can(v.Actor, access.KeepMail, access.Service); err != nil {
		return err
	}
	standing, err := p.Mails.Standing(r.Context(), v.Scope(), p.Now())
	if err != nil {
		return err
	}
	dead, err := p.Mails.DeadLetters(r.Context(), v.Scope(), listed)
	if err != nil {
		return err
	}
	view := mailView{standing: []ui.SummaryRow{{Key: "Waiting", Value: strconv.Itoa(standing.Waiting)}, {Key: "Sent in the last seven days", Value: strconv.Itoa(standing.SentInWeek)},
		{Key: "Could not be sent", Value: strconv.Itoa(standing.Dead)}}, trouble: appui.MailTrouble(v.Site, standing, p.Now())}
	for _, d := range dead {
		what := english.Capital(d.Kind.Words())
		if d.TrustName != "" {
			what += ", " + d.TrustName
		}
		view.dead = append(view.dead, deadView{id: d.ID, what: what, whom: d.For,
			when: page.Moment(d.QueuedAt, p.Now()) + "; last tried " + page.Moment(d.TriedAt, p.Now()) + ", after " + english.Count(d.Attempts, "attempt", "attempts"),
			why:  d.LastError})
	}
	return page.Show(w, r, page.Page{Title: "Mail", Body: mailPage(view), Wide: true, List: deadFile(dead, p.Now()), Saved: p.Sessions.Said(r.Context()),
		Back: page.Link{Text: "Administration", Href: paths.Admin}})
}

// tryAgain puts a message back into the queue.
func (p Place) tryAgain(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if err := p.Mails.TryAgain(r.Context(), v.Scope(), chi.URLParam(r, "mail"), p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The message is in the queue again.")
	return page.Go(w, r, paths.AdminMail)
}

// demoOnly refuses whoever does not sit at the machine of a demonstration: letters hold links that open doors.
func demoOnly(r *http.Request) error {
	if !page.VisitorOf(r.Context()).Site.Demo || !page.FromThisMachine(r) {
		return fault.New(fault.NotFound, "We cannot find that page.")
	}
	return nil
}

// showOutbox lists what the demonstration would have sent.
func (p Place) showOutbox(w http.ResponseWriter, r *http.Request) error {
	if err := demoOnly(r); err != nil {
		return err
	}
	list, err := p.Mails.Outbox(r.Context(), listed, p.Now())
	if err != nil {
		return err
	}
	var rows [][]ui.TableCell
	for _, e := range list {
		rows = append(rows, []ui.TableCell{{HTML: letterLink(e.ID, p.Writer.Write(e).Subject)}, {Text: addressee(e)}, {Text: english.Capital(page.When(e.StateAt, p.Now()))}})
	}
	return page.Show(w, r, page.Page{Title: "Outbox", Body: outboxPage(rows), List: p.outboxFile(list), Back: page.Link{Text: "Start", Href: paths.Start}})
}

func addressee(e maildb.Envelope) string {
	if e.Facts.Name == "" {
		return e.Email
	}
	return e.Facts.Name + " (" + e.Email + ")"
}

// showLetter shows one message as its reader would see it.
func (p Place) showLetter(w http.ResponseWriter, r *http.Request) error {
	if err := demoOnly(r); err != nil {
		return err
	}
	e, err := p.Mails.Envelope(r.Context(), chi.URLParam(r, "mail"), p.Now())
	if err != nil {
		return err
	}
	if e.State != "sent" {
		return fault.New(fault.NotFound, "This message has not left yet.")
	}
	l := p.Writer.Write(e)
	return page.Show(w, r, page.Page{Title: l.Subject, Caption: "Outbox", Body: letterPage(l, addressee(e)), Back: page.Link{Text: "Outbox", Href: paths.Outbox}})
}
