// Package passkey registers and checks passkeys (WebAuthn): keys in a phone, a computer or a security key that answer for
// one site only, and only after their owner has shown a face, a finger or a PIN. A passkey is therefore two factors by
// itself, and no false page can ask for it.
//
// A ceremony has two steps. Begin gives options for the browser and a state that the server keeps, out of the browser's
// reach, until Finish; a state is for one answer.
package passkey

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/google/uuid"
)

// Keeper speaks WebAuthn for one site. The zero Keeper serves a site that cannot have passkeys.
type Keeper struct{ rp *webauthn.WebAuthn }

// New makes the keeper for the address that people use. A passkey belongs to a name: for an address by number, such as
// 127.0.0.1, the Keeper is one that cannot have passkeys.
func New(publicURL, siteName string) (Keeper, error) {
	u, err := url.Parse(publicURL)
	if err != nil {
		return Keeper{}, fmt.Errorf("read public address: %w", err)
	}
	if u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil {
		return Keeper{}, nil
	}
	resident := true
	rp, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: siteName, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: &resident, ResidentKey: protocol.ResidentKeyRequirementRequired,
			UserVerification: protocol.VerificationRequired,
		},
		AttestationPreference: protocol.PreferNoAttestation, // which make of key it is, is nobody's business
	})
	if err != nil {
		return Keeper{}, fmt.Errorf("prepare passkeys for %s: %w", publicURL, err)
	}
	return Keeper{rp}, nil
}

// Possible tells whether the site can have passkeys.
func (k Keeper) Possible() bool { return k.rp != nil }

// Owner is a person with their passkeys.
type Owner struct {
	ID, Email, Name string // ID is a UUID
	Keys            []Key
}

// Key is one passkey as it is kept: nothing in it is secret.
type Key struct {
	ID     []byte
	Record []byte // public key, counter and flags; only this package reads it
}

// Ceremony is what Begin gives.
type Ceremony struct {
	Options []byte // JSON for the browser
	State   []byte // for Finish
}

// ErrRefused says that an answer does not prove anything: a wrong signature, another site's, an old one, a copied key. The
// cause is wrapped, for the log.
var ErrRefused = errors.New("the passkey's answer was refused")

// BeginAdding asks a person's device for a new passkey, one that it does not have yet.
func (k Keeper) BeginAdding(o Owner) (Ceremony, error) {
	u, err := userOf(o)
	if err != nil {
		return Ceremony{}, err
	}
	options, state, err := k.rp.BeginRegistration(u, webauthn.WithExclusions(webauthn.Credentials(u.credentials).CredentialDescriptors()))
	if err != nil {
		return Ceremony{}, fmt.Errorf("begin adding passkey: %w", err)
	}
	return ceremony(options.Response, state)
}

// FinishAdding checks the device's answer and gives the new passkey.
func (k Keeper) FinishAdding(o Owner, state, answer []byte) (Key, error) {
	u, s, err := k.resume(o, state)
	if err != nil {
		return Key{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return Key{}, refused(err)
	}
	c, err := k.rp.CreateCredential(u, s, parsed)
	if err != nil {
		return Key{}, refused(err)
	}
	return keyOf(c)
}

// BeginEntering asks whoever is there for any passkey of this site.
func (k Keeper) BeginEntering() (Ceremony, error) {
	options, state, err := k.rp.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fmt.Errorf("begin entering with passkey: %w", err)
	}
	return ceremony(options.Response, state)
}

// FinishEntering checks the answer and gives the person's id and the passkey with its counter moved on. find gives the
// person whom the answer names.
func (k Keeper) FinishEntering(state, answer []byte, find func(person string) (Owner, error)) (string, Key, error) {
	_, s, err := k.resume(Owner{ID: uuid.Nil.String()}, state)
	if err != nil {
		return "", Key{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return "", Key{}, refused(err)
	}
	var failed error // of find: no refusal, but ours
	var person string
	_, c, err := k.rp.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		id, err := uuid.FromBytes(handle)
		if err != nil {
			return nil, err
		}
		person = id.String()
		o, err := find(person)
		if err != nil {
			failed = err
			return nil, err
		}
		return userOf(o)
	}, s, parsed)
	if failed != nil {
		return "", Key{}, failed
	}
	if err != nil {
		return "", Key{}, refused(err)
	}
	moved, err := moved(c)
	return person, moved, err
}

