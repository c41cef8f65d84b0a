package assess

import (
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/appui"
)

// form holds the fields of one question as they were typed, so that they can be shown again.
type form struct {
	appui.AnswerText
	base int    // the version that the person saw
	from string // "item" when it was sent from the question's own page, "standard" otherwise
}

const fromItem = "item"

// formOf shows an answer as it is kept.
func formOf(a assessment.Answer) form {
	return form{AnswerText: appui.AnswerTextOf(a.Words), base: a.Version}
}

func readForm(r *http.Request) form { return readFields(r, "") }

// readMine gives what the person had typed when somebody else was quicker, which the page of the race carries beside what
// they chose then.
func readMine(r *http.Request) (mine form, raced bool) {
	return readFields(r, mineBefore), r.PostForm.Has(mineBefore + "reply")
}

// mineBefore stands before the names of the fields with a person's own words on the page of a race.
const mineBefore = "mine-"

func readFields(r *http.Request, before string) form {
	base, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		base = -1 // no version that anybody saw: it conflicts with whatever is there
	}
	return form{AnswerText: appui.ReadAnswerText(r, before), base: base, from: r.PostFormValue("from")}
}

// typedFacts is what was typed, for a row that takes no answer any more.
func typedFacts(f form) []appui.Fact {
	var list []appui.Fact
	for _, x := range []appui.Fact{
		{Name: "You chose", Words: assessment.Reply(f.Reply).Words()},
		{Name: "You entered", Words: strings.TrimSpace(f.Figure + " " + strings.Join(strings.Fields(f.Date.Day+" "+f.Date.Month+" "+f.Date.Year), " "))},
		{Name: "You wrote", Words: f.Text},
	} {
		if x.Words != "" {
			list = append(list, x)
		}
	}
	return list
}

// renamed gives a fault with other field names: on a page with many questions each field's id has its item in front.
func renamed(f *fault.Error, name func(string) string) *fault.Error {
	if f == nil {
		return nil
	}
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		out.Fields = append(out.Fields, fault.Field{Name: name(field.Name), Message: field.Message})
	}
	return &out
}
