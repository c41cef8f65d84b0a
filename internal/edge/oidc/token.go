package oidc

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
)

// skew is how far the provider's clock may be from ours.
const skew = time.Minute

// longestSubject is what a provider may use (OpenID Connect Core 1.0, 2).
const longestSubject = 255

// claims are those of a token that the library does not read.
type claims struct {
	Party    string  `json:"azp"`
	AMR      words   `json:"amr"`
	ACR      string  `json:"acr"`
	AuthTime float64 `json:"auth_time"` // seconds
	Name     string  `json:"name"`
	Username string  `json:"preferred_username"`
	Email    string  `json:"email"`
}

// words takes a list, or the one word that some providers write in its place.
type words []string

func (w *words) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*w = make(words, 1)
		return json.Unmarshal(b, &(*w)[0])
	}
	return json.Unmarshal(b, (*[]string)(w))
}

// read checks a token as OpenID Connect Core 1.0, 3.1.3.7, wants it.
func (p *Provider) read(ctx context.Context, k *known, f Flow, raw string) (Came, error) {
	keys := &listened{KeySet: k.keys}
	verifier := gooidc.NewVerifier(p.issuer, keys, &gooidc.Config{ClientID: p.clientID, SupportedSigningAlgs: k.algorithms, Now: p.now})
	token, err := verifier.Verify(ctx, raw)
	if err != nil && keys.away != nil {
		return Came{}, unavailable(keys.away)
	}
	if err != nil {
		return Came{}, refuse(p.whyNot(raw, err))
	}
	var c claims
	if err := token.Claims(&c); err != nil {
		return Came{}, refuse(NoToken)
	}
	switch {
	case !same(token.Nonce, f.Nonce):
		return Came{}, refuse(OtherNonce)
	case c.Party != "" && c.Party != p.clientID, len(token.Audience) > 1 && c.Party == "":
		return Came{}, refuse(OtherAudience)
	case token.Subject == "" || len(token.Subject) > longestSubject:
		return Came{}, refuse(NoSubject)
	}
	now, shown := p.now(), time.Unix(int64(c.AuthTime), 0)
	if c.AuthTime == 0 {
		shown = time.Time{}
	}
	if f.Afresh && (shown.Before(f.Began.Add(-skew)) || shown.After(now.Add(skew))) {
		return Came{}, refuse(NotAfresh)
	}
	if shown.After(now) {
		shown = now
	}
	came := Came{Issuer: p.issuer, Subject: token.Subject, Name: c.Name, Email: c.Email, SecondFactor: p.counts.SecondFactor(c.AMR, c.ACR), At: shown}
	if came.Email == "" {
		came.Email = c.Username
	}
	return came, nil
}

// listened remembers that the provider's keys could not be fetched, which the library does not tell apart.
type listened struct {
	gooidc.KeySet
	away error
}

func (l *listened) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := l.KeySet.VerifySignature(ctx, jwt)
	if err != nil && away(err) {
		l.away = err
	}
	return payload, err
}

// whyNot names what is wrong with a token that was refused. It reads what nobody vouches for, for the name only.
func (p *Provider) whyNot(raw string, err error) Reason {
	if expired := (*gooidc.TokenExpiredError)(nil); errors.As(err, &expired) {
		return Expired
	}
	parts := strings.Split(raw, ".")
	if len(parts) != 3 {
		return NoToken
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	var body struct {
		Issuer   string `json:"iss"`
		Audience words  `json:"aud"`
	}
	if part(parts[0], &header) != nil || part(parts[1], &body) != nil {
		return NoToken
	}
	switch {
	case strings.EqualFold(header.Algorithm, "none") || parts[2] == "":
		return Unsigned
	case body.Issuer != p.issuer:
		return OtherIssuer
	case !slices.Contains(body.Audience, p.clientID):
		return OtherAudience
	}
	return Signature
}

func part(text string, into any) error {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}
