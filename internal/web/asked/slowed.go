package asked

import (
	"net/http"
	"time"

	"github.com/go-chi/httprate"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
)

// How often links may be opened, and replies sent, from one network and through one link. Nobody guesses a link of 128 bits;
// this keeps a machine that tries from being a burden. A trust's or a supplier's people share few addresses, so the many
// are counted by address and link together. Our own choice; each server counts for itself.
const (
	mostFromNetwork = 300
	mostOfLink      = 30
	within          = time.Minute
)

func slowed() func(http.Handler) http.Handler {
	network := func(r *http.Request) (string, error) {
		return credential.Network(page.VisitorOf(r.Context()).Address), nil
	}
	link := func(r *http.Request) (string, error) {
		from, err := network(r)
		return from + " " + r.URL.Path, err
	}
	tooMany := httprate.WithLimitHandler(page.Handle(func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.Throttled, "Links were opened too often from where you are. Wait a minute, then try again.")
	}))
	all := httprate.LimitBy(mostFromNetwork, within, network, tooMany)
	each := httprate.LimitBy(mostOfLink, within, link, tooMany)
	return func(next http.Handler) http.Handler { return all(each(next)) }
}
