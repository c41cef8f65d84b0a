package passkey_test

import (
	"encoding/json"
	"errors"
	"testing"

	"cyberready/internal/edge/passkey"
	"cyberready/internal/testkit/device"
)

const (
	priyaID = "01890a5d-ac96-774b-bcce-b302099a8057"
	tomID   = "01890a5d-ac96-774b-bcce-b302099a8058"
)

func keeper(t *testing.T) passkey.Keeper {
	t.Helper()
	k, err := passkey.New("https://readiness.example.org", "Cyber readiness")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// withPasskey gives somebody who has just added a passkey, and the device that holds it.
func withPasskey(t *testing.T, k passkey.Keeper, id string) (passkey.Owner, *device.Device) {
	t.Helper()
	o, d := passkey.Owner{ID: id, Email: "priya@example.org", Name: "Priya Nair"}, device.New(t)
	c, err := k.BeginAdding(o)
	if err != nil {
		t.Fatal(err)
	}
	key, err := k.FinishAdding(o, c.State, d.Create(c.Options))
	if err != nil {
		t.Fatal(err)
	}
	o.Keys = append(o.Keys, key)
	return o, d
}

func TestAPasskeyIsAddedAndProvesAndEnters(t *testing.T) {
	t.Parallel()
	k := keeper(t)
	o, d := withPasskey(t, k, priyaID)
	c, err := k.BeginProving(o)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := k.FinishProving(o, c.State, d.Get(c.Options))
	if err != nil {
		t.Fatalf("proving: %v", err)
	}
	if string(moved.Record) == string(o.Keys[0].Record) {
		t.Error("the counter did not move on")
	}
	o.Keys[0] = moved
	if c, err = k.BeginEntering(); err != nil {
		t.Fatal(err)
	}
	who, _, err := k.FinishEntering(c.State, d.Get(c.Options), func(person string) (passkey.Owner, error) {
		if person != priyaID {
			t.Errorf("asked for %s", person)
		}
		return o, nil
	})
	if err != nil || who != priyaID {
		t.Errorf("entering: %q %v", who, err)
	}
}

func TestOptionsAskForAFaceAndAResidentKey(t *testing.T) {
	t.Parallel()
	k := keeper(t)
	o, _ := withPasskey(t, k, priyaID)
	c, err := k.BeginAdding(o)
	if err != nil {
		t.Fatal(err)
	}
	var adding struct {
		RP struct {
			ID string `json:"id"`
		} `json:"rp"`
		AuthenticatorSelection struct {
			ResidentKey      string `json:"residentKey"`
			UserVerification string `json:"userVerification"`
		} `json:"authenticatorSelection"`
		ExcludeCredentials []struct {
			ID string `json:"id"`
		} `json:"excludeCredentials"`
	}
	if err := json.Unmarshal(c.Options, &adding); err != nil {
		t.Fatal(err)
	}
	if adding.RP.ID != "readiness.example.org" || adding.AuthenticatorSelection.ResidentKey != "required" ||
		adding.AuthenticatorSelection.UserVerification != "required" || len(adding.ExcludeCredentials) != 1 {
		t.Errorf("adding asks for %+v", adding)
	}
	var entering struct {
		UserVerification string `json:"userVerification"`
	}
	if c, err = k.BeginEntering(); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(c.Options, &entering); err != nil || entering.UserVerification != "required" {
		t.Errorf("entering asks for %+v (%v)", entering, err)
	}
}

func TestAnAnswerThatProvesNothingIsRefused(t *testing.T) {
	t.Parallel()
	k := keeper(t)
	for name, spoil := range map[string]func(o *passkey.Owner, d *device.Device, c, before passkey.Ceremony) (state, answer []byte){
		"a false page": func(_ *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			d.Origin = "https://readiness.example.com"
			return c.State, d.Get(c.Options)
		},
		"a key for another site": func(_ *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			d.Site = "example.com"
			return c.State, d.Get(c.Options)
		},
		"nobody's face": func(_ *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			d.Flags = 1
			return c.State, d.Get(c.Options)
		},
		"an old answer": func(_ *passkey.Owner, d *device.Device, c, before passkey.Ceremony) ([]byte, []byte) {
			return c.State, d.Get(before.Options)
		},
		"a copied key": func(_ *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			d.Counter = 0
			return c.State, d.Get(c.Options)
		},
		"another key": func(_ *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			d.Key = device.New(t).Key
			return c.State, d.Get(c.Options)
		},
		"a key that was removed": func(o *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			answer := d.Get(c.Options)
			o.Keys = nil
			return c.State, answer
		},
		"somebody else's": func(o *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			answer := d.Get(c.Options)
			o.ID = tomID
			return c.State, answer
		},
		"nothing begun": func(_ *passkey.Owner, d *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			return nil, d.Get(c.Options)
		},
		"no answer": func(_ *passkey.Owner, _ *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) { return c.State, nil },
		"nonsense": func(_ *passkey.Owner, _ *device.Device, c, _ passkey.Ceremony) ([]byte, []byte) {
			return c.State, []byte(`{"id":1}`)
		},
	} {
		o, d := withPasskey(t, k, priyaID)
		d.Counter = 9
		before, err := k.BeginProving(o)
		if err != nil {
			t.Fatal(err)
		}
		c, err := k.BeginProving(o)
		if err != nil {
			t.Fatal(err)
		}
		if name == "a copied key" { // the server has seen a higher count
			if o.Keys[0], err = k.FinishProving(o, before.State, d.Get(before.Options)); err != nil {
				t.Fatal(err)
			}
		}
		state, answer := spoil(&o, d, c, before)
		if _, err := k.FinishProving(o, state, answer); !errors.Is(err, passkey.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEnteringFailsAsTheStoreFails(t *testing.T) {
	t.Parallel()
	k := keeper(t)
	_, d := withPasskey(t, k, priyaID)
	c, err := k.BeginEntering()
	if err != nil {
		t.Fatal(err)
	}
	away := errors.New("the database is away")
	_, _, err = k.FinishEntering(c.State, d.Get(c.Options), func(string) (passkey.Owner, error) { return passkey.Owner{}, away })
	if !errors.Is(err, away) || errors.Is(err, passkey.ErrRefused) {
		t.Errorf("%v", err)
	}
}

func TestAnAddressByNumberHasNoPasskeys(t *testing.T) {
	t.Parallel()
	for address, possible := range map[string]bool{
		"https://readiness.example.org": true, "http://localhost:8080": true, "http://127.0.0.1:8080": false, "http://[::1]:8080": false, "": false,
	} {
		k, err := passkey.New(address, "Cyber readiness")
		if err != nil || k.Possible() != possible {
			t.Errorf("%q: %v %v", address, k.Possible(), err)
		}
	}
}
