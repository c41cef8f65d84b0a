package oidc_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/testkit/idp"
)

const callback = "http://localhost:8080/sign-in/single-sign-on/callback"

var morning = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

func now() time.Time { return morning }

func open(t *testing.T, s oidc.Settings) *oidc.Provider {
	t.Helper()
	p, err := oidc.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func begin(t *testing.T, p *oidc.Provider, a oidc.Ask) (oidc.Flow, string) {
	t.Helper()
	f, address, err := p.Begin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return f, address
}

// answer is what a browser brings back from an address at the provider.
func answer(t *testing.T, address string) url.Values {
	t.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	back, err := res.Location()
	if err != nil || !strings.HasPrefix(back.String(), callback) {
		t.Fatalf("status %d, back to %v: %v", res.StatusCode, back, err)
	}
	return back.Query()
}

func TestTheWholeCodeFlow(t *testing.T) {
	t.Parallel()
	far := idp.Run(t, now)
	far.Is(idp.User{Subject: "s-1", Name: "Wren Ashby", Email: "wren@example.org", AMR: []string{"pwd", "otp"}, At: morning.Add(-time.Hour)})
	p := open(t, far.Settings(callback))
	f, address := begin(t, p, oidc.Ask{})
	came, err := p.Finish(t.Context(), f, answer(t, address))
	if err != nil {
		t.Fatal(err)
	}
	if came.Issuer != p.Issuer() || came.Subject != "s-1" || came.Name != "Wren Ashby" || came.Email != "wren@example.org" ||
		!came.SecondFactor || !came.At.Equal(morning.Add(-time.Hour)) || len(came.Answer) != 32 {
		t.Errorf("came %+v", came)
	}
	asked := far.Asked()
	for name, want := range map[string]string{"code_challenge_method": "S256", "response_type": "code", "redirect_uri": callback,
		"scope": "openid profile email", "nonce": f.Nonce, "state": f.State, "prompt": "", "max_age": "", "acr_values": ""} {
		if got := asked.Get(name); got != want {
			t.Errorf("asked with %s %q, want %q", name, got, want)
		}
	}
	if c := asked.Get("code_challenge"); c == "" || c == f.Verifier || strings.Contains(address, f.Verifier) {
		t.Errorf("the challenge %q tells the verifier", c)
	}
	again, _ := begin(t, p, oidc.Ask{})
	if again.State == f.State || again.Nonce == f.Nonce || again.Verifier == f.Verifier {
		t.Error("a second flow has a secret of the first")
	}
}

func TestWhatIsAskedOfTheProvider(t *testing.T) {
	t.Parallel()
	far := idp.Run(t, now)
	settings := far.Settings(callback)
	settings.Counts = credential.Counts{ACR: []string{"level-3", "level-4"}}
	p := open(t, settings)
	for _, c := range []struct {
		ask                  oidc.Ask
		prompt, maxAge, acrs string
	}{
		{oidc.Ask{}, "", "", "level-3 level-4"},
		{oidc.Ask{Choose: true}, "select_account", "", "level-3 level-4"},
		{oidc.Ask{Afresh: true}, "login", "0", "level-3 level-4"},
	} {
		_, address := begin(t, p, c.ask)
		answer(t, address)
		if q := far.Asked(); q.Get("prompt") != c.prompt || q.Get("max_age") != c.maxAge || q.Get("acr_values") != c.acrs {
			t.Errorf("%+v asks %v", c.ask, q)
		}
	}
	far.Is(idp.User{Subject: "s-1", ACR: "level-3"})
	f, address := begin(t, p, oidc.Ask{})
	if came, err := p.Finish(t.Context(), f, answer(t, address)); err != nil || !came.SecondFactor || !came.At.IsZero() {
		t.Errorf("%+v %v", came, err)
	}
}

// lies are what a provider may say, or somebody in between may make of it.
var lies = []struct {
	name   string
	claims func(map[string]any)
	wire   func(string) string
	why    oidc.Reason // empty: the error is ErrUnavailable
}{
	{"another issuer", func(c map[string]any) { c["iss"] = "https://evil.example" }, nil, oidc.OtherIssuer},
	{"another audience", func(c map[string]any) { c["aud"] = []string{"another-service"} }, nil, oidc.OtherAudience},
	{"two audiences and nobody for whom it was made", func(c map[string]any) { c["aud"] = []string{c["aud"].(fmt.Stringer).String(), "another"} }, nil, oidc.OtherAudience},
	{"made for another party", func(c map[string]any) { c["azp"] = "another-service" }, nil, oidc.OtherAudience},
	{"another nonce", func(c map[string]any) { c["nonce"] = "of-another-sign-in" }, nil, oidc.OtherNonce},
	{"no nonce", func(c map[string]any) { delete(c, "nonce") }, nil, oidc.OtherNonce},
	{"expired", func(c map[string]any) { c["exp"] = morning.Add(-time.Second).Unix() }, nil, oidc.Expired},
	{"without an end", func(c map[string]any) { delete(c, "exp") }, nil, oidc.Expired},
	{"about nobody", func(c map[string]any) { c["sub"] = "" }, nil, oidc.NoSubject},
	{"about a subject that is too long", func(c map[string]any) { c["sub"] = strings.Repeat("s", 256) }, nil, oidc.NoSubject},
	{"unsigned", nil, idp.Unsigned, oidc.Unsigned},
	{"a signature that was cut off", nil, func(token string) string { return token[:strings.LastIndex(token, ".")+1] }, oidc.Unsigned},
	{"another signature", nil, func(token string) string { return token[:len(token)-8] + "AAAAAAAA" }, oidc.Signature},
	{"other claims under the signature", nil, func(token string) string {
		p := strings.Split(token, ".")
		return p[0] + "." + strings.Split(other, ".")[1] + "." + p[2]
	}, oidc.OtherIssuer},
	{"no token at all", nil, func(string) string { return "" }, oidc.NoToken},
	{"no token but words", nil, func(string) string { return "hello" }, oidc.NoToken},
}

// other is a token with claims of its own: {"iss":"x"}.
const other = "e30.eyJpc3MiOiJ4In0.AAAA"

func TestALyingProviderIsNotBelieved(t *testing.T) {
	t.Parallel()
	for _, lie := range lies {
		t.Run(lie.name, func(t *testing.T) {
			t.Parallel()
			far := idp.Run(t, now)
			p := open(t, far.Settings(callback))
			far.Is(idp.User{Subject: "s-1", Lie: func(c map[string]any) {
				c["aud"] = text(far.Settings("").ClientID)
				if lie.claims != nil {
					lie.claims(c)
				}
			}})
			far.OnTheWay(lie.wire)
			f, address := begin(t, p, oidc.Ask{})
			came, err := p.Finish(t.Context(), f, answer(t, address))
			refused(t, came, err, lie.why)
			silent(t, err, far.Secrets())
		})
	}
}

type text string

func (s text) String() string { return string(s) }

func refused(t *testing.T, came oidc.Came, err error, why oidc.Reason) {
	t.Helper()
	r := (*oidc.Refusal)(nil)
	if !errors.As(err, &r) || r.Why != why || errors.Is(err, oidc.ErrUnavailable) {
		t.Errorf("%v, want a refusal: %s", err, why)
	}
	if came.Subject != "" {
		t.Errorf("somebody came: %+v", came)
	}
}

// silent claims that an error tells none of the secrets.
func silent(t *testing.T, err error, secrets []string) {
	t.Helper()
	for _, s := range secrets {
		if s != "" && strings.Contains(fmt.Sprintf("%+v", err), s) {
			t.Errorf("the error tells a secret: %v", err)
		}
	}
}

func TestAnAnswerMustBeToWhatWasAsked(t *testing.T) {
	t.Parallel()
	far := idp.Run(t, now)
	p := open(t, far.Settings(callback))
	for _, c := range []struct {
		name   string
		change func(url.Values, oidc.Flow)
		why    oidc.Reason
	}{
		{"another state", func(q url.Values, _ oidc.Flow) { q.Set("state", "mine") }, oidc.OtherState},
		{"no state", func(q url.Values, _ oidc.Flow) { q.Del("state") }, oidc.OtherState},
		{"no code", func(q url.Values, _ oidc.Flow) { q.Del("code") }, oidc.NoCode},
		{"a made-up code", func(q url.Values, _ oidc.Flow) { q.Set("code", "made-up-code") }, oidc.CodeRefused},
		{"an answer of another provider", func(q url.Values, _ oidc.Flow) { q.Set("iss", "https://evil.example") }, oidc.OtherIssuer},
		{"declined", func(q url.Values, _ oidc.Flow) { q.Set("error", "access_denied") }, oidc.Declined},
	} {
		f, address := begin(t, p, oidc.Ask{})
		q := answer(t, address)
		c.change(q, f)
		came, err := p.Finish(t.Context(), f, q)
		t.Log(c.name)
		refused(t, came, err, c.why)
		silent(t, err, []string{"made-up-code", q.Get("code")})
	}
	t.Run("a code that was used", func(t *testing.T) {
		f, address := begin(t, p, oidc.Ask{})
		q := answer(t, address)
		if _, err := p.Finish(t.Context(), f, q); err != nil {
			t.Fatal(err)
		}
		came, err := p.Finish(t.Context(), f, q)
		refused(t, came, err, oidc.CodeRefused)
		silent(t, err, []string{q.Get("code")})
	})
	t.Run("a code that was made for another browser", func(t *testing.T) {
		f, _ := begin(t, p, oidc.Ask{})
		_, theirs := begin(t, p, oidc.Ask{})
		q := answer(t, theirs)
		q.Set("state", f.State)
		came, err := p.Finish(t.Context(), f, q) // PKCE: the verifier is not theirs
		refused(t, came, err, oidc.CodeRefused)
	})
}

func TestAfreshMeansThatTheProviderHasJustAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		user idp.User
		ok   bool
	}{
		{"asked now", idp.User{}, true},
		{"does not ask, and says when it did", idp.User{Lazy: true, At: morning.Add(-2 * time.Minute)}, false},
		{"does not ask, and does not say", idp.User{Lazy: true}, false},
		{"asks in the future", idp.User{Lazy: true, At: morning.Add(time.Hour)}, false},
		{"a clock that is half a minute slow", idp.User{Lazy: true, At: morning.Add(-30 * time.Second)}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			far := idp.Run(t, now)
			c.user.Subject = "s-1"
			far.Is(c.user)
			p := open(t, far.Settings(callback))
			f, address := begin(t, p, oidc.Ask{Afresh: true})
			came, err := p.Finish(t.Context(), f, answer(t, address))
			if !c.ok {
				refused(t, came, err, oidc.NotAfresh)
			} else if err != nil || came.At.IsZero() {
				t.Errorf("%+v %v", came, err)
			}
		})
	}
}

