package live

import (
	"testing"

	"cyberready/internal/core/audit"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/pgtest"
)

var year = workingcopy.Key{ODS: "ZZ1", Cycle: "2026-27"}

func newHub(t *testing.T) *Hub {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	h := NewHub(assessmentdb.Assessments{DB: db})
	t.Cleanup(h.Close)
	return h
}

func change() []assessmentdb.Change {
	return []assessmentdb.Change{{ID: store.NewID(), ODS: year.ODS, Cycle: year.Cycle, Verb: audit.AnswerSaved, About: "7.1.1", Version: 1}}
}

func TestNothingIsAskedWhileNoPageIsOpen(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	asks := func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.pause != nil
	}
	if asks() {
		t.Error("asked before a page was open")
	}
	first, err := h.listen(t.Context(), "priya", year)
	if err != nil {
		t.Fatal(err)
	}
	second, err := h.listen(t.Context(), "tom", year)
	if err != nil {
		t.Fatal(err)
	}
	h.leave(first)
	if !asks() {
		t.Error("a page is open, and nothing is asked")
	}
	h.leave(second)
	if asks() || len(h.seen) > 0 {
		t.Error("the last page is gone, and the asking goes on")
	}
}

// A browser that reads too slowly to be told everything is let go: it begins anew, and misses nothing.
func TestASlowPageDelaysNobody(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	slow, err := h.listen(t.Context(), "priya", year)
	if err != nil {
		t.Fatal(err)
	}
	for range heldBack + 1 {
		h.mu.Lock()
		h.tell(change())
		h.mu.Unlock()
	}
	told := 0
	for range slow.changes {
		told++
	}
	if told != heldBack {
		t.Errorf("told of %d changes, want %d and then the end", told, heldBack)
	}
	h.leave(slow)
}

func TestAChangeIsToldOnce(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	l, err := h.listen(t.Context(), "priya", year)
	if err != nil {
		t.Fatal(err)
	}
	defer h.leave(l)
	one := change()
	h.mu.Lock()
	h.tell(append([]assessmentdb.Change{}, one...))
	h.tell(append([]assessmentdb.Change{}, one...))
	h.mu.Unlock()
	if n := len(l.changes); n != 1 {
		t.Errorf("told %d times", n)
	}
}
