package credential

import (
	"unicode/utf8"

	"cyberready/internal/core/fault"
)

// Password length: NCSC advises long passwords without forced complexity; the bounds are our own choice.
const (
	minPassword = 12
	maxPassword = 200
)

// CheckPassword refuses a password that is too short or too long. Field: password.
func CheckPassword(p string) error {
	switch n := utf8.RuneCountInString(p); {
	case n < minPassword:
		return fault.InvalidField("password", "The password must have at least %d characters. Three random words are a good start.", minPassword)
	case n > maxPassword:
		return fault.InvalidField("password", "The password can have at most %d characters.", maxPassword)
	}
	return nil
}
