package signin

import (
	"net"
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// signInAs opens the demonstration's door: without a password, only in a demonstration, and only from this machine.
func (p Place) signInAs(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if !v.Site.Demo || !FromThisMachine(r) {
		return fault.New(fault.NotFound, "We cannot find that page.")
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	c, err := p.Accounts.Candidate(r.Context(), r.PostFormValue("email"), p.Sessions.Place(r), p.Now())
	if err != nil {
		return err
	}
	if c.PersonID == "" {
		return fault.New(fault.NotFound, "There is no such person in the demonstration.")
	}
	factors, err := p.Accounts.Factors(r.Context(), c.PersonID)
	if err != nil {
		return err
	}
	if err := p.Sessions.Arrive(w, r, factors, accountdb.Proof{}); err != nil {
		return err
	}
	return page.Go(w, r, "/home")
}

// FromThisMachine tells whether a request came over loopback, to a loopback name, and not through a proxy (DESIGN §6).
func FromThisMachine(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || !net.ParseIP(peer).IsLoopback() {
		return false
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]"
}