func TestAProviderThatIsAwayIsNoLie(t *testing.T) {
	t.Parallel()
	clock := morning
	far := idp.Run(t, func() time.Time { return clock })
	p := open(t, far.Settings(callback))
	far.Down("/oidc")
	if _, _, err := p.Begin(t.Context(), oidc.Ask{}); !errors.Is(err, oidc.ErrUnavailable) {
		t.Errorf("away: %v", err)
	}
	far.Down("")
	if _, _, err := p.Begin(t.Context(), oidc.Ask{}); !errors.Is(err, oidc.ErrUnavailable) {
		t.Errorf("a moment later it is asked again: %v", err)
	}
	clock = clock.Add(5 * time.Second)
	for _, path := range []string{"/oidc/token", "/oidc/.well-known/jwks.json"} { // the keys have not been fetched yet
		f, address := begin(t, p, oidc.Ask{})
		q := answer(t, address)
		far.Down(path)
		came, err := p.Finish(t.Context(), f, q)
		far.Down("")
		if !errors.Is(err, oidc.ErrUnavailable) || came.Subject != "" {
			t.Errorf("without %s: %+v %v", path, came, err)
		}
		silent(t, err, append(far.Secrets(), q.Get("code")))
	}
	f, address := begin(t, p, oidc.Ask{})
	if _, err := p.Finish(t.Context(), f, answer(t, address)); err != nil {
		t.Errorf("when it is back: %v", err)
	}
	f, address = begin(t, p, oidc.Ask{})
	q := answer(t, address)
	q.Set("error", "temporarily_unavailable")
	if _, err := p.Finish(t.Context(), f, q); !errors.Is(err, oidc.ErrUnavailable) {
		t.Errorf("out of order, in its own words: %v", err)
	}
}

