package share

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/askdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// asksView is what was asked by link about an item, and the form that asks once more.
type asksView struct {
	at       paths.Year
	question framework.Question
	answered []askLine // wait to be accepted
	open     []askLine
	lapsed   []askLine
	settled  []askLine
	said     []appui.Fact // the item's answer as it stands
	base     int          // its version
	closed   appui.Closed
	form     askForm
	errors   *fault.Error
	errorsOf string        // the ask whose reply was to be returned, or that was to be put again, when the errors are about that
	again    appui.DayText // as typed for that
}

// askLine is one ask.
type askLine struct {
	id, who, question string
	how               string // "Asked by Priya Nair on 3 May 2027, 14:02. The link works until 17 May 2027."
	tag               ui.Tag
	given             []appui.Fact
	because           string        // why it was returned; or as typed
	ends              bool          // it can be withdrawn
	end               string        // how that is said
	renews            bool          // it can be put again, through a new link
	until             appui.DayText // for the new link
}

// askForm is an ask as it was typed.
type askForm struct {
	kind, name, email, question string
	until                       appui.DayText
}

func (p Place) showAsks(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.SeeSharing)
	if err != nil {
		return err
	}
	f := askForm{kind: string(assessment.AskAnswer), until: appui.DayTextOf(v.Today.AddDays(assessment.AskDays))}
	return p.renderAsks(w, r, v, asksView{question: q, form: f})
}

func (p Place) renderAsks(w http.ResponseWriter, r *http.Request, v page.Visit, view asksView) error {
	q := view.question
	as, err := p.Asks.Asks(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID)
	if err != nil {
		return err
	}
	a := as.Answers[q.ID]
	view.at, view.said, view.base, view.closed = v.At, appui.Said(q.Item, a.Words), a.Version, appui.ClosedAt(v, as.Stage)
	view.sort(v, as)
	return page.Show(w, r, page.Page{
		Title: "Ask by link about " + q.ID, Caption: q.Title + " · " + as.Trust + ", " + v.At.Cycle, Errors: view.errors, Body: asksPage(view),
		Back: page.Link{Text: "Standard " + q.Standard, Href: v.At.ItemOn(q.Standard, q.ID)}, Saved: p.Sessions.Said(r.Context()),
	})
}

// sort puts each ask where it belongs.
func (view *asksView) sort(v page.Visit, as askdb.AskSheet) {
	for _, a := range as.All {
		l := newAskLine(view.question, a, v.Today)
		if view.errorsOf == a.ID {
			l.because, l.until = view.form.question, view.again
		}
		switch a.State(v.Today) {
		case assessment.AskWaiting:
			view.answered = append(view.answered, l)
		case assessment.AskOpen:
			view.open = append(view.open, l)
		case assessment.AskLapsed:
			view.lapsed = append(view.lapsed, l)
		default:
			view.settled = append(view.settled, l)
		}
	}
	if view.errorsOf != "" {
		view.form = askForm{kind: string(assessment.AskAnswer), until: appui.DayTextOf(v.Today.AddDays(assessment.AskDays))}
	}
}

func newAskLine(q framework.Question, a assessment.Ask, today day.Day) askLine {
	l := askLine{id: a.ID, who: a.Name, question: a.Question, how: "Asked by " + a.By.Name + " on " + stamp(a.At) + ", at " + a.Email + ".", ends: true, end: "Withdraw the link",
		renews: a.Renewable(today), until: appui.DayTextOf(today.AddDays(assessment.AskDays))}
	if a.Generation > 1 {
		l.how = "Asked again by " + a.By.Name + " on " + stamp(a.At) + ", at " + a.Email + "."
	}
	switch a.State(today) {
	case assessment.AskWaiting:
		l.tag = ui.Tag{Text: "Answered", Colour: "yellow"}
		l.given = givenFacts(q, a)
		l.how += " Answered on " + stamp(a.Given.At) + "."
	case assessment.AskOpen:
		l.tag = ui.Tag{Text: "Asked", Colour: "blue"}
		l.how += " The link works until the end of " + a.Until.Words() + "."
		if a.Given.Verdict == assessment.SentBack {
			l.tag = ui.Tag{Text: "Returned", Colour: "orange"}
			l.because = a.Given.JudgedBy.Name + " returned the answer: " + english.Sentence(a.Given.Because)
		}
	case assessment.AskTaken:
		l.tag, l.ends = ui.Tag{Text: "Accepted", Colour: "green"}, false
		l.given = givenFacts(q, a)
		l.how += " Accepted by " + a.Given.JudgedBy.Name + " on " + stamp(a.Given.JudgedAt) + "."
	case assessment.AskWithdrawn:
		l.tag, l.ends = ui.Tag{Text: "Withdrawn", Colour: "grey"}, false
		l.how += " Withdrawn by " + a.WithdrawnBy + " on " + stamp(a.WithdrawnAt) + "."
	case assessment.AskLapsed:
		l.tag, l.end = ui.Tag{Text: "Lapsed", Colour: "orange"}, "Set it aside"
		l.how += " The link worked until the end of " + a.Until.Words() + ", and nobody answered."
	}
	return l
}

// givenFacts is what came through the link.
func givenFacts(q framework.Question, a assessment.Ask) []appui.Fact {
	if p := a.Given.Proof; a.Kind == assessment.AskProof {
		return []appui.Fact{{Name: "Proof", Words: p.Title}, {Name: "Dated", Words: p.Dated.Words()}, {Name: "Holds", Words: holdsWords(p)}, {Name: "Kept", Words: p.Place}}
	}
	return appui.Said(q.Item, a.Given.Words)
}

