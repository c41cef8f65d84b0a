package session

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"time"

	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// Self gives the visitor as accountdb wants who acts on their own account.
func Self(r *http.Request) accountdb.Self {
	v := page.VisitorOf(r.Context())
	return accountdb.Self{Person: v.Person, Name: v.Name, From: store.Origin{Address: v.Address, RequestID: v.RequestID}}
}

// as gives somebody who is not signed in yet as accountdb wants who acts on their own account.
func as(r *http.Request, f accountdb.Factors) accountdb.Self {
	return accountdb.Self{Person: f.PersonID, Name: f.Name, From: Self(r).From}
}

// Arrive signs a person in who has shown a second factor: it is used up, the browser's session gets a new token, so that
// one that was planted before is worth nothing, and the browser is known to this account from now on.
func (s *Sessions) Arrive(w http.ResponseWriter, r *http.Request, f accountdb.Factors, proof accountdb.Proof) error {
	ctx, at := r.Context(), s.Place(r)
	isNew := at.Device == ""
	if isNew {
		at.Device = newDevice()
	}
	id, err := s.accounts.SignIn(ctx, accountdb.Arrival{
		Self: as(r, f), Email: f.Email, Epoch: f.Epoch, At: at, Device: deviceWords(r.UserAgent()), Proof: proof,
	}, s.now())
	if err != nil {
		return err
	}
	h, halfway := s.halfway(ctx)
	if err := s.scs.Clear(ctx); err != nil {
		return store.Fault(err)
	}
	if err := s.scs.RenewToken(ctx); err != nil {
		return store.Fault(err)
	}
	s.scs.Put(ctx, keySession, id)
	s.scs.Put(ctx, keyPassword, halfway && h.byPassword)
	if isNew {
		s.setDevice(w, at.Device)
	}
	return nil
}

// End signs out, and writes it down.
func (s *Sessions) End(r *http.Request) error {
	ctx := r.Context()
	if id := ID(ctx); id != "" {
		if err := s.accounts.SignOut(ctx, Self(r), id, s.now()); err != nil {
			return err
		}
	}
	return store.Fault(s.scs.Destroy(ctx))
}

// Place tells where a request comes from, for the counting of failures.
func (s *Sessions) Place(r *http.Request) accountdb.Place {
	at := accountdb.Place{Address: page.VisitorOf(r.Context()).Address}
	if c, err := r.Cookie(s.cookie(deviceCookie)); err == nil && len(c.Value) == deviceLength {
		at.Device = c.Value
	}
	return at
}

// The browser's own cookie: a random value that says nothing, and outlives sign-out. An account knows the browsers that it
// was signed in from by it, so that others' failures do not delay them.
const (
	deviceCookie = "device"
	deviceBytes  = 18
	deviceLength = 24 // of 18 bytes in base64
)

func newDevice() string {
	var random [deviceBytes]byte
	_, _ = rand.Read(random[:]) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(random[:])
}

func (s *Sessions) setDevice(w http.ResponseWriter, value string) {
	http.SetCookie(w, &http.Cookie{Name: s.cookie(deviceCookie), Value: value, Path: "/", Secure: s.secure, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, MaxAge: int((400 * 24 * time.Hour).Seconds())})
}
