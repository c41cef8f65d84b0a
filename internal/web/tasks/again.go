package tasks

import (
	"net/http"

	"cyberready/internal/core/carry"
	"cyberready/internal/core/english"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
)

// touched reads the answers whose guidance changed. Where nothing of the content ever changed, there is nothing to read.
func (p Place) touched(r *http.Request, v page.Visit, begun bool) ([]carry.Touched, error) {
	if !begun || len(v.Year.History.Changes) == 0 {
		return nil, nil
	}
	g, err := p.Assessments.Guidance(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Year.History)
	return g.Touched, err
}

// again leads to what was answered once and must be looked at again: last year's answers, and those whose guidance changed.
func again(v page.Visit, h assessmentdb.Home, touched []carry.Touched) []line {
	var list []line
	if n := h.Waiting; n > 0 {
		list = append(list, line{page.Link{Text: english.Capital(english.Count(n, "answer of last year waits", "answers of last year wait")), Href: v.At.Carried()},
			"None of them counts until it is reconfirmed or given again."})
	}
	return append(list, touchedLines(v, touched)...)
}

func touchedLines(v page.Visit, touched []carry.Touched) []line {
	n := len(touched)
	if n == 0 {
		return nil
	}
	return []line{{page.Link{Text: english.Capital(english.Count(n, "answer was given", "answers were given")) + " before the guidance changed", Href: v.At.Guidance()},
		"Look at " + english.Plural(n, "it", "each") + ": change it, or say that it still holds."}}
}
