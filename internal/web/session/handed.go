package session

import (
	"context"
	"net/http"
	"slices"

	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Handed tells whether the visitor came by a password that somebody else made and handed over: they choose their own, and
// can do nothing else before.
func Handed(ctx context.Context) bool { return entryOf(ctx).handed }

var errHanded = fault.New(fault.Conflict, "Your password was made by somebody else. Choose one of your own first, under “Your security”.")

// ledToPassword leads whoever has to choose a password there, whatever they asked for, and tells whether it did.
func ledToPassword(w http.ResponseWriter, r *http.Request) bool {
	if slices.Contains([]string{paths.AccountPassword, paths.SignOut, paths.SessionLeft, paths.Support}, r.URL.Path) {
		return false
	}
	if (r.Method == http.MethodGet || r.Method == http.MethodHead) && !page.WantsPart(r) {
		http.Redirect(w, r, paths.AccountPassword, http.StatusSeeOther)
	} else {
		page.Fail(w, r, errHanded)
	}
	return true
}
