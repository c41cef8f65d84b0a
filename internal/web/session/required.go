package session

import (
	"net"
	"net/http"
	"strings"

	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Required lets only people through who are signed in and act in a role; others are led there and back.
func Required(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := page.VisitorOf(r.Context())
		switch {
		case !v.SignedIn():
			leadToSignIn(w, r)
		case v.Actor.Role == "":
			http.Redirect(w, r, paths.Roles, http.StatusSeeOther)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// SignedIn lets only people through who are signed in, in a role or none; others are led there and back.
func SignedIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page.VisitorOf(r.Context()).SignedIn() {
			next.ServeHTTP(w, r)
			return
		}
		leadToSignIn(w, r)
	})
}

// Known lets only people through who are signed in, or halfway; others are led to the door.
func Known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, halfway := HalfwayOf(r.Context()); halfway || page.VisitorOf(r.Context()).SignedIn() {
			next.ServeHTTP(w, r)
			return
		}
		leadToSignIn(w, r)
	})
}

// leadToSignIn leads a page's reader there and back. A form cannot be sent again by a redirect: the answer says what to do,
// and what was typed is still in the browser.
func leadToSignIn(w http.ResponseWriter, r *http.Request) {
	forScript := page.WantsPart(r) || strings.Contains(r.Header.Get("Accept"), "text/event-stream")
	if (r.Method == http.MethodGet || r.Method == http.MethodHead) && !forScript {
		http.Redirect(w, r, paths.SignInThen(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	page.Fail(w, r, errSignedOut)
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
