// Package idp is a provider of single sign-on for tests: the whole code flow of github.com/oauth2-proxy/mockoidc on
// loopback, by the clock of the test. It is another site than localhost, where the sites of tests are: what a browser keeps
// from foreign sites it keeps from this one. It signs in whoever the test says, without asking unless
// a test wants a page, and lies when it is told to.
package idp

import (
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"

	"cyberready/internal/core/credential"
	"cyberready/internal/edge/oidc"
)

// Name is the provider's, as people know it here.
const Name = "Northgate ID"

// Provider is the provider.
type Provider struct {
	mock *mockoidc.MockOIDC
	now  func() time.Time

	mu     sync.Mutex
	who    User
	wire   func(string) string // changes a token on its way
	asks   bool                // shows a page first
	down   string              // the beginning of the paths that are away
	asked  url.Values          // what came with the last sign-in
	tokens []string            // all that were given
}

// Run starts a provider, which ends with the test.
func Run(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	mock, err := mockoidc.NewServer(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &Provider{mock: mock, now: now, who: User{Subject: "248289761001", Name: "Wren Ashby", Email: "wren.ashby@example.org", AMR: []string{"pwd", "mfa"}}}
	if err := mock.AddMiddleware(p.middleware); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := mock.Start(l, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mock.Server.Close() })
	return p
}

// Host is where the provider is.
func (p *Provider) Host() string { return p.mock.Server.Addr }

// Settings are those of a service that is registered with the provider.
func (p *Provider) Settings(callback string) oidc.Settings {
	return oidc.Settings{Name: Name, Issuer: p.mock.Issuer(), ClientID: p.mock.ClientID, Secret: p.mock.ClientSecret,
		Counts: credential.Counts{AMR: credential.UsualAMR}, Callback: callback, Now: p.now}
}

// Is says who sits before the browser from now on.
func (p *Provider) Is(u User) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.who = u
}

// OnTheWay changes every token between the provider and the service; nil stops it.
func (p *Provider) OnTheWay(change func(token string) string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wire = change
}

// Down takes away what begins with a path: "/oidc" is all of it, "" brings everything back.
func (p *Provider) Down(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = path
}

// Asks lets the provider show a page first, with one link: "Sign in as Wren Ashby".
func (p *Provider) Asks() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asks = true
}

// Decline lets the next request to the provider end with one of its errors.
func (p *Provider) Decline(status int, code string) {
	p.mock.QueueError(&mockoidc.ServerError{Code: status, Error: code, Description: "for the test"})
}

// Asked gives what came with the last sign-in.
func (p *Provider) Asked() url.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// Secrets are what must be in no log: the client's secret, and every code and token that was given.
func (p *Provider) Secrets() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{p.mock.ClientSecret}, p.tokens...)
}

var door = template.Must(template.New("").Parse(
	`<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1><a href="{{.To}}">Sign in as {{.Name}}</a></html>`))

// Unsigned gives a token without its signature, as one that says it needs none.
func Unsigned(token string) string {
	const none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0" // {"alg":"none","typ":"JWT"}
	return none + "." + strings.Split(token, ".")[1] + "."
}

func (p *Provider) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		who, down, asks := p.who, p.down, p.asks
		p.mu.Unlock()
		if down != "" && strings.HasPrefix(r.URL.Path, down) {
			http.Error(w, "out of order", http.StatusBadGateway)
			return
		}
		p.mock.FastForward(p.now().Sub(p.mock.Now()))
		switch r.URL.Path {
		case mockoidc.AuthorizationEndpoint:
			p.mu.Lock()
			p.asked = r.URL.Query()
			p.mu.Unlock()
			if asks && !r.URL.Query().Has("yes") {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_ = door.Execute(w, map[string]string{"Name": who.Name, "To": r.URL.RequestURI() + "&yes=yes"})
				return
			}
			if r.URL.Query().Get("prompt") == "login" && !who.Lazy {
				who.At = p.now()
			}
			p.mock.QueueUser(who)
			next.ServeHTTP(w, r)
		case mockoidc.TokenEndpoint:
			p.token(w, r, next)
		case mockoidc.DiscoveryEndpoint:
			kept := &answer{ResponseWriter: w}
			next.ServeHTTP(kept, r)
			_, _ = w.Write([]byte(strings.Replace(kept.body.String(), "{", `{"end_session_endpoint":"`+p.mock.Addr()+`/oidc/end",`, 1)))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// token lets the client show itself in the header, which the mock does not read, and changes what comes back.
func (p *Provider) token(w http.ResponseWriter, r *http.Request, next http.Handler) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "bad form", http.StatusBadRequest)
		return
	}
	if id, secret, ok := r.BasicAuth(); ok {
		r.Form.Set("client_id", id)
		r.Form.Set("client_secret", secret)
	}
	kept := &answer{ResponseWriter: w}
	next.ServeHTTP(kept, r)
	p.mu.Lock()
	defer p.mu.Unlock()
	body := idToken.ReplaceAllStringFunc(kept.body.String(), func(field string) string {
		token := idToken.FindStringSubmatch(field)[1]
		p.tokens = append(p.tokens, token, r.Form.Get("code"), r.Form.Get("code_verifier"))
		if p.wire != nil {
			token = p.wire(token)
		}
		return `"id_token":"` + token + `"`
	})
	w.Header().Del("Content-Length")
	if kept.status != 0 {
		w.WriteHeader(kept.status)
	}
	_, _ = w.Write([]byte(body))
}
