// Package fault names the kinds of failure and carries the one sentence that a person may see.
//
// An error that is not a fault is never shown: the page says that something went wrong and gives the request's id.
// A fault's sentence and fields are safe to show as they are. One table in web/page maps a kind to an HTTP status.
package fault

import (
	"errors"
	"fmt"
)

// Kind is what went wrong, as far as the person who asked is concerned.
type Kind int

const (
	// Internal is any error that is not a fault.
	Internal Kind = iota
	// Invalid input: mend it and send again. HTTP 422.
	Invalid
	// NotFound: no such thing, or none that this person may know of. HTTP 404.
	NotFound
	// Forbidden: the role lacks the verb in the person's own trust or scope. HTTP 403.
	Forbidden
	// Conflict: somebody else was first, or the state does not allow it. HTTP 409.
	Conflict
	// SignedOut: the session ended before the form was sent. HTTP 401.
	SignedOut
	// Throttled: too many attempts; later. HTTP 429.
	Throttled
	// Unavailable: the database is away; the same request may succeed later. HTTP 503.
	Unavailable
)

// Field is one field's message, shown beside it and linked from the error summary.
type Field struct {
	Name    string // the form field's name, or the column of a file
	Message string // one sentence: what to do, not what went wrong
}

// Error is a failure with a sentence for a person.
type Error struct {
	Kind     Kind
	Sentence string
	Fields   []Field
	Err      error // the cause, for the log only
}

// Error gives the sentence and the cause; it is for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Sentence + ": " + e.Err.Error()
	}
	return e.Sentence
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault of a kind; the sentence is shown to people as it is.
func New(kind Kind, sentence string, args ...any) *Error {
	if len(args) > 0 {
		sentence = fmt.Sprintf(sentence, args...)
	}
	return &Error{Kind: kind, Sentence: sentence}
}

// InvalidField makes an Invalid fault about one field.
func InvalidField(name, message string, args ...any) *Error {
	e := New(Invalid, message, args...)
	e.Fields = []Field{{Name: name, Message: e.Sentence}}
	return e
}

// Because adds the cause, which goes to the log and never to a person.
func (e *Error) Because(err error) *Error {
	e.Err = err
	return e
}

// KindOf tells the kind of an error, Internal when it carries no fault.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// As gives the fault that an error carries, or nil.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
