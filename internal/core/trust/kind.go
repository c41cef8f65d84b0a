package trust

import (
	"strings"

	"cyberready/internal/core/fault"
)

// Kind is what a trust mainly does. Trusts are compared with others of their kind.
type Kind string

// The kinds. The register does not say a trust's kind: it is imported, or unknown.
const (
	UnknownKind  Kind = ""
	Acute        Kind = "acute"
	MentalHealth Kind = "mental health"
	Community    Kind = "community"
	Ambulance    Kind = "ambulance"
	Combined     Kind = "combined"
)

// Kinds gives the known kinds in the order in which lists show them.
func Kinds() []Kind { return []Kind{Acute, MentalHealth, Community, Ambulance, Combined} }

// ParseKind reads a kind in any letter case, with a space, hyphen or underscore. Nothing, "unknown" and "not known" are
// UnknownKind.
func ParseKind(s string) (Kind, error) {
	word := strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_'
	}), " ")
	if word == "" || word == "unknown" || word == "not known" {
		return UnknownKind, nil
	}
	for _, k := range Kinds() {
		if string(k) == word {
			return k, nil
		}
	}
	return "", fault.New(fault.Invalid,
		"%s is not a kind of trust. The kinds are acute, mental health, community, ambulance, combined and unknown.", quoted(s))
}

// Label gives the kind in words for a page.
func (k Kind) Label() string {
	switch k {
	case Acute:
		return "Acute"
	case MentalHealth:
		return "Mental health"
	case Community:
		return "Community"
	case Ambulance:
		return "Ambulance"
	case Combined:
		return "Combined"
	}
	return "Kind not known"
}
