package paths

import "net/url"

// Patterns of single sign-on. What leads to the provider is a link, for the policy lets no form lead away from here.
const (
	SingleSignOn      = "/sign-in/single-sign-on"          // to the provider
	SingleSignOnBack  = "/sign-in/single-sign-on/callback" // and back, whatever it was for
	SignedOut         = "/signed-out"                      // here, and perhaps not at the provider
	AfreshElsewhere   = "/confirm/single-sign-on"          // to the provider, to show once more who one is
	AfreshGoOn        = "/confirm/go-on"                   // with the form that was kept meanwhile
	InvitationSignOn  = "/invitations/{token}/single-sign-on"
	AccountSignOn     = "/account/single-sign-on"      // what came back is linked here
	AccountSignOnLink = "/account/single-sign-on/link" // to the provider
	AccountSignOnGone = "/account/single-sign-on/remove"
)

// SingleSignOnThen leads to the provider, and then on to where a person wanted to go.
func SingleSignOnThen(next string) string { return With(SingleSignOn, url.Values{"next": {next}}) }

// ChooseSingleSignOn is the same for somebody who has several accounts there.
func ChooseSingleSignOn(next string) string {
	return With(SingleSignOn, url.Values{"next": {next}, "choose": {"yes"}})
}

// AfreshElsewhereThen asks at the provider, and leads on.
func AfreshElsewhereThen(next string) string {
	return With(AfreshElsewhere, url.Values{"next": {next}})
}

// ToInvitationSignOn accepts an invitation with who one is at the provider.
func ToInvitationSignOn(token string) string { return ToInvitation(token) + "/single-sign-on" }
