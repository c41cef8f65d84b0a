// Package web mounts every place behind one middleware, in order: a request has an id, one log line and a deadline for
// harm (headers, cross-site posts refused) before anything reads who it is.
package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/keys"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/noticedb"
	"cyberready/internal/store/reminddb"
	"cyberready/internal/web/account"
	"cyberready/internal/web/home"
	"cyberready/internal/web/live"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
	"cyberready/internal/web/signin"
	"cyberready/internal/web/support"
	"cyberready/internal/web/upload"
	webfiles "cyberready/web"
)

// Options are what the server is made of.
type Options struct {
	DB             *store.DB
	Content        *contentdb.Content
	Site           page.Site
	Cards          []home.Card // people of the demonstration
	Keys           keys.Keys
	SingleSignOn   *oidc.Provider // nil: there is none
	Desk           upload.Desk    // takes files of proof in and gives them out
	Press          *pdf.Press     // makes PDF files; one that is not ready says so on the pages
	Marking        string         // of the board's full paper
	TrustedProxies []*net.IPNet
	Now            func() time.Time
	Beat           time.Duration // how often an open stream says that it lives; zero: as live.Place has it
	// Count is told of each request when it has ended: its method, the pattern of its route, status and time. Nil: nobody counts.
	Count func(method, route string, status int, took time.Duration)
}

// Server is the whole site as one handler.
type Server struct {
	http.Handler
	sessions *session.Sessions
	hub      *live.Hub
}

// EndStreams ends the answers that stay open. A server that stops calls it before it waits for requests to end.
func (s *Server) EndStreams() { s.hub.Close() }

// Close ends what runs behind the handler.
func (s *Server) Close() {
	s.EndStreams()
	s.sessions.Close()
}

// New puts the site together.
func New(o Options) *Server {
	sessions := session.New(o.DB, o.Site, o.Keys, o.SingleSignOn, o.Now)
	accounts := accountdb.Accounts{DB: o.DB}
	hub := live.NewHub(assessmentdb.Assessments{DB: o.DB})

	r := chi.NewRouter()
	r.Use(identify(o), logRequests(o.Count), recoverPanics, secureHeaders(o.Site), refuseCrossSite)
	r.NotFound(page.Handle(notFound))
	r.MethodNotAllowed(page.Handle(notFound))

	r.Get(paths.Healthz, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	r.Get(paths.Readyz, readyz(o.DB))
	r.Handle(paths.Assets+"*", webfiles.Handler())

	board := &noticeBoard{room: noticedb.Notices{DB: o.DB}, now: o.Now}
	r.Group(func(r chi.Router) {
		r.Use(sessions.Middleware, board.middleware)
		r.NotFound(page.Handle(notFound))
		home.Place{Content: o.Content, Cards: o.Cards, Now: o.Now}.Routes(r)
		door := signin.Place{Accounts: accounts, Sessions: sessions, Now: o.Now}
		door.Routes(r)
		account.Place{Accounts: accounts, Reminders: reminddb.Reminders{DB: o.DB}, Sessions: sessions, Leave: door.Leave, Now: o.Now}.Routes(r)
		support.Place{}.Routes(r)
		mountPlaces(r, o, sessions, accounts, door, board, hub)
	})
	return &Server{Handler: r, sessions: sessions, hub: hub}
}

func notFound(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.NotFound, "We cannot find that page.")
}

// readyz answers 200 when the database is reachable and its schema is the one that this program knows.
func readyz(db *store.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		s, err := db.Schema(ctx)
		switch {
		case err != nil:
			http.Error(w, "database not reachable", http.StatusServiceUnavailable)
		case !s.Current():
			http.Error(w, fmt.Sprintf("schema version %d, this program needs %d", s.Version, s.Latest), http.StatusServiceUnavailable)
		default:
			fmt.Fprintf(w, "ready, schema version %d\n", s.Version)
		}
	}
}
