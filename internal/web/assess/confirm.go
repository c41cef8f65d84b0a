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
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// confirming is the foot of an assertion: who stands behind it, or how it gets there.
type confirming struct {
	at      paths.Year
	id      string
	words   []string
	stands  bool
	offered bool      // the visitor may confirm it now
	part    page.Link // where it is handed in or judged; empty: neither
	seen    int
}

func (c confirming) panelID() string { return "confirm-" + c.id }

func newConfirming(v page.Visit, sh workingcopy.Sheet, a framework.Assertion) confirming {
	c := confirming{at: v.At, id: a.ID, seen: assessment.Seen(a, sh.Answers)}
	last, ever := sh.ConfirmationOf(a.ID)
	if ever && last.Stands() {
		c.stands = true
		c.words = []string{last.By.Name + " confirmed these answers " + page.When(last.At, v.Now) + "."}
		return c
	}
	if ever {
		c.words = append(c.words, last.By.Name+" confirmed these answers on "+page.Today(last.At).Words()+
			". That was taken back, because "+last.Because+" changed.")
	}
	missing := assessment.Missing(a, sh.Answers)
	h := sh.HandIns[a.ID]
	switch {
	case h.Waits():
		c.words = append(c.words, h.By.Name+" handed it in "+page.Moment(h.At, v.Now)+".")
		if v.May(access.JudgeHandIn) {
			c.part = page.Link{Text: "Look at it, and accept it or send it back", Href: v.At.Part(a.ID)}
		}
	case len(missing) > 0:
		c.words = append(c.words, "Can be confirmed when every mandatory question has an answer. Still open: "+english.List(missing)+".")
	case !mayChange(v, sh.Stage):
		c.words = append(c.words, "Nobody has confirmed these answers yet.")
	case v.May(access.Confirm):
		c.offered = true
		c.words = append(c.words, "Whoever confirms stands behind these answers: they are true today, also those that say No.")
	case sh.Owners[a.ID].Person == v.Actor.Person && v.May(access.HandIn):
		c.words = append(c.words, "Everything is answered.")
		c.part = page.Link{Text: "Hand in " + a.ID, Href: v.At.Part(a.ID)}
	default:
		c.words = append(c.words, "To be confirmed by the assessment lead.")
	}
	return c
}

// ownerWords says who answers an assertion and by when; nothing when nobody was asked.
func ownerWords(o workingcopy.Owner, today day.Day) string {
	if o.Person == "" {
		return ""
	}
	return "With " + o.Name + appui.DueWords(o.Due, today) + "."
}

// confirm confirms an assertion, and goes back to it.
func (p Place) confirm(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Confirm)
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
	if err := p.Sharing.Confirm(r.Context(), v.Scope(), key(v), v.Year.Pack, id, seen, v.Now); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "You have confirmed "+id+".")
	return page.Go(w, r, v.At.Assertion(v.Year.Pack.StandardOf(id), id))
}
