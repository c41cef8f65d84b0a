package share

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// partView is the page of a part that was given to somebody.
type partView struct {
	at       paths.Year
	id       string
	owner    string // "With Tom Okafor, due on Friday. Given by Priya Nair."
	tag      ui.Tag
	items    []partItem
	answerAt page.Link // where its questions are answered
	closed   appui.Closed
	handIn   handInForm
	waiting  waiting
	back     back
	past     []pastLine
	change   string // where it is given to somebody else; empty for who may not
	errors   *fault.Error
}

// partItem is one question of the part, and how it stands.
type partItem struct {
	link page.Link
	said []appui.Fact // the answer; nothing when there is none
	tag  ui.Tag
}

// handInForm is what whom the part was given to can do.
type handInForm struct {
	offered bool
	hinder  string // why it cannot be handed in yet
	seen    int
	words   string
	mine    bool // what waits is the visitor's own: it can be taken back
}

// back is a part that came back, for whoever mends it.
type back struct{ said, words string }

// waiting is what a lead judges.
type waiting struct {
	id      string // of the hand-in; empty: there is nothing to judge
	said    string // "Tom Okafor handed it in 14:02."
	words   string
	because string // as typed
}

// pastLine is something that happened to the part.
type pastLine struct{ title, when, words string }

func (p Place) showPart(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeSharing)
	if err != nil {
		return err
	}
	return p.renderPart(w, r, v, nil)
}

// renderPart shows the part as it stands; errs is what was wrong with a form, whose words are shown again.
func (p Place) renderPart(w http.ResponseWriter, r *http.Request, v page.Visit, errs *fault.Error) error {
	ps, err := p.Sharing.Part(r.Context(), v.Scope(), key(v), v.Year.Pack, chi.URLParam(r, "part"))
	if err != nil {
		return err
	}
	view := newPartView(v, ps)
	view.errors = errs
	if errs != nil {
		view.handIn.words, view.waiting.because = r.PostFormValue("words"), r.PostFormValue("because")
	}
	return page.Show(w, r, page.Page{
		Title: ps.Part.Title, Caption: ps.Part.ID + " · " + ps.Trust + ", " + v.At.Cycle, Errors: errs, Body: partPage(view),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Saved: p.Sessions.Said(r.Context()),
	})
}

func newPartView(v page.Visit, ps sharedb.PartSheet) partView {
	id, last := ps.Part.ID, ps.HandIns[ps.Part.ID]
	view := partView{at: v.At, id: id, tag: partTag(ps, last), closed: appui.ClosedAt(v, ps.Stage), owner: "Not given to anybody.",
		answerAt: page.Link{Text: "Answer its questions", Href: v.At.Assertion(ps.Standard, id)}}
	if !ps.Whole {
		view.answerAt = page.Link{Text: "Answer it", Href: v.At.Item(id)}
	}
	o := ps.Owners[id]
	if o.Person != "" {
		view.owner = "With " + o.Name + appui.DueWords(o.Due, v.Today) + ". Given by " + o.GivenBy + "."
	}
	if v.May(access.HandOut) {
		if view.change = v.At.ItemOwner(id); ps.Whole {
			view.change = v.At.HandOut(id)
		}
	}
	result := ps.Result(v.Year.Pack, v.Today)
	for _, item := range ps.Part.Items {
		line := partItem{link: page.Link{Text: item.ID + " " + item.Title, Href: v.At.Item(item.ID)}}
		for _, it := range result.Items {
			if it.ID == item.ID {
				line.tag = appui.StateTag(it.Alone)
			}
		}
		line.said = appui.Said(item, ps.Answers[item.ID].Words)
		view.items = append(view.items, line)
	}
	if view.closed.Words == "" {
		view.handIn = newHandInForm(v, ps, last)
		view.waiting = newWaiting(v, last)
	}
	if last.State() == assessment.PartSentBack {
		view.back = back{last.JudgedBy.Name + " sent it back on " + stamp(last.JudgedAt) + ":", last.Because}
	}
	for _, h := range ps.Past {
		view.past = append(view.past, pastOf(h)...)
	}
	return view
}

