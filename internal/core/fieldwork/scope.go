package fieldwork

import (
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// Mandated is what must be assessed in a year, as an administrator entered it. The zero Mandated is that nobody has.
type Mandated struct {
	Revision int      // 1, 2, …; 0: nothing is entered
	Parts    []string // ids of items and assertions
	Choices  int      // how many parts the trust adds at least
	Source   string   // where this is said, with its address
	SetAt    time.Time
	SetBy    string
}

// Scoped is one item in scope.
type Scoped struct {
	Item     string
	Mandated bool // false: the trust's own choice
}

// MostChoices bounds how many parts a trust adds, and how many an administrator may ask for.
const MostChoices = 20

// ParseParts reads ids as people write them, separated by commas, spaces or lines, each once.
func ParseParts(s string) []string {
	var list []string
	for _, id := range strings.FieldsFunc(text(s), func(r rune) bool { return strings.ContainsRune(", ;\n\t", r) }) {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// Check tells whether an administrator's scope can stand for a pack. Fields: parts, choices, source.
func (m Mandated) Check(pack framework.Pack) (Mandated, error) {
	m.Source = text(m.Source)
	var wrong findings
	if len(m.Parts) == 0 {
		wrong.Add("parts", "Enter the ids of the assertions and items that must be assessed, such as 7.3, 8.3.4.")
	}
	if unknown := unknown(pack, m.Parts); len(unknown) > 0 {
		wrong.Add("parts", "There is no assertion or item %s among the ten standards of this year.", english.List(unknown))
	}
	if m.Choices < 0 || m.Choices > MostChoices {
		wrong.Add("choices", "Enter how many parts a trust adds at least, from 0 to %d.", MostChoices)
	}
	wrong.words("source", m.Source, "Say who mandates this and where it is written, with the address.")
	return m, wrong.Fault()
}

// Choose checks what a trust adds to the mandated scope. Fields: choice, why.
func Choose(pack framework.Pack, m Mandated, choice []string, why string) ([]string, string, error) {
	why = text(why)
	var wrong findings
	if unknown := unknown(pack, choice); len(unknown) > 0 {
		wrong.Add("choice", "There is no assertion or item %s among the ten standards of this year.", english.List(unknown))
	}
	for _, id := range choice {
		if covered(pack, m.Parts, id) {
			wrong.Add("choice", "%s is mandated already. Choose something that is not.", id)
			break
		}
	}
	switch n := len(choice); {
	case n < m.Choices:
		wrong.Add("choice", "Choose at least %s: the scope of this year asks for %s of the trust’s own choice.", english.Number(m.Choices), english.Count(m.Choices, "part", "parts"))
	case n > MostChoices:
		wrong.Add("choice", "Choose at most %d.", MostChoices)
	case m.Revision == 0 && n == 0:
		wrong.Add("choice", "Nothing is mandated for this year yet, so the scope would be empty. Choose at least one assertion or item.")
	}
	if len(choice) > 0 {
		wrong.words("why", why, "Say why the trust chooses these: the board approves the choice.")
	}
	return choice, why, wrong.Fault()
}

// ItemsOf gives the items in scope in the order of the pack: those of the mandated parts, and of the trust's choice.
func ItemsOf(pack framework.Pack, mandated, choice []string) []Scoped {
	var list []Scoped
	for _, q := range pack.Questions() {
		if q.Own || q.PartOf != "" {
			continue
		}
		must := slices.Contains(mandated, q.ID) || slices.Contains(mandated, q.Assertion)
		if must || slices.Contains(choice, q.ID) || slices.Contains(choice, q.Assertion) {
			list = append(list, Scoped{Item: q.ID, Mandated: must})
		}
	}
	return list
}

// PartTitle gives the title of an item or assertion; empty when there is none.
func PartTitle(pack framework.Pack, id string) string {
	if a, ok := pack.Assertion(id); ok {
		return a.Title
	}
	q, _ := pack.Question(id)
	return q.Title
}

// unknown gives the ids that are no assertion or whole item of the ten standards.
func unknown(pack framework.Pack, ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return len(ItemsOf(pack, []string{id}, nil)) > 0 })
}

// covered tells whether parts hold all items of a part.
func covered(pack framework.Pack, parts []string, id string) bool {
	in := ItemsOf(pack, parts, nil)
	for _, s := range ItemsOf(pack, []string{id}, nil) {
		if !slices.Contains(in, s) {
			return false
		}
	}
	return len(parts) > 0
}

// OfItem gives the questions of an item in scope: its own and its parts'.
func OfItem(pack framework.Pack, item string) []string {
	return append([]string{item}, pack.Parts(item)...)
}

// answersOf gives the version of each answer of an item in a set of answers, 0 for one that is missing.
func answersOf(pack framework.Pack, item string, answers map[string]assessment.Answer) []Answered {
	var list []Answered
	for _, id := range OfItem(pack, item) {
		list = append(list, Answered{Item: id, Version: answers[id].Version})
	}
	return list
}

// inScope finds an item of the scope.
func inScope(scope []Scoped, item string) error {
	if !slices.ContainsFunc(scope, func(s Scoped) bool { return s.Item == item }) {
		return fault.New(fault.NotFound, "%s is not in the scope of this assessment.", item)
	}
	return nil
}
