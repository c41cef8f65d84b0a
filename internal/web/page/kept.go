package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"
)

// keptField is one field of a form that could not be taken.
type keptField struct{ Name, Value string }

// kept gives the fields of a form that came while the database was away, so that its page can send them again: a browser does
// not always keep them. A password is never written into a page, so a form with one is not kept.
func kept(w http.ResponseWriter, r *http.Request) []keptField {
	if r.Method != http.MethodPost || WantsPart(r) || ParseForm(w, r) != nil || r.PostForm.Has("password") {
		return nil
	}
	var list []keptField
	for name, values := range r.PostForm {
		for _, v := range values {
			list = append(list, keptField{name, v})
		}
	}
	slices.SortStableFunc(list, func(a, b keptField) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// away is the body of the page for a database that cannot be reached, with what was typed.
func away(w http.ResponseWriter, r *http.Request, v Visitor) templ.Component {
	home := Link{"Go to your home page", "/home"}
	fields := kept(w, r)
	switch {
	case len(fields) > 0:
		return templ.Join(sendAgain(r.URL.RequestURI(), fields), problem(nil, home, v.RequestID))
	case r.Method == http.MethodPost:
		return problem([]string{"Nothing was changed. Go back in your browser and try again in a minute."}, home, v.RequestID)
	}
	return problem([]string{"Try again in a minute."}, home, v.RequestID)
}
