package report

import (
	"strconv"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// legalForms end the names of trusts. In a sentence the name goes without them.
var legalForms = []string{" NHS Foundation Trust", " NHS Trust", " Foundation Trust", " Trust"}

// shortName gives a trust's name without its legal form: "Northmoor and Dale".
func shortName(name string) string {
	for _, form := range legalForms {
		if cut := len(name) - len(form); cut > 0 && strings.EqualFold(name[cut:], form) {
			return name[:cut]
		}
	}
	return name
}

// tag says what a gap of an effect could do, for a label beside it.
func tag(e framework.Effect) string {
	switch e {
	case framework.StopsCare:
		return "Could stop care"
	case framework.DelaysCare:
		return "Could delay care"
	case framework.ExposesRecord:
		return "Could expose records"
	case framework.WeakensProof:
		return "Weakens our proof"
	}
	return "Effect on care not known"
}

// could completes "one of the gaps could …".
func could(e framework.Effect) string {
	switch e {
	case framework.StopsCare:
		return "could stop care"
	case framework.DelaysCare:
		return "could delay care"
	case framework.ExposesRecord:
		return "could expose records"
	}
	return "would weaken our proof"
}

// withEffect gives the gaps of one effect.
func withEffect(gaps []score.Gap, e framework.Effect) []score.Gap {
	var found []score.Gap
	for _, g := range gaps {
		if g.Effect == e {
			found = append(found, g)
		}
	}
	return found
}

// phrases joins subjects, which are themselves phrases, with a comma before the last: "restoring from backup, and
// systems out of support".
func phrases(parts []string) string {
	if len(parts) < 2 {
		return english.List(parts)
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + ", and " + parts[last]
}

// partOf says how many of a number of things, both written in one manner: "two of the six gaps", "21 of the 90 gaps",
// "both gaps", "all six gaps", "the one gap".
func partOf(n, of int, one, many string) string {
	switch {
	case of == 1 && n == 1:
		return "the one " + one
	case n == of && of == 2:
		return "both " + many
	case n == of:
		return "all " + english.Number(of) + " " + many
	case n == 0:
		return "none of the " + english.Number(of) + " " + many
	}
	return english.Number(n) + " of the " + english.Number(of) + " " + many
}

// VersionWords names a version: "version 2".
func VersionWords(n int) string { return "version " + strconv.Itoa(n) }
