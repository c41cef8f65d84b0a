package account

import (
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
	return p.showNewCodes(w, r, session.Self(r), "", back.Href)
}

// showNewCodes puts new codes in place of all older ones and shows them, in the answer to the form itself: they are kept
// nowhere but as hashes, and cannot be shown a second time.
func (p Place) showNewCodes(w http.ResponseWriter, r *http.Request, who accountdb.Self, done, next string) error {
	codes, err := credential.NewRecoveryCodes(rand.Reader)
	if err != nil {
		return err
	}
	view, kept := codesView{Next: next}, make([]accountdb.RecoveryCode, 0, len(codes))
	for _, c := range codes {
		hash, err := passhash.Make(r.Context(), c)
		if err != nil {
			return err
		}
		view.Codes = append(view.Codes, credential.RecoveryWords(c))
		kept = append(kept, accountdb.RecoveryCode{Label: credential.RecoveryLabel(c), Hash: hash})
	}
	if err := p.Accounts.KeepRecoveryCodes(r.Context(), who, kept, p.Now()); err != nil {
		return err
	}
	return page.Show(w, r, page.Page{Title: "Keep your recovery codes", Saved: done, Body: recoveryCodes(view)})
}
