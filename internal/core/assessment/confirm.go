package assessment

import (
	"strings"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// Confirmable gives nil when somebody can stand behind an assertion's answers: none that has to be there is missing (see
// Missing), and none has changed since the person looked at them (see Seen). Otherwise it is a fault of kind Conflict. An
// item that is not in place hinders nobody: what is confirmed is that the answer is true.
func Confirmable(a framework.Assertion, answers map[string]Answer, seen int) error {
	if missing := Missing(a, answers); len(missing) > 0 {
		return fault.New(fault.Conflict, "%s cannot be confirmed yet: %s has no answer.", a.ID, strings.Join(missing, ", "))
	}
	if seen != Seen(a, answers) {
		return fault.New(fault.Conflict, "An answer of %s changed while you were looking at it. Read it again before you confirm it.", a.ID)
	}
	return nil
}

// Missing gives the items whose missing answer keeps an assertion from being confirmed: the mandatory ones. Where none is
// mandatory, one answer is enough, for nobody can stand behind nothing.
func Missing(a framework.Assertion, answers map[string]Answer) []string {
	var mandatory, optional []string
	anyMandatory, anyAnswered := false, false
	for _, item := range a.Items {
		anyMandatory = anyMandatory || item.Mandatory
		switch {
		case answers[item.ID].Words.Answered(item):
			anyAnswered = true
		case item.Mandatory:
			mandatory = append(mandatory, item.ID)
		default:
			optional = append(optional, item.ID)
		}
	}
	if anyMandatory || anyAnswered {
		return mandatory
	}
	return optional
}

// Seen tells one state of an assertion's answers from every other: it goes up with each save of any of them. A page gives
// it with what it shows, and gets it back with the confirmation.
func Seen(a framework.Assertion, answers map[string]Answer) int {
	sum := 0
	for _, item := range a.Items {
		sum += answers[item.ID].Version
	}
	return sum
}
