// Package differences shows how two points of a trust's answers differ: last year, the baseline, a version, now; as a page and as
// a file. What differs decides core/difference, out of frozen versions and the working copy.
package differences

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/difference"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// Place serves the page.
type Place struct {
	Reports reportdb.Reports
	Content *contentdb.Content
	Now     func() time.Time
}

// Routes mounts it.
func (p Place) Routes(r chi.Router) { r.Get(paths.Differences, page.Handle(p.show)) }

// view is the difference between two points.
type view struct {
	at paths.Year
	reportdb.Compared
	summary []string
	errors  *fault.Error
}

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	y := reportdb.Year{Cycle: v.Cycle(), Pack: v.Year.Pack, BaselineDue: v.Year.BaselineDue, Deadline: v.Year.Deadline}
	before, err := p.before(r, v)
	if err != nil {
		return err
	}
	c, err := p.Reports.Differences(r.Context(), v.Scope(), v.At.ODS, y, before, q.Get("from"), q.Get("to"), v.Today)
	pg := v.Page("What is different", "")
	if pg.Errors = page.Refused(err); pg.Errors != nil {
		pg.Body = differences(view{v.At, c, nil, pg.Errors})
		return page.Show(w, r, pg)
	}
	if err != nil {
		return err
	}
	pg.Body = differences(view{v.At, c, summary(c.Difference), nil})
	pg.List = &page.List{Table: c.Table(notes(v, c)), Name: v.At.ODS + " differences " + v.At.Cycle + " " + c.From + " " + c.To, On: v.Today}
	return page.Show(w, r, pg)
}

// before gives the year before, with the questions that it asks; zero where the service knows none.
func (p Place) before(r *http.Request, v page.Visit) (reportdb.Year, error) {
	y, err := p.Content.Year(r.Context(), v.Scope(), string(v.Cycle().Previous()), v.Content)
	if fault.KindOf(err) == fault.NotFound {
		return reportdb.Year{}, nil
	}
	return reportdb.Year{Cycle: trust.Cycle(y.Label), Pack: y.Pack}, err
}

// notes say in the file what is compared.
func notes(v page.Visit, c reportdb.Compared) []string {
	list := []string{v.TrustName(v.At.ODS) + ", " + v.At.Cycle + ": then is " + c.Difference.From + ", now is " + c.Difference.To + "."}
	if v.Site.Demo {
		list = append(list, "All trusts, people and answers are invented.")
	}
	return list
}

func summary(d difference.Difference) []string {
	list := []string{"In place then: " + difference.CountWords(d.Then) + ". In place now: " + difference.CountWords(d.Now) + "."}
	n := d.Lines()
	if n == 0 {
		return append(list, "No answer, no text and no proof is different.")
	}
	list = append(list, english.Capital(english.Count(n, "question is", "questions are"))+" different: "+english.Number(d.Gained)+" in place now that "+
		english.Plural(d.Gained, "was", "were")+" not then, "+english.Number(d.Lost)+" no longer in place.")
	var kinds []string
	for _, k := range difference.Kinds() {
		if c := d.Count[k]; c > 0 {
			kinds = append(kinds, english.Number(c)+" with "+k.Words())
		}
	}
	return append(list, english.Sentence(english.Capital(english.List(kinds))))
}

func (v view) choice(name, label, chosen string) ui.Select {
	var items []ui.SelectItem
	for _, p := range v.Points {
		items = append(items, ui.Option(p.Key, p.Title))
	}
	return ui.Select{ID: name, Name: name, Value: chosen, Items: items, Label: ui.Label{Text: label}, ErrorMessage: ui.ErrorMessage{Text: page.Message(v.errors, name)}}
}

// heading is a standard with its counts.
func heading(s difference.Standard) string {
	if s.Own {
		return s.Title
	}
	return s.Number + " " + s.Title
}

// facts says what differs about a question: then, and now.
func facts(l difference.Line) []appui.Fact {
	var list []appui.Fact
	add := func(name, then, now string) {
		if then == now {
			return
		}
		list = append(list, appui.Fact{Name: name + " then", Words: none(then)}, appui.Fact{Name: name + " now", Words: none(now)})
	}
	add("Result", l.Then.Result(), l.Now.Result())
	add("Answer", l.Then.Answer, l.Now.Answer)
	add("Text", l.Then.Text, l.Now.Text)
	add("Proof", strings.Join(l.Then.Proof, "\n"), strings.Join(l.Now.Proof, "\n"))
	return list
}

func none(s string) string {
	if s == "" {
		return "None"
	}
	return s
}
