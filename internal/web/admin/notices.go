package admin

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/noticedb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// noticesView is the notices that were set, and the form that sets one.
type noticesView struct {
	List                 []noticedb.Notice
	Now                  time.Time
	Words                string
	From, Until          appui.DayText
	FromClock, UntilTime string
	Errors               *fault.Error
}

// noticesShown is how many are listed.
const noticesShown = 20

func (p Place) showNotices(w http.ResponseWriter, r *http.Request) error {
	return p.renderNotices(w, r, noticesView{})
}

func (p Place) renderNotices(w http.ResponseWriter, r *http.Request, view noticesView) error {
	v, err := may(r, access.KeepNotices)
	if err != nil {
		return err
	}
	view.Now = p.Now()
	if view.List, err = p.Notices.List(r.Context(), v.Scope(), noticesShown); err != nil {
		return err
	}
	return page.Show(w, r, page.Page{Title: "Notices", Back: back, Errors: view.Errors, Body: notices(view), List: noticesFile(view), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) setNotice(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepNotices)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := noticesView{Words: r.PostFormValue("words"), From: appui.ReadDayText(r, "from"), Until: appui.ReadDayText(r, "until"),
		FromClock: strings.TrimSpace(r.PostFormValue("from-time")), UntilTime: strings.TrimSpace(r.PostFormValue("until-time"))}
	from, until, err := view.times(p.Now())
	if err == nil {
		err = p.Notices.Set(r.Context(), v.Scope(), view.Words, from, until, p.Now())
	}
	if view.Errors = page.Refused(err); view.Errors != nil {
		return p.renderNotices(w, r, view)
	}
	if err != nil {
		return err
	}
	p.NoticesChanged()
	p.Sessions.Say(r.Context(), "The notice is set.")
	return page.Go(w, r, paths.AdminNotices)
}

// times reads from when until when: at once when no beginning is given, and to the end of the day when no time is.
func (v noticesView) times(now time.Time) (from, until time.Time, err error) {
	from = now
	fromDay, err := v.From.Parse("from", "the day on which it begins")
	if err != nil {
		return from, until, err
	}
	untilDay, err := v.Until.Parse("until", "the day on which it ends")
	if err != nil {
		return from, until, err
	}
	if untilDay.IsZero() {
		return from, until, fault.InvalidField("until-day", "Enter the day on which the notice ends.")
	}
	if fromDay.IsZero() && v.FromClock != "" {
		fromDay = page.Today(now)
	}
	if !fromDay.IsZero() {
		if from, err = at(fromDay, v.FromClock, "from-time"); err != nil {
			return from, until, err
		}
	}
	if v.UntilTime == "" {
		until, err = at(untilDay.AddDays(1), "", "until-time")
	} else {
		until, err = at(untilDay, v.UntilTime, "until-time")
	}
	return from, until, err
}

// at gives a time of a day in London; no time is the day's beginning.
func at(d day.Day, clock, field string) (time.Time, error) {
	if clock == "" {
		clock = "00:00"
	}
	t, ok := page.At(d, clock)
	if !ok {
		return t, fault.InvalidField(field, "Enter a time like 17:30.")
	}
	return t, nil
}

func (p Place) takeNoticeBack(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepNotices)
	if err != nil {
		return err
	}
	if err := p.Notices.TakeBack(r.Context(), v.Scope(), chi.URLParam(r, "notice"), p.Now()); err != nil {
		return err
	}
	p.NoticesChanged()
	p.Sessions.Say(r.Context(), "The notice is taken back.")
	return page.Go(w, r, paths.AdminNotices)
}

func noticeRows(v noticesView) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, n := range v.List {
		rows = append(rows, []ui.TableCell{{Text: n.Words}, {Text: moment(n.From) + " to " + moment(n.Until)},
			{Text: n.By + ", " + moment(n.SetAt)}, {HTML: noticeState(n, v.Now)}})
	}
	return rows
}

func moment(t time.Time) string { return page.Today(t).Words() + ", " + page.Clock(t) }

// noticeStanding says how a notice stands.
func noticeStanding(n noticedb.Notice, now time.Time) string {
	switch {
	case n.EndedAt != nil:
		return "Taken back"
	case n.Shown(now):
		return "Shown now"
	case now.Before(n.From):
		return "To come"
	}
	return "Over"
}
