// Package dates is where a trust keeps its own year: the official days, more time that it was given, when its board meets, and the
// days that it enters itself; as a page, and as a file for a calendar program.
package dates

import (
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves these pages.
type Place struct {
	Assessments assessmentdb.Assessments
	Content     *contentdb.Content
	Sessions    *session.Sessions
	PublicURL   string
	Now         func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Dates, page.Handle(p.showDates))
	r.Post(paths.Dates, page.Handle(p.setDates))
	r.Get(paths.Calendar, page.Handle(p.sendCalendar))
}

func key(v page.Visit) workingcopy.Key { return workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle} }

// at is the address of a page as a file outside names it.
func (p Place) at(path string) string { return strings.TrimSuffix(p.PublicURL, "/") + path }