// BeginProving asks for one of a person's own passkeys.
func (k Keeper) BeginProving(o Owner) (Ceremony, error) {
	u, err := userOf(o)
	if err != nil {
		return Ceremony{}, err
	}
	options, state, err := k.rp.BeginLogin(u, webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fmt.Errorf("begin proving with passkey: %w", err)
	}
	return ceremony(options.Response, state)
}

// FinishProving checks the answer and gives the passkey with its counter moved on.
func (k Keeper) FinishProving(o Owner, state, answer []byte) (Key, error) {
	u, s, err := k.resume(o, state)
	if err != nil {
		return Key{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return Key{}, refused(err)
	}
	c, err := k.rp.ValidateLogin(u, s, parsed)
	if err != nil {
		return Key{}, refused(err)
	}
	return moved(c)
}

// moved refuses a passkey whose counter stands still or goes back: somebody has a copy of it.
func moved(c *webauthn.Credential) (Key, error) {
	if c.Authenticator.CloneWarning {
		return Key{}, refused(errors.New("the counter did not move on"))
	}
	return keyOf(c)
}

func (k Keeper) resume(o Owner, state []byte) (user, webauthn.SessionData, error) {
	var s webauthn.SessionData
	if len(state) == 0 {
		return user{}, s, refused(errors.New("nothing was begun"))
	}
	if err := json.Unmarshal(state, &s); err != nil {
		return user{}, s, fmt.Errorf("read state of passkey ceremony: %w", err)
	}
	u, err := userOf(o)
	return u, s, err
}

func ceremony(options, state any) (c Ceremony, err error) {
	if c.Options, err = json.Marshal(options); err != nil {
		return c, fmt.Errorf("write passkey options: %w", err)
	}
	if c.State, err = json.Marshal(state); err != nil {
		return c, fmt.Errorf("write passkey state: %w", err)
	}
	return c, nil
}

func refused(err error) error {
	// The library's message is for people; why, is in its details.
	if p := (*protocol.Error)(nil); errors.As(err, &p) {
		err = fmt.Errorf("%w: %s", err, p.DevInfo)
	}
	return fmt.Errorf("%w: %w", ErrRefused, err)
}

func keyOf(c *webauthn.Credential) (Key, error) {
	record, err := json.Marshal(c)
	if err != nil {
		return Key{}, fmt.Errorf("write passkey: %w", err)
	}
	return Key{ID: bytes.Clone(c.ID), Record: record}, nil
}

// user is an Owner as the library wants it.
type user struct {
	id          uuid.UUID
	owner       Owner
	credentials []webauthn.Credential
}

func userOf(o Owner) (user, error) {
	u := user{owner: o}
	var err error
	if u.id, err = uuid.Parse(o.ID); err != nil {
		return u, fmt.Errorf("read owner of passkeys: %w", err)
	}
	for _, k := range o.Keys {
		var c webauthn.Credential
		if err := json.Unmarshal(k.Record, &c); err != nil {
			return u, fmt.Errorf("read passkey: %w", err)
		}
		u.credentials = append(u.credentials, c)
	}
	return u, nil
}

// The user handle is the person's UUID: it says nothing of who they are.
func (u user) WebAuthnID() []byte                         { return u.id[:] }
func (u user) WebAuthnName() string                       { return u.owner.Email }
func (u user) WebAuthnDisplayName() string                { return u.owner.Name }
func (u user) WebAuthnCredentials() []webauthn.Credential { return u.credentials }
