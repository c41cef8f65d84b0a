package session

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// Purpose is what somebody goes to the provider of single sign-on for.
type Purpose string

// The purposes. What comes back for one is worth nothing for another.
const (
	ToEnter   Purpose = "enter"
	ToConfirm Purpose = "confirm" // that it is them, before something that matters
	ToAccept  Purpose = "accept"  // an invitation
	ToLink    Purpose = "link"    // an identity to their own account
)

// Errand is one way to the provider and back.
type Errand struct {
	For   Purpose
	About string // ToAccept: the invitation's token; ToConfirm and ToLink: the id of who is signed in
	Then  string // the path to go on to
}

// SignOnName is what people call the provider of single sign-on; empty when there is none.
func (s *Sessions) SignOnName() string {
	if s.provider == nil {
		return ""
	}
	return s.provider.Name()
}

// SignsOn tells whether a person has an identity at the provider of this site.
func (s *Sessions) SignsOn(f accountdb.Factors) bool {
	return s.provider != nil && slices.ContainsFunc(f.Identities, func(i accountdb.Identity) bool { return i.Issuer == s.provider.Issuer() })
}

// SignOutThere is where people sign out of the provider itself; empty when it does not say.
func (s *Sessions) SignOutThere() string {
	if s.provider == nil {
		return ""
	}
	return s.provider.SignOut()
}

// ProviderName is what people call the provider of an identity, also of one that this site does not use any more.
func (s *Sessions) ProviderName(i accountdb.Identity) string {
	if s.provider != nil && i.Issuer == s.provider.Issuer() {
		return s.provider.Name()
	}
	if u, err := url.Parse(i.Issuer); err == nil && u.Host != "" {
		return u.Host
	}
	return i.Issuer
}

var errNoSignOn = fault.New(fault.NotFound, "This site has no single sign-on.")

// errand is one that is under way, as the browser's session holds it.
type errand struct {
	Errand
	Flow oidc.Flow
}

// Somebody may begin in several windows; older ones than these are given up.
const errandsAtOnce = 4

// Leave sends the browser to the provider. It answers a GET, by a redirect: the policy lets no form lead away from here. An
// oidc.ErrUnavailable comes back as it is.
func (s *Sessions) Leave(w http.ResponseWriter, r *http.Request, e Errand, ask oidc.Ask) error {
	if s.provider == nil {
		return errNoSignOn
	}
	flow, address, err := s.provider.Begin(r.Context(), ask)
	if err != nil {
		return err
	}
	under := append(s.errands(r.Context()), errand{e, flow})
	if err := s.keepSealed(r.Context(), keyErrands, under[max(0, len(under)-errandsAtOnce):]); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store") // the address holds what belongs to this once
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// Return takes the browser's coming back, once: the errand, as far as it is this browser's, and who came. An oidc.Refusal is
// written down; it and oidc.ErrUnavailable come back as they are, with nobody.
func (s *Sessions) Return(r *http.Request) (Errand, oidc.Came, error) {
	if s.provider == nil {
		return Errand{}, oidc.Came{}, errNoSignOn
	}
	under := s.errands(r.Context())
	q := r.URL.Query()
	i := slices.IndexFunc(under, func(e errand) bool { return e.Flow.State == q.Get("state") })
	var mine errand
	if i >= 0 {
		mine = under[i]
		if err := s.keepSealed(r.Context(), keyErrands, slices.Delete(under, i, i+1)); err != nil {
			return mine.Errand, oidc.Came{}, err
		}
	}
	came, err := s.provider.Finish(r.Context(), mine.Flow, q)
	if refused := (*oidc.Refusal)(nil); errors.As(err, &refused) {
		return mine.Errand, came, s.RefuseIdentity(r, "", refused)
	}
	return mine.Errand, came, err
}

// RefuseIdentity writes down that somebody could not come in by single sign-on, about whom or, when that is empty, about whoever
// is signed in, and gives the refusal back.
func (s *Sessions) RefuseIdentity(r *http.Request, about string, because *oidc.Refusal) error {
	who := Self(r)
	if about == "" {
		about = who.Person
	}
	slog.InfoContext(r.Context(), "single sign-on refused", "why", because.Why, "request_id", page.VisitorOf(r.Context()).RequestID)
	if err := s.accounts.RecordRefusal(r.Context(), who, audit.Event{Verb: audit.IdentityRefused, Object: about, Note: string(because.Why)}, s.now()); err != nil {
		return err
	}
	return because
}

// errands gives those that are under way and not too old.
func (s *Sessions) errands(ctx context.Context) []errand {
	var under []errand
	s.openSealed(ctx, keyErrands, &under)
	return slices.DeleteFunc(under, func(e errand) bool { return s.now().Sub(e.Flow.Began) > credential.HalfwayFor })
}

// came is who came back, while they look at the page that makes something of it.
type came struct {
	Errand
	Since time.Time
	Came  oidc.Came
}

// KeepCame keeps who came back for a page that asks before it makes something of it.
func (s *Sessions) KeepCame(ctx context.Context, e Errand, c oidc.Came) error {
	return s.keepSealed(ctx, keyCame, came{e, s.now(), c})
}

// CameFor gives who came back for a purpose; false for nobody, and when it is too long ago.
func (s *Sessions) CameFor(ctx context.Context, what Purpose, about string) (oidc.Came, bool) {
	var c came
	s.openSealed(ctx, keyCame, &c)
	ok := c.For == what && c.About == about && s.now().Sub(c.Since) <= credential.HalfwayFor && c.Came.Subject != ""
	return c.Came, ok
}

// ForgetCame forgets it.
func (s *Sessions) ForgetCame(ctx context.Context) { s.scs.Remove(ctx, keyCame) }

// EnterBySignOn lets somebody in who came back, and gives where they go on: to what they wanted when the provider asked for a
// second factor, else to their own.
func (s *Sessions) EnterBySignOn(w http.ResponseWriter, r *http.Request, person string, c oidc.Came, next string) (step string, err error) {
	f, err := s.accounts.Factors(r.Context(), person)
	if err != nil {
		return "", err
	}
	if c.SecondFactor {
		return OwnPath(next), s.Arrive(w, r, f, proofOf(c))
	}
	if err := s.accounts.UseIdentity(r.Context(), as(r, f), Shown(c), s.now()); err != nil {
		return "", err
	}
	return s.goHalfway(r.Context(), f, next, false)
}

// ConfirmBySignOn notes that the visitor showed a second factor at the provider just now.
func (s *Sessions) ConfirmBySignOn(r *http.Request, c oidc.Came) error {
	return s.accounts.ConfirmAfresh(r.Context(), Self(r), ID(r.Context()), proofOf(c), s.now())
}

func proofOf(c oidc.Came) accountdb.Proof {
	return accountdb.Proof{By: credential.BySingleSignOn, Came: Shown(c)}
}

// Shown gives who came back as accountdb wants it.
func Shown(c oidc.Came) accountdb.Came {
	return accountdb.Came{Issuer: c.Issuer, Subject: c.Subject, Shown: ShownName(c), At: c.At, Answer: c.Answer}
}

// ShownName gives what the provider calls somebody, for them to recognise; empty when it does not say.
func ShownName(c oidc.Came) string {
	switch {
	case c.Name != "" && c.Email != "":
		return c.Name + " (" + c.Email + ")"
	case c.Email != "":
		return c.Email
	}
	return c.Name
}
