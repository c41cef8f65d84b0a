package account

import (
	"context"
	"crypto/rand"
	"net/http"

	"cyberready/internal/core/credential"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/session"
)

// codesView shows recovery codes, this once.
type codesView struct {
	Codes []string
	Next  string
}

func (p Place) makeCodes(w http.ResponseWriter, r *http.Request) error {
	codes, kept, err := newCodes(r.Context())
	if err != nil {
		return err
	}
	if err := p.Accounts.KeepRecoveryCodes(r.Context(), session.Self(r), kept, p.Now()); err != nil {
		return err
	}
	return showCodes(w, r, codes, "", back.Href)
}

// newCodes makes recovery codes: as they are shown, and as they are kept.
func newCodes(ctx context.Context) (words []string, kept []accountdb.RecoveryCode, err error) {
	codes, err := credential.NewRecoveryCodes(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range codes {
		hash, err := passhash.Make(ctx, c)
		if err != nil {
			return nil, nil, err
		}
		words = append(words, credential.RecoveryWords(c))
		kept = append(kept, accountdb.RecoveryCode{Label: credential.RecoveryLabel(c), Hash: hash})
	}
	return words, kept, nil
}

// codesFor makes codes for whoever has none left; none otherwise.
func codesFor(ctx context.Context, f accountdb.Factors) (words []string, kept []accountdb.RecoveryCode, err error) {
	if f.RecoveryLeft() > 0 {
		return nil, nil, nil
	}
	return newCodes(ctx)
}

// showCodes shows new codes, in the answer to the form itself: they are kept nowhere but as hashes, and cannot be shown a
// second time.
func showCodes(w http.ResponseWriter, r *http.Request, codes []string, done, next string) error {
	return page.Show(w, r, page.Page{Title: "Keep your recovery codes", Saved: done, Body: recoveryCodes(codesView{Codes: codes, Next: next})})
}
