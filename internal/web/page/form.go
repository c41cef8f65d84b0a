package page

import (
	"net/http"

	"cyberready/internal/core/fault"
)

// maxForm bounds what a form may carry; the longest text of an answer is far below it.
const maxForm = 256 << 10

// ParseForm reads a posted form, bounded; too much or broken input is a fault.
func ParseForm(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "We could not read the form. It may be too long.").Because(err)
	}
	return nil
}

// Message gives a field's message out of a page's errors, empty when the field is fine.
func Message(errs *fault.Error, field string) string {
	if errs == nil {
		return ""
	}
	for _, f := range errs.Fields {
		if f.Name == field {
			return f.Message
		}
	}
	return ""
}

// Refused tells whether an error is one that a form should be shown again with: invalid input.
func Refused(err error) *fault.Error {
	if f := fault.As(err); f != nil && f.Kind == fault.Invalid {
		return f
	}
	return nil
}