func TestAServiceThatTheProviderDoesNotKnow(t *testing.T) {
	t.Parallel()
	far := idp.Run(t, now)
	settings := far.Settings(callback)
	settings.Secret = "not-the-secret"
	p := open(t, settings)
	f, address := begin(t, p, oidc.Ask{})
	_, err := p.Finish(t.Context(), f, answer(t, address))
	if !errors.Is(err, oidc.ErrUnavailable) || !strings.Contains(err.Error(), "client id or secret") {
		t.Errorf("%v", err)
	}
	silent(t, err, []string{settings.Secret})
	settings.Issuer += "/" // another issuer than the one that the provider says it is
	if _, _, err := open(t, settings).Begin(t.Context(), oidc.Ask{}); !errors.Is(err, oidc.ErrUnavailable) {
		t.Errorf("an issuer that is not the provider's: %v", err)
	}
}

func TestSettingsAreCheckedAndTheSecretIsNeverPrinted(t *testing.T) {
	t.Parallel()
	good := oidc.Settings{Name: "Northgate ID", Issuer: "https://login.example.org", ClientID: "id", Secret: "hunter2", Now: now}
	p := open(t, good)
	if s := fmt.Sprintf("%v %+v %#v", p, p, p); strings.Contains(s, "hunter2") {
		t.Error("fmt prints the secret")
	}
	for name, spoil := range map[string]func(*oidc.Settings){
		"no name":             func(s *oidc.Settings) { s.Name = " " },
		"no client":           func(s *oidc.Settings) { s.ClientID = "" },
		"no secret":           func(s *oidc.Settings) { s.Secret = "" },
		"no issuer":           func(s *oidc.Settings) { s.Issuer = "" },
		"an issuer in clear":  func(s *oidc.Settings) { s.Issuer = "http://login.example.org" },
		"an issuer with user": func(s *oidc.Settings) { s.Issuer = "https://me:hunter2@login.example.org" },
		"no address":          func(s *oidc.Settings) { s.Issuer = "login" },
	} {
		s := good
		spoil(&s)
		if _, err := oidc.New(s); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
