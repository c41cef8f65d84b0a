package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// identify gives a request its id and address: the start of its Visitor.
func identify(o Options) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			v := page.Visitor{RequestID: store.NewID(), Address: session.Address(r, o.TrustedProxies), Site: o.Site}
			w.Header().Set("X-Request-Id", v.RequestID)
			next.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), v)))
		})
	}
}

// logRequests writes one line a request, and counts it: the route and not the path, and nobody's name.
func logRequests(count func(method, route string, status int, took time.Duration)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := time.Now()
			ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
			next.ServeHTTP(ww, r)
			took, route := time.Since(start), chi.RouteContext(r.Context()).RoutePattern()
			level := slog.LevelInfo
			if strings.HasPrefix(route, "/assets/") || route == "/healthz" || route == "/readyz" {
				level = slog.LevelDebug
			}
			slog.Log(r.Context(), level, "request", "method", r.Method, "route", route, "status", ww.Status(),
				"bytes", ww.BytesWritten(), "took", took.Round(10*time.Microsecond).String(),
				"request_id", page.VisitorOf(r.Context()).RequestID)
			if count != nil && route != paths.Live { // a stream lasts as long as its page
				count(r.Method, route, max(ww.Status(), http.StatusOK), took)
			}
		})
	}
}

// recoverPanics turns a panic into the page for an internal error, never a blank page or a stack trace.
func recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			slog.ErrorContext(r.Context(), "panic", "cause", fmt.Sprint(cause), "stack", string(debug.Stack()),
				"request_id", page.VisitorOf(r.Context()).RequestID)
			page.Fail(w, r, fmt.Errorf("panic: %v", cause))
		}()
		next.ServeHTTP(w, r)
	})
}

const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func secureHeaders(site page.Site) func(http.Handler) http.Handler {
	tls := strings.HasPrefix(site.PublicURL, "https://")
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", contentSecurityPolicy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
			if tls {
				h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
			}
			next.ServeHTTP(w, r)
		})
	}
}

// refuseCrossSite answers 403 to a form that another site's page sends.
func refuseCrossSite(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(page.Handle(func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.Forbidden, "This form came from another site, so nothing was done. Open the page here and send it again.")
	}))
	return guard.Handler(next)
}
