// Package session turns a cookie into a person: server-side sessions in Postgres, their tokens hashed there, ended by
// idleness, by age, by the person from anywhere, by a change of the account and by disabling it.
//
// Somebody is signed in when they have shown a second factor, and not before: whoever gave the right password alone, or came
// from a provider of single sign-on that asked for no second factor, is halfway, is nobody on every page, and is led on to the
// next step whatever they ask for.
//
// What a way to the provider and back needs to remember is in the browser's session, sealed: nobody who reads the database
// finishes somebody's sign-in.
package session

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/pgxstore"
	"github.com/alexedwards/scs/v2"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/edge/keys"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/edge/passkey"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// What a browser's session holds. Who is signed in, since when and how, is in accountdb under keySession.
const (
	keySession  = "session"  // of accountdb
	keyRole     = "role"     // id of the role in which the person acts
	keyPassword = "password" // whether they came by their password
	keyFlash    = "flash"    // a sentence for the next page
)

// Sessions keeps who is signed in.
type Sessions struct {
	scs      *scs.SessionManager
	kept     *keeper
	accounts accountdb.Accounts
	passkeys passkey.Keeper
	provider *oidc.Provider // of single sign-on; nil: there is none
	keys     keys.Keys
	site     page.Site
	now      func() time.Time
	secure   bool // https: cookies are Secure and have the __Host- prefix
}

// New makes the keeper of sessions; without a provider there is no single sign-on. Over plain http on loopback cookies are neither Secure nor prefixed, because some
// browsers would refuse them.
func New(db *store.DB, site page.Site, k keys.Keys, provider *oidc.Provider, now func() time.Time) *Sessions {
	u, err := url.Parse(site.PublicURL)
	s := &Sessions{scs: scs.New(), accounts: accountdb.Accounts{DB: db}, keys: k, provider: provider, site: site, now: now, secure: err == nil && u.Scheme == "https"}
	if s.passkeys, err = passkey.New(site.PublicURL, SiteName); err != nil {
		slog.Warn("this site has no passkeys", "error", err)
	}
	m := s.scs
	s.kept = newKeeper(pgxstore.NewWithCleanupInterval(db.Pool, 5*time.Minute), s.accounts, now)
	m.Store = s.kept
	m.HashTokenInStore = true
	m.Lifetime = credential.AbsoluteAfter
	m.Cookie.Name = s.cookie("session")
	m.Cookie.Secure = s.secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Path = "/"
	m.Cookie.Persist = false // gone when the browser closes: hospital computers are shared
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		page.Fail(w, r, store.Fault(err))
	}
	return s
}

func (s *Sessions) cookie(name string) string {
	if s.secure {
		return "__Host-" + name
	}
	return name
}

// SiteName is what a phone shows beside a code or a passkey.
const SiteName = "Cyber readiness"

// Close stops the clean-up of ended sessions.
func (s *Sessions) Close() {
	s.kept.StopCleanup()
}

// Middleware loads the session and puts the visitor into the request's context.
func (s *Sessions) Middleware(next http.Handler) http.Handler {
	return s.kept.foresee(s.scs.LoadAndSave(page.Handle(func(w http.ResponseWriter, r *http.Request) error {
		v := page.VisitorOf(r.Context())
		e, err := s.recognise(r, &v)
		if err != nil {
			return err
		}
		ctx := context.WithValue(page.WithVisitor(r.Context(), v), entryKey{}, e)
		if e.handed && ledToPassword(w, r) {
			return nil
		}
		if h, ok := s.halfway(ctx); ok && !v.SignedIn() {
			if h.ledOn(w, r) {
				return nil
			}
			ctx = context.WithValue(ctx, halfwayKey{}, h)
		}
		next.ServeHTTP(w, r.WithContext(ctx))
		return nil
	})))
}

// entry is what this room knows of a request beyond the visitor.
type entry struct {
	accountdb.Session
	now    time.Time
	handed bool // they came by a password that somebody else made
}

type entryKey struct{}

func entryOf(ctx context.Context) entry {
	e, _ := ctx.Value(entryKey{}).(entry)
	return e
}

// ID names the visitor's session among their own.
func ID(ctx context.Context) string { return entryOf(ctx).ID }

func (s *Sessions) recognise(r *http.Request, v *page.Visitor) (entry, error) {
	ctx, e := r.Context(), entry{now: s.now()}
	id := s.scs.GetString(ctx, keySession)
	if id == "" {
		return e, nil
	}
	visit, ok, err := s.kept.visit(ctx, id, e.now)
	if err != nil {
		return e, err
	}
	if !ok || credential.Over(visit.Session.BeganAt, visit.Session.SeenAt, e.now) {
		return e, store.Fault(s.scs.Destroy(ctx))
	}
	e.Session = visit.Session
	e.handed = visit.Handed && s.scs.GetBool(ctx, keyPassword)
	if e.now.Sub(e.SeenAt) > time.Minute && !paths.Passive(r.URL.Path) {
		if err := s.accounts.Seen(ctx, id, e.now); err != nil {
			return e, err
		}
		e.SeenAt = e.now
	}
	v.SessionEnds = credential.Ends(e.BeganAt, e.SeenAt)
	v.SessionLeft = v.SessionEnds.Sub(e.now)
	v.Content = visit.Content
	v.Person, v.Name = visit.Person.ID, visit.Person.Name
	role := s.scs.GetString(ctx, keyRole)
	for _, h := range visit.Hats {
		v.Roles = append(v.Roles, page.Hat{Actor: h.Actor, PlaceName: h.PlaceName})
		if h.RoleID == role || len(visit.Hats) == 1 {
			v.Actor = h.Actor
		}
	}
	return e, nil
}

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
