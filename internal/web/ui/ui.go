// Package ui is the NHS design system, as typed templ components.
//
// A component is a struct with the option names of the design system in Go style, and it is a
// [templ.Component] itself, so that components nest in each other:
//
//	@ui.Input{Name: "email", Label: ui.Label{Text: "E-mail"}, Type: "email", Width: 20}
//	@ui.SummaryList{Rows: []ui.SummaryRow{{Key: "State", ValueHTML: ui.Tag{Text: "Gaps", Colour: "red"}}}}
//
// One that holds a passage of its page has a method Around, which takes the passage as a block:
//
//	@ui.Details{Summary: "Why it matters"}.Around() {
//		<p>What happened in May 2017 without it.</p>
//	}
//
// Callers may rely on this: where an option is plain text (Text, Summary, Key) it is escaped; where markup is
// wanted there is a twin of type [templ.Component] (HTML, SummaryHTML, KeyHTML), and the twin wins. Attributes
// are written as given, and escaped; a link's Href is sanitised. Class names in Classes come after the
// component's own, and a modifier named there wins over the option that would set another. Nothing here writes
// a style attribute or a script, so that pages keep to a strict Content-Security-Policy. The header and the footer of the
// design system are left out on purpose: they are those of the NHS, and this service has its own.
//
// Each component is held to the design system's own fixtures by fixtures_test.go.
package ui

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// FormGroup is the box around a field: its label, hint, error message and input.
type FormGroup struct {
	Classes    string
	Attributes templ.Attributes
	// BeforeInput and AfterInput stand inside the box, directly before and after the input or inputs.
	BeforeInput templ.Component
	AfterInput  templ.Component
}

// classes joins class names and leaves out the empty ones.
func classes(names ...string) string {
	return strings.Join(slices.DeleteFunc(names, func(name string) bool { return name == "" }), " ")
}

// modifier is the class that sets value on block, such as nhsuk-tag--red. It is nothing when there is no value, or when own,
// the caller's class names, already carry a modifier of block.
func modifier(block, value, own string) string {
	if value == "" || strings.Contains(own, block+"--") {
		return ""
	}
	return block + "--" + value
}

// flag is the class that sets a modifier on block when it is on, unless own has it already.
func flag(on bool, block, name, own string) string {
	if !on || strings.Contains(own, block+"--"+name) {
		return ""
	}
	return block + "--" + name
}

// when is text if the condition holds, and nothing otherwise.
func when(condition bool, text string) string {
	if condition {
		return text
	}
	return ""
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// merge adds the caller's attributes to a component's own; the caller's win.
func merge(own, callers templ.Attributes) templ.Attributes {
	if len(own) == 0 {
		return callers
	}
	merged := maps.Clone(own)
	maps.Copy(merged, callers)
	return merged
}

// translations are the data attributes in which the design system's scripts look for a message in another
// language: one for each plural rule, or a single one without rule.
func translations(key string, byRule map[string]string, single string) templ.Attributes {
	attributes := templ.Attributes{}
	for rule, message := range byRule {
		attributes["data-i18n."+key+"."+rule] = message
	}
	if len(byRule) == 0 && single != "" {
		attributes["data-i18n."+key] = single
	}
	return attributes
}

func boolString(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

func numbered(prefix string, n int) string {
	return prefix + "-" + strconv.Itoa(n)
}
