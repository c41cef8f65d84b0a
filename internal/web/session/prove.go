package session

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/edge/passkey"
	"cyberready/internal/edge/seal"
	"cyberready/internal/edge/totp"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// The fields in which a second factor is posted, whatever else the form is about.
const (
	FieldCode    = "factor-code"
	FieldPasskey = "factor-passkey"
)

// keyName is the name under which the secrets of apps are sealed.
const keyName = "second factor"

// Prove checks the second factor in a posted form, which somebody with these factors filled in. What it returns still has
// to be used up, by Arrive or accountdb's ConfirmAfresh. A wrong code is a fault about FieldCode, is written down and
// counted; after some, the answer is to wait. Whoever was refused for a used code calls Refused.
func (s *Sessions) Prove(r *http.Request, f accountdb.Factors) (accountdb.Proof, error) {
	if answer := r.PostFormValue(FieldPasskey); answer != "" {
		return s.provePasskey(r, f, []byte(answer))
	}
	text := r.PostFormValue(FieldCode)
	if text == "" {
		return accountdb.Proof{}, fault.InvalidField(FieldCode, "Enter the code.")
	}
	wait, err := s.accounts.Wait(r.Context(), f.Email, s.Place(r), s.now())
	if err != nil {
		return accountdb.Proof{}, err
	}
	if wait > 0 {
		return accountdb.Proof{}, waitFault(wait)
	}
	typed := credential.ReadCode(text)
	var p accountdb.Proof
	switch {
	case typed.App != "" && f.App != nil:
		p, err = s.proveApp(r, f, typed.App)
	case typed.Recovery != "":
		p, err = proveRecovery(r.Context(), f, typed.Recovery)
	}
	if err != nil || p.By != "" {
		return p, err
	}
	return p, s.Refused(r, f, wrongCode(f))
}

// Refused counts and writes down a second factor that was not right, and gives the fault back.
func (s *Sessions) Refused(r *http.Request, f accountdb.Factors, because *fault.Error) error {
	if err := s.accounts.RecordFailure(r.Context(), as(r, f), f.Email, s.Place(r), audit.Event{Verb: audit.FactorFailed, Object: f.PersonID}, s.now()); err != nil {
		return err
	}
	return because
}

// UsedUp tells whether a proof came too late, because it was used before: then the fault is counted like a wrong one.
func (s *Sessions) UsedUp(r *http.Request, f accountdb.Factors, err error) error {
	if errors.Is(err, accountdb.ErrUsed) {
		return s.Refused(r, f, fault.As(err))
	}
	return err
}

func wrongCode(f accountdb.Factors) *fault.Error {
	if f.App == nil {
		return fault.InvalidField(FieldCode, "That is none of your recovery codes, or it has been used. A recovery code has 16 digits.")
	}
	return fault.InvalidField(FieldCode, "That code is not right. Enter the 6 digits that your app shows now, or a recovery code of 16 digits that you have not used.")
}

func (s *Sessions) proveApp(r *http.Request, f accountdb.Factors, code string) (accountdb.Proof, error) {
	secret, err := s.appSecret(r.Context(), f)
	if errors.Is(err, seal.ErrNotOpened) {
		slog.ErrorContext(r.Context(), "the secret of an authenticator app cannot be opened", "request_id", page.VisitorOf(r.Context()).RequestID)
		return accountdb.Proof{}, fault.InvalidField(FieldCode, "We cannot check your app's codes any more, because the server's key was changed. "+
			"Use a passkey or a recovery code, or ask a service administrator for help.")
	}
	if err != nil {
		return accountdb.Proof{}, err
	}
	step, ok, err := totp.Match(secret, code, s.now(), f.App.LastStep, s.ahead(r))
	if err != nil {
		return accountdb.Proof{}, err
	}
	if !ok {
		// A code that was right a moment ago is worth a sentence of its own: people press twice.
		if _, before, err := totp.Match(secret, code, s.now(), 0, s.ahead(r)); err == nil && before {
			return accountdb.Proof{}, s.Refused(r, f, fault.InvalidField(FieldCode, "This code has been used already. Wait for the next one, and enter that."))
		}
		return accountdb.Proof{}, nil
	}
	return accountdb.Proof{By: credential.ByApp, Step: step}, nil
}

// appSecret opens the secret of a person's app, and seals it again when it was sealed with an older key.
func (s *Sessions) appSecret(ctx context.Context, f accountdb.Factors) ([]byte, error) {
	secret, newest, err := seal.Open(s.keys.All(keyName), f.PersonID, f.App.Sealed)
	if err != nil || newest {
		return secret, err
	}
	sealed, err := s.Seal(f.PersonID, secret)
	if err != nil {
		return nil, err
	}
	return secret, s.accounts.SealAgain(ctx, f.PersonID, f.App.Sealed, sealed)
}

// Seal encrypts the secret of a person's app.
func (s *Sessions) Seal(person string, secret []byte) ([]byte, error) {
	return seal.Seal(s.keys.Key(keyName), person, secret)
}

// Unseal opens what Seal made for the same person.
func (s *Sessions) Unseal(person string, sealed []byte) ([]byte, error) {
	secret, _, err := seal.Open(s.keys.All(keyName), person, sealed)
	return secret, err
}

func proveRecovery(ctx context.Context, f accountdb.Factors, code string) (accountdb.Proof, error) {
	label, hash := credential.RecoveryLabel(code), ""
	for _, c := range f.Recovery {
		if c.Label == label && c.UsedAt == nil {
			hash = c.Hash
		}
	}
	ok, err := passhash.Matches(ctx, code, hash) // an empty hash takes as long, and never matches
	if err != nil || !ok {
		return accountdb.Proof{}, err
	}
	return accountdb.Proof{By: credential.ByRecoveryCode, Label: label}, nil
}

// Demonstrated gives the code that an app would show, where a demonstration may tell it: on this machine only. Empty
// otherwise, and for somebody without an app.
func (s *Sessions) Demonstrated(r *http.Request, f accountdb.Factors) (string, error) {
	if s.ahead(r) == 0 || f.App == nil {
		return "", nil
	}
	secret, err := s.appSecret(r.Context(), f)
	if err != nil {
		return "", err
	}
	return totp.Code(secret, totp.NextUnused(s.now(), f.App.LastStep))
}

// ahead is how many steps a code may be early; 0 is the usual drift.
func (s *Sessions) ahead(r *http.Request) int64 {
	if s.site.Demo && FromThisMachine(r) {
		return totp.DemonstrationAhead
	}
	return 0
}

func (s *Sessions) provePasskey(r *http.Request, f accountdb.Factors, answer []byte) (accountdb.Proof, error) {
	key, err := s.passkeys.FinishProving(OwnerOf(f), s.takeCeremony(r.Context(), ceremonyProve), answer)
	if errors.Is(err, passkey.ErrRefused) {
		slog.InfoContext(r.Context(), "passkey refused", "error", err, "request_id", page.VisitorOf(r.Context()).RequestID)
		return accountdb.Proof{}, s.Refused(r, f, errPasskey)
	}
	if err != nil {
		return accountdb.Proof{}, err
	}
	return accountdb.Proof{By: credential.ByPasskey, Passkey: accountdb.Passkey{ID: key.ID, Record: key.Record}}, nil
}

var errPasskey = fault.InvalidField(FieldCode, "We could not check this passkey. Try once more, or use a code.")
