// Package session turns a cookie into a person: server-side sessions in Postgres, their tokens hashed there, ended by
// idleness, by age, by a new password and by disabling the account.
package session

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/pgxstore"
	"github.com/alexedwards/scs/v2"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// What a session holds.
const (
	keyPerson = "person"
	keyEpoch  = "epoch"
	keyRole   = "role"      // id of the role in which the person acts
	keySeen   = "last-seen" // unix seconds; written at most once a minute
	keyFlash  = "flash"     // a sentence for the next page
)

// Sessions keeps who is signed in.
type Sessions struct {
	scs      *scs.SessionManager
	accounts accountdb.Accounts
	site     page.Site
	now      func() time.Time
}

// New makes the keeper of sessions. Over https the cookie is Secure and has the __Host- prefix; over plain http on
// loopback it has neither, because some browsers would refuse it.
func New(db *store.DB, site page.Site, now func() time.Time) *Sessions {
	m := scs.New()
	m.Store = pgxstore.NewWithCleanupInterval(db.Pool, 5*time.Minute)
	m.HashTokenInStore = true
	m.Lifetime = credential.AbsoluteAfter
	m.Cookie.Name = "session"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Path = "/"
	m.Cookie.Persist = false // gone when the browser closes: hospital computers are shared
	if u, err := url.Parse(site.PublicURL); err == nil && u.Scheme == "https" {
		m.Cookie.Name, m.Cookie.Secure = "__Host-session", true
	}
	s := &Sessions{scs: m, accounts: accountdb.Accounts{DB: db}, site: site, now: now}
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		page.Fail(w, r, store.Fault(err))
	}
	return s
}

// Close stops the clean-up of ended sessions.
func (s *Sessions) Close() {
	if p, ok := s.scs.Store.(*pgxstore.PostgresStore); ok {
		p.StopCleanup()
	}
}

// Middleware loads the session and puts the visitor into the request's context.
func (s *Sessions) Middleware(next http.Handler) http.Handler {
	return s.scs.LoadAndSave(page.Handle(func(w http.ResponseWriter, r *http.Request) error {
		v := page.VisitorOf(r.Context())
		if err := s.recognise(r.Context(), &v); err != nil {
			return err
		}
		next.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), v)))
		return nil
	}))
}

func (s *Sessions) recognise(ctx context.Context, v *page.Visitor) error {
	person := s.scs.GetString(ctx, keyPerson)
	if person == "" {
		return nil
	}
	now := s.now()
	seen := time.Unix(s.scs.GetInt64(ctx, keySeen), 0)
	if now.Sub(seen) > credential.IdleAfter {
		return s.scs.Destroy(ctx)
	}
	p, hats, ok, err := s.accounts.Visit(ctx, person)
	if err != nil {
		return err
	}
	if !ok || p.Epoch != s.scs.GetInt(ctx, keyEpoch) {
		return s.scs.Destroy(ctx)
	}
	if now.Sub(seen) > time.Minute {
		s.scs.Put(ctx, keySeen, now.Unix())
	}
	v.Person, v.Name = p.ID, p.Name
	role := s.scs.GetString(ctx, keyRole)
	for _, h := range hats {
		v.Roles = append(v.Roles, page.Hat{Actor: h.Actor, PlaceName: h.PlaceName})
		if h.RoleID == role || len(hats) == 1 {
			v.Actor = h.Actor
		}
	}
	return nil
}

// Begin signs a person in: a new token, so that one that was planted before is worth nothing.
func (s *Sessions) Begin(ctx context.Context, person string, epoch int) error {
	if err := s.scs.RenewToken(ctx); err != nil {
		return store.Fault(err)
	}
	s.scs.Put(ctx, keyPerson, person)
	s.scs.Put(ctx, keyEpoch, epoch)
	s.scs.Put(ctx, keySeen, s.now().Unix())
	s.scs.Remove(ctx, keyRole)
	return nil
}

// End signs out.
func (s *Sessions) End(ctx context.Context) error { return store.Fault(s.scs.Destroy(ctx)) }

// Act puts on one of the visitor's own roles; any other id is refused.
func (s *Sessions) Act(ctx context.Context, v page.Visitor, roleID string) (access.Actor, bool) {
	for _, h := range v.Roles {
		if h.RoleID == roleID {
			if err := s.scs.RenewToken(ctx); err != nil {
				return access.Actor{}, false
			}
			s.scs.Put(ctx, keyRole, roleID)
			return h.Actor, true
		}
	}
	return access.Actor{}, false
}

// Say keeps a sentence for the next page that the person sees.
func (s *Sessions) Say(ctx context.Context, sentence string) { s.scs.Put(ctx, keyFlash, sentence) }

// Said gives that sentence, once.
func (s *Sessions) Said(ctx context.Context) string { return s.scs.PopString(ctx, keyFlash) }

// Required lets only people through who are signed in and act in a role; others are led there and back.
func Required(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := page.VisitorOf(r.Context())
		switch {
		case !v.SignedIn() && (r.Method == http.MethodGet || r.Method == http.MethodHead) && !page.WantsPart(r):
			http.Redirect(w, r, paths.SignInThen(r.URL.RequestURI()), http.StatusSeeOther)
		case !v.SignedIn():
			page.Fail(w, r, errSignedOut)
		case v.Actor.Role == "":
			http.Redirect(w, r, paths.Roles, http.StatusSeeOther)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// Address gives the client's address: the connection's peer, or what a trusted proxy says of it.
func Address(r *http.Request, trusted []*net.IPNet) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil {
		for _, n := range trusted {
			if n.Contains(ip) {
				forwarded := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
				if last := net.ParseIP(strings.TrimSpace(forwarded[len(forwarded)-1])); last != nil {
					return last.String()
				}
			}
		}
	}
	return host
}
