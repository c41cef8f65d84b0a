// Package seal encrypts (AES-256-GCM) what must not be read in the database, such as the secret of an authenticator app. A
// sealed value opens for one owner only: moved to somebody else's row it is worth nothing.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// format is the first byte of a sealed value: then come the nonce and what GCM makes.
const format = 1

// ErrNotOpened says that none of the keys opens a value: it was sealed with a key that is not among them, for another
// owner, or it was changed.
var ErrNotOpened = errors.New("no key opens the sealed value")

// Seal encrypts with a key of 32 bytes.
func Seal(key []byte, owner string, plain []byte) ([]byte, error) {
	gcm, err := gcmOf(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, gcm.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand)
	return gcm.Seal(append([]byte{format}, nonce...), nonce, plain, []byte(owner)), nil
}

// Open decrypts with whichever of the keys sealed it. An older key is tried too, so that a key can be changed while people
// work; newest tells whether the first one opened it.
func Open(keys [][]byte, owner string, sealed []byte) (plain []byte, newest bool, err error) {
	if len(sealed) == 0 || sealed[0] != format {
		return nil, false, ErrNotOpened
	}
	for i, key := range keys {
		gcm, err := gcmOf(key)
		if err != nil {
			return nil, false, err
		}
		rest := sealed[1:]
		if len(rest) < gcm.NonceSize() {
			return nil, false, ErrNotOpened
		}
		if plain, err := gcm.Open(nil, rest[:gcm.NonceSize()], rest[gcm.NonceSize():], []byte(owner)); err == nil {
			return plain, i == 0, nil
		}
	}
	return nil, false, ErrNotOpened
}

func gcmOf(key []byte) (cipher.AEAD, error) {
	if len(key) != 32 {
		return nil, fmt.Errorf("a key has 32 bytes, not %d", len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return cipher.NewGCM(block)
}
