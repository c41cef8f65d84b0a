package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/jackc/pgx/v5/pgxpool"

	"cyberready/internal/core/framework"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web"
	"cyberready/internal/web/page"
)

// site is the whole site on one database, served on loopback as cyberready serve does; and the same site a second time,
// whose statements and templates can be watched, so that what is measured is not.
type site struct {
	url     string // of the database, for its owner
	db      *store.DB
	handler *web.Server
	server  *http.Server
	addr    string

	watchedDB *store.DB
	watched   *web.Server
	recorder  *recorder
}

func openSite(ctx context.Context, url string, pack framework.Pack) (*site, error) {
	s := &site{url: url, recorder: &recorder{}}
	var err error
	if s.db, err = store.Open(ctx, url); err != nil {
		return nil, err
	}
	if s.watchedDB, err = store.Open(ctx, url, func(c *pgxpool.Config) { c.ConnConfig.Tracer = s.recorder }); err != nil {
		return nil, err
	}
	secrets := keys.Made()
	s.handler, s.watched = newHandler(s.db, pack, secrets), newHandler(s.watchedDB, pack, secrets)
	s.server, s.addr, err = serve(s.handler)
	return s, err
}

func newHandler(db *store.DB, pack framework.Pack, secrets keys.Keys) *web.Server {
	return web.New(web.Options{
		DB: db, Content: contentdb.New(db, []framework.Pack{pack}), Site: page.Site{Demo: true, PublicURL: "http://localhost"},
		Keys: secrets, Now: time.Now,
	})
}

// serve serves on a free port of loopback.
func serve(h http.Handler) (*http.Server, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }() // ends with Close
	return server, l.Addr().String(), nil
}

func (s *site) close() {
	_ = s.server.Close()
	s.handler.Close()
	s.watched.Close()
	s.db.Close()
	s.watchedDB.Close()
}

var shownCode = regexp.MustCompile(`name="factor-code"[^>]*value="([0-9 ]+)"`)

// signIn opens a connection on which somebody is signed in by the demonstration's door, with the code that it shows.
func (s *site) signIn(email string) (*client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	browser := &http.Client{Jar: jar, Timeout: 30 * time.Second}
	post := func(path string, form url.Values) (string, error) {
		req, err := http.NewRequest(http.MethodPost, "http://"+s.addr+path, strings.NewReader(form.Encode()))
		if err != nil {
			return "", err
		}
		req.Host = "localhost"
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		res, err := browser.Do(req)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return string(body), err
	}
	page, err := post("/sign-in-as", url.Values{"email": {email}})
	if err != nil {
		return nil, err
	}
	if code := shownCode.FindStringSubmatch(page); code != nil {
		if _, err := post("/sign-in/code", url.Values{"factor-code": {code[1]}}); err != nil {
			return nil, err
		}
	}
	c := &client{addr: s.addr}
	for _, cookie := range jar.Cookies(&url.URL{Scheme: "http", Host: "localhost", Path: "/"}) {
		c.cookie = strings.TrimPrefix(c.cookie+"; "+cookie.Name+"="+cookie.Value, "; ")
	}
	return c, nil
}

// seen is what one request did: what went to the database, what was rendered, and the answer.
type seen struct {
	trips     []trip
	component templ.Component // the last that was rendered
	ctx       context.Context // its request's
	status    int
	body      []byte
}

// watch sends a request to the watched site. What is kept from an earlier request is not read again: send each kind of
// request twice, and look at the second.
func (s *site) watch(ctx context.Context, request []byte) (seen, error) {
	req, err := http.ReadRequest(bufioReader(request))
	if err != nil {
		return seen{}, err
	}
	req.RemoteAddr = "127.0.0.1:1"
	var got seen
	ctx = page.Watched(ctx, func(ctx context.Context, c templ.Component) { got.ctx, got.component = ctx, c })
	w := &answer{header: http.Header{}}
	s.recorder.begin()
	s.watched.ServeHTTP(w, req.WithContext(ctx))
	got.trips = s.recorder.end()
	got.status, got.body = w.status, w.body.Bytes()
	return got, nil
}

// answer is a response that is kept.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }
func (a *answer) WriteHeader(s int)   { a.status = s }
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.body.Write(b)
}

var _ io.Writer = (*answer)(nil)
