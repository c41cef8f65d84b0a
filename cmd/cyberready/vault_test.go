package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// vault remembers every secret of a journey, each with what it is.
type vault struct {
	mu      sync.Mutex
	secrets map[string]string // the secret → what it is
}

// secretFields are the form fields whose values are secrets.
var secretFields = []string{"password", "old-password", "code", "factor-code", "factor-passkey"}

// keep remembers a secret. An empty one is a mistake of the test.
func (v *vault) keep(t testing.TB, what, secret string) string {
	t.Helper()
	if len(secret) < 6 {
		t.Fatalf("%s is no secret: %q", what, secret)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.secrets[secret] = what
	return secret
}

// RoundTrip remembers what a browser sends and gets: cookies, and the fields that hold secrets.
func (v *vault) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body)) // what is no form holds no field
		for name, values := range form {
			if slices.Contains(secretFields, name) && len(values[0]) >= 6 {
				v.add("the form's field "+name, values[0])
			}
		}
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	for _, c := range res.Cookies() {
		if len(c.Value) >= 6 {
			v.add("the cookie "+c.Name, c.Value)
		}
	}
	return res, nil
}

func (v *vault) add(what, secret string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.secrets[secret] = what
}

// kinds counts the secrets by what they are.
func (v *vault) kinds() map[string]int {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := map[string]int{}
	for _, what := range v.secrets {
		n[what]++
	}
	return n
}

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

// spellings gives the ways in which a secret could stand in a line.
func spellings(secret string) []string {
	bare := strings.NewReplacer(" ", "", "-", "").Replace(secret)
	list := []string{secret, bare, strings.ToLower(bare), strings.ToUpper(bare), url.QueryEscape(secret), url.PathEscape(secret),
		base64.StdEncoding.EncodeToString([]byte(secret)), hex.EncodeToString([]byte(secret))}
	if raw, err := base64.StdEncoding.DecodeString(secret); err == nil {
		list = append(list, hex.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// found gives what each line of a log that holds a secret gives away, with the line.
func (v *vault) found(log string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var list []string
	for secret, what := range v.secrets {
		for _, s := range spellings(secret) {
			holds := func(line string) bool { return strings.Contains(line, s) }
			if sixDigits.MatchString(s) { // not any number that happens to contain it
				alone := regexp.MustCompile(`(^|[^0-9A-Za-z.])` + s + `($|[^0-9A-Za-z])`)
				holds = alone.MatchString
			}
			if !strings.Contains(log, s) {
				continue
			}
			for line := range strings.Lines(log) {
				if holds(line) {
					list = append(list, what+" ("+s+"): "+line)
				}
			}
		}
	}
	return list
}

// The vault's own eyes: what is not found when it is there proves nothing when it is not.
func TestTheVaultFindsSecretsHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	v := &vault{secrets: map[string]string{}}
	v.keep(t, "password", "three random words/é")
	v.keep(t, "code", "123456")
	v.keep(t, "recovery code", "1111 2222 3333 4444")
	v.keep(t, "key", "AAECAwQFBgcICQoLDA0ODw==")
	for line, want := range map[string]int{
		`level=INFO route=/ bytes=21234567 took=1.123456s id=0192-a123456b-1`: 0,
		`form=map[code:123456]`:                1,
		`{"code":"123456"}`:                    1,
		`password=three+random+words%2F%C3%A9`: 1,
		`dGhyZWUgcmFuZG9tIHdvcmRzL8Op`:         1,
		`typed 1111222233334444`:               1,
		`key 000102030405060708090a0b0c0d0e0f`: 1,
	} {
		if got := len(v.found(line)); got != want {
			t.Errorf("%s: %d found, want %d", line, got, want)
		}
	}
}
