package report

import "cyberready/internal/core/score"

// What the tests of this room look at from inside.
var (
	ShortName     = shortName
	ChangeSummary = changeSummary
	Subjects      = subjects
	Terms         = terms
)

// ResultOf is the result that a report is made from.
func ResultOf(in Inputs) score.Result { return prepare(in).r }

// GlossaryOf gives the words that a report explains.
func GlossaryOf(r Report) []Term { return r.glossary() }
