package session

import (
	"context"
	"net/http"
	"slices"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// What a browser's session holds of somebody who is halfway.
const (
	keyHalfway      = "halfway" // id of the person
	keyHalfwayEpoch = "halfway-epoch"
	keyHalfwaySince = "halfway-since" // unix seconds
	keyHalfwayNext  = "halfway-next"  // where they wanted to go
	keyHalfwaySetUp = "halfway-set-up"
	keyHalfwayBy    = "halfway-by-password" // and not by single sign-on
)

// Halfway is somebody who gave the right password, or came by single sign-on, and has not shown a second factor yet.
type Halfway struct {
	Person string
	Next   string
	SetUp  bool // they have none: they set one up, and can do nothing else
	epoch  int

	byPassword bool
}

type halfwayKey struct{}

// HalfwayOf gives who is halfway; false for somebody who is signed in and for nobody.
func HalfwayOf(ctx context.Context) (Halfway, bool) {
	h, ok := ctx.Value(halfwayKey{}).(Halfway)
	return h, ok
}

// PasswordGiven notes that somebody gave the right password, and tells where they go on. The browser's session gets a new
// token, so that one that was planted before is worth nothing.
func (s *Sessions) PasswordGiven(r *http.Request, f accountdb.Factors, next string) (step string, err error) {
	if err := s.accounts.RecordPassword(r.Context(), as(r, f), s.now()); err != nil {
		return "", err
	}
	return s.goHalfway(r.Context(), f, next, true)
}

func (s *Sessions) goHalfway(ctx context.Context, f accountdb.Factors, next string, byPassword bool) (step string, err error) {
	if err := s.scs.Clear(ctx); err != nil {
		return "", store.Fault(err)
	}
	if err := s.scs.RenewToken(ctx); err != nil {
		return "", store.Fault(err)
	}
	h := Halfway{Person: f.PersonID, Next: next, SetUp: !f.Any()}
	s.scs.Put(ctx, keyHalfway, h.Person)
	s.scs.Put(ctx, keyHalfwayEpoch, f.Epoch)
	s.scs.Put(ctx, keyHalfwaySince, s.now().Unix())
	s.scs.Put(ctx, keyHalfwayNext, h.Next)
	s.scs.Put(ctx, keyHalfwaySetUp, h.SetUp)
	s.scs.Put(ctx, keyHalfwayBy, byPassword)
	return h.step(), nil
}

func (h Halfway) step() string {
	if h.SetUp {
		return paths.SetUp
	}
	return paths.SignInCode
}

func (s *Sessions) halfway(ctx context.Context) (Halfway, bool) {
	h := Halfway{Person: s.scs.GetString(ctx, keyHalfway), Next: s.scs.GetString(ctx, keyHalfwayNext),
		SetUp: s.scs.GetBool(ctx, keyHalfwaySetUp), epoch: s.scs.GetInt(ctx, keyHalfwayEpoch), byPassword: s.scs.GetBool(ctx, keyHalfwayBy)}
	since := time.Unix(s.scs.GetInt64(ctx, keyHalfwaySince), 0)
	return h, h.Person != "" && s.now().Sub(since) <= credential.HalfwayFor
}

// ledOn leads somebody who is halfway to their next step, whatever they asked for, and tells whether it did.
func (h Halfway) ledOn(w http.ResponseWriter, r *http.Request) bool {
	own := []string{paths.SignIn, paths.SignInAs, paths.SignInPasskey, paths.AskAnyPasskey, paths.SingleSignOn, paths.SingleSignOnBack, paths.SignOut}
	if h.SetUp {
		own = append(own, paths.SetUp, paths.SetUpApp, paths.SetUpAppQR, paths.SetUpPasskey, paths.SetUpPasskeyAsk)
	} else {
		own = append(own, paths.SignInCode, paths.AskPasskey)
	}
	if slices.Contains(own, r.URL.Path) {
		return false
	}
	if (r.Method == http.MethodGet || r.Method == http.MethodHead) && !page.WantsPart(r) {
		http.Redirect(w, r, h.step(), http.StatusSeeOther)
	} else {
		page.Fail(w, r, errHalfway)
	}
	return true
}

// Subject reads the second factors of whoever acts on their own account: the visitor, or somebody halfway, whose account
// must still be as it was when they came. Nobody is a fault that leads to the door.
func (s *Sessions) Subject(ctx context.Context) (accountdb.Factors, error) {
	if v := page.VisitorOf(ctx); v.SignedIn() {
		return s.accounts.Factors(ctx, v.Person)
	}
	h, ok := HalfwayOf(ctx)
	if !ok {
		return accountdb.Factors{}, errSignedOut
	}
	f, err := s.accounts.Factors(ctx, h.Person)
	if err == nil && (f.Epoch != h.epoch || f.Any() == h.SetUp) {
		err = errBeginAgain
	}
	return f, err
}
