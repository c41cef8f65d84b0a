// Package credential holds the rules of signing in that need no secret: how long an account waits after failures, when
// a session ends, and what a password must be.
package credential

import (
	"time"
	"unicode/utf8"

	"cyberready/internal/core/fault"
)

// How long a session lives. UK government services of this kind end one after 90 minutes idle; a hospital's shared
// computers ask for less. Our own choice.
const (
	IdleAfter     = 60 * time.Minute
	AbsoluteAfter = 12 * time.Hour
)

// freeFailures are not punished: people mistype.
const freeFailures = 4

// Wait tells how long an account that failed so often, the last time at lastFailed, still has to wait at now. It grows
// from half a minute by doubling, and ends at a quarter of an hour: nobody is locked out for good. Our own choice.
func Wait(failures int, lastFailed, now time.Time) time.Duration {
	if failures <= freeFailures {
		return 0
	}
	delay := 30 * time.Second << min(failures-freeFailures-1, 5)
	return max(0, lastFailed.Add(min(delay, 15*time.Minute)).Sub(now))
}

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
