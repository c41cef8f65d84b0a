package oidc

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	requestPatience = 10 * time.Second
	flowPatience    = 15 * time.Second // for all that one step asks of the provider
	longest         = 1 << 20          // bytes of an answer
)

// client speaks with the provider. A redirect is not followed: it would take the code and the client's secret elsewhere.
func client() *http.Client {
	return &http.Client{
		Timeout:       requestPatience,
		Transport:     bounded{http.DefaultTransport.(*http.Transport).Clone()},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// bounded bounds what is read, and makes an error of an answer that says that the provider is not working, so that it is
// told from one that says that something is wrong with us.
type bounded struct{ next *http.Transport }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode >= 500 || res.StatusCode == http.StatusTooManyRequests {
		res.Body.Close()
		return nil, fmt.Errorf("the provider answers with status %d", res.StatusCode)
	}
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(res.Body, longest), res.Body}
	return res, nil
}
