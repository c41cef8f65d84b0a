package live

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"cyberready/internal/core/fault"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
)

// How often a server asks for changes while a page is open, and how many pages it tells of them.
const (
	askEvery      = 500 * time.Millisecond
	askPatience   = 5 * time.Second
	mostListeners = 2000
	mostOfOne     = 20 // of one person: a page that is not looked at has no stream
	heldBack      = 32 // readings that wait for a browser that reads slowly
)

// Hub asks the database for changes, once for all pages that this server has open, and tells each what concerns it. While no page is
// open it asks nothing.
//
// It tells of every change that is committed while a page listens, in whatever order transactions end: each reading goes back
// assessmentdb.Lateness, and what was seen before is known by its id.
type Hub struct {
	room assessmentdb.Assessments

	mu        sync.Mutex
	listeners map[*listener]struct{}
	seen      map[string]bool    // ids within the window
	from      string             // the window of the last reading that succeeded
	pause     context.CancelFunc // stops the asking; nil: nobody asks
	over      chan struct{}      // closed when the server stops
}

// NewHub makes a server's hub.
func NewHub(room assessmentdb.Assessments) *Hub {
	return &Hub{room: room, listeners: map[*listener]struct{}{}, seen: map[string]bool{}, over: make(chan struct{})}
}

// listener is one open page.
type listener struct {
	person  string
	key     workingcopy.Key
	ready   bool
	changes chan []assessmentdb.Change // closed when the page reads too slowly to be told everything
}

// Close ends every stream, and lets none begin.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed() {
		close(h.over)
	}
}

func (h *Hub) closed() bool {
	select {
	case <-h.over:
		return true
	default:
		return false
	}
}

// listen begins to tell a page of every change that is committed from now on. The caller calls leave when the page is gone.
func (h *Hub) listen(ctx context.Context, person string, k workingcopy.Key) (*listener, error) {
	l := &listener{person: person, key: k, changes: make(chan []assessmentdb.Change, heldBack)}
	from, err := h.admit(l)
	if err != nil {
		return nil, err
	}
	// What lies in the window already is what the page shows, or reads next: it is news for others at most.
	changes, err := h.room.ChangesSince(ctx, []string{k.ODS}, from)
	if err != nil {
		h.leave(l)
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tell(changes)
	l.ready = true
	if h.pause == nil {
		ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		h.pause = cancel
		go h.ask(ctx)
	}
	return l, nil
}

func (h *Hub) admit(l *listener) (from string, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	own := 0
	for other := range h.listeners {
		if other.person == l.person {
			own++
		}
	}
	switch {
	case h.closed():
		return "", fault.New(fault.Unavailable, "The service is stopping.")
	case len(h.listeners) >= mostListeners || own >= mostOfOne:
		return "", fault.New(fault.Throttled, "Too many pages are open at once to tell all of them what changes.")
	}
	h.listeners[l] = struct{}{}
	return h.window(), nil
}

// leave forgets a page. The last one stops the asking.
func (h *Hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, l)
	if len(h.listeners) == 0 && h.pause != nil {
		h.pause()
		h.pause, h.from = nil, ""
		clear(h.seen)
	}
}

// window is the id above which to read: as far back as something may be committed late, and further while nothing could be read.
func (h *Hub) window() string {
	now := assessmentdb.Before(time.Now())
	if h.from == "" {
		return now
	}
	return min(now, h.from)
}

// ask asks until the last page is gone.
func (h *Hub) ask(ctx context.Context) {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	failed := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.over:
			return
		case <-tick.C:
		}
		err := h.round(ctx)
		if err != nil && !failed && ctx.Err() == nil {
			slog.WarnContext(ctx, "open pages are not told of changes", "error", err) // once, until it works again
		}
		failed = err != nil
	}
}

// round reads what is new and tells it.
func (h *Hub) round(ctx context.Context) error {
	reading, cancel := context.WithTimeout(ctx, askPatience)
	defer cancel()
	trusts, from := h.watched()
	changes, err := h.room.ChangesSince(reading, trusts, from)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if ctx.Err() != nil { // the last page left meanwhile, and another may have begun anew
		return nil
	}
	h.tell(changes)
	h.from = from
	maps.DeleteFunc(h.seen, func(id string, _ bool) bool { return id < from })
	return nil
}

func (h *Hub) watched() (trusts []string, from string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.listeners {
		if l.ready && !slices.Contains(trusts, l.key.ODS) {
			trusts = append(trusts, l.key.ODS)
		}
	}
	return trusts, h.window()
}

// tell hands changes that were not seen before to the pages that they concern.
func (h *Hub) tell(changes []assessmentdb.Change) {
	changes = slices.DeleteFunc(changes, func(c assessmentdb.Change) bool {
		before := h.seen[c.ID]
		h.seen[c.ID] = true
		return before
	})
	for l := range h.listeners {
		var own []assessmentdb.Change
		for _, c := range changes {
			if c.ODS == l.key.ODS && c.Cycle == l.key.Cycle {
				own = append(own, c)
			}
		}
		if len(own) == 0 || !l.ready {
			continue
		}
		select {
		case l.changes <- own:
		default: // it begins anew, and reads then what it missed
			l.ready = false
			close(l.changes)
		}
	}
}
