package ui

import "strings"

// describe names a field's hint and error message after the field, and gives the ids that describe the field, in
// the order in which they are read out.
func describe(describedBy, id string, hint *Hint, message *ErrorMessage) string {
	var ids []string
	if describedBy != "" {
		ids = append(ids, describedBy)
	}
	if !hint.empty() {
		hint.ID = first(hint.ID, id+"-hint")
		ids = append(ids, hint.ID)
	}
	if !message.empty() {
		message.ID = first(message.ID, id+"-error")
		ids = append(ids, message.ID)
	}
	return strings.Join(ids, " ")
}

// group is the class of the box around a field.
func (g FormGroup) class(hasError bool) string {
	return classes("nhsuk-form-group", when(hasError, "nhsuk-form-group--error"), g.Classes)
}

// has tells whether something stands in the box beside the input.
func (g FormGroup) has() bool { return g.BeforeInput != nil || g.AfterInput != nil }
