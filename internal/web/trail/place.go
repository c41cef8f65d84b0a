// Package trail is where the leads of a trust read who did what in it: their own people, the service, administrators who
// looked in, and national staff who looked at what is published.
package trail

import (
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/auditdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Place serves the trail of a trust.
type Place struct {
	Trail auditdb.Trail
	Now   func() time.Time
}

// Routes mounts its page, which is a file as well.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Trail, page.Handle(p.showTrail))
}
