// Package oidc lets people show who they are at a provider of single sign-on (OpenID Connect Core 1.0): the code flow with
// PKCE S256 (RFC 7636), state and nonce.
//
// A caller may rely on these:
//   - New does not speak with the provider: what it says of itself is asked at first use, and again after an hour, so that a
//     provider that is away stops nothing else;
//   - Begin gives a Flow, which stays on the server, and Finish gives who came back, or an error of two kinds: ErrUnavailable
//     (later, the same may work) and a Refusal (the provider, or whoever came back, is not believed), whose reason is one of
//     ours and holds nothing that the provider said;
//   - no error and no value here that fmt or a log would print holds a code, a token or the client's secret;
//   - each request has a time-out, follows no redirect and reads a megabyte at most.
package oidc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"cyberready/internal/core/credential"
)

// Settings are what an operator says of a provider.
type Settings struct {
	Name     string // as people know it: "NHSmail"
	Issuer   string // exactly as the provider writes it in its tokens
	ClientID string
	Secret   string
	Counts   credential.Counts // what means that the provider asked for a second factor
	Callback string            // the address to come back to, as it is registered with the provider
	Now      func() time.Time
}

// Provider is one provider of single sign-on.
type Provider struct {
	name, issuer, clientID, callback string

	secret func() string // a func, because fmt never looks into one
	counts credential.Counts
	now    func() time.Time
	client *http.Client

	mu      sync.Mutex
	known   *known
	failed  error // of the last discovery, which is not tried again before retryAt
	retryAt time.Time
}

// New checks the settings.
func New(s Settings) (*Provider, error) {
	switch {
	case strings.TrimSpace(s.Name) == "":
		return nil, errors.New("the provider of single sign-on needs a name that people know it by")
	case s.ClientID == "" || s.Secret == "":
		return nil, errors.New("single sign-on needs the client's id and secret that the provider gave to this service")
	}
	if err := safe(s.Issuer); err != nil {
		return nil, fmt.Errorf("the issuer: %w", err)
	}
	return &Provider{name: s.Name, issuer: s.Issuer, clientID: s.ClientID, callback: s.Callback, secret: func() string { return s.Secret },
		counts: s.Counts, now: s.Now, client: client()}, nil
}

// Name gives the provider as people know it.
func (p *Provider) Name() string { return p.name }

// Issuer gives the provider as its tokens name it.
func (p *Provider) Issuer() string { return p.issuer }

// SignOut gives the address at which people sign out of the provider itself (OpenID Connect RP-Initiated Logout 1.0, 2), as
// far as it is known without asking; empty when it is not.
func (p *Provider) SignOut() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil || p.known.end == "" {
		return ""
	}
	u, err := url.Parse(p.known.end)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("client_id", p.clientID)
	u.RawQuery = q.Encode()
	return u.String()
}

// safe refuses an address that others could listen to. On this machine nobody can.
func safe(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return errors.New("write it as an address like https://login.example.org")
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil
	}
	return fmt.Errorf("%s does not begin with https://", address)
}

// known is what the provider says of itself.
type known struct {
	oauth2.Endpoint
	keys       *gooidc.RemoteKeySet
	algorithms []string
	saysIssuer bool   // its answers name the issuer (RFC 9207)
	end        string // where people sign out of it; empty: it does not say
	until      time.Time
}

const (
	knownFor   = time.Hour       // how long what the provider says of itself counts
	failureFor = 3 * time.Second // how long those who come after a failure are spared the waiting
)

// discover asks the provider, one request at a time, for what it says of itself.
func (p *Provider) discover(ctx context.Context) (*known, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if p.known != nil && now.Before(p.known.until) {
		return p.known, nil
	}
	if p.failed != nil && now.Before(p.retryAt) {
		return nil, p.failed
	}
	k, err := p.ask(ctx)
	if err != nil {
		if ctx.Err() == nil { // else it was the browser that went away
			p.failed, p.retryAt = unavailable(err), now.Add(failureFor)
		}
		return nil, unavailable(err)
	}
	k.until = now.Add(knownFor)
	p.known, p.failed = k, nil
	return k, nil
}

func (p *Provider) ask(ctx context.Context) (*known, error) {
	provider, err := gooidc.NewProvider(gooidc.ClientContext(ctx, p.client), p.issuer)
	if err != nil {
		return nil, fmt.Errorf("discover: %w", err)
	}
	var says struct {
		Keys       string   `json:"jwks_uri"`
		Algorithms []string `json:"id_token_signing_alg_values_supported"`
		Methods    []string `json:"token_endpoint_auth_methods_supported"`
		SaysIssuer bool     `json:"authorization_response_iss_parameter_supported"`
		End        string   `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&says); err != nil {
		return nil, fmt.Errorf("read discovery: %w", err)
	}
	k := &known{Endpoint: provider.Endpoint(), saysIssuer: says.SaysIssuer, algorithms: signing(says.Algorithms)}
	for _, address := range []string{k.AuthURL, k.TokenURL, says.Keys} {
		if err := safe(address); err != nil {
			return nil, fmt.Errorf("discovery: %w", err)
		}
	}
	if safe(says.End) == nil {
		k.end = says.End
	}
	// The header is what every provider must take, unless it says otherwise (OpenID Connect Discovery 1.0, 3).
	k.AuthStyle = oauth2.AuthStyleInHeader
	if len(says.Methods) > 0 && !slices.Contains(says.Methods, "client_secret_basic") && slices.Contains(says.Methods, "client_secret_post") {
		k.AuthStyle = oauth2.AuthStyleInParams
	}
	k.keys = gooidc.NewRemoteKeySet(gooidc.ClientContext(context.WithoutCancel(ctx), p.client), says.Keys)
	slog.InfoContext(ctx, "the provider of single sign-on is there", "issuer", p.issuer)
	return k, nil
}

// signing gives those of the provider's algorithms that a public key checks. An unsigned token, and one that is signed with
// the client's own secret, are never believed.
func signing(said []string) []string {
	asymmetric := []string{gooidc.RS256, gooidc.RS384, gooidc.RS512, gooidc.ES256, gooidc.ES384, gooidc.ES512,
		gooidc.PS256, gooidc.PS384, gooidc.PS512, gooidc.EdDSA}
	var known []string
	for _, a := range asymmetric {
		if slices.Contains(said, a) {
			known = append(known, a)
		}
	}
	if known == nil {
		return []string{gooidc.RS256} // which every provider has (OpenID Connect Core 1.0, 15.1)
	}
	return known
}
