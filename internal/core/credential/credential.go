// Package credential holds the rules of signing in that need no secret: how long somebody waits after failures, when a
// session ends and when the second factor has to be given again, what a password must be, and how a recovery code is
// written.
package credential
