// Package site gives a test the whole site on a database of its own: the real router, the real sessions, a clock that the
// test holds, and a browser without JavaScript that keeps cookies and reads parsed HTML.
package site

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/core/framework"
	"cyberready/internal/demo"
	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/clamav"
	"cyberready/internal/edge/keys"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/testkit/idp"
	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/web"
	"cyberready/internal/web/home"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/upload"
)

// Password is everybody's in tests.
const Password = "three random words"

// Marking stands above the board's full paper.
const Marking = "OFFICIAL-SENSITIVE"

var passwordHash = sync.OnceValue(func() string {
	h, err := passhash.Make(context.Background(), Password)
	if err != nil {
		panic(err)
	}
	return h
})

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

// Option changes how a site is served.
type Option func(t testing.TB, s *Site, o *web.Options)

// WithBeat lets an open stream say often that it lives.
func WithBeat(_ testing.TB, _ *Site, o *web.Options) { o.Beat = 20 * time.Millisecond }

// WithSignOn gives the site a provider of single sign-on, which goes by the site's clock.
func WithSignOn(t testing.TB, s *Site, o *web.Options) {
	t.Helper()
	s.SignOn = idp.Run(t, s.Clock.Now)
	provider, err := oidc.New(s.SignOn.Settings(s.URL + paths.SingleSignOnBack))
	if err != nil {
		t.Fatal(err)
	}
	o.SingleSignOn = provider
}

// WithScanner has a virus scanner look at files of proof.
func WithScanner(address string) Option {
	return func(t testing.TB, _ *Site, o *web.Options) {
		t.Helper()
		scanner, err := clamav.Open(address)
		if err != nil {
			t.Fatal(err)
		}
		o.Desk.Scanner = scanner
	}
}

// Clock is the site's time, which the test sets.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now gives the site's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set sets it.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Pass lets time pass.
func (c *Clock) Pass(d time.Duration) { c.Set(c.Now().Add(d)) }

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

// Exec runs SQL as the owner, for what a test has to find in place.
func (s *Site) Exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// LoseDatabase takes the database away from the site, until the function that it gives is called.
func (s *Site) LoseDatabase(t testing.TB) (back func()) {
	t.Helper()
	cfg, err := pgx.ParseConfig(s.DBURL)
	if err != nil {
		t.Fatal(err)
	}
	database := pgx.Identifier{cfg.Database}.Sanitize()
	do := func(sql string, args ...any) {
		t.Helper()
		other := cfg.Copy()
		other.Database = "postgres"
		c, err := pgx.ConnectConfig(t.Context(), other)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(context.WithoutCancel(t.Context()))
		if _, err := c.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`alter database ` + database + ` allow_connections false`)
	do(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, cfg.Database)
	return func() { t.Helper(); do(`alter database ` + database + ` allow_connections true`) }
}

// Trust adds a trust to the register.
func (s *Site) Trust(t testing.TB, ods, name string) {
	t.Helper()
	s.Exec(t, `insert into regions (code, name) values ('ZZR', 'Westmark') on conflict do nothing`)
	s.Exec(t, `insert into trusts (ods_code, name, kind, region_code, opened) values ($1, $2, 'acute', 'ZZR', '2010-04-01')`, ods, name)
}

// Year opens the year 2026-27 on the released edition.
func (s *Site) Year(t testing.TB) {
	t.Helper()
	s.Exec(t, `insert into cycles (label, edition, opens, baseline_due, deadline) values ('2026-27', 'ndg-2023-24', '2026-09-01', '2026-12-31', '2027-06-30')`)
}

// Person adds somebody with a role, a password and an authenticator app, and gives their id.
func (s *Site) Person(t testing.TB, email, name string, g accountdb.Grant) string {
	t.Helper()
	id, _, err := accountdb.Accounts{DB: s.DB}.Add(t.Context(), store.System("test"),
		accountdb.Newcomer{Email: email, Name: name, PasswordHash: passwordHash(), Grant: g}, s.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	s.setUpApp(t, id)
	return id
}

// At gives a role at a trust.
func At(ods string, role access.Role) accountdb.Grant {
	return accountdb.Grant{Role: role, Reach: access.ReachTrust, Place: ods}
}

// Browser keeps cookies and follows redirects, and has no JavaScript.
type Browser struct {
	t    testing.TB
	site *Site
	http *http.Client
}

// Browser opens a browser in which nobody is signed in.
func (s *Site) Browser(t testing.TB) *Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Browser{t: t, site: s, http: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// Through sends the browser's requests through t, which may look at them and at what comes back.
func (b *Browser) Through(t http.RoundTripper) *Browser {
	b.http.Transport = t
	return b
}

// Once sends a request and does not follow where it leads.
func (b *Browser) Once(req *http.Request) *Page {
	b.t.Helper()
	once := *b.http
	once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	alone := *b
	alone.http = &once
	return alone.Do(req)
}

// Cookies gives those that the browser keeps for the site.
func (b *Browser) Cookies() []*http.Cookie {
	b.t.Helper()
	home, err := url.Parse(b.site.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.http.Jar.Cookies(home)
}

// Page is what came back.
type Page struct {
	Status int
	Path   string // after redirects, with the query
	Header http.Header
	Root   *html.Node
	Source string
}

// Get fetches a page.
func (b *Browser) Get(path string) *Page {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.site.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.Do(req)
}

// Post sends a form.
func (b *Browser) Post(path string, form url.Values) *Page {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.site.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Do(req)
}

// Do sends any request to the site.
func (b *Browser) Do(req *http.Request) *Page {
	b.t.Helper()
	res, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	return &Page{Status: res.StatusCode, Path: res.Request.URL.RequestURI(), Header: res.Header, Root: root, Source: string(body)}
}

// Text gives the words of the page's body, white space folded.
func (p *Page) Text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "head") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(p.Root)
	return strings.Join(strings.Fields(b.String()), " ")
}

// Says tells whether the page's words hold a sentence.
func (p *Page) Says(sentence string) bool { return strings.Contains(p.Text(), sentence) }

// ByID gives the element with an id, or nil.
func (p *Page) ByID(id string) *html.Node {
	return p.Find(func(n *html.Node) bool { return Attr(n, "id") == id })
}

// Find gives the first element that fits, or nil.
func (p *Page) Find(fits func(*html.Node) bool) *html.Node {
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && fits(n) {
			return n
		}
	}
	return nil
}

// Links gives every link's address.
func (p *Page) Links() []string {
	var list []string
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			list = append(list, Attr(n, "href"))
		}
	}
	return list
}

// Attr gives an element's attribute, empty when it has none.
func Attr(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Node is an element of a page.
type Node = html.Node

// Values gives the value of every button and field with a name.
func (p *Page) Values(name string) []string {
	var list []string
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && Attr(n, "name") == name {
			list = append(list, Attr(n, "value"))
		}
	}
	return list
}

// Everywhere is a scope that sees every trust.
var Everywhere = store.System("test")
