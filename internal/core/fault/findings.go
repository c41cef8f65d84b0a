package fault

import "strings"

// Findings are what is wrong with a form, field by field.
type Findings []Field

// Add adds what is wrong with one field.
func (fs *Findings) Add(field, message string, args ...any) {
	*fs = append(*fs, InvalidField(field, message, args...).Fields...)
}

// Fault is Invalid with every finding; nil when nothing is wrong.
func (fs Findings) Fault() error {
	if len(fs) == 0 {
		return nil
	}
	var said []string
	for _, f := range fs {
		said = append(said, f.Message)
	}
	e := New(Invalid, "%s", strings.Join(said, " "))
	e.Fields = fs
	return e
}
