// Package live tells open pages what others have just saved: one stream of server-sent events
// (https://html.spec.whatwg.org/multipage/server-sent-events.html) a page that somebody looks at.
//
// A caller may rely on these: an event names where to look again and never what was said; before each event the person's session and
// role are asked for anew, and a stream of somebody who lost either ends; nothing that a stream does counts as activity of its
// person; every stream ends when the server stops. A page without a stream works as before.
package live

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the streams.
type Place struct {
	Hub         *Hub
	Assessments assessmentdb.Assessments
	Content     *contentdb.Content
	Sessions    *session.Sessions
	Now         func() time.Time
	// Beat is how long a stream may be silent: then it says so, which keeps proxies from ending it, and asks whether its person is
	// still signed in. Zero: twenty seconds.
	Beat time.Duration
}

const (
	beat          = 20 * time.Second
	writePatience = 10 * time.Second // for a browser that reads slowly
)

// Routes mounts the streams.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Live, page.Handle(p.stream))
}

const mediaType = "text/event-stream"

// stream tells a page of a year's changes until it is closed.
func (p Place) stream(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	switch {
	case err != nil:
		return err
	case v.Actor.Role == access.BreakGlass: // each of its looks is written down, one by one
		return fault.New(fault.Forbidden, "Who looks inside a trust is not told what changes. Load the page again.")
	case !strings.Contains(r.Header.Get("Accept"), mediaType):
		http.Error(w, "This address is for a page's script.", http.StatusNotAcceptable)
		return nil
	}
	ctx, k := r.Context(), workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle}
	l, err := p.Hub.listen(ctx, v.Person, k)
	if err != nil {
		return err
	}
	defer p.Hub.leave(l)
	versions, err := p.Assessments.Versions(ctx, v.Scope(), k)
	if err != nil {
		return err
	}
	if out := begin(w); out.tell(versions) {
		p.follow(ctx, l, v.Actor, out)
	}
	return nil
}

// follow passes on what the listener hears, for as long as its person may hear it.
func (p Place) follow(ctx context.Context, l *listener, as access.Actor, out sender) {
	every := p.Beat
	if every == 0 {
		every = beat
	}
	silence := time.NewTicker(every)
	defer silence.Stop()
	for {
		var changes []assessmentdb.Change
		select {
		case <-ctx.Done():
			return
		case <-p.Hub.over:
			return
		case heard, more := <-l.changes:
			if !more {
				return
			}
			changes = heard
			silence.Reset(every)
		case <-silence.C:
		}
		if !p.Sessions.Still(ctx, as, p.Now()) || !out.tell(changes) {
			return
		}
	}
}

// sender writes events to one browser.
type sender struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// begin sends the head of a stream.
func begin(w http.ResponseWriter) sender {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", "no-store, no-transform")
	h.Set("X-Accel-Buffering", "no") // nginx passes each event on at once
	w.WriteHeader(http.StatusOK)
	return sender{w: w, control: http.NewResponseController(w)}
}

// news is one change, as the script reads it (web/scripts/live.js).
type news struct {
	About   string `json:"about"`   // an item or an assertion; empty: the assessment's stage
	Version int    `json:"version"` // of the item's answer; 0: look again whatever is shown
}

func newsOf(c assessmentdb.Change) news {
	if c.Verb != "" && c.Verb != audit.AnswerSaved {
		return news{About: c.About}
	}
	return news{About: c.About, Version: c.Version}
}

// tell sends changes, or a comment when there are none. It tells whether the browser is still there.
func (s sender) tell(changes []assessmentdb.Change) bool {
	text := ":\n\n"
	if len(changes) > 0 {
		list := make([]news, 0, len(changes))
		for _, c := range changes {
			list = append(list, newsOf(c))
		}
		b, err := json.Marshal(list)
		if err != nil {
			return false
		}
		text = "event: changed\ndata: " + string(b) + "\n\n"
	}
	// The server's time limit is for a request as a whole; a stream has one for each event.
	if s.control.SetWriteDeadline(time.Now().Add(writePatience)) != nil {
		return false
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return false
	}
	return s.control.Flush() == nil
}
