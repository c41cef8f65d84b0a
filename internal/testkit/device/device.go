// Package device is somebody's phone with a passkey, for tests that need no browser.
package device

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

// Device makes one key for a site and answers with it, as well or as badly as a test wants.
type Device struct {
	t       testing.TB
	Site    string // the name that it believes to be at
	Origin  string
	Key     *ecdsa.PrivateKey
	id      []byte
	handle  []byte
	Counter uint32
	Flags   byte // of what its owner did: 1 touched it, 4 showed a face
}

// New makes a phone that is at readiness.example.org.
func New(t testing.TB) *Device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	return &Device{t: t, Site: "readiness.example.org", Origin: "https://readiness.example.org", Key: key, id: id, Flags: 1 | 4}
}

var b64 = base64.RawURLEncoding

// options is what of the server's options it reads.
type options struct {
	Challenge string `json:"challenge"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
}

func (d *Device) read(raw []byte) options {
	d.t.Helper()
	var o options
	if err := json.Unmarshal(raw, &o); err != nil {
		d.t.Fatal(err)
	}
	return o
}

func (d *Device) client(kind, challenge string) []byte {
	return d.json(map[string]any{"type": kind, "challenge": challenge, "origin": d.Origin, "crossOrigin": false})
}

func (d *Device) json(v any) []byte {
	d.t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		d.t.Fatal(err)
	}
	return b
}

func (d *Device) authData(more byte, rest []byte) []byte {
	d.Counter++
	name := sha256.Sum256([]byte(d.Site))
	out := append(name[:], d.Flags|more)
	return append(binary.BigEndian.AppendUint32(out, d.Counter), rest...)
}

// Create answers the options for adding.
func (d *Device) Create(raw []byte) []byte {
	d.t.Helper()
	o := d.read(raw)
	d.handle, _ = b64.DecodeString(o.User.ID)
	point, err := d.Key.PublicKey.Bytes() // 4, X, Y
	if err != nil {
		d.t.Fatal(err)
	}
	public, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	if err != nil {
		d.t.Fatal(err)
	}
	credential := binary.BigEndian.AppendUint16(make([]byte, 16), uint16(len(d.id)))
	credential = append(append(credential, d.id...), public...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": d.authData(64, credential)})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{
		"clientDataJSON": b64.EncodeToString(d.client("webauthn.create", o.Challenge)), "attestationObject": b64.EncodeToString(object),
	})
}

// Get answers the options for proving or entering.
func (d *Device) Get(raw []byte) []byte {
	d.t.Helper()
	client, auth := d.client("webauthn.get", d.read(raw).Challenge), d.authData(0, nil)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(bytes.Clone(auth), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.Key, sum[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{
		"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(auth),
		"signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString(d.handle),
	})
}

func (d *Device) answer(response map[string]any) []byte {
	id := b64.EncodeToString(d.id)
	return d.json(map[string]any{"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
}
