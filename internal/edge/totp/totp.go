// Package totp speaks with authenticator apps: time-based one-time codes (RFC 6238) of six digits that change every 30
// seconds, by HMAC-SHA-1, which is what every app understands.
package totp

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

const (
	secretBytes = 20 // as long as SHA-1's result, as RFC 4226 advises
	period      = 30 // seconds
)

// drift is how many steps a phone's clock may be behind or ahead (RFC 6238 advises one).
const drift = 1

var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret makes the secret that a server and an app share.
func NewSecret() []byte {
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	return secret
}

// StepAt gives the number of the 30 seconds in which a time lies.
func StepAt(t time.Time) int64 { return t.Unix() / period }

// Code gives what an app shows during a step.
func Code(secret []byte, step int64) (string, error) {
	code, err := hotp.GenerateCodeCustom(encoding.EncodeToString(secret), uint64(step),
		hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", fmt.Errorf("make one-time code: %w", err)
	}
	return code, nil
}

// Match tells during which step an app showed a code. Steps up to after have been used, and count no more: a code that was
// seen over a shoulder is worth nothing. ahead lets a phone's clock be further ahead than one step: see NextUnused.
func Match(secret []byte, code string, now time.Time, after int64, ahead int64) (step int64, ok bool, err error) {
	for s := StepAt(now) - drift; s <= StepAt(now)+max(drift, ahead); s++ {
		want, err := Code(secret, s)
		if err != nil {
			return 0, false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && s > after && !ok {
			step, ok = s, true
		}
	}
	return step, ok, nil
}

// DemonstrationAhead is how many steps ahead a demonstration takes codes, so that whoever walks through it fast need not
// wait for the next code: NextUnused shows it.
const DemonstrationAhead = 20

// NextUnused gives the first step whose code a demonstration still takes.
func NextUnused(now time.Time, after int64) int64 { return max(StepAt(now), after+1) }

// URI is what the QR code says: the form that apps agree on (Key URI Format).
func URI(secret []byte, issuer, account string) string {
	q := url.Values{"secret": {encoding.EncodeToString(secret)}, "issuer": {issuer}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// Words writes a secret in groups of four letters and digits, for those who type it in.
func Words(secret []byte) string {
	text := encoding.EncodeToString(secret)
	var groups []string
	for ; len(text) > 4; text = text[4:] {
		groups = append(groups, text[:4])
	}
	return strings.Join(append(groups, text), " ")
}
