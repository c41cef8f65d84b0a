package assess

import (
	"net/http"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

// raceView shows two answers to one question side by side, and the three ways to settle it. Nothing is lost whichever is
// taken: theirs is in the history already, and mine goes in with the choice.
type raceView struct {
	row        row // of the question, with both answers put together in its fields
	theirs     side
	mine       side
	theirsForm form
	mineForm   form
	heading    bool // the page has no title of its own to say it
}

// side is one of two answers to a question.
type side struct {
	who   string
	facts []appui.MarkedFact
}

const raceTitle = "Somebody else changed this answer while you were typing"

func (p Place) showRace(w http.ResponseWriter, r *http.Request, v page.Visit, q framework.Question, f form, c *assessment.Conflict) error {
	view := newRaceView(v, q, f, c)
	if page.WantsPart(r) {
		view.heading = true
		return page.Part(w, r, http.StatusConflict, raceRow(view))
	}
	return page.Show(w, r, page.Page{
		Title: raceTitle, Caption: q.ID + " " + q.Title, Status: http.StatusConflict, Wide: true,
		Back: page.Link{Text: "Standard " + q.Standard, Href: v.At.Standard(q.Standard)}, Body: race(view),
	})
}

func newRaceView(v page.Visit, q framework.Question, f form, c *assessment.Conflict) raceView {
	var theirs, mine side
	theirs.facts, mine.facts = appui.Compare(q.Item, c.Theirs.Words, c.Mine.Words)
	theirs.who = c.Theirs.SavedBy.Name + " saved this " + page.When(c.Theirs.SavedAt, v.Now)
	if c.Theirs.SavedBy.ID == v.Actor.Person {
		theirs.who = "You saved this " + page.When(c.Theirs.SavedAt, v.Now) + ", in another window"
	}
	mine.who = "You are saving this now"
	f.base = c.Theirs.Version
	together := formOf(assessment.Answer{Words: c.Mine.Words, Version: c.Theirs.Version})
	together.Text = putTogether(c.Theirs.Text, c.Mine.Text)
	together.from = f.from
	return raceView{row: row{at: v.At, question: q, shown: together, editable: true}, theirs: theirs, mine: mine,
		theirsForm: theirForm(c, f), mineForm: f}
}

func theirForm(c *assessment.Conflict, mine form) form {
	f := formOf(c.Theirs)
	f.from = mine.from
	return f
}

// settle saves what the person chose, behind what they had typed.
func (p Place) settle(r *http.Request, v page.Visit, q framework.Question, mine form, chosen assessment.Edit) error {
	first := chosen
	var err error
	if first.Words, err = mine.Words(q.Item); err != nil {
		_, err = p.Assessments.SaveAnswer(r.Context(), v.Scope(), key(v), v.Year.Pack, chosen, v.Today)
		return err // what cannot be read was no answer
	}
	_, err = p.Assessments.Settle(r.Context(), v.Scope(), key(v), v.Year.Pack, first, chosen.Words, v.Today)
	return err
}

// putTogether gives a text that holds both, for the person to edit.
func putTogether(theirs, mine string) string {
	switch {
	case strings.Contains(theirs, mine):
		return theirs
	case strings.Contains(mine, theirs):
		return mine
	}
	return theirs + "\n\n" + mine
}
