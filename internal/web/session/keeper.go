package session

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/pgxstore"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// keeper keeps browsers' sessions in Postgres. Of a browser that it has seen before it reads the session and whose it is in
// one round trip instead of two: it remembers which person's session a token led to, and asks for that at the same time.
// What it remembers is a guess and nothing more: the session itself says whose it is, and where that is another, the
// visitor is read again.
type keeper struct {
	*pgxstore.PostgresStore
	accounts accountdb.Accounts
	now      func() time.Time

	mu  sync.Mutex
	ids map[string]string // of persons' sessions, by the hash of a token
}

// mostGuesses bounds what is remembered; then it begins anew.
const mostGuesses = 20000

func newKeeper(s *pgxstore.PostgresStore, a accountdb.Accounts, now func() time.Time) *keeper {
	return &keeper{PostgresStore: s, accounts: a, now: now, ids: map[string]string{}}
}

// foreseen is what was read of one request's visitor together with the session.
type foreseen struct {
	token string // hashed
	id    string // of the person's session; empty: nothing was foreseen
	visit accountdb.Visit
	ok    bool
}

type foreseenKey struct{}

// foresee gives each request a place for what is read ahead.
func (k *keeper) foresee(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), foreseenKey{}, &foreseen{})))
	})
}

// FindCtx is scs's: it gives what a browser's session holds, by the hash of its token.
func (k *keeper) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	f, _ := ctx.Value(foreseenKey{}).(*foreseen)
	if f == nil {
		return k.Find(token)
	}
	f.token = token
	k.mu.Lock()
	id, guessed := k.ids[token]
	k.mu.Unlock()
	if !guessed {
		return k.Find(token)
	}
	now := k.now()
	kept, err := k.accounts.VisitOf(ctx, token, id, now, page.Today(now))
	if err != nil {
		return nil, false, err
	}
	f.id, f.visit, f.ok = id, kept.Visit, kept.OK
	return kept.Data, kept.Data != nil, nil
}

// visit gives who a person's session belongs to: as it was foreseen, or read now.
func (k *keeper) visit(ctx context.Context, id string, now time.Time) (accountdb.Visit, bool, error) {
	f, _ := ctx.Value(foreseenKey{}).(*foreseen)
	if f != nil && f.id == id {
		return f.visit, f.ok, nil
	}
	v, ok, err := k.accounts.Visit(ctx, id, now, page.Today(now))
	if err == nil && ok && f != nil && f.token != "" {
		k.remember(f.token, id)
	}
	return v, ok, err
}

func (k *keeper) remember(token, id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.ids) >= mostGuesses {
		clear(k.ids)
	}
	k.ids[token] = id
}