func holdsWords(p assessment.Proof) string {
	if until := p.Until(); !until.IsZero() {
		return "until " + until.Words()
	}
	return "until it is replaced"
}

// ask asks somebody.
func (p Place) ask(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.AskByLink)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := askForm{kind: r.PostFormValue("kind"), name: r.PostFormValue("name"), email: r.PostFormValue("email"), question: r.PostFormValue("question"),
		until: appui.ReadDayText(r, "until")}
	err = p.askAs(r, v, q, f)
	if refused := page.Refused(err); refused != nil {
		return p.renderAsks(w, r, v, asksView{question: q, form: f, errors: refused})
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The question is on its way to "+f.name+".")
	return page.Go(w, r, v.At.Asks(q.ID))
}

func (p Place) askAs(r *http.Request, v page.Visit, q framework.Question, f askForm) error {
	until, err := assessment.ParseDate("until", f.until.Day, f.until.Month, f.until.Year)
	if err != nil {
		return err
	}
	a := assessment.Ask{Item: q.ID, Kind: assessment.AskKind(f.kind), Name: f.name, Email: f.email, Question: f.question, Until: until}
	return p.Asks.AskByLink(r.Context(), v.Scope(), key(v), v.Year.Pack, a, v.Now, v.Today)
}

// settleAsk accepts or returns what came through a link, or withdraws the link.
func (p Place) settleAsk(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.AskByLink)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	ctx, s, pack, id := r.Context(), v.Scope(), v.Year.Pack, chi.URLParam(r, "ask")
	var done string
	switch r.PostFormValue("do") {
	case "accept":
		base, bad := strconv.Atoi(r.PostFormValue("version"))
		if bad != nil {
			return fault.New(fault.Invalid, "The form does not say which answer you looked at. Open the page again.")
		}
		done = "You have accepted it."
		err = p.Asks.AcceptReply(ctx, s, key(v), pack, q.ID, id, base, v.Now, v.Today)
	case "return":
		because := r.PostFormValue("because")
		done = "You have returned it. The link is open again."
		err = p.Asks.ReturnReply(ctx, s, key(v), pack, q.ID, id, because, v.Now, v.Today)
		if refused := page.Refused(err); refused != nil {
			return p.renderAsks(w, r, v, asksView{question: q, form: askForm{question: because}, errors: renamed(refused, id), errorsOf: id})
		}
	case "renew":
		typed := appui.ReadDayText(r, "until-"+id)
		done = "The question is on its way again, with a new link. The old one opens nothing any more."
		if err = p.renewAs(r, v, q, id, typed); err != nil {
			if refused := page.Refused(err); refused != nil {
				return p.renderAsks(w, r, v, asksView{question: q, errors: renamed(refused, id), errorsOf: id, again: typed})
			}
		}
	case "withdraw":
		done = "The link is withdrawn. Whoever opens it reads whom to ask."
		err = p.Asks.WithdrawAsk(ctx, s, key(v), pack, q.ID, id, v.Now)
	default:
		err = fault.InvalidField("do", "Choose what to do.")
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(ctx, done)
	return page.Go(w, r, v.At.Asks(q.ID))
}

func (p Place) renewAs(r *http.Request, v page.Visit, q framework.Question, id string, typed appui.DayText) error {
	until, err := assessment.ParseDate("until", typed.Day, typed.Month, typed.Year)
	if err != nil {
		return err
	}
	return p.Asks.RenewAsk(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID, id, until, v.Now, v.Today)
}

// renamed gives the errors of an ask's form with the names of its fields, "because-ID" and "until-ID-day": a page may hold several.
func renamed(f *fault.Error, id string) *fault.Error {
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		name, part, _ := strings.Cut(field.Name, "-")
		if name += "-" + id; part != "" {
			name += "-" + part
		}
		out.Fields = append(out.Fields, fault.Field{Name: name, Message: field.Message})
	}
	return &out
}

func (v asksView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}

// returnField asks what is missing of a reply.
func (v asksView) returnField(l askLine) ui.Textarea {
	name := "because-" + l.id
	return ui.Textarea{ID: name, Name: "because", Value: l.because, Rows: 2, Label: ui.Label{Text: "Or what is missing?"},
		Hint: ui.Hint{Text: l.who + " reads these words, and the link is open again."}, ErrorMessage: v.message(name)}
}

func (v asksView) kindField() ui.Radios {
	return ui.Radios{Name: "kind", Value: v.form.kind, Small: true, ErrorMessage: v.message("kind"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "What do you ask for?"}},
		Items: []ui.RadioItem{
			{Value: string(assessment.AskAnswer), Text: "An answer", Hint: ui.Hint{Text: "They see the question as you do, and answer it."}},
			{Value: string(assessment.AskProof), Text: "Proof", Hint: ui.Hint{Text: "They say what it is, its date, and where it is kept."}},
		}}
}

// errsAmong tells whether the errors are about one of these.
func (v asksView) errsAmong(list []askLine) bool {
	return slices.ContainsFunc(list, func(l askLine) bool { return l.id == v.errorsOf })
}

func (v asksView) settledWords() string {
	return english.Capital(english.Count(len(v.settled), "question", "questions")) + " asked before"
}
