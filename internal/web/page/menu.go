package page

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/web/paths"
)

// menuLink is a way to one of the rooms of a trust's year. Here is where the visitor is: "page" on it, "true" further inside, or empty.
type menuLink struct{ Text, Href, Here string }

// menuOf is the menu of a trust's year for those who work on it, or assess it. The board has none: its home says what waits and leads there.
func menuOf(r *http.Request) []menuLink {
	y, ok := paths.YearIn(r.URL)
	v := VisitorOf(r.Context())
	if !ok || !v.Can(access.SeeAnswers, y.ODS) && !v.Can(access.Assess, y.ODS) {
		return nil
	}
	var list []menuLink
	add := func(text, href string, verb access.Verb, inside ...string) {
		if v.Can(verb, y.ODS) {
			list = append(list, menuLink{text, href, whereIn(r.URL.Path, href, inside)})
		}
	}
	add("The ten standards", y.Home(), access.SeeAnswers, y.Home()+"/standards/", y.Home()+"/items/")
	add("Proof", y.Proof(), access.SeeAnswers, paths.Year{ODS: y.ODS}.Proof()+"/")
	add("Improvement plan", y.Plan(), access.SeePlan, y.Plan()+"/")
	add("Independent assessment", y.Independent(), access.SeeFieldwork, y.Independent()+"/")
	add("Readiness report", y.Report(), access.SeeReport, y.Report()+"/")
	return list
}

func whereIn(path, href string, inside []string) string {
	if room, _, _ := strings.Cut(href, "?"); path == room {
		return "page"
	}
	for _, prefix := range inside {
		if strings.HasPrefix(path, prefix) {
			return "true"
		}
	}
	return ""
}
