package oidc

import (
	"errors"
	"fmt"
	"net/url"

	"golang.org/x/oauth2"
)

// ErrUnavailable says that the provider cannot be used just now: it is away, it is out of order, or it does not know this
// service. Nothing is wrong with whoever wants to come in.
var ErrUnavailable = errors.New("the provider of single sign-on cannot be used")

func unavailable(err error) error {
	if errors.Is(err, ErrUnavailable) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// Reason is why an answer is not believed, in words that are written down. They are ours: nothing that the provider or the
// browser sent is in them.
type Reason string

// The reasons.
const (
	Declined      Reason = "declined at the provider"
	OtherState    Reason = "not the answer to what this browser asked" // begun elsewhere, too long ago, or used
	NoCode        Reason = "an answer without a code"
	CodeRefused   Reason = "the provider does not know the code" // used before, perhaps
	NoToken       Reason = "no token"
	Unsigned      Reason = "a token that is not signed"
	Signature     Reason = "a token with a wrong signature"
	OtherIssuer   Reason = "a token of another issuer"
	OtherAudience Reason = "a token for another service"
	Expired       Reason = "a token that has expired"
	OtherNonce    Reason = "a token for another sign-in"
	NoSubject     Reason = "a token about nobody"
	NotAfresh     Reason = "not signed in afresh"
)

// Refusal is an answer that is not believed.
type Refusal struct{ Why Reason }

func (r *Refusal) Error() string { return "single sign-on refused: " + string(r.Why) }

func refuse(why Reason) error { return &Refusal{why} }

// declined sorts the errors that a provider sends back with the browser (RFC 6749, 4.1.2.1).
func declined(code string) error {
	switch code {
	case "server_error", "temporarily_unavailable":
		return unavailable(errors.New("the provider says that it is out of order"))
	case "unauthorized_client", "invalid_scope", "unsupported_response_type", "invalid_request":
		return unavailable(errors.New("the provider does not take what this service asks: look at its registration there"))
	}
	return refuse(Declined)
}

// exchangeFailed sorts what can go wrong when a code is exchanged. The provider's own words are left out: some repeat the code.
func exchangeFailed(err error) error {
	if said := (*oauth2.RetrieveError)(nil); errors.As(err, &said) {
		switch said.ErrorCode {
		case "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope":
			return unavailable(errors.New("the provider does not take this service's client id or secret: look at its registration there"))
		}
		return refuse(CodeRefused)
	}
	if away(err) {
		return unavailable(err)
	}
	return refuse(NoToken)
}

// away tells an error of the network, or of a provider that is out of order, from one about what it said.
func away(err error) bool {
	var network *url.Error
	return errors.As(err, &network)
}
