package dates

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// datesView is the trust's year, and the form of its own days.
type datesView struct {
	at       paths.Year
	days     []timetable.Entry
	facts    []ui.SummaryRow
	extended []string
	keeps    bool // may change the trust's own
	meetings string
	form     form
	errors   *fault.Error
}

// form is the trust's own days as they were typed.
type form struct {
	start, end appui.DayText
	named      []named
	seen       int
}

type named struct {
	id, name string
	day      appui.DayText
}

// blank is how many empty places there are for more days.
const blank = 2

func formOf(d assessmentdb.Dates) form {
	f := form{seen: d.Seen()}
	for _, o := range d.Own {
		switch text := appui.DayTextOf(o.On); o.Kind {
		case timetable.FieldworkStart:
			f.start = text
		case timetable.FieldworkEnd:
			f.end = text
		default:
			f.named = append(f.named, named{o.ID, o.Name, text})
		}
	}
	for range blank {
		f.named = append(f.named, named{})
	}
	return f
}

func field(what string, i int) string { return what + "-" + strconv.Itoa(i) }

func readForm(r *http.Request) form {
	f := form{start: appui.ReadDayText(r, string(timetable.FieldworkStart)), end: appui.ReadDayText(r, string(timetable.FieldworkEnd))}
	f.seen, _ = strconv.Atoi(r.PostFormValue("seen")) // what is no number was seen by nobody: it conflicts
	for i := 0; i < timetable.MostOwn+blank && r.PostForm.Has(field("name", i)); i++ {
		f.named = append(f.named, named{r.PostFormValue(field("id", i)), r.PostFormValue(field("name", i)), appui.ReadDayText(r, field("named", i))})
	}
	return f
}

// days reads what was typed. All that is no day is named at once.
func (f form) days() ([]timetable.Own, error) {
	var list []timetable.Own
	var wrong fault.Findings
	read := func(o timetable.Own, text appui.DayText, prefix, what string) {
		on, err := text.Parse(prefix, what)
		if fe := fault.As(err); fe != nil {
			wrong = append(wrong, fe.Fields...)
		}
		o.On = on
		list = append(list, o)
	}
	read(timetable.Own{Kind: timetable.FieldworkStart}, f.start, string(timetable.FieldworkStart), "the day on which the fieldwork begins")
	read(timetable.Own{Kind: timetable.FieldworkEnd}, f.end, string(timetable.FieldworkEnd), "the day on which it ends")
	for i, n := range f.named {
		read(timetable.Own{ID: n.id, Kind: timetable.Named, Name: n.name}, n.day, field("named", i), "the day")
	}
	return list, wrong.Fault()
}

func (p Place) showDates(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, nil, nil)
}

// render shows the page; after a refused form with what was typed.
func (p Place) render(w http.ResponseWriter, r *http.Request, typed *form, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	d, err := p.Assessments.Dates(r.Context(), v.Scope(), key(v))
	if err != nil {
		return err
	}
	view := datesView{at: v.At, days: v.Year.Days(d.Meetings, d.Own), keeps: v.May(access.KeepDates), form: formOf(d), errors: errs,
		meetings: "The board’s secretary sets them."}
	if v.May(access.KeepMeetings) {
		view.meetings = ""
	}
	if typed != nil {
		view.form = *typed
	}
	for _, e := range view.days {
		view.facts = append(view.facts, ui.SummaryRow{Key: e.Title, Value: e.Words(v.Today)})
	}
	for _, e := range v.Year.Extended {
		view.extended = append(view.extended, e.Words(page.Today(e.At)))
	}
	pg := v.Page("Dates of "+v.At.Cycle, p.Sessions.Said(r.Context()))
	pg.Errors, pg.Body = errs, datesPage(view)
	return page.Show(w, r, pg)
}

func (p Place) setDates(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepDates)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	typed := readForm(r)
	list, err := typed.days()
	if err == nil {
		err = p.Assessments.SetDates(r.Context(), v.Scope(), key(v), list, typed.seen, v.Now)
	}
	if errs := page.Refused(err); errs != nil {
		return p.render(w, r, &typed, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The dates are kept. Everybody who works on the year is counted back from them.")
	return page.Go(w, r, v.At.Dates())
}

// dayName tells one of the trust's own days from the others on the page.
func dayName(i int) string { return "Day " + strconv.Itoa(i+1) }

func (v datesView) nameField(i int) ui.Input {
	return ui.Input{ID: field("name", i), Name: field("name", i), Value: v.form.named[i].name, Width: 30, Label: ui.Label{Text: dayName(i) + ": what is on it"},
		Hint: ui.Hint{Text: "For example: internal audit’s opinion"}, ErrorMessage: ui.ErrorMessage{Text: page.Message(v.errors, field("name", i))}}
}
