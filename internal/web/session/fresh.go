package session

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Fresh tells whether the visitor showed a second factor within that time.
func Fresh(r *http.Request, within time.Duration) bool {
	e := entryOf(r.Context())
	return credential.Fresh(e.FactorAt, e.now, within)
}

// Afresh guards what matters: signing, giving rights, taking everything away. Whoever showed a second factor long ago is
// asked for it once more, on a page that goes on with what they were doing: what they had typed travels with it, and is
// done when the code is right.
func (s *Sessions) Afresh(next http.Handler) http.Handler {
	return page.Handle(func(w http.ResponseWriter, r *http.Request) error {
		if !page.VisitorOf(r.Context()).SignedIn() || Fresh(r, credential.FreshFor) {
			s.forgetForm(r)
			next.ServeHTTP(w, r) // nobody, or somebody halfway, is what the place itself refuses
			return nil
		}
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			return page.Go(w, r, paths.AfreshThen(r.URL.RequestURI()))
		}
		if page.WantsPart(r) { // what was typed stays in the window
			return page.Go(w, r, paths.AfreshThen(currentPath(r)))
		}
		if err := page.ParseForm(w, r); err != nil {
			return err
		}
		f, err := s.Subject(r.Context())
		if err != nil {
			return err
		}
		if !r.PostForm.Has(FieldCode) && !r.PostForm.Has(FieldPasskey) {
			return s.askAfresh(w, r, f, asking{form: &goOn{Action: r.URL.RequestURI(), Typed: typedBefore(r.PostForm)}})
		}
		if refused, err := s.confirm(w, r, f); refused != nil || err != nil {
			if err != nil {
				return err
			}
			return s.askAfresh(w, r, f, asking{form: &goOn{Action: r.URL.RequestURI(), Typed: typedBefore(r.PostForm)}, refused: refused})
		}
		for _, field := range []string{FieldCode, FieldPasskey} { // they are no part of the form that they came with
			r.PostForm.Del(field)
			r.Form.Del(field)
		}
		next.ServeHTTP(w, r)
		return nil
	})
}

// ShowAfresh is the page that asks before another page.
func (s *Sessions) ShowAfresh(w http.ResponseWriter, r *http.Request) error {
	next := OwnPath(r.URL.Query().Get("next"))
	f, err := s.Subject(r.Context())
	if err != nil {
		return err
	}
	if Fresh(r, credential.FreshFor) {
		return page.Go(w, r, next)
	}
	return s.askAfresh(w, r, f, asking{next: next})
}

// ConfirmAfresh takes that page's form.
func (s *Sessions) ConfirmAfresh(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f, err := s.Subject(r.Context())
	if err != nil {
		return err
	}
	next := OwnPath(r.URL.Query().Get("next"))
	refused, err := s.confirm(w, r, f)
	if err != nil {
		return err
	}
	if refused != nil {
		return s.askAfresh(w, r, f, asking{next: next, refused: refused})
	}
	return page.Go(w, r, next)
}

// confirm checks and uses up the second factor in a form; refused is what the person reads when it is not right.
func (s *Sessions) confirm(w http.ResponseWriter, r *http.Request, f accountdb.Factors) (refused *fault.Error, err error) {
	proof, err := s.Prove(r, f)
	if err == nil {
		err = s.UsedUp(r, f, s.accounts.ConfirmAfresh(r.Context(), Self(r), ID(r.Context()), proof, s.now()))
	}
	return Refusal(w, err), notRefusal(err)
}

// asking is what somebody is asked afresh before: a page, or a form that they sent.
type asking struct {
	next    string // the page
	form    *goOn  // nil: a page
	refused *fault.Error
}

func (s *Sessions) askAfresh(w http.ResponseWriter, r *http.Request, f accountdb.Factors, a asking) error {
	p, err := s.Proving(r, f, a.refused)
	if err != nil {
		return err
	}
	view := confirmView{Action: paths.AfreshThen(a.next), Proving: p, Own: f.Any() || f.RecoveryLeft() > 0}
	if a.form != nil {
		view.Action, view.Typed = a.form.Action, a.form.Typed
	}
	if s.SignsOn(f) {
		view.Elsewhere = s.SignOnName()
		if view.ElsewherePath, err = s.elsewhere(r, a); err != nil {
			return err
		}
	}
	status := http.StatusForbidden // nothing was done yet
	if a.refused != nil {
		status = 0 // as the refusal says
	}
	return page.Show(w, r, page.Page{Title: "Confirm that it is you", Errors: a.refused, Status: status, Body: confirmForm(view)})
}

// OwnPath keeps a redirect on this service: anything that is not a plain path of ours leads home.
func OwnPath(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return paths.Home
	}
	return next
}

// currentPath is the page that a script's request came from.
func currentPath(r *http.Request) string {
	u, err := url.Parse(r.Header.Get("HX-Current-URL"))
	if err != nil {
		return paths.Home
	}
	return OwnPath(u.RequestURI())
}
