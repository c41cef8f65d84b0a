package session

import "context"

// What a set-up of an authenticator app keeps until its code is entered.
const keyPendingApp = "pending-app"

// PendingApp gives the sealed secret of an app that is being set up, nil when there is none.
func (s *Sessions) PendingApp(ctx context.Context) []byte { return s.scs.GetBytes(ctx, keyPendingApp) }

// KeepPendingApp keeps it in the browser's session; nil forgets it.
func (s *Sessions) KeepPendingApp(ctx context.Context, sealed []byte) {
	if sealed == nil {
		s.scs.Remove(ctx, keyPendingApp)
		return
	}
	s.scs.Put(ctx, keyPendingApp, sealed)
}
