package credential

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// macSize is how much of the code's 32 bytes a link carries: 128 bits cannot be guessed.
const macSize = 16

// LinkToken makes the secret part of a link to the thing with an id (a UUID), of one generation: the id and a code over both that
// only the key's holder can make. It is made anew whenever it is needed and kept nowhere; a newer generation ends it.
func LinkToken(key []byte, id string, generation int) string {
	raw, ok := idBytes(id)
	if !ok {
		panic("credential: a link to " + id) // ids are ours
	}
	return base64.RawURLEncoding.EncodeToString(append(raw, code(key, raw, generation)...))
}

// ReadLink takes a link's secret part apart, without judging it: the id that it names, and its code.
func ReadLink(token string) (id string, code []byte, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != 16+macSize {
		return "", nil, false
	}
	h := hex.EncodeToString(raw[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], raw[16:], true
}

// LinkFits tells whether a code was made with one of the keys for this id and generation, in a time that does not
// depend on where it differs.
func LinkFits(keys [][]byte, id string, generation int, mac []byte) bool {
	raw, ok := idBytes(id)
	if !ok {
		return false
	}
	fits := false
	for _, key := range keys {
		fits = hmac.Equal(code(key, raw, generation), mac) || fits
	}
	return fits
}

// LinkGeneration gives the generation that a link was made for with one of the keys, from 1 to the most that there can be; 0: none.
func LinkGeneration(keys [][]byte, id string, most int, mac []byte) int {
	for g := 1; g <= most; g++ {
		if LinkFits(keys, id, g, mac) {
			return g
		}
	}
	return 0
}

func code(key, id []byte, generation int) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(id)
	m.Write(binary.BigEndian.AppendUint64(nil, uint64(generation)))
	return m.Sum(nil)[:macSize]
}

func idBytes(id string) ([]byte, bool) {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	return raw, err == nil && len(raw) == 16
}
