package site

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

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
