package critical

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// listView is the list, with the forms for whoever keeps it.
type listView struct {
	at      paths.Year
	list    critical.List
	summary []string
	table   ui.Table
	keeps   bool
	form    serviceForm // a new service
	benefit string      // as typed
	errors  *fault.Error
}

// tableOf shows each service in words, what is missing or too old in bold; for whoever keeps the list with the way to change it.
func tableOf(v page.Visit, list critical.List) ui.Table {
	t := ui.Table{Responsive: true, FirstCellIsHeader: true, Compact: true,
		Head: []ui.TableHeader{{Text: "Service"}, {Text: "On paper"}, {Text: "Last restore"}, {Text: "Main supplier"}}}
	keeps := v.May(access.KeepServices)
	if keeps {
		t.Head = append(t.Head, ui.TableHeader{Text: "Change"})
	}
	for _, s := range list.Services {
		row := []ui.TableCell{
			{Text: s.Name}, {HTML: wanting(s.PaperWords(), s.PaperHours != nil)}, {HTML: wanting(s.RestoreWords(v.Today), s.Restored(v.Today))},
			{HTML: wanting(s.SupplierName(), s.Supplier != "")},
		}
		if keeps {
			row = append(row, ui.TableCell{Text: "Change", VisuallyHiddenText: s.Name, Href: v.At.CriticalService(s.ID)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p Place) showList(w http.ResponseWriter, r *http.Request) error {
	return p.renderList(w, r, serviceForm{}, nil)
}

func (p Place) renderList(w http.ResponseWriter, r *http.Request, f serviceForm, errs *fault.Error) error {
	v, list, err := p.read(r, access.SeeReport)
	if err != nil {
		return err
	}
	view := listView{at: v.At, list: list, summary: summary(v, list), keeps: v.May(access.KeepServices), form: f, benefit: list.Benefit.Words, errors: errs}
	if errs != nil && r.PostForm.Has("benefit") {
		view.benefit = r.PostFormValue("benefit")
	}
	view.form.errors, view.form.button = errs, "Put it on the list"
	view.table = tableOf(v, list)
	pg := v.Page("Critical services", p.Sessions.Said(r.Context()))
	pg.Wide, pg.Errors, pg.Body = true, errs, listPage(view)
	pg.List = v.File("critical services", list.Table("Critical services", nil, v.Today))
	return page.Show(w, r, pg)
}

// summary says in a sentence or two what the list shows.
func summary(v page.Visit, l critical.List) []string {
	if len(l.Services) == 0 {
		return []string{"No service is on the list yet, so the report cannot say which services care cannot do without."}
	}
	said := []string{l.RestoredWords(v.Today)}
	if supplier, behind := l.Most(); behind > 0 {
		said = append(said, supplier+" stands behind "+english.Number(behind)+" of them.")
	}
	return said
}

func (p Place) sayBenefit(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepServices)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	err = p.Services.SayBenefit(r.Context(), v.Scope(), v.At.ODS, r.PostFormValue("benefit"), v.Now)
	if refused := page.Refused(err); refused != nil {
		return p.renderList(w, r, serviceForm{}, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "What electronic records give patients is kept, and stands beside what things cost.")
	return page.Go(w, r, v.At.Critical())
}
