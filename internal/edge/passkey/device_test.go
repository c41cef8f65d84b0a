package passkey_test

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

// device is somebody's phone: it makes one key for a site and answers with it, as well or as badly as a test wants.
type device struct {
	t       testing.TB
	site    string // the name that it believes to be at
	origin  string
	key     *ecdsa.PrivateKey
	id      []byte
	handle  []byte
	counter uint32
	flags   byte // of what its owner did: 1 touched it, 4 showed a face
}

func newDevice(t testing.TB) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	return &device{t: t, site: "readiness.example.org", origin: "https://readiness.example.org", key: key, id: id, flags: 1 | 4}
}

var b64 = base64.RawURLEncoding

// options is what of the server's options it reads.
type options struct {
	Challenge string `json:"challenge"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
}

func (d *device) read(raw []byte) options {
	d.t.Helper()
	var o options
	if err := json.Unmarshal(raw, &o); err != nil {
		d.t.Fatal(err)
	}
	return o
}

func (d *device) client(kind, challenge string) []byte {
	return d.json(map[string]any{"type": kind, "challenge": challenge, "origin": d.origin, "crossOrigin": false})
}

func (d *device) json(v any) []byte {
	d.t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		d.t.Fatal(err)
	}
	return b
}

func (d *device) authData(more byte, rest []byte) []byte {
	d.counter++
	name := sha256.Sum256([]byte(d.site))
	out := append(name[:], d.flags|more)
	return append(binary.BigEndian.AppendUint32(out, d.counter), rest...)
}

// create answers the options for adding.
func (d *device) create(raw []byte) []byte {
	d.t.Helper()
	o := d.read(raw)
	d.handle, _ = b64.DecodeString(o.User.ID)
	point, err := d.key.PublicKey.Bytes() // 4, X, Y
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

// get answers the options for proving or entering.
func (d *device) get(raw []byte) []byte {
	d.t.Helper()
	client, auth := d.client("webauthn.get", d.read(raw).Challenge), d.authData(0, nil)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(bytes.Clone(auth), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{
		"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(auth),
		"signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString(d.handle),
	})
}

func (d *device) answer(response map[string]any) []byte {
	id := b64.EncodeToString(d.id)
	return d.json(map[string]any{"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
}
