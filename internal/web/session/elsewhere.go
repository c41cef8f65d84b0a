package session

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// goOn is a form that somebody sent who was asked first to show who they are. When they do that at the provider of single
// sign-on, the form waits in the browser's session, and is sent by them when they are back.
type goOn struct {
	Action string
	Typed  []typed
	Person string
	Since  time.Time
}

// typed is one field of a form that is sent again.
type typed struct{ Name, Value string }

func typedBefore(form url.Values) []typed {
	var list []typed
	for name, values := range form {
		for _, v := range values {
			if name != FieldCode && name != FieldPasskey {
				list = append(list, typed{name, v})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// elsewhere gives the way to the provider for somebody who is asked afresh.
func (s *Sessions) elsewhere(r *http.Request, a asking) (path string, err error) {
	if a.form == nil {
		return paths.AfreshElsewhereThen(a.next), nil
	}
	kept := *a.form
	kept.Person, kept.Since = page.VisitorOf(r.Context()).Person, s.now()
	return paths.AfreshElsewhereThen(paths.AfreshGoOn), s.keepSealed(r.Context(), keyGoOn, kept)
}

// forgetForm forgets the form that waits when it comes: it holds what somebody typed.
func (s *Sessions) forgetForm(r *http.Request) {
	if r.Method != http.MethodPost || !s.scs.Exists(r.Context(), keyGoOn) {
		return
	}
	var kept goOn
	if s.openSealed(r.Context(), keyGoOn, &kept); kept.Action == "" || kept.Action == r.URL.RequestURI() {
		s.scs.Remove(r.Context(), keyGoOn)
	}
}

// ShowGoOn is the page that sends a form which was kept meanwhile.
func (s *Sessions) ShowGoOn(w http.ResponseWriter, r *http.Request) error {
	var kept goOn
	s.openSealed(r.Context(), keyGoOn, &kept)
	switch v := page.VisitorOf(r.Context()); {
	case kept.Person == "" || kept.Person != v.Person || s.now().Sub(kept.Since) > credential.HalfwayFor:
		s.scs.Remove(r.Context(), keyGoOn)
		return page.Go(w, r, paths.Home)
	case !Fresh(r, credential.FreshFor):
		return page.Go(w, r, paths.AfreshThen(paths.AfreshGoOn))
	}
	return page.Show(w, r, page.Page{Title: "Go on with what you were doing", Body: goOnForm(kept)})
}

// LeaveToConfirm sends the visitor to the provider, which asks afresh who they are.
func (s *Sessions) LeaveToConfirm(w http.ResponseWriter, r *http.Request, next string) error {
	return s.Leave(w, r, Errand{For: ToConfirm, About: page.VisitorOf(r.Context()).Person, Then: next}, oidc.Ask{Afresh: true})
}