func newHandInForm(v page.Visit, ps sharedb.PartSheet, last assessment.HandIn) handInForm {
	f := handInForm{seen: assessment.Seen(ps.Part, ps.Answers), mine: last.Waits() && last.By.ID == v.Actor.Person}
	if !v.May(access.HandIn) || ps.Owners[ps.Part.ID].Person != v.Actor.Person || last.Waits() || last.State() == assessment.PartAccepted {
		return f
	}
	if missing := assessment.Missing(ps.Part, ps.Answers); len(missing) > 0 {
		f.hinder = "You can hand it in when every mandatory question has an answer. Still open: " + english.List(missing) + "."
		return f
	}
	f.offered = true
	return f
}

func newWaiting(v page.Visit, last assessment.HandIn) waiting {
	if !last.Waits() {
		return waiting{}
	}
	said := waiting{said: last.By.Name + " handed it in " + page.Moment(last.At, v.Now) + ".", words: last.Words}
	if v.May(access.JudgeHandIn) && last.MayJudge(v.Actor.Person) == nil {
		said.id = last.ID
	}
	return said
}

// partTag says how far a part is.
func partTag(ps sharedb.PartSheet, last assessment.HandIn) ui.Tag {
	switch last.State() {
	case assessment.PartHandedIn:
		return ui.Tag{Text: "Handed in", Colour: "yellow"}
	case assessment.PartSentBack:
		return ui.Tag{Text: "Sent back", Colour: "red"}
	case assessment.PartAccepted:
		return ui.Tag{Text: "Accepted", Colour: "green"}
	}
	if len(assessment.Missing(ps.Part, ps.Answers)) == 0 {
		return ui.Tag{Text: "Answered", Colour: "blue"}
	}
	return ui.Tag{Text: "Open", Colour: "grey"}
}

// pastOf tells what happened to one hand-in, newest first.
func pastOf(h assessment.HandIn) []pastLine {
	var list []pastLine
	add := func(line pastLine) { list = append([]pastLine{line}, list...) }
	add(pastLine{h.By.Name + " handed it in", stamp(h.At), h.Words})
	switch h.Verdict {
	case assessment.Accepted:
		add(pastLine{h.JudgedBy.Name + " accepted it", stamp(h.JudgedAt), ""})
	case assessment.SentBack:
		add(pastLine{h.JudgedBy.Name + " sent it back", stamp(h.JudgedAt), h.Because})
	}
	switch {
	case h.TakenBackAt.IsZero():
	case h.ChangedItem != "":
		add(pastLine{"It was open again, because " + h.ChangedItem + " changed", stamp(h.TakenBackAt), ""})
	default:
		add(pastLine{"It was taken back", stamp(h.TakenBackAt), ""})
	}
	return list
}

// handIn hands the part in, or takes one's own hand-in back.
func (p Place) handIn(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeSharing)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id := chi.URLParam(r, "part")
	if r.PostFormValue("do") == "take-back" {
		if err := p.Sharing.TakeHandInBack(r.Context(), v.Scope(), key(v), id, v.Now); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "You have taken "+id+" back. It is open again.")
		return page.Go(w, r, v.At.Part(id))
	}
	seen, err := strconv.Atoi(r.PostFormValue("seen"))
	if err != nil {
		return fault.New(fault.Invalid, "The form does not say which answers you looked at. Open the page again.")
	}
	err = p.Sharing.HandIn(r.Context(), v.Scope(), key(v), v.Year.Pack, id, seen, r.PostFormValue("words"), v.Now)
	if refused := page.Refused(err); refused != nil {
		return p.renderPart(w, r, v, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "You have handed "+id+" in. You hear when somebody has looked at it.")
	return page.Go(w, r, v.At.Home())
}

// judge accepts what was handed in, or sends it back.
func (p Place) judge(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.JudgeHandIn)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	id, verdict := chi.URLParam(r, "part"), assessment.Verdict(r.PostFormValue("verdict"))
	err = p.Sharing.JudgeHandIn(r.Context(), v.Scope(), key(v), v.Year.Pack, id, r.PostFormValue("hand-in"), verdict, r.PostFormValue("because"), v.Now)
	if refused := page.Refused(err); refused != nil {
		return p.renderPart(w, r, v, refused)
	}
	if err != nil {
		return err
	}
	done := "You have accepted " + id + "."
	if verdict == assessment.SentBack {
		done = "You have sent " + id + " back."
	}
	p.Sessions.Say(r.Context(), done)
	return page.Go(w, r, v.At.Part(id))
}

func (l pastLine) heading() ui.Heading {
	return ui.Heading{Text: l.title, Level: 3, Size: "s", Caption: ui.Caption{Text: l.when, Size: "m"}}
}

func (v partView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}
