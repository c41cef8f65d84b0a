package trust

import (
	"strings"

	"cyberready/internal/core/fault"
)

// fictionalPrefix begins every code of the demonstration, so that no invented trust can be taken for a real one.
const fictionalPrefix = "ZZ"

// ParseCode reads an ODS code: three to six letters and digits. Small letters and spaces around it are forgiven.
// (A trust's code has three, a sub-ICB location's or a provider's five, a practice's six.)
func ParseCode(s string) (string, error) {
	code := strings.TrimSpace(s)
	if code == "" {
		return "", fault.New(fault.Invalid, "There is no ODS code.")
	}
	if len(code) < 3 || len(code) > 6 || strings.ContainsFunc(code, notLetterOrDigit) {
		return "", fault.New(fault.Invalid, "%s is not an ODS code. A code has three to six letters and digits.", quoted(s))
	}
	return strings.ToUpper(code), nil
}

func notLetterOrDigit(r rune) bool {
	return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9')
}

// Fictional tells whether a code of a trust, region or ICB belongs to an invented one.
func Fictional(code string) bool {
	return strings.HasPrefix(strings.ToUpper(code), fictionalPrefix)
}

// quoted gives text for a message in quotation marks, cut where it is too long to read.
func quoted(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return "“" + s + "”"
}
