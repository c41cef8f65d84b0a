package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"cyberready/internal/store/noticedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// noticesFresh is how long another server may take to show what an administrator has set.
const noticesFresh = 10 * time.Second

// noticeBoard puts the notices of the moment on the pages: to everybody who is signed in, and at the door. It asks the
// database now and then and not for every page; while that is away it goes on with what it knows.
type noticeBoard struct {
	room noticedb.Notices
	now  func() time.Time

	mu    sync.Mutex
	asked time.Time
	list  []noticedb.Notice
}

// forget asks anew for the next page: this server's own administrator has changed something.
func (b *noticeBoard) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = time.Time{}
}

// words gives what is to be shown now.
func (b *noticeBoard) words(ctx context.Context) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if age := now.Sub(b.asked); age < 0 || age > noticesFresh {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if list, err := b.room.Coming(ctx, now); err == nil {
			b.list = list
		}
		b.asked = now
	}
	var words []string
	for _, n := range b.list {
		if n.Shown(now) {
			words = append(words, n.Words)
		}
	}
	return words
}

// middleware gives the visitor the notices.
func (b *noticeBoard) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := page.VisitorOf(r.Context())
		if v.SignedIn() || strings.HasPrefix(r.URL.Path, paths.SignIn) || strings.HasPrefix(r.URL.Path, paths.SetUp) {
			if v.Notices = b.words(r.Context()); v.Notices != nil {
				r = r.WithContext(page.WithVisitor(r.Context(), v))
			}
		}
		next.ServeHTTP(w, r)
	})
}
