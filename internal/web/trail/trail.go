package trail

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

type trailView struct {
	path    string
	typed   url.Values
	errors  *fault.Error
	people  []ui.SelectItem
	verbs   []ui.SelectItem
	count   string
	rows    [][]ui.TableCell
	pages   ui.Pagination
	file    string // address of the same events as CSV
	sealed  string // how much of the trail is sealed
	head    string // the chain's end, empty while there is none
	further bool   // the filter's further conditions are to be seen
	all     string // address of the whole trail; empty when nothing is filtered
}

func (p Place) showTrail(w http.ResponseWriter, r *http.Request) error {
	v, ods, q := page.VisitorOf(r.Context()), chi.URLParam(r, "ods"), r.URL.Query()
	if err := access.Can(v.Actor, access.SeeTrail, access.Of(ods)); err != nil {
		return err
	}
	filter, wrong := readFilter(q)
	switch format := q.Get(fieldFormat); {
	case format == formatCSV && wrong != nil:
		return wrong
	case format == formatCSV:
		return p.sendFile(w, r, v, ods, filter)
	case format != "":
		return fault.New(fault.NotFound, "We cannot find that page.")
	}
	list, err := p.Trail.List(r.Context(), v.Scope(), ods, filter, pageOf(q))
	if err != nil {
		return err
	}
	view := viewOf(ods, q, list)
	view.errors = wrong
	return page.Show(w, r, page.Page{
		Title: "Audit trail", Caption: list.TrustName, Wide: true, Errors: wrong, Body: trail(view),
		Back: page.Link{Text: "Your years", Href: paths.ToTrustYears(ods)},
	})
}

func viewOf(ods string, q url.Values, list auditdb.Listing) trailView {
	filter := chosen(q)
	path := paths.ToTrail(ods)
	file := chosen(q)
	file.Set(fieldFormat, formatCSV)
	v := trailView{
		path: path, typed: q, people: people(list.Doers, q.Get(fieldPerson)), verbs: verbs(list.Verbs, q.Get(fieldVerb)),
		count: countWords(list.Total, list.Page, len(filter) > 0), pages: pages(path, filter, list.Total, list.Page), file: paths.With(path, file),
		head: list.Head.String(), sealed: sealedWords(list),
		further: q.Get(fieldFrom) != "" || q.Get(fieldTo) != "" || q.Get(fieldText) != "",
	}
	if len(filter) > 0 {
		v.all = path
	}
	for _, e := range list.Entries {
		l := lineOf(e)
		v.rows = append(v.rows, []ui.TableCell{{Text: l.when}, {Text: l.who}, {Text: l.what}, {Text: l.from}})
	}
	return v
}

// pages leads to newer and older events.
func pages(path string, filter url.Values, total, n int) ui.Pagination {
	at := func(n int) ui.PageLink {
		q := url.Values{}
		for name, values := range filter {
			q[name] = values
		}
		if n > 1 {
			q.Set(fieldPage, strconv.Itoa(n))
		}
		return ui.PageLink{Href: paths.With(path, q)}
	}
	var p ui.Pagination
	if n > 1 {
		p.Previous = at(n - 1)
		p.Previous.Text = "Newer events"
	}
	if n < auditdb.Pages(total) {
		p.Next = at(n + 1)
		p.Next.Text = "Older events"
	}
	return p
}

func sealedWords(l auditdb.Listing) string {
	s := english.Capital(english.Count(int(l.Head.Seq), "event is", "events are")) + " sealed"
	if l.Waiting > 0 {
		s += "; " + english.Count(l.Waiting, "is", "are") + " about to be"
	}
	return s + "."
}
