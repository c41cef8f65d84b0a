package credential

import (
	"slices"
	"strings"
)

// Counts says which words of a provider of single sign-on mean that it asked for a second factor.
type Counts struct {
	// AMR are authentication method references. One that joins several with "+" counts when all of them are said.
	AMR []string
	// ACR are authentication context class references: each provider has its own, so none counts until it is named.
	ACR []string
}

// UsualAMR counts unless an operator says otherwise: that several factors were used, or a thing that one has together with
// something that one knows or is. The words, and what they mean, are those of RFC 8176, section 2. Left out are "sms" and
// "tel", because calls and messages can be led elsewhere, "mca", which means two channels and not two factors, and "user",
// which means that somebody was there and not who.
var UsualAMR = []string{"mfa", "pwd+otp", "pwd+hwk", "pwd+swk", "pwd+sc", "pin+hwk", "pin+swk", "pin+sc", "fpt+hwk", "face+hwk"}

// SecondFactor tells whether what a provider says of a sign-in counts as a second factor.
func (c Counts) SecondFactor(amr []string, acr string) bool {
	if acr != "" && slices.Contains(c.ACR, acr) {
		return true
	}
	return slices.ContainsFunc(c.AMR, func(wanted string) bool {
		for _, word := range strings.Split(wanted, "+") {
			if word == "" || !slices.Contains(amr, word) {
				return false
			}
		}
		return true
	})
}

// Ways are the means that somebody has to sign in.
type Ways struct{ Password, App, Passkey, SingleSignOn bool }

// In tells whether they are enough to come in. A password alone is not: whoever had only that could set up a second factor
// of their own.
func (w Ways) In() bool { return w.Passkey || w.SingleSignOn || w.Password && w.App }
