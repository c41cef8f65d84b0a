// Package find is the search over a trust's year: questions, answers, proof and the plan's actions, each with its way there.
package find

import (
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/searchdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Place serves the search.
type Place struct {
	Search  searchdb.Search
	Content *contentdb.Content
	Now     func() time.Time
}

// Routes mounts its page.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Find, page.Handle(p.show))
}
