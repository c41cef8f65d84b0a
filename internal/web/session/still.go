package session

import (
	"context"
	"log/slog"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/web/page"
)

// Still tells whether the visitor's session goes on at a moment, and whether they still wear the hat in which they came: for an answer
// that stays open. Asking is no activity. When the database cannot say, the answer is no.
func (s *Sessions) Still(ctx context.Context, as access.Actor, now time.Time) bool {
	visit, ok, err := s.accounts.Visit(ctx, ID(ctx), now, page.Today(now))
	if err != nil {
		if ctx.Err() == nil {
			slog.WarnContext(ctx, "a visitor could not be read again", "error", err)
		}
		return false
	}
	if !ok || credential.Over(visit.Session.BeganAt, visit.Session.SeenAt, now) {
		return false
	}
	for _, h := range visit.Hats {
		if h.Actor == as {
			return true
		}
	}
	return false
}
