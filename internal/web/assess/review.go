package assess

import (
	"net/http"
	"slices"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/quality"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// reviewView is what an experienced reviewer would ask, check by check.
type reviewView struct {
	at      paths.Year
	summary string
	groups  []remarkGroup
	may     bool // reply
}

type remarkGroup struct {
	title, why string
	remarks    []remarkLine
}

// remarkLine is one question with its reply, or the form for one.
type remarkLine struct {
	item, title, href string
	asks, why         string // why is empty where it is the check's own
	key, id           string // id is that of its field: of the form that was sent the name that the errors say
	reply, by         string // as it is kept
	typed             string
	anchor            string // its place on the page, for links from the question itself; of several of one item the first has it
	errors            *fault.Error
}

func (p Place) showReview(w http.ResponseWriter, r *http.Request) error {
	return p.renderReview(w, r, "", "", nil)
}

// renderReview shows the questions; to the one that is asked about belongs what was typed and what was wrong with it.
func (p Place) renderReview(w http.ResponseWriter, r *http.Request, asked, typed string, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	found, err := p.Assessments.Review(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Today)
	if err != nil {
		return err
	}
	view := reviewView{at: v.At, may: v.May(access.Explain), summary: reviewSummary(len(found.Remarks), len(found.Open()))}
	for i, one := range found.Remarks {
		q, _ := v.Year.Pack.Question(one.Item)
		line := remarkLine{item: one.Item, title: q.Title, href: v.At.ItemOn(q.Standard, q.ID), asks: one.Asks, key: one.Key, id: "reply-" + strconv.Itoa(i+1)}
		if one.Why != one.Check.Why() {
			line.why = one.Why
		}
		if e, ok := found.Replies[one.Key]; ok {
			line.reply, line.by = e.Reply, e.By.Name+", "+page.When(e.At, v.Now)
		}
		if one.Key == asked {
			line.id, line.typed, line.errors = "reply", typed, errs
		}
		if !slices.ContainsFunc(found.Remarks[:i], func(r quality.Remark) bool { return r.Item == one.Item }) {
			line.anchor = "ask-" + one.Item
		}
		view.add(one.Check, line)
	}
	return page.Show(w, r, page.Page{Title: "What a reviewer would ask", Caption: found.Trust + " · " + v.At.Cycle, Errors: errs, Body: review(view), List: reviewFile(v, found),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Saved: p.Sessions.Said(r.Context())})
}

func (v *reviewView) add(c quality.Check, line remarkLine) {
	if n := len(v.groups); n == 0 || v.groups[n-1].title != c.Title() {
		v.groups = append(v.groups, remarkGroup{title: c.Title(), why: c.Why()})
	}
	g := &v.groups[len(v.groups)-1]
	g.remarks = append(g.remarks, line)
}

func reviewSummary(all, open int) string {
	switch {
	case all == 0:
		return "There is nothing in the answers that an experienced reviewer would ask about."
	case open == 0:
		return english.Capital(english.Count(all, "question is", "questions are")) + " asked, and each is explained."
	}
	return english.Capital(english.Count(all, "question is", "questions are")) + " asked, and " + english.Number(open) +
		english.Plural(open, " is", " are") + " not explained yet."
}

// explain keeps the reply to one question.
func (p Place) explain(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Explain)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	asked, reply := r.PostFormValue("key"), r.PostFormValue("reply")
	err = p.Assessments.Explain(r.Context(), v.Scope(), key(v), v.Year.Pack, asked, reply, v.Now, v.Today)
	if errs := page.Refused(err); errs != nil {
		return p.renderReview(w, r, asked, reply, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The reply is kept. The board sees the question with it.")
	return page.Go(w, r, v.At.Review())
}

func replyLabel(r remarkLine) string {
	if r.reply != "" {
		return "Another reply"
	}
	return "Your reply, in one line"
}

// refused tells whether one of the lines holds a reply that was refused.
func refused(list []remarkLine) bool {
	return slices.ContainsFunc(list, func(r remarkLine) bool { return r.errors != nil })
}
