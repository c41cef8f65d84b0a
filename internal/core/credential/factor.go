package credential

// Factor is how somebody showed who they are, beyond a password, in a stable word that is stored.
type Factor string

// The factors. A passkey counts as two by itself: the device, and a face, a finger or a PIN. A recovery code stands in for
// the others. Single sign-on counts when the provider says that it asked for a second factor.
const (
	ByApp          Factor = "app"
	ByPasskey      Factor = "passkey"
	ByRecoveryCode Factor = "recovery code"
	BySingleSignOn Factor = "single sign-on"
)

// Words gives the factor as people say it: "with a code from an app".
func (f Factor) Words() string {
	switch f {
	case ByApp:
		return "with a code from an app"
	case ByPasskey:
		return "with a passkey"
	case ByRecoveryCode:
		return "with a recovery code"
	case BySingleSignOn:
		return "with single sign-on"
	}
	return string(f)
}

// Check is how an administrator made sure, outside the service, who asks for help.
type Check string

// The checks. An e-mail is none: who has somebody's mailbox is not therefore that person.
const (
	InPerson  Check = "in person"
	Telephone Check = "telephone"
	Video     Check = "video"
)

// Checks lists them in reading order.
var Checks = []Check{InPerson, Telephone, Video}

// Known tells whether there is such a check.
func (c Check) Known() bool { return c.Words() != "" }

// Words gives the check as a choice.
func (c Check) Words() string {
	switch c {
	case InPerson:
		return "We met in person"
	case Telephone:
		return "I rang them on a number that I found myself, not one that the request gave"
	case Video:
		return "We spoke by video, and somebody who knows them was there"
	}
	return ""
}
