package session

import (
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// Proving is what a page shows that asks for a second factor.
type Proving struct {
	App      bool   // the person has an authenticator app
	Passkeys bool   // and passkeys, which this site can use
	Code     string // what the app shows: in a demonstration only
	Errors   *fault.Error
}

// Proving gives what a page shows that asks somebody with these factors for one.
func (s *Sessions) Proving(r *http.Request, f accountdb.Factors, refused *fault.Error) (Proving, error) {
	code, err := s.Demonstrated(r, f)
	return Proving{App: f.App != nil, Passkeys: len(f.Passkeys) > 0 && s.HasPasskeys(), Code: code, Errors: refused}, err
}

// Refusal gives the fault that a form should be shown again with: the second factor was not right, or came too early.
func Refusal(w http.ResponseWriter, err error) *fault.Error {
	f := fault.As(err)
	if f == nil || f.Kind != fault.Invalid && f.Kind != fault.Throttled {
		return nil
	}
	if f.Kind == fault.Throttled {
		w.Header().Set("Retry-After", retryAfter(f))
	}
	return f
}

// notRefusal gives any other error.
func notRefusal(err error) error {
	if f := fault.As(err); f != nil && (f.Kind == fault.Invalid || f.Kind == fault.Throttled) {
		return nil
	}
	return err
}

// hint says what to enter.
func (p Proving) hint() string {
	if !p.App {
		return "If you cannot use your passkey here, enter one of your recovery codes (16 digits)"
	}
	return "The 6 digits that your authenticator app shows now. Without your phone, enter one of your recovery codes (16 digits)"
}

func (p Proving) message() string { return page.Message(p.Errors, FieldCode) }

// grouped writes a code of six digits as apps show it.
func grouped(code string) string {
	if len(code) != 6 {
		return code
	}
	return code[:3] + " " + code[3:]
}
