package assess

import (
	"strconv"

	"cyberready/internal/core/english"
	"cyberready/internal/web/paths"
)

func number(n int) string { return strconv.Itoa(n) }

func pathsToYears(v visit) string    { return paths.ToTrustYears(v.at.ODS) }
func pathsToOfficers(v visit) string { return paths.ToOfficers(v.at.ODS) }

func optionalWords(n int) string {
	return english.Capital(english.Count(n, "question", "questions")) + " without an answer that " +
		english.Plural(n, "is", "are") + " not mandatory"
}
