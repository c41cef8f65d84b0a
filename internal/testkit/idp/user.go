package idp

import (
	"bytes"
	"net/http"
	"regexp"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"
)

// User is somebody at the provider, and what it says of them.
type User struct {
	Subject, Name, Email string

	AMR  []string
	ACR  string
	At   time.Time // when they showed who they are; zero: the provider does not say
	Lazy bool      // the provider does not ask afresh when it is told to

	Lie func(claims map[string]any) // what is signed in place of the truth
}

// ID gives the subject.
func (u User) ID() string { return u.Subject }

// Userinfo is not used here.
func (u User) Userinfo([]string) ([]byte, error) { return []byte("{}"), nil }

// Claims gives what is in the token.
func (u User) Claims(_ []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	c := jwt.MapClaims{"iss": base.Issuer, "sub": base.Subject, "aud": base.Audience, "exp": base.ExpiresAt, "iat": base.IssuedAt,
		"nonce": base.Nonce, "name": u.Name, "email": u.Email}
	if len(u.AMR) > 0 {
		c["amr"] = u.AMR
	}
	if u.ACR != "" {
		c["acr"] = u.ACR
	}
	if !u.At.IsZero() {
		c["auth_time"] = u.At.Unix()
	}
	if u.Lie != nil {
		u.Lie(c)
	}
	return c, nil
}

var idToken = regexp.MustCompile(`"id_token":"([^"]*)"`)

// answer keeps what the mock writes.
type answer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
