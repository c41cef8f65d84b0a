package assess

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// confirming is the foot of an assertion: who stands behind it, or how it gets there.
type confirming struct {
	at      paths.Year
	id      string
	words   []string
	stands  bool
	offered bool // the visitor may confirm it now
	seen    int
}

func (c confirming) panelID() string { return "confirm-" + c.id }

func newConfirming(v visit, sh assessmentdb.Sheet, a framework.Assertion) confirming {
	c := confirming{at: v.at, id: a.ID, seen: assessment.Seen(a, sh.Answers)}
	last, ever := sh.ConfirmationOf(a.ID)
	if ever && last.Stands() {
		c.stands = true
		c.words = []string{last.By.Name + " confirmed these answers " + page.When(last.At, v.now) + "."}
		return c
	}
	if ever {
		c.words = append(c.words, last.By.Name+" confirmed these answers on "+page.Today(last.At).Words()+
			". That was taken back, because "+last.Because+" changed.")
	}
	missing := assessment.Missing(a, sh.Answers)
	switch {
	case len(missing) > 0:
		c.words = append(c.words, "Can be confirmed when every mandatory question has an answer. Still open: "+english.List(missing)+".")
	case !v.mayChange(sh):
		c.words = append(c.words, "Nobody has confirmed these answers yet.")
	case v.mayConfirm(sh.Owners[a.ID]):
		c.offered = true
		c.words = append(c.words, "Whoever confirms stands behind these answers: they are true today, also those that say No.")
	default:
		c.words = append(c.words, "To be confirmed by "+whoConfirms(sh.Owners[a.ID])+".")
	}
	return c
}

// mayConfirm tells whether to offer it: the lead always may, a contributor what was handed to them. The store asks again.
func (v visit) mayConfirm(o assessmentdb.Owner) bool {
	return v.may(access.Confirm) && (v.Actor.Role != access.Contributor || o.Person == v.Actor.Person)
}

func whoConfirms(o assessmentdb.Owner) string {
	if o.Name == "" {
		return "the assessment lead"
	}
	return o.Name + " or the assessment lead"
}

// ownerWords says who answers an assertion and by when; nothing when nobody was asked.
func ownerWords(o assessmentdb.Owner, today day.Day) string {
	if o.Person == "" {
		return ""
	}
	return "With " + o.Name + dueWords(o.Due, today) + "."
}

func dueWords(due, today day.Day) string {
	switch late := today.DaysSince(due); {
	case due.IsZero():
		return ""
	case late > 0:
		return ", overdue by " + english.Count(late, "day", "days")
	case late == 0:
		return ", due today"
	case late == -1:
		return ", due tomorrow"
	case late > -7:
		return ", due on " + due.Time().Weekday().String()
	}
	return ", due on " + due.Words()
}

// confirm confirms an assertion, and goes back to it.
func (p Place) confirm(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Confirm)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id := chi.URLParam(r, "assertion")
	seen, err := strconv.Atoi(r.PostFormValue("seen"))
	if err != nil {
		return fault.New(fault.Invalid, "The form does not say which answers you looked at. Open the page again.")
	}
	if err := p.Assessments.Confirm(r.Context(), v.Scope(), v.key(), v.year.Pack, id, seen, v.now); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "You have confirmed "+id+".")
	return page.Go(w, r, v.at.Assertion(standardOf(v.year.Pack, id), id))
}

// standardOf gives the number of the standard that an assertion stands in.
func standardOf(pack framework.Pack, assertion string) string {
	for _, s := range pack.Standards {
		for _, a := range s.Assertions {
			if a.ID == assertion {
				return s.Number
			}
		}
	}
	return ""
}
