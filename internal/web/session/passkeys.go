package session

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passkey"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// What a ceremony with a passkey is for: a state that was begun for one thing is worth nothing for another.
const (
	ceremonyEnter = "passkey-enter"
	ceremonyProve = "passkey-prove"
	ceremonyAdd   = "passkey-add"
)

// A browser waits for a person's finger some minutes.
const ceremonyFor = 10 * time.Minute

// begun is a ceremony's state as the browser's session holds it: out of the browser's reach.
type begun struct {
	Since int64
	State []byte
}

func (s *Sessions) keepCeremony(ctx context.Context, what string, state []byte) error {
	b, err := json.Marshal(begun{s.now().Unix(), state})
	if err == nil {
		s.scs.Put(ctx, what, b)
	}
	return err
}

// takeCeremony gives the state once; nil when nothing was begun, or too long ago.
func (s *Sessions) takeCeremony(ctx context.Context, what string) []byte {
	var b begun
	if err := json.Unmarshal(s.scs.PopBytes(ctx, what), &b); err != nil || s.now().Sub(time.Unix(b.Since, 0)) > ceremonyFor {
		return nil
	}
	return b.State
}

// HasPasskeys tells whether the site can have passkeys: it needs a name.
func (s *Sessions) HasPasskeys() bool { return s.passkeys.Possible() }

// OwnerOf gives a person's passkeys as the room that checks them wants them.
func OwnerOf(f accountdb.Factors) passkey.Owner {
	o := passkey.Owner{ID: f.PersonID, Email: f.Email, Name: f.Name}
	for _, k := range f.Passkeys {
		o.Keys = append(o.Keys, passkey.Key{ID: k.ID, Record: k.Record})
	}
	return o
}

var errNoPasskeys = fault.New(fault.NotFound, "This site has no name, so it cannot have passkeys. Use a code.")

// AskPasskey answers a script with what the browser must ask the passkeys of whoever is known already.
func (s *Sessions) AskPasskey(w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return errNoPasskeys
	}
	f, err := s.Subject(r.Context())
	if err != nil {
		return err
	}
	if len(f.Passkeys) == 0 {
		return fault.New(fault.Conflict, "You have no passkey yet.")
	}
	c, err := s.passkeys.BeginProving(OwnerOf(f))
	if err != nil {
		return err
	}
	return s.sendOptions(w, r, ceremonyProve, c)
}

// AskAnyPasskey answers a script with what the browser must ask when nobody is known yet.
func (s *Sessions) AskAnyPasskey(w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return errNoPasskeys
	}
	c, err := s.passkeys.BeginEntering()
	if err != nil {
		return err
	}
	return s.sendOptions(w, r, ceremonyEnter, c)
}

// BeginPasskey answers a script with what the browser must ask for a new passkey.
func (s *Sessions) BeginPasskey(w http.ResponseWriter, r *http.Request, f accountdb.Factors) error {
	if !s.HasPasskeys() {
		return errNoPasskeys
	}
	c, err := s.passkeys.BeginAdding(OwnerOf(f))
	if err != nil {
		return err
	}
	return s.sendOptions(w, r, ceremonyAdd, c)
}

func (s *Sessions) sendOptions(w http.ResponseWriter, r *http.Request, what string, c passkey.Ceremony) error {
	if err := s.keepCeremony(r.Context(), what, c.State); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(c.Options) // the browser has gone: nothing to tell it
	return nil
}

// FinishPasskey checks the answer for a new passkey. One that proves nothing is a fault about FieldPasskey.
func (s *Sessions) FinishPasskey(r *http.Request, f accountdb.Factors) (passkey.Key, error) {
	key, err := s.passkeys.FinishAdding(OwnerOf(f), s.takeCeremony(r.Context(), ceremonyAdd), []byte(r.PostFormValue(FieldPasskey)))
	if errors.Is(err, passkey.ErrRefused) {
		slog.InfoContext(r.Context(), "passkey refused", "error", err, "request_id", page.VisitorOf(r.Context()).RequestID)
		return key, fault.InvalidField(FieldPasskey, "We could not check this passkey. Try once more.").Because(err)
	}
	return key, err
}

// EnterByPasskey signs somebody in who shows a passkey and no password: the passkey says who they are.
func (s *Sessions) EnterByPasskey(w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return errNoPasskeys
	}
	var f accountdb.Factors
	_, key, err := s.passkeys.FinishEntering(s.takeCeremony(r.Context(), ceremonyEnter), []byte(r.PostFormValue(FieldPasskey)),
		func(person string) (passkey.Owner, error) {
			var err error
			f, err = s.accounts.Factors(r.Context(), person)
			return OwnerOf(f), err
		})
	if errors.Is(err, passkey.ErrRefused) || fault.KindOf(err) == fault.NotFound {
		v := page.VisitorOf(r.Context())
		who := accountdb.Self{From: Self(r).From}
		if e := s.accounts.RecordRefusal(r.Context(), who, audit.Event{Verb: audit.FactorFailed, Object: f.PersonID, Note: "passkey"}, s.now()); e != nil {
			return e
		}
		return fault.InvalidField(FieldPasskey, "We could not check this passkey. It may have been removed here. Try another one, or sign in with your password.").
			Because(errors.Join(err, errors.New("request "+v.RequestID)))
	}
	if err != nil {
		return err
	}
	proof := accountdb.Proof{By: credential.ByPasskey, Passkey: accountdb.Passkey{ID: key.ID, Record: key.Record}}
	return s.Arrive(w, r, f, proof)
}
