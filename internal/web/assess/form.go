package assess

import (
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/appui"
)

// form holds the fields of one question as they were typed, so that they can be shown again.
type form struct {
	reply  string
	text   string
	figure string
	date   appui.DayText
	base   int    // the version that the person saw
	from   string // "item" when it was sent from the question's own page, "standard" otherwise
}

const fromItem = "item"

// formOf shows an answer as it is kept.
func formOf(a assessment.Answer) form {
	f := form{reply: string(a.Reply), text: a.Text, date: appui.DayTextOf(a.Date), base: a.Version}
	if a.Figure != nil {
		f.figure = a.Figure.String()
	}
	return f
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
	return form{
		reply: r.PostFormValue(before + "reply"), text: r.PostFormValue(before + "text"),
		figure: strings.TrimSpace(r.PostFormValue(before + "figure")),
		date:   appui.ReadDayText(r, before+"date"), base: base, from: r.PostFormValue("from"),
	}
}

// words reads what was typed. What cannot be read is a fault that names all fields that are wrong.
func (f form) words(item framework.Item) (assessment.Words, error) {
	w := assessment.Words{Reply: assessment.Reply(f.reply), Text: f.text}
	if item.Figure == nil {
		return w, nil
	}
	if item.Figure.Kind == framework.Date {
		date, err := assessment.ParseDate("date", f.date.Day, f.date.Month, f.date.Year)
		w.Date = date
		return w, err
	}
	if f.figure == "" {
		return w, nil
	}
	h, err := assessment.ParseHundredths(f.figure)
	w.Figure = &h
	return w, err
}

// typedFacts is what was typed, for a row that takes no answer any more.
func typedFacts(f form) []appui.Fact {
	var list []appui.Fact
	for _, x := range []appui.Fact{
		{Name: "You chose", Words: assessment.Reply(f.reply).Words()},
		{Name: "You entered", Words: strings.TrimSpace(f.figure + " " + strings.Join(strings.Fields(f.date.Day+" "+f.date.Month+" "+f.date.Year), " "))},
		{Name: "You wrote", Words: f.text},
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
