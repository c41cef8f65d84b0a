package page

import (
	"context"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
)

// Visitor is who makes a request and in what role. The zero Visitor is nobody.
type Visitor struct {
	Actor     access.Actor // the role in which the person acts; the zero Actor before they chose one
	Person    string       // UUID; empty when nobody is signed in
	Name      string
	Roles     []Hat // all the roles that the person holds
	RequestID string
	Address   string
	Site      Site
	Notices   []string // what an administrator tells everybody now

	Content     string        // tells whether the years and their content are as they were (contentdb.Content.Year); empty for nobody
	SessionEnds time.Time     // when the visitor is signed out if nothing more happens; zero for nobody
	SessionLeft time.Duration // how long that is from now
}

// Hat is one role that a person may put on, with the place as people call it.
type Hat struct {
	access.Actor
	PlaceName string // "Northmoor and Dale NHS Foundation Trust", "Westmark region", "England"
}

// Words gives the role and its place: "Assessment lead, Northmoor and Dale NHS Foundation Trust".
func (h Hat) Words() string {
	if h.PlaceName == "" {
		return h.Role.Words()
	}
	return h.Role.Words() + ", " + h.PlaceName
}

// Site is what is true of the whole service while it runs.
type Site struct {
	Demo      bool   // invented trusts and people only: every page says so
	PublicURL string // without a final slash
	Mail      bool   // letters leave: there is a mail server, or the demonstration's outbox
	Support   string // whom to ask: an e-mail or web address, or a telephone number; empty: nobody is named
}

// SignedIn tells whether somebody is signed in.
func (v Visitor) SignedIn() bool { return v.Person != "" }

// Scope is what the visitor's transactions may see.
func (v Visitor) Scope() store.Scope {
	return store.ScopeOf(v.Actor, store.Origin{Address: v.Address, RequestID: v.RequestID})
}

// Can tells whether to show a button; the store asks again.
func (v Visitor) Can(verb access.Verb, odsCode string) bool {
	return access.Can(v.Actor, verb, access.Of(odsCode)) == nil
}

// TrustName gives a trust's name as the role carries it in which the person acts; its code where the role carries none.
func (v Visitor) TrustName(odsCode string) string {
	for _, h := range v.Roles {
		if h.RoleID == v.Actor.RoleID && h.PlaceName != "" {
			return h.PlaceName
		}
	}
	return odsCode
}

type visitorKey struct{}

// WithVisitor is for the middleware that knows who it is, and for tests.
func WithVisitor(ctx context.Context, v Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// VisitorOf gives who makes the request.
func VisitorOf(ctx context.Context) Visitor {
	v, _ := ctx.Value(visitorKey{}).(Visitor)
	return v
}
