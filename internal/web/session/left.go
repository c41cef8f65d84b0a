package session

import (
	"context"
	"encoding/json"
	"net/http"

	"cyberready/internal/core/credential"
)

// Left is how long the visitor stays signed in.
type Left struct {
	Seconds int  `json:"seconds"`
	Extends bool `json:"extends"` // doing something makes it longer; false near the end of the longest time
}

func leftOf(ctx context.Context) Left {
	e := entryOf(ctx)
	ends := credential.Ends(e.BeganAt, e.SeenAt)
	return Left{Seconds: max(0, int(ends.Sub(e.now).Seconds())), Extends: ends.Before(e.BeganAt.Add(credential.AbsoluteAfter))}
}

// ShowLeft answers a script with how long one stays signed in. The request is no activity: Middleware knows its address.
func (s *Sessions) ShowLeft(w http.ResponseWriter, r *http.Request) error {
	return sendLeft(w, leftOf(r.Context()))
}

// Stay is what the button "Stay signed in" does: being a request, it is activity.
func (s *Sessions) Stay(w http.ResponseWriter, r *http.Request) error {
	e := entryOf(r.Context())
	if err := s.accounts.Seen(r.Context(), e.ID, e.now); err != nil {
		return err
	}
	e.SeenAt = e.now
	return sendLeft(w, leftOf(context.WithValue(r.Context(), entryKey{}, e)))
}

func sendLeft(w http.ResponseWriter, left Left) error {
	b, err := json.Marshal(left)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(b) // the browser has gone: nothing to tell it
	return nil
}
