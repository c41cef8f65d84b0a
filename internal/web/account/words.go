package account

import (
	"encoding/hex"
	"time"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

const setUpPath = paths.SetUp

// when says when something happened: the time for today, the day otherwise.
func (p Place) when(t time.Time) string { return page.When(t, p.Now()) }

func passkeyID(k accountdb.Passkey) string { return hex.EncodeToString(k.ID) }

func passkeyUsed(k accountdb.Passkey) string {
	added := "Added on " + page.Today(k.AddedAt).Words()
	if k.UsedAt == nil {
		return added + ", not used yet"
	}
	return added + ", last used on " + page.Today(*k.UsedAt).Words()
}

// strangeSession says what to do about a session of somebody else.
func strangeSession(v accountView) string {
	if !v.Factors.HasPassword {
		return "If you see a session that is not yours, end it, and tell whoever keeps your single sign-on."
	}
	return "If you see a session that is not yours, end it and change your password."
}

func resetWords(r *accountdb.Reset) string {
	return r.ByName + ", service administrator, reset your second factor on " + page.Today(r.At).Words() + " at " + page.Clock(r.At) + "."
}
