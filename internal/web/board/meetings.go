package board

import (
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// meetingsView is when the board and its committee meet, and how many must sign: everybody of the trust reads it, and the
// secretary sets it.
type meetingsView struct {
	visit  page.Visit
	Diary  reportdb.Diary
	Keeps  bool // sets both
	Bodies []bodyDays
	Quorum string
	Errors *fault.Error
}

// bodyDays are one body's days as they were typed.
type bodyDays struct {
	meeting.Body
	Meets, Paper appui.DayText
}

func meetsField(b meeting.Body) string { return string(b) + "-meets" }
func paperField(b meeting.Body) string { return string(b) + "-paper" }

func (p Place) showMeetings(w http.ResponseWriter, r *http.Request) error {
	return p.renderMeetings(w, r, nil, nil)
}

// renderMeetings shows the page; after a refused form with what was typed.
func (p Place) renderMeetings(w http.ResponseWriter, r *http.Request, typed []bodyDays, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	d, err := p.Reports.Diary(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil {
		return err
	}
	view := meetingsView{visit: v, Diary: d, Keeps: v.May(access.KeepMeetings), Bodies: typed, Errors: errs}
	if typed == nil {
		view.Bodies = daysOf(d.Meetings)
	}
	if q := d.Quorum; q != nil && q.Number > 0 {
		view.Quorum = strconv.Itoa(q.Number)
	}
	if errs != nil && r.PostForm.Has("quorum") {
		view.Quorum = r.PostFormValue("quorum")
	}
	pg := p.page(r, v, "Meetings and quorum")
	pg.Errors, pg.Body, pg.List = errs, meetings(view), meetingsFile(v, d.Meetings)
	return page.Show(w, r, pg)
}

func daysOf(set []meeting.Meeting) []bodyDays {
	var list []bodyDays
	for _, b := range meeting.Bodies() {
		one := bodyDays{Body: b}
		for _, m := range set {
			if m.Body == b {
				one.Meets, one.Paper = appui.DayTextOf(m.MeetsOn), appui.DayTextOf(m.PaperDue)
			}
		}
		list = append(list, one)
	}
	return list
}

func (p Place) setMeetings(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepMeetings)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	var typed []bodyDays
	var set []meeting.Meeting
	errs := fault.New(fault.Invalid, "Enter the days of the meetings.")
	for _, b := range meeting.Bodies() {
		one := bodyDays{b, appui.ReadDayText(r, meetsField(b)), appui.ReadDayText(r, paperField(b))}
		typed = append(typed, one)
		m, wrong := one.meeting()
		if wrong != nil {
			errs.Fields = append(errs.Fields, wrong.Fields...)
		}
		set = append(set, m)
	}
	if len(errs.Fields) > 0 {
		return p.renderMeetings(w, r, typed, errs)
	}
	if err := p.Reports.SetMeetings(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), set, p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The meetings are set. The assessment lead and the board see them.")
	return page.Go(w, r, v.At.Meetings())
}

// meeting reads the two days; nothing typed is no meeting. A fault names the form's own fields.
func (d bodyDays) meeting() (meeting.Meeting, *fault.Error) {
	m := meeting.Meeting{Body: d.Body}
	var err error
	if m.MeetsOn, err = d.Meets.Parse(meetsField(d.Body), "the day of the meeting"); err != nil {
		return m, fault.As(err)
	}
	if m.PaperDue, err = d.Paper.Parse(paperField(d.Body), "the day by which the paper is needed"); err != nil {
		return m, fault.As(err)
	}
	if m.MeetsOn.IsZero() && m.PaperDue.IsZero() {
		return m, nil
	}
	wrong := fault.As(meeting.CheckDays(m.MeetsOn, m.PaperDue))
	if wrong != nil {
		wrong.Fields[0].Name = string(d.Body) + "-" + wrong.Fields[0].Name + "-day"
	}
	return m, wrong
}

func (p Place) setQuorum(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepMeetings)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	n := 0
	if typed := strings.TrimSpace(r.PostFormValue("quorum")); typed != "" {
		if n, err = strconv.Atoi(typed); err != nil || n == 0 {
			n = -1 // no number that could be a quorum
		}
	}
	err = p.Reports.SetQuorum(r.Context(), v.Scope(), v.At.ODS, n, p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderMeetings(w, r, nil, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The quorum is set for what is sent from now on.")
	return page.Go(w, r, v.At.Meetings())
}

// quorumWords says how many must sign what is sent next.
func quorumWords(q *reportdb.Quorum) string {
	said := "Everybody who is asked must sign before a version counts as signed by the board."
	if q == nil {
		return said
	}
	if q.Number > 0 {
		said = english.Capital(english.Count(q.Number, "signature makes", "signatures make")) + " a version count as signed by the board."
	}
	return said + " " + q.By + " set this on " + q.On.Words() + "."
}

// meetingRows list what is set.
func meetingRows(v page.Visit, list []meeting.Meeting) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, m := range list {
		rows = append(rows, ui.SummaryRow{Key: m.Body.Title(), Value: "Meets on " + m.MeetsOn.Words() + ". Paper due on " + m.PaperDue.Words() + "."})
	}
	return rows
}
