// Package passhash makes and checks argon2id password hashes in the PHC string form. At most two run at once: each
// takes 19 MiB and a core, and a flood of sign-ins must not take the server down.
package passhash

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/alexedwards/argon2id"
)

// OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
var params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

var turns = make(chan struct{}, 2)

// Make hashes a password.
func Make(ctx context.Context, password string) (string, error) {
	if err := take(ctx); err != nil {
		return "", err
	}
	defer give()
	h, err := argon2id.CreateHash(password, params)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return h, nil
}

// decoy is compared with when there is no such account, so that time does not tell whether there is one. It is the hash of no
// password that anybody knows: random bytes, for making a real one at each start would take 19 MiB that stay.
var decoy = func() string {
	random := make([]byte, params.SaltLength+params.KeyLength)
	rand.Read(random) // never fails
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", params.Memory, params.Iterations, params.Parallelism,
		text(random[:params.SaltLength]), text(random[params.SaltLength:]))
}()

// Matches compares in constant time. An empty hash takes as long as any other and never matches.
func Matches(ctx context.Context, password, hash string) (bool, error) {
	if err := take(ctx); err != nil {
		return false, err
	}
	defer give()
	nobody := hash == ""
	if nobody {
		hash = decoy
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return ok && !nobody, nil
}

func take(ctx context.Context) error {
	select {
	case turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func give() { <-turns }

// NewPassword makes a password of 100 random bits, in four groups that can be read out.
func NewPassword() (string, error) {
	var random [13]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("make password: %w", err)
	}
	p := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random[:])[:20])
	return p[:5] + "-" + p[5:10] + "-" + p[10:15] + "-" + p[15:], nil
}
