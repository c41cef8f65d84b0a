package session

import (
	"context"
	"encoding/json"

	"cyberready/internal/edge/seal"
)

// What a browser's session holds sealed, with a key that is not in the database.
const (
	keyErrands = "errands"    // ways to the provider of single sign-on that are under way
	keyCame    = "came"       // who came back from there
	keyGoOn    = "afresh-for" // the form that is sent when somebody has confirmed at the provider that it is them
)

const sealedName = "browser's session"

// keepSealed keeps a value in the browser's session.
func (s *Sessions) keepSealed(ctx context.Context, key string, value any) error {
	plain, err := json.Marshal(value)
	if err != nil {
		return err
	}
	sealed, err := seal.Seal(s.keys.Key(sealedName), key, plain)
	if err == nil {
		s.scs.Put(ctx, key, sealed)
	}
	return err
}

// openSealed reads it; nothing, and what no key opens any more, leaves the value as it was.
func (s *Sessions) openSealed(ctx context.Context, key string, into any) {
	plain, _, err := seal.Open(s.keys.All(sealedName), key, s.scs.GetBytes(ctx, key))
	if err == nil {
		_ = json.Unmarshal(plain, into) // it was made by keepSealed
	}
}
