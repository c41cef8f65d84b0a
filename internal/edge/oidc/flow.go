package oidc

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Flow is one way to the provider and back. It holds secrets: it stays on the server, with the browser's session.
type Flow struct {
	State    string
	Nonce    string
	Verifier string    // of PKCE
	Began    time.Time // by this server's clock
	Afresh   bool      // the person is to show once more who they are
}

// Ask is what is asked of the provider beyond who it is.
type Ask struct {
	Afresh bool // also of somebody whom the provider knows already
	Choose bool // let the person choose among their accounts there
}

// Begin gives a flow, and the address at the provider to which a browser is sent. The error is ErrUnavailable.
func (p *Provider) Begin(ctx context.Context, a Ask) (Flow, string, error) {
	ctx, cancel := context.WithTimeout(ctx, flowPatience)
	defer cancel()
	k, err := p.discover(ctx)
	if err != nil {
		return Flow{}, "", err
	}
	f := Flow{State: random(), Nonce: random(), Verifier: oauth2.GenerateVerifier(), Began: p.now(), Afresh: a.Afresh}
	options := []oauth2.AuthCodeOption{gooidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)}
	if len(p.counts.ACR) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(p.counts.ACR, " ")))
	}
	switch {
	case a.Afresh: // with max_age the provider must say when it asked (OpenID Connect Core 1.0, 3.1.2.1)
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	case a.Choose:
		options = append(options, oauth2.SetAuthURLParam("prompt", "select_account"))
	}
	return f, p.config(k).AuthCodeURL(f.State, options...), nil
}

func (p *Provider) config(k *known) *oauth2.Config {
	return &oauth2.Config{ClientID: p.clientID, ClientSecret: p.secret(), Endpoint: k.Endpoint, RedirectURL: p.callback,
		Scopes: []string{gooidc.ScopeOpenID, gooidc.ScopeProfile, gooidc.ScopeEmail}}
}

// Came is who came back.
type Came struct {
	Issuer, Subject string // together they are one person for ever (OpenID Connect Core 1.0, 5.7)
	// Name and Email are what the provider calls the person. They are shown, and nothing is decided by them.
	Name, Email  string
	SecondFactor bool      // the provider says that it asked for one
	At           time.Time // when the person showed who they are, never later than now; zero: the provider does not say
	Answer       []byte    // names this answer, which counts once
}

// Finish takes the answer with which the browser came back, which must be the answer to the flow.
func (p *Provider) Finish(ctx context.Context, f Flow, answer url.Values) (Came, error) {
	ctx, cancel := context.WithTimeout(ctx, flowPatience)
	defer cancel()
	if f.State == "" || !same(answer.Get("state"), f.State) {
		return Came{}, refuse(OtherState)
	}
	k, err := p.discover(ctx)
	if err != nil {
		return Came{}, err
	}
	// A provider that names itself in its answers must be the one that was asked (RFC 9207, against mix-up).
	if said := answer.Get("iss"); (said != "" || k.saysIssuer) && said != p.issuer {
		return Came{}, refuse(OtherIssuer)
	}
	if code := answer.Get("error"); code != "" {
		return Came{}, declined(code)
	}
	code := answer.Get("code")
	if code == "" {
		return Came{}, refuse(NoCode)
	}
	token, err := p.config(k).Exchange(gooidc.ClientContext(ctx, p.client), code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return Came{}, exchangeFailed(err)
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return Came{}, refuse(NoToken)
	}
	came, err := p.read(ctx, k, f, raw)
	if err != nil {
		return Came{}, err
	}
	once := sha256.Sum256([]byte(f.State))
	came.Answer = once[:]
	return came, nil
}

// random gives 256 bits as text.
func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
