// Package asked is where somebody comes who holds a link: a supplier, estates, a clinical engineer, who has no account here and
// is asked one thing. They see who asks and for which trust, the item as the trust sees it, and nothing else; what they give
// waits until the trust accepts it. Looking at the page uses nothing up, for mail scanners open links: the form does.
//
// The link is the right, and stands in the place of a sign-in: there is no second factor, no navigation, and no answer of
// the trust on the page. Requests are counted by network, so that nobody tries links by the thousand.
package asked

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/askdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// Place serves the page of a link.
type Place struct {
	Links   askdb.Links
	Content *contentdb.Content
	Now     func() time.Time
}

// Routes mounts its pages. None needs a role: the link is the right.
func (p Place) Routes(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(slowed())
		r.Get(paths.Asked, page.Handle(p.show))
		r.Post(paths.Asked, page.Handle(p.reply))
	})
}

// openView is a link that takes a reply.
type openView struct {
	action   string
	trust    string
	by       string
	name     string // who is asked
	question string // in the asker's words
	until    string
	item     framework.Item
	returned string // why the reply before was returned; empty: it was not
	proof    bool   // proof is asked for
	answer   appui.AnswerText
	given    proofText
	errors   *fault.Error
}

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	o, item, err := p.look(r)
	if err != nil {
		return err
	}
	if o.State != assessment.AskOpen {
		return explain(w, r, o)
	}
	g := o.Ask.Given // of one that was returned: they go on from what they gave
	return render(w, r, o, item, appui.AnswerTextOf(g.Words), proofTextOf(g), nil)
}

// look tells what the link is worth, and gives its item when it takes a reply.
func (p Place) look(r *http.Request) (askdb.Opened, framework.Item, error) {
	v, now := page.VisitorOf(r.Context()), p.Now()
	o, err := p.Links.Look(r.Context(), chi.URLParam(r, "token"), origin(v), page.Today(now))
	if err != nil || o.State != assessment.AskOpen {
		return o, framework.Item{}, err
	}
	year, err := p.Content.Year(r.Context(), store.Public(origin(v)), o.Cycle, "")
	if err != nil {
		return o, framework.Item{}, err
	}
	item, ok := year.Pack.Item(o.Ask.Item)
	if !ok {
		return o, item, fault.New(fault.NotFound, "There is no such question any more.")
	}
	return o, item, nil
}

func origin(v page.Visitor) store.Origin {
	return store.Origin{Address: v.Address, RequestID: v.RequestID}
}

func render(w http.ResponseWriter, r *http.Request, o askdb.Opened, item framework.Item, answer appui.AnswerText, given proofText, errs *fault.Error) error {
	a := o.Ask
	view := openView{action: paths.ToAsked(chi.URLParam(r, "token")), trust: o.Trust, by: a.By.Name, name: a.Name, question: a.Question, until: a.Until.Words(),
		item: item, proof: a.Kind == assessment.AskProof, answer: answer, given: given, errors: errs}
	if a.Given.Verdict == assessment.SentBack {
		view.returned = a.Given.Because
	}
	return page.Show(w, r, page.Page{Title: item.Title, Caption: "A question of " + o.Trust, Errors: errs, Body: openPage(view), Alone: true})
}

// reply keeps what was given.
func (p Place) reply(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	o, item, err := p.look(r)
	if err != nil {
		return err
	}
	if o.State != assessment.AskOpen {
		return explain(w, r, o)
	}
	answer, given := appui.ReadAnswerText(r, ""), readProofText(r)
	g, err := read(o.Ask.Kind, item, answer, given)
	if err == nil {
		now := p.Now()
		o, err = p.Links.Reply(r.Context(), chi.URLParam(r, "token"), item, g, origin(page.VisitorOf(r.Context())), now, page.Today(now))
	}
	if refused := page.Refused(err); refused != nil {
		return render(w, r, o, item, answer, given, refused)
	}
	if err != nil {
		return err
	}
	if o.State != assessment.AskOpen {
		return explain(w, r, o)
	}
	return page.Show(w, r, page.Page{Title: "Thank you", Caption: "A question of " + o.Trust, Alone: true, Body: closedPage([]string{
		"What you gave is with " + o.Ask.By.Name + " of " + o.Trust + " now, and with nobody else.",
		"If something is missing, you get another e-mail, and the link works again. There is nothing more for you to do.",
	})})
}

// read reads what was typed, as the kind of the ask has it.
func read(kind assessment.AskKind, item framework.Item, answer appui.AnswerText, given proofText) (g assessment.Given, err error) {
	if kind == assessment.AskProof {
		g.Proof, err = given.proof()
		return g, err
	}
	g.Words, err = answer.Words(item)
	return g, err
}
