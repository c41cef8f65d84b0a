package session

import "cyberready/internal/core/fault"

// A form that is sent after the session ended: the words are still in the browser's form and in its session storage.
var errSignedOut = fault.New(fault.SignedOut, "You were signed out because nothing happened for an hour, or because you were signed in for twelve hours. "+
	"Sign in again in another tab, then send this form once more: what you typed is still in it.")

var errHalfway = fault.New(fault.SignedOut, "You have begun to sign in, and not shown your second factor yet. Finish signing in, in another tab, then send this form once more.")

var errBeginAgain = fault.New(fault.SignedOut, "Your account was changed while you were signing in. Sign in again from the beginning.")
