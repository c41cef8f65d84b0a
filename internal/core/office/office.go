// Package office holds the four offices that answer for cyber security in a trust, and who holds them.
//
// A vacancy is a value, not a missing row: a Holder without a name says that nobody holds the office, and since when.
// An office with no Holder at all is not recorded, which is a different fact. The assessment's report says each aloud.
package office

import (
	"cmp"
	"slices"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// Office is an office of the trust.
type Office string

// The offices, in the order in which the report lists them.
const (
	ChiefExecutive    Office = "chief-executive"
	SIRO              Office = "siro"
	Chair             Office = "chair"
	CaldicottGuardian Office = "caldicott-guardian"
)

// All gives the offices in the order in which lists show them.
func All() []Office { return []Office{ChiefExecutive, SIRO, Chair, CaldicottGuardian} }

// Parse reads an office as it is stored and posted.
func Parse(s string) (Office, error) {
	if o := Office(s); slices.Contains(All(), o) {
		return o, nil
	}
	return "", fault.InvalidField("office", "Choose one of the four offices.")
}

// Title gives the office's name at the beginning of a line.
func (o Office) Title() string {
	switch o {
	case ChiefExecutive:
		return "Chief executive"
	case SIRO:
		return "Senior information risk owner (SIRO)"
	case Chair:
		return "Chair"
	case CaldicottGuardian:
		return "Caldicott Guardian"
	}
	return string(o)
}

// Name gives the office's name within a sentence, without its abbreviation.
func (o Office) Name() string {
	switch o {
	case ChiefExecutive:
		return "chief executive"
	case SIRO:
		return "senior information risk owner"
	case Chair:
		return "chair"
	}
	return o.Title()
}

// AnswersFor says in one sentence what the office answers for. The source is the table of roles (roles.md: chief
// executive, SIRO, Caldicott Guardian; the chair by what it says of the board).
func (o Office) AnswersFor() string {
	switch o {
	case ChiefExecutive:
		return "Answers for how the trust is run, and for its legal duty to keep the systems that care depends on safe."
	case SIRO:
		return "Sits on the board and answers for the risk to information: decides whether a known weakness is accepted, and until when."
	case Chair:
		return "Leads the board, which in the end answers for what an incident does to patients."
	case CaldicottGuardian:
		return "Answers for the lawful and ethical use of what patients have told us in confidence."
	}
	return ""
}

// Holder is who holds an office, as the trust recorded it.
type Holder struct {
	Office   Office  `json:"office"`
	Name     string  `json:"name"`      // empty: the office is vacant
	PersonID string  `json:"person_id"` // UUID of the person if they have an account here; may be empty
	Since    day.Day `json:"since"`     // held, or vacant, since; zero when not known
}

// Vacant tells whether nobody holds the office.
func (h Holder) Vacant() bool { return h.Name == "" }

// Words says who holds the office and since when: "Grace Holt, since 3 May 2025" or "Vacant since 3 May 2025".
func (h Holder) Words() string {
	switch {
	case h.Vacant() && h.Since.IsZero():
		return "Vacant"
	case h.Vacant():
		return "Vacant since " + h.Since.Words()
	case h.Since.IsZero():
		return h.Name
	}
	return h.Name + ", since " + h.Since.Words()
}

// Of finds who holds an office among the recorded holders; false when the trust has recorded nothing about it.
func Of(holders []Holder, o Office) (Holder, bool) {
	i := slices.IndexFunc(holders, func(h Holder) bool { return h.Office == o })
	if i < 0 {
		return Holder{}, false
	}
	return holders[i], true
}

// Sorted gives the holders in the order of the offices, so that equal registers are equal lists.
func Sorted(holders []Holder) []Holder {
	return slices.SortedFunc(slices.Values(holders), func(a, b Holder) int {
		return cmp.Or(
			cmp.Compare(slices.Index(All(), a.Office), slices.Index(All(), b.Office)),
			cmp.Compare(a.PersonID, b.PersonID),
		)
	})
}
