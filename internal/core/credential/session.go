package credential

import "time"

// How long a session lives. UK government services of this kind end one after 90 minutes idle; a hospital's shared
// computers ask for less. Our own choice.
const (
	IdleAfter     = 60 * time.Minute
	AbsoluteAfter = 12 * time.Hour
	// WarnBefore is how long before its end a person is warned (WCAG 2.2, 2.2.1 asks for 20 seconds at least).
	WarnBefore = 5 * time.Minute
)

// FreshFor is how long a second factor counts as just given: signing, giving rights and exporting everything ask for it
// again after that. Our own choice.
const FreshFor = 10 * time.Minute

// HalfwayFor is how long somebody who gave the right password has to give, or to set up, the second factor. Our own
// choice; installing an app takes a while.
const HalfwayFor = 20 * time.Minute

// Ends tells when a session that began at began, in which something last happened at seen, ends if nothing more happens.
func Ends(began, seen time.Time) time.Time {
	idle, absolute := seen.Add(IdleAfter), began.Add(AbsoluteAfter)
	if absolute.Before(idle) {
		return absolute
	}
	return idle
}

// Over tells whether it has ended by now.
func Over(began, seen, now time.Time) bool { return now.After(Ends(began, seen)) }

// Fresh tells whether a second factor that was given at given still counts as just given.
func Fresh(given, now time.Time, within time.Duration) bool {
	return !given.IsZero() && now.Sub(given) <= within
}
