// Package keyring holds the keys with which the server seals what must not be read in the database, and signs what it
// must know again. They come from the environment or from a file that only the server reads, never from the code, but
// for the demonstration's.
//
// A Ring may hold several keys: the first seals and signs, every one opens and checks, so that a key can be changed while
// people work. Each purpose has a key of its own, derived from the server's (HKDF-SHA-256), so that what is made for one
// is worth nothing for another. A Ring can be passed to a log or to fmt: neither ever shows a key.
package keyring

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"cyberready/internal/core/fault"
)

const keyBytes = 32

// Ring is one or more keys, the newest first. The zero Ring holds none, and seals and signs nothing.
type Ring struct {
	keys func() []key // a function, because fmt prints no more of one than its address, also inside other structs
}

type key struct {
	secret []byte
	id     string // 16 hexadecimal characters that tell the key and nothing of it
}

func ringOf(secrets ...[]byte) Ring {
	var keys []key
	for _, s := range secrets {
		keys = append(keys, key{secret: s, id: hex.EncodeToString(derive(s, "id", 8))})
	}
	return Ring{func() []key { return keys }}
}

// New makes a ring with one random key.
func New() Ring {
	secret := make([]byte, keyBytes)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	return ringOf(secret)
}

// Demonstration is the key of every demonstration: it guards invented people only, and everybody can read it here.
func Demonstration() Ring {
	secret := sha256.Sum256([]byte("the key of the demonstration is no secret"))
	return ringOf(secret[:])
}

// Parse reads keys as they stand in the environment or in a file: 32 bytes each in base64, as openssl rand -base64 32
// prints them, the newest first, with white space between them. The error never repeats what was read.
func Parse(text string) (Ring, error) {
	var secrets [][]byte
	for i, word := range strings.Fields(text) {
		plain := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(word, "="))
		secret, err := base64.RawStdEncoding.DecodeString(plain)
		if err != nil || len(secret) != keyBytes {
			return Ring{}, fault.New(fault.Invalid, "Key %d is not 32 bytes in base64. Make one with: openssl rand -base64 32", i+1)
		}
		secrets = append(secrets, secret)
	}
	if len(secrets) == 0 {
		return Ring{}, fault.New(fault.Invalid, "There is no key. Make one with: openssl rand -base64 32")
	}
	return ringOf(secrets...), nil
}

// IDs names the keys, the newest first. A name tells a key from another and nothing else of it.
func (r Ring) IDs() []string {
	var ids []string
	for _, k := range r.all() {
		ids = append(ids, k.id)
	}
	return ids
}

func (r Ring) all() []key {
	if r.keys == nil {
		return nil
	}
	return r.keys()
}

var errEmpty = errors.New("the ring holds no key")

// Seal encrypts (AES-256-GCM). Only Unseal with the same purpose and owner opens it again, so that a sealed value that is
// moved to somebody else's row is worth nothing.
func (r Ring) Seal(purpose, owner string, plain []byte) ([]byte, error) {
	if len(r.all()) == 0 {
		return nil, errEmpty
	}
	k := r.all()[0]
	gcm, err := k.cipher(purpose)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, gcm.NonceSize())
	_, _ = rand.Read(nonce)
	head := append([]byte{1}, k.id...)
	return gcm.Seal(append(head, nonce...), nonce, plain, bind(purpose, owner)), nil
}

// ErrUnknownKey says that a value was sealed with a key that is not in the ring.
var ErrUnknownKey = errors.New("sealed with a key that this server does not have")

// Unseal opens what Seal made, with whichever key of the ring that was.
func (r Ring) Unseal(purpose, owner string, sealed []byte) ([]byte, error) {
	const head = 1 + 16
	if len(sealed) < head || sealed[0] != 1 {
		return nil, errors.New("not a sealed value")
	}
	for _, k := range r.all() {
		if k.id != string(sealed[1:head]) {
			continue
		}
		gcm, err := k.cipher(purpose)
		if err != nil {
			return nil, err
		}
		rest := sealed[head:]
		if len(rest) < gcm.NonceSize() {
			return nil, errors.New("a sealed value is cut short")
		}
		plain, err := gcm.Open(nil, rest[:gcm.NonceSize()], rest[gcm.NonceSize():], bind(purpose, owner))
		if err != nil {
			return nil, fmt.Errorf("unseal: %w", err)
		}
		return plain, nil
	}
	return nil, ErrUnknownKey
}

// Current tells whether a sealed value was sealed with the newest key.
func (r Ring) Current(sealed []byte) bool {
	keys := r.all()
	return len(keys) > 0 && len(sealed) > 17 && string(sealed[1:17]) == keys[0].id
}

// Sign gives 32 bytes (HMAC-SHA-256) that only the holder of the key can make for these parts and this purpose. It is for
// links and for tokens that a database must not hold.
func (r Ring) Sign(purpose string, parts ...string) ([]byte, error) {
	if len(r.all()) == 0 {
		return nil, errEmpty
	}
	return r.all()[0].sign(purpose, parts), nil
}

// Verify tells in constant time whether Sign made this, with whichever key of the ring.
func (r Ring) Verify(signature []byte, purpose string, parts ...string) bool {
	ok := false
	for _, k := range r.all() {
		if hmac.Equal(signature, k.sign(purpose, parts)) {
			ok = true
		}
	}
	return ok
}

func (k key) sign(purpose string, parts []string) []byte {
	mac := hmac.New(sha256.New, derive(k.secret, "sign:"+purpose, keyBytes))
	for _, p := range parts {
		fmt.Fprintf(mac, "%d:%s", len(p), p) // the lengths keep "a","bc" from being "ab","c"
	}
	return mac.Sum(nil)
}

func (k key) cipher(purpose string) (cipher.AEAD, error) {
	block, err := aes.NewCipher(derive(k.secret, "seal:"+purpose, keyBytes))
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return cipher.NewGCM(block)
}

func bind(purpose, owner string) []byte { return []byte(purpose + "\x00" + owner) }

func derive(secret []byte, purpose string, n int) []byte {
	out, err := hkdf.Key(sha256.New, secret, nil, "cyberready "+purpose, n)
	if err != nil {
		panic(err) // only for a length beyond 255 hashes
	}
	return out
}

// Format implements fmt.Formatter: whatever the verb, no key is shown.
func (r Ring) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, r.String()) }

// String tells how many keys there are.
func (r Ring) String() string { return fmt.Sprintf("keyring of %d", len(r.all())) }

// MarshalText keeps keys out of what is encoded: JSON logs use it.
func (r Ring) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
