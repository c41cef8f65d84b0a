package site

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Stream is an answer of server-sent events that stays open until the test ends.
type Stream struct {
	t      testing.TB
	Header http.Header
	lines  chan string
}

// patience is how long a stream is waited for. It is long, for a machine may be busy.
const patience = 20 * time.Second

// Stream opens a stream as a page's script does, at an address of a server: the site's own when it is empty.
func (b *Browser) Stream(server, path string) *Stream {
	b.t.Helper()
	if server == "" {
		server = b.site.URL
	}
	req, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, server+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	for _, c := range b.Cookies() {
		req.AddCookie(c)
	}
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != http.StatusOK {
		b.t.Fatalf("no stream at %s: %d", path, res.StatusCode)
	}
	s := &Stream{t: b.t, Header: res.Header, lines: make(chan string, 1000)}
	go func() {
		defer close(s.lines)
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			s.lines <- lines.Text()
		}
	}()
	return s
}

// line waits for the next line; false when the stream has ended.
func (s *Stream) line(until <-chan time.Time) (string, bool) {
	s.t.Helper()
	select {
	case l, ok := <-s.lines:
		return l, ok
	case <-until:
		s.t.Fatal("the stream does not say what is waited for")
	}
	return "", false
}

// Beats waits until the stream has said so many times that it lives.
func (s *Stream) Beats(n int) {
	s.t.Helper()
	until := time.After(patience)
	for n > 0 {
		switch l, ok := s.line(until); {
		case !ok:
			s.t.Fatal("the stream has ended")
		case l == ":":
			n--
		}
	}
}

// Tells waits until an event holds the words, and gives the data of all events until then.
func (s *Stream) Tells(words string) []string {
	s.t.Helper()
	var all []string
	until := time.After(patience)
	for {
		l, ok := s.line(until)
		if !ok {
			s.t.Fatalf("the stream has ended, after %q", all)
		}
		if data, is := strings.CutPrefix(l, "data: "); is {
			all = append(all, data)
			if strings.Contains(data, words) {
				return all
			}
		}
	}
}

// Ends waits until the stream ends, and gives the data of the events before.
func (s *Stream) Ends() []string {
	s.t.Helper()
	var all []string
	until := time.After(patience)
	for {
		l, ok := s.line(until)
		if !ok {
			return all
		}
		if data, is := strings.CutPrefix(l, "data: "); is {
			all = append(all, data)
		}
	}
}
