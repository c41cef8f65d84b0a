package keys

import (
	"crypto/sha256"
	"encoding/hex"
)

// Demonstration gives the keys of every demonstration: they guard invented people only, and everybody can read them here.
func Demonstration() Keys {
	s := sha256.Sum256([]byte("the secret of the demonstration is none"))
	return of([][]byte{s[:]})
}

// IDs names the keys, the current one first: a name tells a key from another, and nothing else of it.
func (k Keys) IDs() []string {
	var ids []string
	for _, key := range k.All("name of the key") {
		ids = append(ids, hex.EncodeToString(key[:8]))
	}
	return ids
}
