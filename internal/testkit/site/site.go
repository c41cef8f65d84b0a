// Package site gives a test the whole site on a database of its own: the real router, the real sessions, a clock that the
// test holds, and a browser without JavaScript that keeps cookies and reads parsed HTML.
package site

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/framework"
	"cyberready/internal/demo"
	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/keys"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/store"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/testkit/idp"
	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/web"
	"cyberready/internal/web/home"
	"cyberready/internal/web/page"
	"cyberready/internal/web/upload"
)

// Marking stands above the board's full paper.
const Marking = "OFFICIAL-SENSITIVE"

// Site is the whole site, serving on loopback.
type Site struct {
	URL      string
	Handler  http.Handler // the router, for a test that walks its routes
	Server   *web.Server  // the same, with what runs behind it
	DBURL    string       // the owner's address
	DB       *store.DB
	Content  *contentdb.Content
	Keys     keys.Keys
	Clock    *Clock
	Files    *blob.Files   // where files of proof lie
	FilesDir string        // the data directory that they lie below
	SignOn   *idp.Provider // of single sign-on; nil unless WithSignOn is given
}

// A test's output is its claims, not the requests that it made; go test -v shows both.
var quiet = sync.OnceFunc(func() {
	if !testing.Verbose() {
		slog.SetDefault(slog.New(slog.DiscardHandler))
	}
})

// New serves a site on an empty database. The clock stands at 1 March 2027, nine o'clock.
func New(t testing.TB, options ...Option) *Site {
	t.Helper()
	return serve(t, nil, options)
}

// Demonstration serves the demonstration, with so many invented trusts and its people at the door.
func Demonstration(t testing.TB, trusts int, with ...Option) *Site {
	t.Helper()
	return serve(t, func(s *Site, pack framework.Pack) []home.Card {
		now := s.Clock.Now()
		options := demo.Options{Pack: pack, Trusts: trusts, Files: s.Files, Now: now, Today: page.Today(now)}
		if err := demo.Load(t.Context(), s.DBURL, options, io.Discard); err != nil {
			t.Fatal(err)
		}
		var cards []home.Card
		for _, c := range demo.Cast {
			cards = append(cards, home.Card{Email: c.Email, Name: c.Name, What: c.What})
		}
		return cards
	}, with)
}

// serve serves a site; fill makes it a demonstration.
func serve(t testing.TB, fill func(*Site, framework.Pack) []home.Card, with []Option) *Site {
	t.Helper()
	quiet()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	s := &Site{DBURL: url, DB: db, Content: contentdb.New(db, packs), Keys: keys.Made(), FilesDir: t.TempDir(), Clock: &Clock{now: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)}}
	server := httptest.NewUnstartedServer(nil)
	s.URL = "http://" + strings.Replace(server.Listener.Addr().String(), "127.0.0.1", "localhost", 1) // a passkey needs a name
	if s.Files, err = blob.Open(s.FilesDir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Files.Close() })
	press := pdf.Open("", 1)
	t.Cleanup(press.Close)
	options := web.Options{Desk: upload.Desk{Files: s.Files}, Press: press, Marking: Marking, DB: db, Content: s.Content, Site: page.Site{PublicURL: s.URL, Demo: fill != nil, Mail: true}, Keys: s.Keys, Now: s.Clock.Now}
	if fill != nil {
		options.Cards = fill(s, packs[0])
	}
	for _, change := range with {
		change(t, s, &options)
	}
	handler := web.New(options)
	s.Handler, s.Server = handler.Handler, handler
	server.Config.Handler = handler
	server.Start()
	t.Cleanup(func() { handler.EndStreams(); server.Close(); handler.Close() })
	return s
}
