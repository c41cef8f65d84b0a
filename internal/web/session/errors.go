package session

import "cyberready/internal/core/fault"

// A form that is sent after the session ended: the words are still in the browser's form and in its session storage.
var errSignedOut = fault.New(fault.SignedOut, "You were signed out because nothing happened for an hour. Sign in again in another tab, then send this form once more: what you typed is still in it.")
